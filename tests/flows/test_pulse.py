"""The pulse: which quarter is asked of when, how sure a share is, and what is never shown."""

from datetime import UTC, date, datetime
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.company.quarters import Quarter
from flows.pulse.asking import asked_at
from flows.pulse.hiding import NOTHING, Shown, shown
from flows.pulse.quarters import coming, window
from flows.pulse.shares import FEWEST, Tally, wilson
from flows.pulse.statements import Asked, Of, Statement, of_whom, parse
from flows.rhythm.due_actions import Working

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
COPENHAGEN = "Europe/Copenhagen"


def moment(written: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "quarter", "begins", "before", "after"),
    [
        ("2026-01-01", "2026-Q1", "2026-01-01", "2025-Q4", "2026-Q2"),
        ("2026-03-31", "2026-Q1", "2026-01-01", "2025-Q4", "2026-Q2"),
        ("2026-04-01", "2026-Q2", "2026-04-01", "2026-Q1", "2026-Q3"),
        ("2026-09-30", "2026-Q3", "2026-07-01", "2026-Q2", "2026-Q4"),
        ("2026-12-31", "2026-Q4", "2026-10-01", "2026-Q3", "2027-Q1"),
        ("2028-02-29", "2028-Q1", "2028-01-01", "2027-Q4", "2028-Q2"),
    ],
)
def test_every_day_lies_in_a_quarter_with_one_on_either_side(
    day: str, quarter: str, begins: str, before: str, after: str
) -> None:
    found = Quarter.of(date.fromisoformat(day))

    assert (str(found), str(found.begins_on)) == (quarter, begins)
    assert (str(found.before), str(found.next)) == (before, after)
    assert Quarter.read(quarter) == found


@pytest.mark.parametrize("written", ["2026-Q5", "2026-Q0", "2026", "", "x-Q1"])
def test_what_is_no_quarter_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"-Q|invalid literal"):
        Quarter.read(written)


@pytest.mark.parametrize(
    ("zone", "quarter", "opens", "closes"),
    [
        (COPENHAGEN, Quarter(2026, 4), "2026-12-31T23:00", "2027-01-14T16:00"),
        (COPENHAGEN, Quarter(2027, 1), "2027-03-31T22:00", "2027-04-14T15:00"),
        ("America/New_York", Quarter(2026, 4), "2027-01-01T05:00", "2027-01-14T22:00"),
        ("Australia/Sydney", Quarter(2027, 1), "2027-03-31T13:00", "2027-04-14T07:00"),  # the clocks go back
    ],
)
def test_a_pulse_is_open_for_two_weeks_by_the_companys_clock(
    zone: str, quarter: Quarter, opens: str, closes: str
) -> None:
    found = window(quarter, zone)

    assert (found.opens_at, found.closes_at) == (moment(opens), moment(closes))
    assert found.is_open(found.opens_at)
    assert not found.is_open(found.closes_at)


@pytest.mark.parametrize(
    ("now", "since", "quarter"),
    [
        ("2026-11-26T09:00", LONG_AGO, "2026-Q4"),  # the one to come
        ("2026-12-31T22:59", LONG_AGO, "2026-Q4"),
        ("2026-12-31T23:00", LONG_AGO, "2026-Q4"),  # the year ends in Copenhagen
        ("2027-01-14T15:59", LONG_AGO, "2026-Q4"),
        ("2027-01-14T16:00", LONG_AGO, "2027-Q1"),
        ("2027-01-05T09:00", moment("2026-12-31T22:59"), "2026-Q4"),
        ("2027-01-05T09:00", moment("2026-12-31T23:00"), "2027-Q1"),  # came after the quarter
    ],
)
def test_the_coming_pulse_is_the_open_one_or_the_one_after_this_quarter(
    now: str, since: datetime, quarter: str
) -> None:
    assert str(coming(COPENHAGEN, since=since, now=moment(now)).quarter) == quarter


SET = parse(
    {"statements": [{"id": "A", "of": "leaders", "survey": 30}, {"id": "B", "of": "sellers", "survey": 5}]}
)


