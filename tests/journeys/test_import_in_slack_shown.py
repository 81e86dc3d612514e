"""What an admin sees of a file in Slack: how it was read, what it lacks, what has gone from it, and what is kept."""

import pytest

from bot.crm import views
from bot.crm.files.choices import OPTIONS, PREFIXES
from bot.crm.questions import ANSWER, asked_as
from bot.kit.texts import Texts
from flows.company.subjects import Status
from storage import kept_answers, people
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.import_acts import block_of, deals, looks, says_more, sends

HEAD = "Deal ID,Deal Name,Account Name,Owner,Amount,Currency,Close Date,Stage\n"
SIX = [f"D-{n},Deal {n},Nordlys,Tom Field,{n}000,DKK,2027-02-26,Proposal\n" for n in range(1, 7)]


@pytest.fixture
def karin(staffed: Office) -> Actor:
    """Karin, the admin."""
    return staffed.person("U0KARIN")


def file(*rows: str, head: str = HEAD) -> bytes:
    return (head + "".join(rows)).encode()


def imports(admin: Actor, *rows: str, head: str = HEAD) -> None:
    looks(admin, file(*rows, head=head))
    sends(admin)


def ticks(admin: Actor, *values: str) -> None:
    """The box to close what is not in the file any more."""
    admin.workspace.fill(admin.id, views.CLOSING, views.CLOSING, list(values))


def statuses(office: Office) -> dict[str, Status]:
    return {name: each.status for name, each in deals(office).items()}


def test_words_of_status_and_stage_are_shown_with_what_they_were_taken_as(karin: Actor) -> None:
    rows = [*SIX, "D-7,Deal 7,Havblik,Tom Field,1,DKK,2027-02-26,06 - Closed Won\n"]

    shown = looks(karin, file(*rows))

    assert "Words of status and stage, and what they were taken as:\n" in shown
    assert "• Stage “Proposal”: open (6)" in shown
    assert "• Stage “06 - Closed Won”: won (1)" in shown


def test_more_words_than_a_paragraph_holds_are_counted(karin: Actor) -> None:
    rows = [f"D-{n},Deal {n},Nordlys,,1,DKK,2027-02-26,Proposal {n:03} {'x' * 60}\n" for n in range(100)]

    shown = looks(karin, file(*rows))

    paragraphs = [block["text"]["text"] for block in karin.modal["blocks"] if block["type"] == "section"]
    (words,) = [each for each in paragraphs if each.startswith("Words of status and stage")]
    listed = words.count("\n• ")
    assert 0 < listed < 100
    assert words.endswith(f"\n… and {100 - listed} more")
    assert max(map(len, paragraphs)) <= 3000
    assert "100 new, 0 changed" in shown


def test_fields_without_a_column_are_named_with_the_line_that_would_name_one(karin: Actor) -> None:
    rows = [f"D-{n},Deal {n},{n}500\n" for n in range(1, 4)]

    shown = looks(karin, file(*rows, head="Deal ID,Deal Name,Pris i alt\n"))

    assert "No column holds the amount; “Pris i alt” could be it: amount=Pris i alt" in shown
    assert "No column holds the owner." in shown
    assert "Nothing in this file is closed, and no column says open, won or lost" in shown

    says_more(karin, "amount=Pris i alt")
    assert "No column holds the amount" not in sends(karin)


def test_rows_that_state_nothing_are_counted_by_their_kind(karin: Actor) -> None:
    shown = looks(karin, file(*SIX, ",,,,,,,\n", ",Total,,,21000,,,\n"))

    assert "Left out: 1 blank row (line 8), 1 row of sums (line 9)." in shown


def test_an_owner_whom_nobody_has_heard_of_is_shown_with_the_nearest(staffed: Office, karin: Actor) -> None:
    with staffed.read() as desk:
        name = next(each.name for each in people.all_of(desk.tx) if each.id == id_of(staffed, "U0TOM"))

    shown = looks(karin, file(SIX[0].replace("Tom Field", f"{name}n")))

    assert f"• {name}n: 1 (nobody has that name; the nearest is {name})" in shown


def test_what_has_gone_from_the_file_is_counted_and_closed_only_where_the_box_is_ticked(
    staffed: Office, karin: Actor
) -> None:
    imports(karin, *SIX)

    shown = looks(karin, file(*SIX[:4]))
    assert "Open here, but not in the file:\n• Deal 5 (D-5)\n• Deal 6 (D-6)" in shown
    assert "They are 2 of 6 open deals, and they stay open unless you tick the box below." in shown
    assert set(statuses(staffed).values()) == {Status.OPEN}

    ticks(karin, "all")
    assert "Not in the file any more, so they close as gone:\n• Deal 5 (D-5)\n• Deal 6 (D-6)" in sends(karin)
    assert set(statuses(staffed).values()) == {Status.OPEN}
    assert "The deals are in: 0 new, 0 changed. New customers: 0. Closed as gone: 2." in sends(karin)

    gone = {name for name, status in statuses(staffed).items() if status is Status.GONE}
    assert gone == {"Deal 5", "Deal 6"}


