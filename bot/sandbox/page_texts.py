"""The words of the sandbox's own page, English and Danish; what the bot says is not here."""

from collections.abc import Mapping

from babel import localedata

from bot.sandbox.guide_texts import GUIDE_TEXTS

_TEXTS = {
    "title": ("Sandbox", "Sandkasse"),
    "skip": ("Skip to the content", "Gå til indholdet"),
    "acting": ("Acting as", "Du er nu"),
    "act": ("Switch", "Skift"),
    "places": ("Places", "Steder"),
    "home": ("Home", "Hjem"),
    "dm": ("Messages", "Beskeder"),
    "channels": ("Channels", "Kanaler"),
    "unread": ("unread", "ulæst"),
    "now": ("The workspace's clock", "Arbejdspladsens ur"),
    "day_form": ("d MMM", "d. MMM"),
    "colon": (":", "."),
    "time_form": ("Hours and minutes, such as 14:30", "Timer og minutter, for eksempel 14.30"),
    "hour": ("+1 hour", "+1 time"),
    "day": ("+1 day", "+1 dag"),
    "week": ("+1 week", "+1 uge"),
    "monday": ("Next Monday 09:00", "Næste mandag 09.00"),
    "shortcuts": ("Shortcuts", "Genveje"),
    "review.start": ("Start a review", "Start et review"),
    "evidence.use": ("Use as evidence", "Brug som dokumentation"),
    "command": ("Command", "Kommando"),
    "placeholder": ("Type /review, or /review and a name", "Skriv /review, eller /review og et navn"),
    "send": ("Send", "Send"),
    "close": ("Close", "Luk"),
    "submit": ("Submit", "Send"),
    "only_you": ("Only you can see this", "Kun du kan se dette"),
    "app": ("app", "app"),
    "reply": ("1 reply", "1 svar"),
    "replies": ("{} replies", "{} svar"),
    "optional": ("optional", "valgfri"),
    "choose": ("Choose …", "Vælg …"),
    "search": ("Type to search", "Skriv for at søge"),
    "matches": ("Matches", "Fundne"),
    "none_found": ("Nothing found", "Intet fundet"),
    "no_file": (
        "No file at hand? Here is one of invented deals:",
        "Ingen fil ved hånden? Her er en med opdigtede salgsmuligheder:",
    ),
    "ok": ("OK", "OK"),
    "more": ("More", "Mere"),
    "numbers": ("The numbers", "Tallene"),
    "private": ("private", "privat"),
    "shared": ("shared with others", "delt med andre"),
    "archived": ("archived", "arkiveret"),
    "admin": ("admin", "administrator"),
    "seller": ("seller", "sælger"),
    "manager": ("manager", "leder"),
    "director": ("director", "direktør"),
    "viewer": ("viewer", "læser"),
    "auditor": ("auditor", "revisor"),
    "guest": ("guest", "gæst"),
    "stranger": ("from another company", "fra et andet firma"),
    "unknown_block": ("block type {}", "bloktype {}"),
    "empty_home": (
        "Nothing here yet. Home fills itself as soon as Revisor has something for you.",
        "Her er ikke noget endnu. Hjem fylder sig selv, så snart Revisor har noget til dig.",
    ),
    "empty_dm": (
        "No messages yet. Reminders arrive here; type /review below to begin now.",
        "Ingen beskeder endnu. Påmindelser kommer her; skriv /review nedenfor for at begynde nu.",
    ),
    "empty_channel": (
        "It is quiet in this channel. Weekly overviews are posted where an admin says so.",
        "Her er stille. Ugeoverblikket kommer i den kanal, som en administrator vælger.",
    ),
    "changed": (
        "The form changed while you filled it in, so nothing was sent. Please look again.",
        "Formularen ændrede sig, mens du udfyldte den, så intet blev sendt. Se den igennem igen.",
    ),
    "gone": (
        "That button is no longer there. Here is how it looks now.",
        "Den knap findes ikke længere. Sådan ser der ud nu.",
    ),
    "only_commands": (
        "Only commands are sent from here. Try /review.",
        "Herfra sendes kun kommandoer. Prøv /review.",
    ),
    "bad_fault": ("That fault could not be ordered.", "Den fejl kunne ikke bestilles."),
    "unreachable": (
        "The sandbox does not answer. Is it still running?",
        "Sandkassen svarer ikke. Kører den stadig?",
    ),
    "faults": ("Faults", "Fejl"),
    "faults_help": (
        "Let the workspace fail on purpose and see what the bot does.",
        "Lad arbejdspladsen fejle med vilje, og se hvad botten gør.",
    ),
    "method": ("Method", "Metode"),
    "kind": ("What happens", "Hvad der sker"),
    "seconds": ("Seconds", "Sekunder"),
    "times": ("Times", "Gange"),
    "order": ("Order", "Bestil"),
    "429": ("429 with Retry-After", "429 med Retry-After"),
    "500": ("500", "500"),
    "drop_before": ("Dropped, without effect", "Afbrudt, uden virkning"),
    "drop_after": ("Dropped, after the effect", "Afbrudt, efter virkningen"),
    "delay": ("Late", "For sent"),
    "waiting": ("Waiting for a call", "Venter på et kald"),
    "clear": ("Clear all", "Ryd alle"),
    **GUIDE_TEXTS,
}
Texts = Mapping[str, str]
_LANGUAGES: dict[str, Texts] = {
    "en": {key: words[0] for key, words in _TEXTS.items()},
    "da": {key: words[1] for key, words in _TEXTS.items()},
}


def language_of(locale: str) -> str:
    """The page's language for a person's Slack locale such as "da-DK": Danish, else English."""
    return "da" if locale.lower().startswith("da") else "en"


def dates_of(locale: str) -> str:
    """The Babel locale for dates around the page's words: the person's own where it is in their language."""
    tag = locale.replace("-", "_")
    return tag if tag[:2] in _LANGUAGES and localedata.exists(tag) else language_of(locale)


def texts_for(locale: str) -> Texts:
    """The page's words by key for a person's Slack locale."""
    return _LANGUAGES[language_of(locale)]