@pytest.mark.parametrize(
    ("now", "away_until", "asked"),
    [
        ("2026-12-31T23:00", None, "2027-01-01T08:00"),
        ("2027-01-04T09:30", None, "2027-01-04T09:30"),
        ("2027-01-04T09:30", "2027-01-07", "2027-01-08T08:00"),
        (
            "2027-01-04T09:30",
            "2027-01-14",
            "2027-01-14T16:00",
        ),  # to be looked at when it closes: perhaps they are back
        ("2027-01-14T16:00", "2027-01-14", None),
        ("2027-01-14T16:00", None, None),
    ],
)
def test_when_somebody_is_asked(now: str, away_until: str | None, asked: str | None) -> None:
    working = Working(COPENHAGEN, away_until=date.fromisoformat(away_until) if away_until else None)
    found = asked_at(window(Quarter(2026, 4), COPENHAGEN), working, is_there=True, now=moment(now))

    assert found == (moment(asked) if asked else None)


@pytest.mark.parametrize(
    ("sells", "leads", "asked"),
    [(True, False, "B"), (False, True, "A"), (True, True, "AB"), (False, False, "")],
)
def test_who_sells_and_leads_is_asked_both(sells: bool, leads: bool, asked: str) -> None:
    assert "".join(each.id for each in of_whom(SET, Asked(sells, leads))) == asked
    assert SET[0] == Statement("A", Of.LEADERS, SET[0].survey)
    assert float(SET[1].survey) == 0.05


@pytest.mark.parametrize(
    ("favourable", "answered", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0000),
        (0, 0, 0.0000, 1.0000),
    ],
)
def test_the_interval_is_wilsons(favourable: int, answered: int, low: float, high: float) -> None:
    assert wilson(Tally(favourable, answered)) == (
        pytest.approx(low, abs=6e-5),
        pytest.approx(high, abs=6e-5),
    )


def test_one_who_dont_know_is_no_answer_of_the_share() -> None:
    assert Tally(3, 6, 4).share == 0.5
    assert not Tally(4, 4, 9).is_enough


def five(answered: int, unknown: int = 0) -> Tally:
    """A tally of so many."""
    return Tally(answered // 2, answered, unknown)


@pytest.mark.parametrize(
    ("tallies", "expected"),
    [
        ({1: five(4)}, None),
        ({1: five(5)}, {1}),
        ({1: five(5), 2: five(9)}, {1, 2}),
        ({1: five(5), 2: five(9), 3: five(2)}, {2}),  # two alone: the smallest shown one goes with them
        ({1: five(5), 2: five(5), 3: five(1)}, {2}),
        ({1: five(9), 2: five(4), 3: five(1)}, {1}),  # five are hidden together
        ({1: five(9), 2: five(0)}, {1}),
        ({1: five(9), 2: five(0, 1), 3: five(6)}, {1}),  # who doesn't know has said something too
        ({1: five(9), None: five(3)}, set()),
        ({1: five(9), 2: five(7), None: five(6)}, {1, 2}),
        ({None: five(6)}, set()),
        ({}, None),
    ],
)
def test_what_is_shown_of_teams(tallies: dict[int | None, Tally], expected: set[int] | None) -> None:
    found = shown(tallies)

    assert (None if found == NOTHING else set(found.teams)) == expected


tallied = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 3)).map(
    lambda each: Tally(min(each[0], each[1]), each[1], each[2])
)


def unions(found: Shown) -> list[Tally]:
    """Every group that sums and differences of what is shown come to: some teams, and the company without some."""
    teams = list(found.teams.values())
    some = [sum(each, Tally()) for each in chain(*(combinations(teams, n) for n in range(len(teams) + 1)))]
    return [*some, *((found.company or Tally()) - each for each in some)]


@given(st.dictionaries(st.one_of(st.none(), st.integers(1, 7)), tallied, max_size=8))
def test_no_sum_or_difference_of_what_is_shown_is_of_one_to_four_people(
    tallies: dict[int | None, Tally],
) -> None:
    found = shown(tallies)

    assert all(each.is_empty or each.is_enough for each in unions(found))
    assert found.company in (None, sum(tallies.values(), Tally()))
    assert all(tallies[id_] == tally for id_, tally in found.teams.items())


@given(st.dictionaries(st.one_of(st.none(), st.integers(1, 7)), tallied, max_size=8))
def test_no_more_is_hidden_than_must_be(tallies: dict[int | None, Tally]) -> None:
    found = shown(tallies)

    able = {id_ for id_, tally in tallies.items() if id_ is not None and tally.is_enough}
    assert len(able - set(found.teams)) <= 1
    assert (found.company is None) == (sum(each.answered for each in tallies.values()) < FEWEST)
