"""Whose moment has come: each is given their next one once, whoever asks at the same time, and reminded once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from flows.company.people import SCORES, Person, Role
from flows.company.subjects import Status
from storage import outbox, people, reminding
from storage.reminding import Rhythm
from storage.tables import outbox as rows

A_WEEK = timedelta(days=7)
TODAY = date(2026, 11, 16)


def waiting(
    company, name: str, minutes: float = 0, *, in_slack: bool = True, role: Role = Role.SELLER
) -> Person:
    """Somebody whose moment has come so many minutes after now."""
    person = company.person(name, role)
    with company.write() as tx:
        if in_slack:
            people.link(tx, person.id, slack_id=f"U{name}", timezone="UTC", language="da")
        people.set_remind_at(tx, person.id, company.now + timedelta(minutes=minutes))
    return person


def due(company) -> list[Rhythm]:
    with company.read() as tx:
        return reminding.rhythms_due(tx)


def moved(company, rhythm: Rhythm, *, limit: int = 10) -> list[int]:
    with company.write() as tx:
        return reminding.move_on(tx, rhythm, to=company.now + A_WEEK, limit=limit)


def put(company, *everybody: Person) -> list[str]:
    """Remind them; gives the keys of all that is in the outbox."""
    with company.write() as tx:
        reminding.put(tx, "reminder", [person.id for person in everybody], TODAY, roles=SCORES)
        return sorted(row.key for row in tx.execute(rows.select()))


def test_a_moment_is_due_from_then_on_the_longest_waiting_first_and_only_in_slack(company) -> None:
    for name, minutes in {"Anna": 0, "Bo": -5, "Carl": 1, "Dina": -2, "Else": -5}.items():
        waiting(company, name, minutes)
    waiting(company, "Nobody in Slack", -9, in_slack=False)

    assert [(each.planned - company.now).total_seconds() // 60 for each in due(company)] == [-5, -2, 0]
    with company.database.across() as connection:
        assert reminding.workspaces_due(connection, now=company.now) == [company.workspace]
        assert reminding.workspaces_due(connection, now=company.now - timedelta(hours=1)) == []


def test_all_of_a_rhythm_move_on_a_few_at_a_time(company) -> None:
    everybody = [waiting(company, f"Person {number}").id for number in range(5)]
    later = waiting(company, "Later", 1)
    [rhythm] = due(company)

    found = [moved(company, rhythm, limit=2) for _ in range(4)]

    assert [len(ids) for ids in found] == [2, 2, 1, 0]
    assert sorted(id_ for ids in found for id_ in ids) == everybody
    with company.read() as tx:
        assert set(people.remind_at(tx, everybody).values()) == {company.now + A_WEEK}
        assert people.remind_at(tx, [later.id]) == {later.id: company.now + timedelta(minutes=1)}


def test_whoever_asks_at_the_same_time_gets_others(company) -> None:
    everybody = [waiting(company, f"Person {number}").id for number in range(40)]
    [rhythm] = due(company)

    def take_all(_: int) -> list[int]:
        mine = []
        while ids := moved(company, rhythm, limit=3):
            mine += ids
        return mine

    with ThreadPoolExecutor(8) as threads:
        taken = [id_ for mine in threads.map(take_all, range(8)) for id_ in mine]

    assert sorted(taken) == everybody


def test_one_reminder_a_day_for_whom_something_is_due(company) -> None:
    anna, bo = waiting(company, "Anna"), waiting(company, "Bo")
    company.deal("Kølehus", anna)
    company.deal("Kølerum", bo, due_at=company.now + timedelta(minutes=1))
    company.deal("Køletårn", bo, status=Status.WON)

    assert put(company, anna, bo) == [f"reminder:{anna.id}:{TODAY}"]
    assert put(company, anna, bo) == [f"reminder:{anna.id}:{TODAY}"]
    with company.read() as tx:
        assert outbox.address_of(tx, f"reminder:{anna.id}:{TODAY}") == "UAnna"


@pytest.mark.parametrize("role", [role for role in Role if role not in SCORES])
def test_who_reviews_nothing_or_has_paused_is_not_reminded(company, role: Role) -> None:
    vera, paused = waiting(company, "Vera", role=role), waiting(company, "Paula")
    with company.write() as tx:
        people.set_paused(tx, paused.id, paused=True)
    for person in (vera, paused):
        company.deal("Kølehus", person)

    assert put(company, vera, paused) == []
