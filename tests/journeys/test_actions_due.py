"""Being reminded of an action: in the morning of its day, once more on the next working day, then quiet."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.actions.posting import ACTION_DUE
from bot.actions.usecases.adding import StatedItem, add
from bot.actions.views import lines, settling
from bot.kit import doors
from bot.people.usecases.leaving import end
from bot.rhythm.views import reminders
from flows.company.subjects import Status
from flows.review.action_item import Fate
from flows.rhythm.pair import A_DAY
from storage import absences, outbox, people
from storage.tables import outbox as rows
from tests.journeys.action_item_acts import WHAT, items
from tests.journeys.conftest import Office, id_of, staff

pytestmark = pytest.mark.usefixtures("nothing_refused")
WEDNESDAY = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # 9:00 in London
IN_DENMARK = timedelta(hours=-1)  # 9:00 in Copenhagen


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal."""
    return staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys", days=90)


def agrees(office: Office, deal: int, who: str = "U0TOM", *, customer: bool = False, days: int = 2) -> int:
    """Somebody, or the customer, is to do something by Wednesday."""
    person = office.who(who)
    with office.write() as desk:
        by = (office.now + timedelta(days=days)).date()
        stated = StatedItem(WHAT, None if customer else person.id, by, subject_id=deal)
        return add(desk, person, stated).item.id


def due(office: Office, who: str = "U0TOM") -> list[str]:
    """The reminders of actions that somebody has got."""
    return [each for each in office.person(who).messages() if WHAT in each]


def test_it_comes_in_the_morning_and_once_more_and_then_it_is_quiet(staffed: Office, deal: int) -> None:
    agrees(staffed, deal)
    staffed.now = WEDNESDAY - timedelta(minutes=1)
    staffed.tick()
    assert due(staffed) == []

    staffed.passes(minutes=1)

    [message] = due(staffed)
    assert f"For today: {WHAT} (Nordlys · Service agreement)." in message
    staffed.now = WEDNESDAY + A_DAY
    staffed.tick()
    assert f"Its date was Wednesday 25 November: {WHAT}" in due(staffed)[1]
    assert "I won't write about it again." in due(staffed)[1]
    for _ in range(20):
        staffed.passes(days=1)
    assert len(due(staffed)) == 2


def test_done_from_the_message_asks_what_came_of_it_and_open_shows_the_deal(
    staffed: Office, deal: int
) -> None:
    agrees(staffed, deal)
    staffed.now = WEDNESDAY
    staffed.tick()
    tom = staffed.person("U0TOM")
    tom.clicks(doors.WHY, on="message")
    assert WHAT in tom.screen
    tom.closes()

    tom.clicks(lines.DONE, on="message")

    tom.modal_with(f"Noted as done: {WHAT}")
    tom.workspace.fill(tom.id, settling.NOTE, settling.NOTE, "She joins us on Thursday")
    tom.submits()
    tom.modal_with("Noted")
    became = items(staffed, deal)[0].became
    assert became is not None
    assert (became.fate, became.note) == (Fate.DONE, "She joins us on Thursday")
    staffed.passes(days=1)
    assert len(due(staffed)) == 1


def test_what_the_customer_does_reminds_who_carries_the_deal(staffed: Office, deal: int) -> None:
    agrees(staffed, deal, "U0ANNE", customer=True)
    staffed.now = WEDNESDAY
    staffed.tick()

    [message] = due(staffed)
    assert f"The customer is to do this by today: {WHAT} (Nordlys · Service agreement). Has it" in message
    assert due(staffed, "U0ANNE") == []


def test_in_danish_in_the_morning_of_denmark(staffed: Office) -> None:
    deal = staffed.add("Serviceaftale", id_of(staffed, "U0METTE"), customer="Nordlys")
    agrees(staffed, deal, "U0METTE")
    agrees(staffed, deal, "U0JENS", customer=True, days=1)
    staffed.now = WEDNESDAY + IN_DENMARK
    staffed.tick()

    late, today = due(staffed, "U0METTE")
    assert f"Kunden skulle have gjort det her senest tirsdag den 24. november: {WHAT}" in late
    assert f"Til i dag: {WHAT} (Nordlys · Serviceaftale)." in today
    staffed.passes(days=1)
    own = due(staffed, "U0METTE")[2:]
    assert [f"Fristen var onsdag den 25. november: {WHAT}" in each for each in own].count(True) == 1
    assert all("Jeg skriver ikke mere om den." in each for each in own)


def test_a_weekend_and_an_absence_put_it_off_to_the_next_morning_of_work(staffed: Office, deal: int) -> None:
    agrees(staffed, deal, days=5)
    staffed.now = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)  # Saturday
    staffed.tick()
    with staffed.write() as desk:
        absences.begin(desk.tx, id_of(staffed, "U0TOM"), until=datetime(2026, 12, 1, tzinfo=UTC).date())
    for day in (30, 31):
        staffed.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC) + timedelta(days=day - 30)
        staffed.tick()
    assert due(staffed) == []

    staffed.passes(days=1)

    assert len(due(staffed)) == 1


