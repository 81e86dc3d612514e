"""When reminders come: to prepare, on the day, then quiet; snoozed; and what is of no use any more."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rhythm.cadence import AT_WORK
from flows.rhythm.days_off import DaysOff
from flows.rhythm.reminders import (
    AHEAD,
    Meeting,
    Reminder,
    Snooze,
    first_step,
    last_of,
    next_step,
    sent_at,
    snoozed,
    steps,
)
from tests.flows.test_pair import ZONES

ZONE = "Europe/Copenhagen"
DANISH = DaysOff(frozenset({"DK"}))
THURSDAY = Meeting(date(2026, 11, 26), time(10), ZONE)


def local(moment: datetime | None) -> str | None:
    """As the clock in Copenhagen has it."""
    return f"{moment.astimezone(ZoneInfo(ZONE)):%a %d %b %H:%M}" if moment else None


def at(text: str) -> datetime:
    """A moment on the clock in Copenhagen."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


@pytest.mark.parametrize(
    ("on", "begins", "hours", "prepare", "on_the_day"),
    [
        ("2026-11-26", time(10), 24, "Wed 25 Nov 10:00", "Thu 26 Nov 08:00"),
        ("2026-11-23", time(10), 24, "Fri 20 Nov 10:00", "Mon 23 Nov 08:00"),  # over the weekend
        ("2026-04-07", time(9), 24, "Wed 01 Apr 09:00", "Tue 07 Apr 08:00"),  # over Easter
        ("2026-11-26", time(7), 24, "Wed 25 Nov 08:00", None),
        ("2026-11-26", time(18), 24, "Wed 25 Nov 17:00", "Thu 26 Nov 08:00"),
        ("2026-11-26", time(8, 15), 24, "Wed 25 Nov 08:15", None),  # a quarter of an hour is too near
        ("2026-11-26", time(8, 30), 24, "Wed 25 Nov 08:30", "Thu 26 Nov 08:00"),
        ("2026-11-26", time(7), 2, "Wed 25 Nov 08:00", None),
        ("2026-11-26", time(14), 2, "Thu 26 Nov 12:00", None),
        ("2026-11-26", time(10), 48, "Tue 24 Nov 10:00", "Thu 26 Nov 08:00"),
        ("2026-11-26", time(10), 0, "Thu 26 Nov 10:00", None),  # the moment is the reminder's own
        ("2026-11-28", time(10), 0, "Sat 28 Nov 10:00", None),
    ],
)
def test_one_to_prepare_and_one_on_the_day(
    on: str, begins: time, hours: int, prepare: str, on_the_day: str | None
) -> None:
    meeting = Meeting(date.fromisoformat(on), begins, ZONE, timedelta(hours=hours))
    found = {step.reminder: step.due_at for step in steps(meeting, DANISH)}

    assert local(found[Reminder.PREPARE]) == prepare
    assert local(found.get(Reminder.DAY)) == on_the_day
    assert found[Reminder.BEGUN] == meeting.begins


@pytest.mark.parametrize("zone", ZONES)
@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.times(), st.integers(1, 96))
def test_they_come_in_order_on_working_days_within_working_hours(
    zone: str, on: date, begins: time, hours: int
) -> None:
    meeting = Meeting(on, begins.replace(tzinfo=None), zone, timedelta(hours=hours))
    off = DaysOff(frozenset({"DK"}), frozenset({29}))
    found = steps(meeting, off)

    assert [step.due_at for step in found] == sorted(step.due_at for step in found)
    first = found[0].due_at.astimezone(ZoneInfo(zone))
    assert off.works_on(first.date())
    assert all(AT_WORK[0] <= s.due_at.astimezone(ZoneInfo(zone)).time() <= AT_WORK[1] for s in found[:-1])


@pytest.mark.parametrize(
    ("now", "reminder", "due"),
    [
        ("2026-11-20 12:00", Reminder.PREPARE, "Wed 25 Nov 10:00"),
        ("2026-11-25 12:00", Reminder.PREPARE, "Wed 25 Nov 12:00"),  # at once
        ("2026-11-25 22:00", Reminder.PREPARE, "Thu 26 Nov 08:00"),  # not in the night
        ("2026-11-26 12:00", Reminder.BEGUN, "Thu 26 Nov 10:00"),
    ],
)
def test_what_is_planned_late_is_prepared_for_as_soon_as_people_work(
    now: str, reminder: Reminder, due: str
) -> None:
    step = first_step(THURSDAY, DANISH, now=at(now))

    assert (step.reminder, local(step.due_at)) == (reminder, due)


def test_a_moment_that_is_the_reminders_own_comes_at_once_where_it_has_passed() -> None:
    alone = Meeting(THURSDAY.on, THURSDAY.at, ZONE, timedelta(0))

    assert local(first_step(alone, DANISH, now=at("2026-11-26 12:00")).due_at) == "Thu 26 Nov 12:00"


@pytest.mark.parametrize(
    ("now", "reminder"),
    [
        ("2026-11-25 10:00", Reminder.PREPARE),
        ("2026-11-26 07:59", Reminder.PREPARE),
        ("2026-11-26 08:00", Reminder.DAY),
    ],
)
def test_of_two_that_were_slept_over_the_later_goes_out(now: str, reminder: Reminder) -> None:
    prepare, _, begun = steps(THURSDAY, DANISH)

    assert last_of(prepare, THURSDAY, DANISH, now=at(now)) is reminder
    assert last_of(begun, THURSDAY, DANISH, now=at(now)) is Reminder.BEGUN


def test_after_the_last_nothing_comes() -> None:
    found = [next_step(THURSDAY, DANISH, now=step.due_at) for step in steps(THURSDAY, DANISH)]

    assert [step.reminder if step else None for step in found] == [Reminder.DAY, Reminder.BEGUN, None]


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("2026-11-25 10:00", "Wed 25 Nov 10:00"),
        ("2026-11-25 16:00", "Wed 25 Nov 16:00"),  # late, and people are at work
        ("2026-11-25 22:00", "Thu 26 Nov 08:00"),
        ("2026-11-26 09:20", "Thu 26 Nov 09:20"),
        ("2026-11-26 09:40", None),  # too near
        ("2026-11-27 09:00", None),
    ],
)
def test_what_was_slept_over_is_sent_while_it_is_of_use(now: str, sent: str | None) -> None:
    useful_until = THURSDAY.begins - timedelta(minutes=30)
    found = sent_at(THURSDAY.begins - AHEAD, timezone=ZONE, useful_until=useful_until, now=at(now))

    assert local(found) == sent


@pytest.mark.parametrize(
    ("choice", "now", "comes"),
    [
        (Snooze.AN_HOUR, "2026-11-25 10:00", "Wed 25 Nov 11:00"),
        (Snooze.AN_HOUR, "2026-11-25 16:30", "Thu 26 Nov 08:00"),
        (Snooze.AN_HOUR, "2026-11-26 09:00", None),
        (Snooze.TOMORROW, "2026-11-25 10:00", "Thu 26 Nov 09:00"),
        (Snooze.TOMORROW, "2026-11-26 08:00", None),
        (Snooze.TOMORROW, "2026-11-20 10:00", "Mon 23 Nov 08:00"),  # Saturday is nobody's morning
        (Snooze.BEFORE, "2026-11-25 10:00", "Thu 26 Nov 09:30"),
        (Snooze.BEFORE, "2026-11-26 09:30", None),
    ],
)
def test_a_reminder_is_put_off_within_working_hours_and_never_past_the_meeting(
    choice: Snooze, now: str, comes: str | None
) -> None:
    assert local(snoozed(choice, THURSDAY, now=at(now))) == comes