def test_a_box_that_is_ticked_no_more_closes_nothing(staffed: Office, karin: Actor) -> None:
    imports(karin, *SIX)
    looks(karin, file(*SIX[:4]))
    ticks(karin, "all")
    sends(karin)
    ticks(karin)

    assert "Open here, but not in the file:" in sends(karin)

    assert karin.modal["submit"]["text"] == "Look again"
    assert set(statuses(staffed).values()) == {Status.OPEN}


def test_a_file_of_which_nothing_can_be_read_closes_nothing(staffed: Office, karin: Actor) -> None:
    imports(karin, *SIX)

    shown = looks(karin, file(*(row.replace("000,DKK", "k,DKK").replace("D-", "E-") for row in SIX)))

    assert "Nothing was read: all 6 rows are refused, and nothing was changed." in shown
    assert views.CLOSING not in [block.get("block_id") for block in karin.modal["blocks"]]
    assert karin.modal["submit"]["text"] == "Look again"


def test_merged_deals_close_and_name_the_one_that_they_live_on_in(staffed: Office, karin: Actor) -> None:
    head = "Record ID,Deal Name,Deal Stage,Deal owner,Associated Company (Primary),Merged Deal IDs\n"
    imports(
        karin, *("501,Pumpe,Contract Sent,,Nordvand,\n", "502,Dublet,Contract Sent,,Nordvand,\n"), head=head
    )

    shown = looks(karin, file("777,Samlet,Contract Sent,,Nordvand,501;502\n", head=head))
    assert "Merged, so they close as gone:\n• Pumpe (501) -> Samlet (777)" in shown
    assert "Closed as gone: 2." in sends(karin)

    assert statuses(staffed) == {"Pumpe": Status.GONE, "Dublet": Status.GONE, "Samlet": Status.OPEN}


DOUBTFUL = file(*(row.replace("2027-02-26", "02/03/2027") for row in SIX))


def answers(admin: Actor, value: str) -> str:
    """Answer the one question in the window, and go on."""
    admin.workspace.fill(admin.id, block_of(admin, ANSWER), ANSWER, value)
    return sends(admin)


def test_an_answer_is_kept_for_the_next_file_with_the_same_headings(staffed: Office, karin: Actor) -> None:
    looks(karin, DOUBTFUL)
    answers(karin, "dmy")
    sends(karin)

    again = looks(karin, DOUBTFUL.replace(b"Deal 1,", b"Deal One,"))

    assert "Kept from last time: source=csv, dates=dmy" in again
    assert "Read with" not in again
    assert "0 new, 1 changed, 5 unchanged" in again
    assert "The deals are in: 0 new, 1 changed." in sends(karin)
    assert f"{deals(staffed)['Deal One'].close_date}" == "2027-03-02"


def test_a_kept_answer_can_be_taken_back_and_said_anew(staffed: Office, karin: Actor) -> None:
    looks(karin, DOUBTFUL)
    answers(karin, "dmy")
    sends(karin)
    looks(karin, DOUBTFUL)

    says_more(karin, "dates=")
    assert "How are dates written in this file?" in sends(karin)
    assert "6 changed" in answers(karin, "mdy")
    sends(karin)

    with staffed.read() as desk:
        assert [each.answers for each in kept_answers.of(desk.tx, "deals")] == [{"dates": "mdy"}]
    assert f"{deals(staffed)['Deal 1'].close_date}" == "2027-02-03"


def test_somebody_with_another_address_is_asked_about_and_stays_one_person(
    staffed: Office, karin: Actor
) -> None:
    listed = "name,email,role\n{},{},seller\n"
    looks(karin, listed.format("Clara Holm", "clara@old.example").encode(), what="people")
    sends(karin)
    with staffed.read() as desk:
        before = people.by_email(desk.tx, "clara@old.example")

    shown = looks(karin, listed.format("Clara Holm", "clara@new.example").encode(), what="people")
    assert "Is clara@new.example somebody who is known already?" in shown

    assert "New address:\n• Clara Holm: clara@old.example -> clara@new.example" in answers(
        karin, "clara@old.example"
    )
    sends(karin)
    with staffed.read() as desk:
        after = people.by_email(desk.tx, "clara@new.example")
    assert before is not None
    assert after is not None
    assert after.id == before.id


