"""When a pair meets: weeks, two weeks, months and quarters on the wall clock of a zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rhythm.pair import LAST, NTH, Cadence, Every

COPENHAGEN = "Europe/Copenhagen"
ZONES = (COPENHAGEN, "America/New_York", "Australia/Sydney", "America/Phoenix")
MONDAYS = Cadence(Every.WEEK, 0, time(9), COPENHAGEN, date(2026, 1, 1))
SECOND_TUESDAY = Cadence(Every.MONTH, 1, time(9), COPENHAGEN, date(2026, 1, 1), nth=2)


def cadence(every: Every = Every.WEEK, **more: Any) -> Cadence:
    """Like that of Mondays at nine, where nothing else is said."""
    return replace(MONDAYS, every=every, **more)


def days(of: Cadence, since: str, count: int) -> list[str]:
    """The first days from one on."""
    found = of.days(date.fromisoformat(since))
    return [str(next(found)) for _ in range(count)]


@pytest.mark.parametrize(
    ("every", "nth", "weekday", "since", "found"),
    [
        ("week", None, 0, "2026-12-28", ["2026-12-28", "2027-01-04", "2027-01-11"]),  # a year's end
        ("week", None, 1, "2028-02-23", ["2028-02-29", "2028-03-07", "2028-03-14"]),  # a leap day
        ("two weeks", None, 0, "2026-01-05", ["2026-01-05", "2026-01-19", "2026-02-02"]),
        (
            "two weeks",
            None,
            0,
            "2026-12-22",
            ["2027-01-04", "2027-01-18", "2027-02-01"],
        ),  # after week 53, too
        ("month", 2, 1, "2026-11-10", ["2026-11-10", "2026-12-08", "2027-01-12"]),
        ("month", 1, 0, "2026-05-30", ["2026-06-01", "2026-07-06", "2026-08-03"]),
        ("month", 4, 5, "2027-02-01", ["2027-02-27", "2027-03-27", "2027-04-24"]),
        ("month", LAST, 1, "2028-02-01", ["2028-02-29", "2028-03-28", "2028-04-25"]),
        ("month", LAST, 3, "2026-12-01", ["2026-12-31", "2027-01-28", "2027-02-25"]),
        ("month", LAST, 0, "2026-08-31", ["2026-08-31", "2026-09-28", "2026-10-26"]),
        ("quarter", 2, 1, "2026-01-01", ["2026-01-13", "2026-04-14", "2026-07-14"]),
        ("quarter", LAST, 4, "2026-10-30", ["2026-10-30", "2027-01-29", "2027-04-30"]),
    ],
)
def test_the_days_of_a_cadence(
    every: str, nth: int | None, weekday: int, since: str, found: list[str]
) -> None:
    assert days(cadence(Every(every), weekday=weekday, nth=nth), since, 3) == found


@pytest.mark.parametrize(
    ("every", "nth", "anchor", "first"),
    [
        ("week", None, "2026-11-24", "2026-11-30"),
        ("two weeks", None, "2026-11-23", "2026-11-23"),
        ("two weeks", None, "2026-11-24", "2026-11-30"),
        ("month", 2, "2026-11-10", "2026-12-14"),
        ("quarter", 2, "2026-11-10", "2026-12-14"),
        ("quarter", LAST, "2026-12-28", "2026-12-28"),
    ],
)
def test_nothing_is_before_the_anchor_and_all_counts_from_the_first_day_after_it(
    every: str, nth: int | None, anchor: str, first: str
) -> None:
    begun = cadence(Every(every), nth=nth, anchor=date.fromisoformat(anchor))

    assert days(begun, "2020-01-01", 1) == [first]
    assert begun.last(by=begun.begins(date.fromisoformat(first)) - timedelta(seconds=1)) is None


CHANGES = {
    COPENHAGEN: ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"],
    "America/New_York": ["2026-03-08", "2026-11-01", "2027-03-14", "2027-11-07"],
    "Australia/Sydney": ["2026-04-05", "2026-10-04", "2027-04-04", "2027-10-03"],
    "America/Phoenix": ["2026-03-08", "2026-11-01", "2027-03-14", "2027-11-07"],  # not there
}
HOURS_BETWEEN = {COPENHAGEN: [167, 169] * 2, "America/New_York": [167, 169] * 2} | {
    "Australia/Sydney": [169, 167] * 2,
    "America/Phoenix": [168] * 4,
}


@pytest.mark.parametrize("zone", ZONES)
def test_the_hour_on_the_wall_stays_when_the_clocks_change(zone: str) -> None:
    fridays = cadence(weekday=4, timezone=zone)
    found = []
    for sunday in CHANGES[zone]:
        changes = fridays.begins(date.fromisoformat(sunday))
        before, after = fridays.last(by=changes), fridays.next(after=changes)
        assert before is not None
        for moment in (before, after):
            assert moment.begins.astimezone(ZoneInfo(zone)).time() == time(9)
        found.append((after.begins - before.begins) // timedelta(hours=1))
    assert found == HOURS_BETWEEN[zone]


@pytest.mark.parametrize(
    ("day", "at", "comes"),
    [
        ("2026-03-29", time(2, 30), "2026-03-29 01:30"),  # 02:30 is left out: 03:30
        ("2026-10-25", time(2, 30), "2026-10-25 00:30"),  # 02:30 comes twice: the first
        ("2027-03-28", time(2, 30), "2027-03-28 01:30"),
        ("2027-10-31", time(2, 30), "2027-10-31 00:30"),
    ],
)
def test_an_hour_that_is_left_out_or_repeated_is_there_once(day: str, at: time, comes: str) -> None:
    sundays = cadence(weekday=6, at=at)
    around = datetime.fromisoformat(f"{day}T12:00+00:00")
    moment = sundays.last(by=around)

    assert moment is not None
    assert (str(moment.day), f"{moment.begins:%Y-%m-%d %H:%M}") == (day, comes)
    assert sundays.next(after=moment.begins).day == moment.day + timedelta(weeks=1)


def test_a_moment_is_after_what_is_before_it_and_by_itself() -> None:
    moment = SECOND_TUESDAY.next(after=datetime(2026, 11, 1, tzinfo=UTC))

    assert moment.begins == datetime(2026, 11, 10, 8, tzinfo=UTC)
    assert SECOND_TUESDAY.last(by=moment.begins) == moment
    assert SECOND_TUESDAY.next(after=moment.begins).day == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"weekday": 7}, "names no weekday"),
        ({"nth": 2}, "only there"),
        ({"every": Every.MONTH}, "needs one of"),
        ({"every": Every.QUARTER, "nth": 5}, "needs one of"),
        ({"minutes": 0}, "or length"),
        ({"minutes": 600}, "or length"),
        ({"at": time(9, tzinfo=UTC)}, "local time"),
        ({"timezone": "Mars/Olympus"}, "no time zone"),
        ({"timezone": ""}, "no time zone"),
    ],
)
def test_what_names_no_moment_is_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        replace(MONDAYS, **wrong)


@st.composite
def cadences(draw: st.DrawFn) -> Cadence:
    """Any cadence, also at hours that the clocks leave out."""
    every = draw(st.sampled_from(Every))
    return Cadence(
        every,
        weekday=draw(st.integers(0, 6)),
        at=draw(st.times()).replace(second=0, microsecond=0),
        timezone=draw(st.sampled_from(ZONES)),
        anchor=draw(st.dates(date(2025, 1, 1), date(2027, 12, 31))),
        nth=draw(st.sampled_from(NTH)) if every in {Every.MONTH, Every.QUARTER} else None,
    )


moments = st.datetimes(datetime(2025, 6, 1), datetime(2028, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(cadences(), moments, st.integers(0, 900))
def test_each_local_day_is_there_once_in_order_and_within_what_was_asked(
    of: Cadence, after: datetime, span: int
) -> None:
    until = after + timedelta(days=span)
    found = [*of.occurrences(after=after, until=until)]

    assert all(after < each.begins <= until and each.day >= of.anchor for each in found)
    assert all(each.day.weekday() == of.weekday for each in found)
    assert all(a.day < b.day and a.begins < b.begins for a, b in pairwise(found))


@given(cadences(), moments, st.integers(0, 500), st.integers(0, 500))
def test_it_is_the_same_in_whatever_windows_it_is_asked(
    of: Cadence, after: datetime, first: int, second: int
) -> None:
    half, end = after + timedelta(days=first), after + timedelta(days=first + second)

    halves = [*of.occurrences(after=after, until=half), *of.occurrences(after=half, until=end)]

    assert halves == [*of.occurrences(after=after, until=end)]


@given(cadences(), moments)
def test_what_is_next_is_the_last_when_it_has_come(of: Cadence, after: datetime) -> None:
    following = of.next(after=after)
    last = of.last(by=after)

    assert of.last(by=following.begins) == following
    assert last is None or of.following(last.day) == following.day
