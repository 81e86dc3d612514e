"""Reminders of action items: each is claimed once, whoever asks at the same time, and looked at again when need be."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from flows.company.changes import Change
from flows.company.people import Person, Role
from flows.company.subjects import Status
from flows.review.action_item import NewActionItem
from flows.rhythm.due_actions import Reminder, Step
from storage import absences, action_items, changes, due_actions, mutes, people
from storage.due_actions import Due

KIND = "action_due"
TODAY = date(2026, 11, 16)


@pytest.fixture
def anna(company) -> Person:
    """Somebody in Slack."""
    person = company.person("Anna")
    with company.write() as tx:
        people.link(tx, person.id, slack_id="UANNA", timezone="Europe/Copenhagen", language="da")
    return person


def item(company, person: Person, minutes: float = 0, *, deal: int | None = None, number: int = 0) -> int:
    """Something that is looked at so many minutes after now; of a deal the customer does it."""
    new = NewActionItem(
        subject_id=deal,
        question_id=None,
        scorecard_hash=None,
        what=f"Call {number}",
        person_id=None if deal else person.id,
        by=TODAY,
        created_by=person.id,
        created_at=company.now,
    )
    with company.write() as tx:
        return action_items.write(tx, new, Step(Reminder.DUE, company.now + timedelta(minutes=minutes)))


def due(company, *, limit: int = 10) -> list[Due]:
    """What is due now."""
    with company.write() as tx:
        return due_actions.some_due(tx, kind=KIND, limit=limit)


def claimed(company, limit: int) -> list[int]:
    """Claim some, and have nothing more come of them."""
    with company.write() as tx:
        found = due_actions.some_due(tx, kind=KIND, limit=limit)
        due_actions.plan(tx, {each.item_id: None for each in found})
        return [each.item_id for each in found]


def test_a_moment_is_due_from_then_on_the_longest_waiting_first(company, anna: Person) -> None:
    now, ahead, before = item(company, anna), item(company, anna, 1), item(company, anna, -9)

    assert [each.item_id for each in due(company)] == [before, now]
    with company.database.across() as connection:
        assert due_actions.workspaces_due(connection, now=company.now) == [company.workspace]
        assert due_actions.workspaces_due(connection, now=company.now - timedelta(hours=1)) == []
    assert ahead not in claimed(company, 10)
    assert due(company) == []


def test_those_who_ask_at_the_same_time_get_others_and_each_is_claimed_once(company, anna: Person) -> None:
    ids = {item(company, anna, number=number) for number in range(40)}

    with ThreadPoolExecutor(4) as pool:
        found = [each for part in pool.map(lambda _: claimed(company, 10), range(12)) for each in part]

    assert sorted(found) == sorted(ids)


def test_it_says_of_whoever_sees_to_it_what_decides(company, anna: Person) -> None:
    bo = company.person("Bo")
    item(company, anna)
    item(company, bo, deal=company.deal("Anlæg", anna))
    item(company, bo)
    with company.write() as tx:
        absences.begin(tx, anna.id, until=TODAY)
        people.set_country(tx, anna.id, "SE")
        mutes.choose(tx, anna.id, [KIND])

    own, customers, of_bo = due(company)

    assert own.slack_id == customers.slack_id == "UANNA"
    assert (customers.status, customers.country, customers.away_until) == (Status.OPEN, "SE", TODAY)
    assert (own.is_there, own.is_wanted) == (True, False)
    assert not of_bo.is_there
    with company.write() as tx:
        people.set_role(tx, anna.id, Role.NONE)
    assert not due(company)[0].is_there


def test_what_waits_for_a_lost_deal_is_looked_at_again_when_that_is_open_again(company, anna: Person) -> None:
    deal = company.deal("Anlæg", anna)
    waiting = item(company, anna, deal=deal)
    with company.write() as tx:
        changes.apply_changes(tx, deal, [Change("status", Status.OPEN, Status.LOST)], by_source="csv")
        due_actions.let_wait(tx, [waiting])
    assert due(company) == []

    with company.write() as tx:
        changes.apply_changes(tx, deal, [Change("status", Status.LOST, Status.OPEN)], by_source="csv")

    assert [each.item_id for each in due(company)] == [waiting]


def test_what_came_once_comes_again_no_sooner_than_tomorrow_and_no_later_for_who_is_back(
    company, anna: Person
) -> None:
    tomorrow, weeks = company.now + timedelta(days=1), company.now + timedelta(days=20)
    waits, comes = item(company, anna, 900), item(company, anna, 900)
    with company.write() as tx:
        due_actions.plan(tx, {waits: Step(Reminder.AFTER, weeks), comes: Step(Reminder.AFTER, tomorrow)})
        due_actions.look_again(tx, anna.id, tomorrow=tomorrow)

    assert due(company) == []
    with company.write(tomorrow) as tx:
        found = due_actions.some_due(tx, kind=KIND, limit=10)
    assert [(each.item_id, each.step.due_at) for each in found] == [(waits, tomorrow), (comes, tomorrow)]


def test_who_is_elsewhere_has_what_is_to_come_looked_at_again_and_nothing_that_came(
    company, anna: Person
) -> None:
    ahead, after = item(company, anna, 900), item(company, anna, 900)
    customers = item(company, company.person("Bo"), 900, deal=company.deal("Anlæg", anna))
    with company.write() as tx:
        later = Step(Reminder.AFTER, company.now + timedelta(days=1))
        due_actions.plan(tx, {after: later})
        due_actions.look_again(tx, anna.id, tomorrow=company.now + timedelta(days=2))

    assert {each.item_id for each in due(company)} == {ahead, customers}
