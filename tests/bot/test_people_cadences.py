"""How often a pair meets, how long, and whose public holidays are theirs, in the list of people."""

from datetime import timedelta

import pytest

from flows.rhythm.days_off import Rule
from flows.rhythm.pair import LAST, Every
from flows.rhythm.reminders import AHEAD
from storage import occurrences, pairs
from storage.pairs import Pair
from tests.bot.terminal import Terminal

HEADING = "name,email,role,manager email,weekday,time,cadence,length,country"
JENS = "Jens Leder,jens@example.dk,manager,,,,,,"
METTE = "Mette Sælger,mette@example.dk,seller,jens@example.dk,Tuesday,10:30"


def listed(terminal: Terminal, cells: str) -> Pair:
    """The pair of Mette once the list with these cells of hers is loaded."""
    said = terminal.loads(f"{METTE},{cells}", JENS, heading=HEADING)
    assert said.code == 0, said.err
    return kept(terminal)


def kept(terminal: Terminal) -> Pair:
    """Mette's pair."""
    person = terminal.people()["mette@example.dk"]
    with terminal.looking() as tx:
        found = pairs.of(tx, person.id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "every", "nth"),
    [
        ("weekly", Every.WEEK, None),
        ("Every week", Every.WEEK, None),
        ("hver uge", Every.WEEK, None),
        ("ugentligt", Every.WEEK, None),
        ("every two weeks", Every.TWO_WEEKS, None),
        ("Every other week", Every.TWO_WEEKS, None),
        ("bi-weekly", Every.TWO_WEEKS, None),
        ("2 weeks", Every.TWO_WEEKS, None),
        ("hver 2. uge", Every.TWO_WEEKS, None),
        ("hver anden uge", Every.TWO_WEEKS, None),
        ("hver 14. dag", Every.TWO_WEEKS, None),
        ("monthly", Every.MONTH, 1),
        ("månedligt", Every.MONTH, 1),
        ("second of the month", Every.MONTH, 2),
        ("the last of every month", Every.MONTH, LAST),
        ("3. i måneden", Every.MONTH, 3),
        ("den anden i hver måned", Every.MONTH, 2),
        ("monthly (4th)", Every.MONTH, 4),
        ("Quarterly", Every.QUARTER, 1),
        ("hver tredje måned", Every.QUARTER, 1),
        ("kvartalsvis", Every.QUARTER, 1),
        ("last of the quarter", Every.QUARTER, LAST),
    ],
)
def test_how_often_may_be_said_in_english_and_danish(
    light: Terminal, text: str, every: Every, nth: int | None
) -> None:
    cadence = listed(light, f"{text},,").terms.cadence

    assert (cadence.every, cadence.nth, cadence.weekday) == (every, nth, 1)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ("every second month,,", "“every second month” is not one of weekly, every two weeks"),
        ("hver anden måned,,", "“hver anden måned” is not one of"),
        ("twice a week,,", "is not one of"),
        ("5. i måneden,,", "is not one of"),
        ("weekly,3,", "“3” is not a length from 5 to 240 minutes"),
        ("weekly,half an hour,", "is not a length"),
    ],
)
def test_what_no_pair_can_have_leaves_the_row_out_and_says_why(
    light: Terminal, cells: str, says: str
) -> None:
    said = light.loads(f"{METTE},{cells}", JENS, heading=HEADING)

    assert "1 refused" in said.out
    assert says in said.out


@pytest.mark.parametrize("text", ["SE", "se", "Sweden", "Sverige", "Schweden"])
def test_a_country_is_a_code_or_a_name(light: Terminal, text: str) -> None:
    assert listed(light, f",,{text}").countries[0] == "SE"


def test_a_country_without_known_holidays_is_noted_and_the_companys_count(light: Terminal) -> None:
    said = light.loads(f"{METTE},,,Atlantis", JENS, heading=HEADING)

    assert "no public holidays are known for “Atlantis”" in said.out
    assert kept(light).countries[0] is None


def test_a_pair_that_met_as_listed_has_usual_terms_from_then_on_and_its_history_stays(
    terminal: Terminal,
) -> None:
    terminal.loads(METTE, "Jens Leder,jens@example.dk,manager,,,")
    before = kept(terminal)

    now = listed(terminal, "every two weeks,45 min,")

    assert (before.terms.cadence.every, before.terms.ahead, before.terms.rule) == (
        Every.WEEK,
        timedelta(0),
        Rule.KEEP,
    )
    cadence = now.terms.cadence
    assert (cadence.every, cadence.minutes) == (Every.TWO_WEEKS, 45)
    assert (now.terms.ahead, now.terms.rule) == (AHEAD, Rule.NEXT_WORKING_DAY)
    with terminal.looking() as tx:
        planned = occurrences.next_of(tx, now.seller_id)
    assert planned is not None
    assert planned.day == cadence.next(after=planned.begins_at - timedelta(days=1)).day


def test_an_empty_cell_and_a_list_without_the_column_leave_all_as_it_was(terminal: Terminal) -> None:
    first = listed(terminal, "monthly second,60,DK")

    again = listed(terminal, "monthly second,60,DK")
    without = listed(terminal, ",,")
    said = terminal.loads(METTE, "Jens Leder,jens@example.dk,manager,,,")

    assert first == again == without == kept(terminal)
    assert "0 new, 0 changed, 2 unchanged" in said.out


def test_only_the_length_changes_where_only_the_length_is_new(terminal: Terminal) -> None:
    first = listed(terminal, "every two weeks,30,")

    now = listed(terminal, "every two weeks,60,")

    assert now.terms.cadence.minutes == 60
    assert now.terms.cadence.anchor == first.terms.cadence.anchor
    assert now.manager_id == first.manager_id
