"""Reminders: one direct message at the pair's weekday and time in the seller's zone, and only with something due."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.home.views import home as home_views
from bot.kit import doors
from bot.people.usecases import roster
from bot.sandbox.payloads import event_payload, user_object
from flows.company.people import Role
from flows.company.subjects import Kind, Status
from storage import people
from tests.journeys.conftest import START, Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

MINUTE = timedelta(minutes=1)


def at(office: Office, moment: datetime) -> None:
    """It is `moment` now, and the ticker ticks."""
    office.now = moment.astimezone(UTC)
    office.tick()


def hired(office: Office, zone: str, *, weekday: int = 3, hour: time = time(9, 30)) -> Actor:
    """Tom, whose 1-to-1 with Anne is on this weekday at this time of his zone, with one deal that is due."""
    office.workspace.change_user("U0TOM", tz=zone)
    office.add_person("U0ANNE", Role.MANAGER)
    tom = office.add_person("U0TOM", Role.SELLER, manager="U0ANNE", weekday=weekday, at=hour)
    office.plan(tom)
    office.add("Packing line", tom)
    return office.person("U0TOM")


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Europe/Copenhagen", "08:30"),
        ("Europe/London", "09:30"),
        ("America/New_York", "14:30"),
        ("Asia/Kolkata", "04:00"),
    ],
)
def test_it_comes_at_the_pairs_weekday_and_time_where_the_seller_is(
    office: Office, zone: str, utc: str
) -> None:
    tom = hired(office, zone)
    moment = datetime.combine(datetime(2026, 11, 26, tzinfo=UTC), time.fromisoformat(utc), UTC)

    at(office, moment - MINUTE)
    assert tom.messages() == []
    at(office, moment)

    (message,) = tom.messages()
    assert "Hi Tom. One deal is ready for your 1-to-1 with Anne: about 3 minutes" in message


# The Sundays on which the clocks change in 2027: New York 14 March and 7 November, Europe 28 March and 31 October.
@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Europe/Copenhagen", datetime(2027, 3, 25, 8, 30), datetime(2027, 4, 1, 7, 30)),  # noqa: DTZ001
        ("Europe/London", datetime(2027, 10, 28, 8, 30), datetime(2027, 11, 4, 9, 30)),  # noqa: DTZ001
        ("America/New_York", datetime(2027, 3, 11, 14, 30), datetime(2027, 3, 18, 13, 30)),  # noqa: DTZ001
        ("America/New_York", datetime(2027, 11, 4, 13, 30), datetime(2027, 11, 11, 14, 30)),  # noqa: DTZ001
    ],
)
def test_the_hour_on_the_sellers_clock_stays_when_the_clocks_change(
    office: Office, zone: str, before: datetime, after: datetime
) -> None:
    office.now = before.replace(tzinfo=UTC) - timedelta(days=1)
    tom = hired(office, zone)
    for moment in (before, after):
        assert moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).time() == time(9, 30)

    for number, moment in enumerate((before, after), 1):
        at(office, moment.replace(tzinfo=UTC) - MINUTE)
        assert len(reminded(tom)) == number - 1
        at(office, moment.replace(tzinfo=UTC))
        assert len(reminded(tom)) == number


def reminded(tom: Actor) -> list[str]:
    """His reminders, without what else comes after a quarter."""
    return [each for each in tom.messages() if "is ready for your 1-to-1" in each]


def test_a_clock_that_was_years_ahead_for_a_moment_costs_no_reminder(office: Office) -> None:
    tom = hired(office, "Europe/London")
    now, moment = office.now, START + timedelta(days=4)
    at(office, now + timedelta(days=5 * 365))
    before = len(tom.messages())

    at(office, now)  # set right again
    for week in (0, 1):
        at(office, moment + timedelta(weeks=week))

    assert len(tom.messages()) == before + 2


def test_the_button_starts_the_review(office: Office) -> None:
    tom = hired(office, "Europe/London")
    at(office, START + timedelta(days=4))

    tom.clicks(doors.BEGIN, on="message")

    tom.modal_with("Page 1 of 6")


def test_two_deals_and_a_customer_are_counted_apart(office: Office) -> None:
    tom = hired(office, "Europe/London")
    office.add("Storage", id_of(office, "U0TOM"))
    office.add("Nordlys", id_of(office, "U0TOM"), kind=Kind.CUSTOMER)

    at(office, START + timedelta(days=4))

    assert "Two deals and one customer are ready for your 1-to-1 with Anne" in tom.messages()[0]


def test_without_anything_due_nobody_writes(office: Office) -> None:
    tom = hired(office, "Europe/London")
    office.reviewed(1, "U0TOM", 2)

    at(office, START + timedelta(days=4))

    assert tom.messages() == []


def test_what_is_closed_or_somebody_elses_is_not_due(office: Office) -> None:
    tom = hired(office, "Europe/London")
    office.changes(1, "status", Status.OPEN, Status.LOST)
    office.add("Unowned", None, amount=Decimal(1))
    office.add("Annes own", id_of(office, "U0ANNE"))

    at(office, START + timedelta(days=4))

    assert tom.messages() == []


def test_a_reviewed_deal_is_reminded_of_again_when_it_is_due_again(office: Office) -> None:
    tom = hired(office, "Europe/London")
    office.reviewed(1, "U0TOM", 2)

    for week in range(6):
        at(office, START + timedelta(days=4 + 7 * week))

    assert len(tom.messages()) >= 1
    assert len(tom.messages()) < 6


def test_paused_reminders_do_not_come_and_resumed_ones_do(office: Office) -> None:
    tom = hired(office, "Europe/London")
    assert tom.home
    tom.turns(home_views.PAUSE)
    at(office, START + timedelta(days=4))
    assert tom.messages() == []

    tom.turns(home_views.PAUSE)
    at(office, START + timedelta(days=11))

    assert len(tom.messages()) == 1


def test_ticking_twice_sends_one(office: Office) -> None:
    tom = hired(office, "Europe/London")

    for _ in range(3):
        at(office, START + timedelta(days=4))

    assert len(tom.messages()) == 1


def test_after_weeks_of_standstill_exactly_one_comes_and_then_the_usual_rhythm(office: Office) -> None:
    tom = hired(office, "Europe/London")

    at(office, START + timedelta(days=25))
    at(office, START + timedelta(days=25, minutes=1))
    assert len(tom.messages()) == 1

    at(office, datetime(2026, 12, 24, 9, 29, tzinfo=UTC))
    assert len(tom.messages()) == 1
    at(office, datetime(2026, 12, 24, 9, 30, tzinfo=UTC))
    assert len(tom.messages()) == 2


def test_whoever_moves_to_another_zone_is_reminded_on_the_new_clock(office: Office) -> None:
    tom = hired(office, "Europe/London")

    office.workspace.change_user("U0TOM", tz="America/New_York")
    office.wait_for_zone("U0TOM", "America/New_York")

    at(office, datetime(2026, 11, 26, 9, 31, tzinfo=UTC))
    assert tom.messages() == []
    at(office, datetime(2026, 11, 26, 14, 30, tzinfo=UTC))
    assert len(tom.messages()) == 1


def test_a_move_while_the_bot_was_down_loses_no_reminder_that_was_due(office: Office) -> None:
    tom = hired(office, "Europe/London")
    office.now = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)  # Thursday's moment passed unseen

    office.workspace.change_user("U0TOM", tz="America/New_York")
    office.wait_for_zone("U0TOM", "America/New_York")
    office.tick()
    assert tom.messages() == []  # three at night, where he is

    at(office, datetime(2026, 11, 27, 13, 0, tzinfo=UTC))
    assert len(tom.messages()) == 1


def flies(tom: Actor, zone: str) -> None:
    """Tom is in another zone from now on, and the ticker ticks."""
    tom.office.workspace.change_user(tom.id, tz=zone)
    tom.office.wait_for_zone(tom.id, zone)
    tom.office.tick()


def test_who_flies_east_past_their_moment_is_reminded_at_once_and_once_a_week(office: Office) -> None:
    tom = hired(office, "Europe/London")
    at(office, datetime(2026, 11, 26, 5, 0, tzinfo=UTC))

    flies(tom, "Asia/Kolkata")  # where it is 10:30
    assert len(tom.messages()) == 1
    at(office, datetime(2026, 11, 26, 9, 30, tzinfo=UTC))
    assert len(tom.messages()) == 1

    at(office, datetime(2026, 12, 3, 4, 0, tzinfo=UTC))
    assert len(tom.messages()) == 2


def test_there_and_back_in_the_morning_is_one_reminder(office: Office) -> None:
    tom = hired(office, "Europe/London")
    at(office, datetime(2026, 11, 26, 5, 0, tzinfo=UTC))

    flies(tom, "Asia/Kolkata")
    flies(tom, "Europe/London")
    at(office, datetime(2026, 11, 26, 9, 30, tzinfo=UTC))
    assert len(tom.messages()) == 1

    at(office, datetime(2026, 12, 3, 9, 30, tzinfo=UTC))
    assert len(tom.messages()) == 2


def test_who_flies_west_after_their_reminder_gets_no_second_one_that_week(office: Office) -> None:
    tom = hired(office, "Europe/London")
    at(office, datetime(2026, 11, 26, 9, 30, tzinfo=UTC))
    assert len(tom.messages()) == 1

    flies(tom, "America/New_York")
    at(office, datetime(2026, 11, 26, 14, 30, tzinfo=UTC))
    assert len(tom.messages()) == 1

    at(office, datetime(2026, 12, 3, 14, 30, tzinfo=UTC))
    assert len(tom.messages()) == 2


@pytest.mark.parametrize(("weekday", "count"), [(1, 1), (2, 0), (4, 0)])
def test_a_moment_that_moves_past_today_still_reminds_this_week(
    office: Office, weekday: int, count: int
) -> None:
    tom = hired(office, "Europe/London")
    at(office, datetime(2026, 11, 25, 9, 0, tzinfo=UTC))  # Wednesday

    with office.write() as desk:
        pair = {"seller_id": id_of(office, "U0TOM"), "manager_id": id_of(office, "U0ANNE")}
        people.set_pair(desk.tx, **pair, weekday=weekday, at=time(9, 30))
        roster.plan_reminder(desk, id_of(office, "U0TOM"))
    office.tick()
    assert len(tom.messages()) == count

    at(office, datetime(2026, 11, 27, 9, 30, tzinfo=UTC))
    assert len(tom.messages()) == 1


@pytest.mark.parametrize(
    ("wakes", "comes"),
    [
        (datetime(2026, 11, 27, 11, 0, tzinfo=UTC), datetime(2026, 11, 27, 11, 0, tzinfo=UTC)),
        (datetime(2026, 11, 26, 22, 0, tzinfo=UTC), datetime(2026, 11, 27, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 28, 11, 0, tzinfo=UTC), datetime(2026, 11, 30, 8, 0, tzinfo=UTC)),
    ],
)
def test_what_was_slept_over_comes_within_working_hours(
    office: Office, wakes: datetime, comes: datetime
) -> None:
    tom = hired(office, "Europe/London")

    at(office, wakes)
    assert bool(tom.messages()) is (wakes == comes)
    at(office, comes)
    assert len(tom.messages()) == 1

    at(office, datetime(2026, 12, 3, 9, 30, tzinfo=UTC))
    assert len(tom.messages()) == 2


def test_what_would_come_a_morning_before_the_next_one_does_not_come(office: Office) -> None:
    tom = hired(office, "Europe/London", weekday=0)
    at(office, datetime(2026, 12, 5, 11, 0, tzinfo=UTC))  # Saturday

    at(office, datetime(2026, 12, 7, 8, 0, tzinfo=UTC))
    assert tom.messages() == []
    at(office, datetime(2026, 12, 7, 9, 30, tzinfo=UTC))
    assert len(tom.messages()) == 1


def test_a_change_that_does_not_tell_the_language_changes_none(staffed: Office) -> None:
    staffed.add("Packing line", id_of(staffed, "U0METTE"))
    described = user_object(staffed.workspace.users["U0METTE"], staffed.workspace.identity, now=staffed.now)
    event = {"type": "user_change", "user": {**described, "tz": "Europe/Oslo"}}
    staffed.workspace.deliver("events_api", event_payload(staffed.workspace.records, event))
    staffed.wait_for_zone("U0METTE", "Europe/Oslo")

    staffed.passes(days=7)

    assert "Hej Mette." in staffed.person("U0METTE").messages()[0]


def test_whoever_left_is_not_reminded(office: Office) -> None:
    tom = hired(office, "Europe/London")
    office.workspace.change_user("U0TOM", deleted=True)
    office.wait_for_zone("U0TOM", None)

    at(office, START + timedelta(days=4))

    assert tom.messages() == []


def test_only_who_reviews_is_reminded(staffed: Office) -> None:
    for slack_id in ("U0DORTE", "U0VERA", "U0AUGUST", "U0KARIN", "U0METTE", "U0TOM"):
        staffed.plan(id_of(staffed, slack_id))
    staffed.add("Packing line", id_of(staffed, "U0TOM"))

    staffed.passes(days=7)

    assert len(staffed.person("U0TOM").messages()) == 1
    for slack_id in ("U0DORTE", "U0VERA", "U0AUGUST", "U0KARIN", "U0METTE", "U0ANNE"):
        assert staffed.person(slack_id).messages() == []