def test_who_is_back_earlier_is_reminded_then(staffed: Office, deal: int) -> None:
    agrees(staffed, deal)
    with staffed.write() as desk:
        absences.begin(desk.tx, id_of(staffed, "U0TOM"), until=datetime(2026, 12, 11, tzinfo=UTC).date())
    staffed.now = WEDNESDAY
    staffed.tick()
    assert due(staffed) == []

    staffed.passes(days=1)
    staffed.person("U0TOM").forges("away.back", "-")
    staffed.tick()

    assert len(due(staffed)) == 1


def test_nobody_who_has_muted_or_paused_it_is_written_to(staffed: Office, deal: int) -> None:
    agrees(staffed, deal)
    tom = staffed.person("U0TOM")
    tom.forges(doors.MUTES, "-")
    assert "Reminders of my actions" in tom.screen
    wanted = [
        choice["value"]
        for block in tom.modal["blocks"]
        for choice in block.get("element", {}).get("options", [])
        if choice["value"] != ACTION_DUE
    ]
    tom.workspace.fill(tom.id, reminders.WANTED, reminders.WANTED, wanted)
    tom.submits()
    tom.modal_with("Noted")
    anne = agrees(staffed, deal, "U0ANNE")
    with staffed.write() as desk:
        people.set_paused(desk.tx, id_of(staffed, "U0ANNE"), paused=True)
    staffed.now = WEDNESDAY
    staffed.tick()

    assert due(staffed) == due(staffed, "U0ANNE") == []
    assert anne


def test_a_machine_that_slept_sends_it_once_while_it_is_of_use(staffed: Office, deal: int) -> None:
    agrees(staffed, deal)
    staffed.now = WEDNESDAY + timedelta(days=1, hours=10)  # Thursday at 19
    staffed.tick()
    assert due(staffed) == []
    staffed.now = WEDNESDAY + timedelta(days=2)
    staffed.tick()
    assert len(due(staffed)) == 1

    agrees(staffed, deal, days=1)
    staffed.passes(days=30)

    assert len(due(staffed)) == 1


def test_a_clock_that_is_set_back_and_a_restart_send_nothing_twice(any_office: Office) -> None:
    deal = staff(any_office).add("Service agreement", id_of(any_office, "U0TOM"), customer="Nordlys")
    agrees(any_office, deal)
    any_office.now = WEDNESDAY
    any_office.tick()
    any_office.now = WEDNESDAY - timedelta(hours=3)
    any_office.restart(any_office.cards)
    for _ in range(4):
        any_office.passes(hours=1)

    with any_office.read() as desk:
        keys = desk.tx.execute(select(rows.c.key).where(rows.c.kind == ACTION_DUE)).scalars().all()
    assert len(keys) == len(due(any_office)) == 1


def test_what_is_agreed_for_today_at_noon_is_reminded_of_tomorrow_and_no_more(
    staffed: Office, deal: int
) -> None:
    staffed.now = WEDNESDAY + timedelta(hours=3)
    agrees(staffed, deal, days=0)
    staffed.passes(hours=2)
    assert due(staffed) == []

    for _ in range(5):
        staffed.passes(days=1)

    assert len(due(staffed)) == 1


def test_of_a_lost_deal_nothing_is_reminded_of_until_it_is_open_again(staffed: Office, deal: int) -> None:
    agrees(staffed, deal)
    staffed.changes(deal, "status", Status.OPEN, Status.LOST)
    staffed.now = WEDNESDAY
    staffed.tick()
    staffed.passes(days=1)
    assert due(staffed) == []

    staffed.changes(deal, "status", Status.LOST, Status.OPEN)
    staffed.passes(minutes=1)

    assert len(due(staffed)) == 1


def test_the_manager_of_who_left_hears_what_is_open_and_nothing_goes_to_who_left(
    staffed: Office, deal: int
) -> None:
    agrees(staffed, deal)
    staffed.workspace.change_user("U0TOM", deleted=True)
    staffed.wait_for_zone("U0TOM", None)
    staffed.tick()

    [message] = [each for each in staffed.person("U0ANNE").messages() if WHAT in each]
    assert "Tom Seller is not in Slack any more and has one open action." in message
    assert f"{WHAT}, by 25 November" in message
    staffed.now = WEDNESDAY
    staffed.tick()
    assert due(staffed) == []
    anne = staffed.person("U0ANNE")
    anne.clicks("actions.team", on="message")
    assert f"Tom Seller · {WHAT}" in anne.screen


def test_who_is_taken_off_the_list_is_told_of_like_who_left_and_one_without_actions_is_not(
    staffed: Office, deal: int
) -> None:
    agrees(staffed, deal)
    with staffed.write() as desk:
        for who in ("U0TOM", "U0METTE"):
            person = people.by_slack(desk.tx, who)
            assert person is not None
            end(desk, person)
    staffed.tick()

    assert len([each for each in staffed.person("U0ANNE").messages() if WHAT in each]) == 1
    assert staffed.person("U0JENS").messages() == []
    with staffed.read() as desk:
        assert outbox.counts(desk.tx)[outbox.State.PENDING] == 0