KEYS = [
    ("above", "Does a blank cell repeat the one above?", "Gentager en tom celle den ovenover?"),
    ("amounts", "What do the amounts count?", "Hvad tæller beløbene?"),
    ("dates", "How are dates written in this file?", "Hvordan er datoer skrevet i filen?"),
    (
        "dates.close_date",
        "How is the close date written in this file?",
        "Hvordan er lukkedatoen skrevet i filen?",
    ),
    ("encoding", "In which encoding was this file saved?", "Med hvilken tegnkodning er filen gemt?"),
    (
        "gone",
        "Are the deals that are not in the file gone?",
        "Er de salgsmuligheder, som ikke er i filen, bortfaldet?",
    ),
    ("id", "Which columns tell one row from another?", "Hvilke kolonner skiller én række fra en anden?"),
    ("numbers", "How are numbers written in this file?", "Hvordan er tal skrevet i filen?"),
    ("roles", "Which role has everybody in this file?", "Hvilken rolle har alle i filen?"),
    ("sheet", "Which sheet is it?", "Hvilket ark er det?"),
    ("source", "Which system does this file come from?", "Hvilket system kommer filen fra?"),
    (
        "twice",
        "What is to be done with text that was encoded twice?",
        "Hvad skal der ske med tekst, der er kodet to gange?",
    ),
    ("zone", "Which time zone is this file's?", "Hvilken tidszone er filens?"),
    ("amount", "Which column holds the amount?", "I hvilken kolonne står beløbet?"),
    ("role", "Which column holds the role?", "I hvilken kolonne står rollen?"),
    ("currency", "Which column holds the currency?", "I hvilken kolonne står valutaen?"),
    ("currency.kr", "Which currency is “kr” in this file?", "Hvilken valuta er »kr« i filen?"),
    (
        "currency.none",
        "Which currency are amounts without a sign in?",
        "Hvilken valuta er beløb uden tegn i?",
    ),
    ("role.VP", "Which role is “VP”?", "Hvilken rolle er »VP«?"),
    (
        "same.new@x.dk",
        "Is new@x.dk somebody who is known already?",
        "Er new@x.dk en, der allerede er kendt?",
    ),
    ("word.On Hold", "What does “On Hold” mean?", "Hvad betyder »On Hold«?"),
]


@pytest.mark.parametrize(("key", "english", "danish"), KEYS)
def test_every_question_is_asked_in_the_readers_language(key: str, english: str, danish: str) -> None:
    assert (asked_as(key, Texts("en")), asked_as(key, Texts("da"))) == (english, danish)


def test_every_key_that_a_file_may_leave_open_has_its_question() -> None:
    asked = {key.partition(".")[0] + ("." if "." in key else "") for key, _, _ in KEYS}

    assert {*OPTIONS, *PREFIXES, "gone", "source", "id"} <= asked


SAID_IN_DANISH = [
    (
        "deals",
        DOUBTFUL,
        (
            "Datoerne i kolonnen »Close Date« kan læses på to måder (»02/03/2027« på linje 2).",
            "Dagen står først",
        ),
    ),
    (
        "deals",
        b"Deal ID,Deal Name,Account,Customer\nD-1,Pumpe,Nordvand,Sundby\n",
        ("Flere kolonner kan være kunden: »Account« (#3), »Customer« (#4).", "som »Nordvand«"),
    ),
    (
        "deals",
        b"Deal ID,Deal Name,Stage\nD-1,Pumpe,Krumtap\n",
        ("Ingen ved, hvad »Krumtap« i kolonnen »Stage« siger om en salgsmulighed (1 række).", "Den er åben"),
    ),
    (
        "people",
        b"name,email,role\nClara Holm,clara@example.dk,Trold\n",
        ("Rollen »Trold« (1 linje) kender Revisor ikke.", "sælger", "vurderer egne salgsmuligheder"),
    ),
    (
        "deals",
        b"Account Name,Industry,Employees,Billing City\nNordvand,Vand,12,Aarhus\n",
        ("Filen kan ikke læses, som den er. Det her er en liste over kunder, ikke salgsmuligheder",),
    ),
    ("deals", b"%PDF-1.7", ("Filen er en pdf, ikke CSV. Gem den som CSV først.",)),
    (
        "deals",
        b'Deal ID,Deal Name\nD-1,"Pumpe\n',
        ("Filen slutter inde i en celle i anførselstegn, der begyndte på linje 2.",),
    ),
]


@pytest.mark.parametrize(("what", "data", "said"), SAID_IN_DANISH)
def test_what_is_asked_and_refused_is_said_in_the_readers_language(
    staffed: Office, what: str, data: bytes, said: tuple[str, ...]
) -> None:
    staffed.workspace.change_user("U0METTE", is_admin=True)
    mette = staffed.person("U0METTE")

    shown = looks(mette, data, what=what)

    assert [each for each in said if each not in shown] == []
