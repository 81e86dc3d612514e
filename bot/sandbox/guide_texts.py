"""What the page says of the acts that a newcomer may try: English and Danish of each key."""

GUIDE_TEXTS = {
    "try": ("Try this", "Prøv dette"),
    "try_count": ("{done} of {all} done", "{done} af {all} gjort"),
    "try_done": ("Done", "Gjort"),
    "try_open": ("Not done yet", "Ikke gjort endnu"),
    "try_go": ("Go there as {me}", "Gå derhen som {me}"),
    "try_all": (
        "That was all six. Press +1 week and see what is asked next.",
        "Det var alle seks. Tryk +1 uge, og se, hvad der så bliver spurgt til.",
    ),
    "try_review": ("Review a deal", "Vurdér en salgsmulighed"),
    "try_review_how": (
        "You are {seller}, a seller. Press Review beside a deal, answer what you know of the five areas, and submit.",
        "Du er {seller}, sælger. Tryk Vurdér ud for en salgsmulighed, svar på det, du ved om de fem områder, og send.",
    ),
    "try_why": ("Ask why", "Spørg hvorfor"),
    "try_why_how": (
        "You are {manager}, {seller}’s manager. Under “Where to act”, open the first: "
        "what to do next, and why it has its colour.",
        "Du er {manager}, leder for {seller}. Åbn den første under »Her skal der handles«: "
        "hvad næste skridt er, og hvorfor farven er, som den er.",
    ),
    "try_action": ("Agree on an action", "Aftal en handling"),
    "try_action_how": (
        "Still {manager}: further down in that window, press “Add an action”, and say what, who and by when.",
        "Stadig {manager}: Tryk »Tilføj en handling« længere nede i det vindue, og skriv hvad, hvem og hvornår.",
    ),
    "try_meeting": ("Hold a 1-to-1", "Hold en 1-til-1"),
    "try_meeting_how": (
        "Press “Begin now” on top of Home: {seller} and {manager} have each reviewed the same deals, "
        "and now see both views side by side.",
        "Tryk »Begynd nu« øverst i Hjem: {seller} og {manager} har hver vurderet de samme salgsmuligheder "
        "og ser nu begges svar side om side.",
    ),
    "try_digest": ("Read the week’s digest", "Læs ugeoverblikket"),
    "try_digest_how": (
        "It stands in #salg, in Danish as this company has it. Open its thread: the deals of each colour.",
        "Det står i #salg. Åbn tråden under det: salgsmulighederne i hver farve.",
    ),
    "try_report": ("Open the report", "Åbn rapporten"),
    "try_report_how": (
        "You are {director}, the director. Last month’s report for top management lies in your messages: "
        "open one of its files.",
        "Du er {director}, direktør. Sidste måneds rapport til topledelsen ligger i dine beskeder: "
        "åbn en af filerne.",
    ),
}
