"""When an action item is reminded of: in the morning of its day, once more on the next working day, then quiet."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rhythm.cadence import AT_WORK
from flows.rhythm.days_off import DaysOff
from flows.rhythm.due_actions import NINE, Reminder, Step, Working, comes_at, first_step, following, moment_of

COPENHAGEN, NEW_YORK = "Europe/Copenhagen", "America/New_York"
DANISH = DaysOff(frozenset({"DK"}))


def local(text: str, timezone: str = COPENHAGEN) -> datetime:
    """A moment on somebody's wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("why", "earliest", "now", "comes"),
    [
        ("its morning", "2026-11-25", "2026-11-25 09:00", "2026-11-25 09:00"),
        ("before its morning", "2026-11-25", "2026-11-25 08:30", "2026-11-25 09:00"),
        ("days before", "2026-11-25", "2026-11-20 12:00", "2026-11-25 09:00"),
        ("the machine slept until the afternoon", "2026-11-25", "2026-11-25 15:10", "2026-11-25 15:10"),
        ("until the evening", "2026-11-25", "2026-11-25 17:00", "2026-11-26 09:00"),
        ("a Saturday", "2026-11-28", "2026-11-28 09:00", "2026-11-30 09:00"),
        ("Friday evening", "2026-11-27", "2026-11-27 20:00", "2026-11-30 09:00"),
        ("a public holiday", "2026-12-25", "2026-12-25 09:00", "2026-12-28 09:00"),
        ("a day that most have off", "2026-12-24", "2026-12-24 09:00", "2026-12-28 09:00"),
        ("in an absence", "2026-12-01", "2026-12-01 09:00", "2026-12-03 09:00"),
        ("the clocks change at night", "2027-03-28", "2027-03-26 18:00", "2027-03-30 09:00"),
    ],
)
def test_a_reminder_comes_in_the_next_morning_of_work(why: str, earliest: str, now: str, comes: str) -> None:
    away = date(2026, 12, 2) if "absence" in why else date(2027, 3, 29) if "clocks" in why else None
    working = Working(COPENHAGEN, DANISH, away)

    assert comes_at(date.fromisoformat(earliest), working, now=local(now)) == local(comes), why


@pytest.mark.parametrize(
    ("by", "now", "reminder", "due"),
    [
        ("2026-11-25", "2026-11-23 10:00", Reminder.DUE, "2026-11-25 09:00"),
        ("2026-11-23", "2026-11-23 08:00", Reminder.DUE, "2026-11-23 09:00"),
        ("2026-11-23", "2026-11-23 10:00", Reminder.AFTER, "2026-11-24 09:00"),
        ("2026-11-20", "2026-11-23 10:00", Reminder.AFTER, "2026-11-24 09:00"),
    ],
)
def test_what_is_agreed_for_a_morning_that_has_passed_is_only_reminded_of_after_it(
    by: str, now: str, reminder: Reminder, due: str
) -> None:
    assert first_step(date.fromisoformat(by), COPENHAGEN, now=local(now)) == Step(reminder, local(due))


def test_who_has_flown_west_is_reminded_in_the_morning_there() -> None:
    due = Step(Reminder.DUE, local("2026-11-25 09:00"))

    moment = moment_of(due, date(2026, 11, 25), Working(NEW_YORK), now=due.due_at)

    assert moment == local("2026-11-25 09:00", NEW_YORK)


def test_what_has_waited_for_more_than_a_week_is_of_no_use_any_more() -> None:
    due, working = Step(Reminder.DUE, local("2026-11-25 09:00")), Working(COPENHAGEN)

    assert moment_of(due, date(2026, 11, 25), working, now=local("2026-12-02 09:00"))
    assert moment_of(due, date(2026, 11, 25), working, now=local("2026-12-02 09:01")) is None


DAYS = st.dates(date(2026, 10, 1), date(2027, 12, 31))
ZONES = st.sampled_from([COPENHAGEN, NEW_YORK, "Australia/Sydney", "America/Phoenix", "Asia/Kolkata"])
WAITS = st.lists(st.integers(0, 60 * 24 * 9), min_size=1, max_size=60)


@given(by=DAYS, zone=ZONES, waits=WAITS, hour=st.integers(0, 23), absence=st.none() | st.integers(0, 20))
def test_there_are_two_at_most_on_two_days_of_work_neither_before_its_day(
    by: date, zone: str, waits: list[int], hour: int, absence: int | None
) -> None:
    now = local(f"{by - timedelta(days=3)} {hour:02}:00", zone)
    working = Working(zone, DANISH, by + timedelta(days=absence) if absence is not None else None)
    step: Step | None = first_step(by, zone, now=now)
    sent: list[datetime] = []
    for minutes in waits:
        now += timedelta(minutes=minutes)
        if step is None or step.due_at > now:
            continue
        moment = moment_of(step, by, working, now=now)
        if moment and moment > now:
            step = Step(step.reminder, moment)
            continue
        if moment:
            sent.append(now)
        step = following(step.reminder, working, now=now) if moment else None

    days = [each.astimezone(ZoneInfo(zone)).date() for each in sent]
    assert len(sent) <= 2
    assert len(set(days)) == len(days)
    for each in sent:
        there = each.astimezone(ZoneInfo(zone))
        assert there.date() >= by
        assert working.is_there(there.date())
        assert NINE <= there.time() < AT_WORK[1]
