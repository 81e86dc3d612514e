"""What becomes of an occurrence on a day off, in a closed week, or while somebody is away."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rhythm.days_off import NONE, DaysOff, Pairing, Reason, Rule, ahead, settled
from flows.rhythm.pair import Cadence, Every

DANISH = DaysOff(frozenset({"DK"}), frozenset({28, 29, 30}))
WEEKS = [Every.WEEK, Every.TWO_WEEKS]


def pairing(
    day: str, rule: Rule, *, every: Every = Every.WEEK, off: DaysOff = DANISH, **more: object
) -> Pairing:
    """A pair that meets on this day, and ever so often from then on."""
    first = date.fromisoformat(day)
    cadence = Cadence(every, first.weekday(), time(9), "Europe/Copenhagen", first)
    return Pairing(cadence, rule, off, **more)


@pytest.mark.parametrize(
    ("day", "off"),
    [
        ("2026-05-01", True),
        ("2026-06-05", True),
        ("2026-12-24", True),
        ("2026-12-25", True),
        ("2026-12-31", True),
        ("2027-01-01", True),
        ("2026-04-03", True),  # Good Friday
        ("2026-07-09", True),  # week 28
        ("2026-12-23", False),
        ("2026-11-26", False),
    ],
)
def test_danish_holidays_the_days_that_most_take_and_closed_weeks_are_off(day: str, off: bool) -> None:
    assert DANISH.has(date.fromisoformat(day)) is off


def test_holidays_are_those_of_either_country() -> None:
    both = DaysOff(frozenset({"DK", "US"}))

    assert both.has(date(2026, 11, 26))  # Thanksgiving
    assert both.has(date(2026, 6, 5))
    assert not DaysOff(frozenset({"US"})).has(date(2026, 12, 24))


@pytest.mark.parametrize(
    ("rule", "day", "on"),
    [
        (Rule.SKIP, "2026-11-23", "2026-11-23"),
        (Rule.SKIP, "2026-04-06", None),  # Easter Monday
        (Rule.NEXT_WORKING_DAY, "2026-04-06", "2026-04-07"),
        (Rule.NEXT_WORKING_DAY, "2026-04-03", "2026-04-07"),  # over Easter
        (Rule.STAND_IN, "2026-04-06", "2026-04-07"),
        (Rule.NEXT_WORKING_DAY, "2026-12-24", "2026-12-28"),
        (Rule.NEXT_WORKING_DAY, "2026-07-06", None),  # closed for as long as until the next one
        (Rule.KEEP, "2026-04-06", "2026-04-06"),
        (Rule.NEXT_WORKING_DAY, "2026-11-28", "2026-11-28"),  # who meets on Saturdays does
    ],
)
def test_a_day_off_is_met_by_the_pairs_rule(rule: Rule, day: str, on: str | None) -> None:
    found = settled(pairing(day, rule), date.fromisoformat(day))

    assert (str(found.on) if found.on else None) == on
    assert (found.reason is None) == (on == day)
    assert found.reason in {None, Reason.DAY_OFF}


@pytest.mark.parametrize(
    ("rule", "until", "stands_in", "every", "on"),
    [
        (Rule.SKIP, "2026-12-01", False, "week", None),
        (Rule.NEXT_WORKING_DAY, "2026-11-30", False, "week", "2026-12-01"),
        (Rule.NEXT_WORKING_DAY, "2026-12-03", False, "week", "2026-12-04"),
        (Rule.NEXT_WORKING_DAY, "2026-12-04", False, "week", None),  # Monday is the next one already
        (Rule.NEXT_WORKING_DAY, "2026-12-04", False, "two weeks", "2026-12-07"),
        (Rule.KEEP, "2026-12-01", False, "week", "2026-12-02"),
        (Rule.STAND_IN, "2026-12-01", True, "week", "2026-11-30"),
        (Rule.STAND_IN, "2026-12-01", False, "week", "2026-12-02"),
        (Rule.NEXT_WORKING_DAY, "2026-11-29", False, "week", "2026-11-30"),  # back on the very day
    ],
)
def test_an_absence_is_met_by_the_pairs_rule(
    rule: Rule, until: str, stands_in: bool, every: str, on: str | None
) -> None:
    away = {"away_until": date.fromisoformat(until), "stands_in": stands_in}
    found = settled(pairing("2026-11-30", rule, every=Every(every), **away), date(2026, 11, 30))

    assert (str(found.on) if found.on else None) == on
    assert found.by_stand_in is (rule is Rule.STAND_IN and stands_in)


def test_who_is_back_on_a_holiday_meets_the_day_after() -> None:
    away = pairing("2026-04-02", Rule.NEXT_WORKING_DAY, off=NONE, away_until=date(2026, 4, 5))
    danish = pairing("2026-04-02", Rule.NEXT_WORKING_DAY, away_until=date(2026, 4, 5))

    assert settled(away, date(2026, 4, 2)).on == date(2026, 4, 6)
    assert settled(danish, date(2026, 4, 2)).on == date(2026, 4, 7)


def test_what_is_skipped_leads_on_to_the_first_that_takes_place() -> None:
    found = ahead(pairing("2026-07-06", Rule.NEXT_WORKING_DAY), date(2026, 7, 6))

    assert [(str(each.day), str(each.on)) for each in found] == [
        ("2026-07-06", "None"),
        ("2026-07-13", "None"),
        ("2026-07-20", "None"),
        ("2026-07-27", "2026-07-27"),
    ]


dates = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(dates, st.sampled_from(Rule), st.sampled_from(WEEKS), st.none() | st.integers(0, 60), st.booleans())
def test_nothing_takes_place_twice_or_on_a_day_off_or_while_somebody_is_away(
    day: date, rule: Rule, every: Every, away: int | None, stands_in: bool
) -> None:
    until = None if away is None else day + timedelta(days=away)
    pair = pairing(str(day), rule, every=every, away_until=until, stands_in=stands_in)

    *skipped, last = ahead(pair, day)

    assert all(each.on is None for each in skipped)
    assert last.on is not None
    assert last.day <= last.on < pair.cadence.following(last.day)
    assert rule is Rule.KEEP or not DANISH.has(last.on)
    assert last.by_stand_in or until is None or last.on > until
