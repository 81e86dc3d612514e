"""Whose moment has come: each is given their next one once, whoever asks at the same time, and reminded once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from flows.company.people import SCORES, Person, Role
from flows.company.subjects import Status
from flows.rhythm.days_off import Rule, Settled
from flows.rhythm.pair import Cadence, Every
from flows.rhythm.reminders import NO_TIME, Meeting, Reminder, Step
from storage import absences, mutes, occurrences, outbox, pairs, people, reminders, reminding
from storage.occurrences import State
from storage.pairs import Terms
from storage.reminding import Group
from storage.tables import outbox as rows

A_WEEK = timedelta(days=7)
TODAY = date(2026, 11, 16)
NEXT_WEEK = TODAY + A_WEEK


def waiting(
    company, name: str, minutes: float = 0, *, in_slack: bool = True, role: Role = Role.SELLER
) -> Person:
    """Somebody who meets at ten today in Copenhagen, and whose reminder comes so many minutes after now."""
    person = company.person(name, role)
    with company.write() as tx:
        if in_slack:
            people.link(tx, person.id, slack_id=f"U{name}", timezone="Europe/Copenhagen", language="da")
        step = Step(Reminder.PREPARE, company.now + timedelta(minutes=minutes))
        cadence = pairs.of(tx, person.id).terms.cadence
        meeting = Meeting(TODAY, cadence.at, cadence.timezone, NO_TIME)
        occurrences.plan(tx, person.id, Settled(TODAY, TODAY), meeting, step)
    return person


def due(company) -> list[Group]:
    with company.read() as tx:
        return reminding.groups_due(tx)


def moved(company, group: Group, *, limit: int = 10) -> Sequence[int]:
    with company.write() as tx:
        return reminding.move_on(tx, group, to=Step(Reminder.PREPARE, company.now + A_WEEK), limit=limit)


def put(company, *everybody: Person) -> list[str]:
    """Remind them; gives the keys of all that is in the outbox."""
    with company.write() as tx:
        reminders.put(tx, "reminder", [person.id for person in everybody], TODAY)
        return sorted(row.key for row in tx.execute(rows.select()))


def test_a_moment_is_due_from_then_on_the_longest_waiting_first_and_only_in_slack(company) -> None:
    for name, minutes in {"Anna": 0, "Bo": -5, "Carl": 1, "Dina": -2, "Else": -5}.items():
        waiting(company, name, minutes)
    waiting(company, "Nobody in Slack", -9, in_slack=False)

    assert [(each.step.due_at - company.now).total_seconds() // 60 for each in due(company)] == [-5, -2, 0]
    with company.database.across() as connection:
        assert reminding.workspaces_due(connection, now=company.now) == [company.workspace]
        assert reminding.workspaces_due(connection, now=company.now - timedelta(hours=1)) == []


def test_who_meets_alike_is_one_group_and_who_meets_otherwise_another(company) -> None:
    anna, bo, carl, dina = (waiting(company, name) for name in ("Anna", "Bo", "Carl", "Dina"))
    with company.write() as tx:
        terms = pairs.of(tx, bo.id).terms
        other = Cadence(Every.MONTH, 0, terms.cadence.at, "Asia/Tokyo", TODAY, nth=3)
        people.agree(tx, bo.id, anna.id, Terms(other, own_zone=True, ahead=NO_TIME, rule=Rule.SKIP))
        people.set_country(tx, carl.id, "SE")
        people.link(tx, dina.id, slack_id="UDina", timezone="Europe/Oslo", language="da")

    found = {each.cadence.timezone: each for each in due(company) if each.countries != ("SE",)}

    assert len(due(company)) == 4
    assert (found["Asia/Tokyo"].cadence, found["Asia/Tokyo"].rule) == (other, Rule.SKIP)
    assert found["Asia/Tokyo"].countries == (None, None)
    for zone, person in (("Europe/Copenhagen", anna), ("Asia/Tokyo", bo), ("Europe/Oslo", dina)):
        assert moved(company, found[zone]) == [person.id]


def test_all_of_a_group_move_on_a_few_at_a_time(company) -> None:
    everybody = [waiting(company, f"Person {number}") for number in range(5)]
    later = waiting(company, "Later", 1)
    [group] = due(company)

    found = [moved(company, group, limit=2) for _ in range(4)]

    assert [len(some) for some in found] == [2, 2, 1, 0]
    assert sorted(id_ for some in found for id_ in some) == [person.id for person in everybody]
    with company.read() as tx:
        planned = occurrences.upcoming(tx, [person.id for person in (*everybody, later)])
    assert planned.pop(later.id).step.due_at == company.now + timedelta(minutes=1)
    assert {each.step.due_at for each in planned.values()} == {company.now + A_WEEK}


def test_whoever_asks_at_the_same_time_gets_others(company) -> None:
    everybody = [waiting(company, f"Person {number}") for number in range(40)]
    [group] = due(company)

    def take_all(_: int) -> list[int]:
        mine = []
        while some := moved(company, group, limit=3):
            mine += some
        return mine

    with ThreadPoolExecutor(8) as threads:
        taken = [id_ for mine in threads.map(take_all, range(8)) for id_ in mine]

    assert sorted(taken) == [person.id for person in everybody]


def test_what_has_begun_is_on_record_and_the_next_one_is_planned(company) -> None:
    mette = company.person("Mette", Role.MANAGER)
    anna, paused = waiting(company, "Anna"), waiting(company, "Paula")
    with company.write() as tx:
        for person in (anna, paused):
            people.set_pair(tx, seller_id=person.id, manager_id=mette.id, weekday=0, at=anna.at)
        pairs.set_paused(tx, paused.id, paused=True)
    groups = due(company)
    meeting = Meeting(NEXT_WEEK, anna.at, "Europe/Copenhagen", NO_TIME)
    step = Step(Reminder.PREPARE, meeting.begins)

    with company.write() as tx:
        begun = [id_ for each in groups for id_ in reminding.move_on(tx, each, to=None, limit=10)]
        for _ in range(2):  # and a second time nothing more
            reminding.plan_next(tx, begun, [(Settled(NEXT_WEEK, NEXT_WEEK), meeting, step)])

    with company.read() as tx:
        histories = {person.name: occurrences.history(tx, person.id) for person in (anna, paused)}
    for person, state in ((anna, State.PLANNED), (paused, State.SKIPPED)):
        before, after = histories[person.name]
        assert (before.day, before.state, before.step) == (TODAY, state, None)
        assert (after.day, after.state, after.step) == (NEXT_WEEK, State.PLANNED, step)


def test_who_is_away_on_a_day_or_whose_manager_is_hinders_what_is_planned_then(company) -> None:
    mette = company.person("Mette", Role.MANAGER)
    anna, bo, carl = (waiting(company, name) for name in ("Anna", "Bo", "Carl"))
    with company.write() as tx:
        people.set_pair(tx, seller_id=bo.id, manager_id=mette.id, weekday=0, at=anna.at)
        absences.begin(tx, anna.id, until=NEXT_WEEK)
        absences.begin(tx, mette.id, until=NEXT_WEEK + A_WEEK)
        absences.begin(tx, carl.id, until=NEXT_WEEK)
        absences.end(tx, carl.id)
    everybody = [person.id for person in (anna, bo, carl)]

    with company.read() as tx:
        assert sorted(reminding.sellers_hindered(tx, everybody, NEXT_WEEK)) == [anna.id, bo.id]
        assert reminding.sellers_hindered(tx, everybody, NEXT_WEEK + A_WEEK) == [bo.id]


def test_one_reminder_a_day_for_whom_something_is_due(company) -> None:
    anna, bo = waiting(company, "Anna"), waiting(company, "Bo")
    company.deal("Kølehus", anna)
    company.deal("Kølerum", bo, due_at=company.now + timedelta(minutes=1))
    company.deal("Køletårn", bo, status=Status.WON)

    assert put(company, anna, bo) == [f"reminder:{anna.id}:{TODAY}"]
    assert put(company, anna, bo) == [f"reminder:{anna.id}:{TODAY}"]
    with company.read() as tx:
        assert outbox.address_of(tx, f"reminder:{anna.id}:{TODAY}") == "UAnna"


@pytest.mark.parametrize("role", [role for role in Role if role not in {*SCORES, Role.NONE}])
def test_who_reviews_nothing_is_not_reminded(company, role: Role) -> None:
    vera = waiting(company, "Vera", role=role)
    company.deal("Kølehus", vera)

    assert put(company, vera) == []


def test_who_has_paused_or_muted_it_or_is_away_is_not_reminded(company) -> None:
    names = ("Paula", "Mute", "Away", "Other", "Back")
    paused, mute, away, other, back = (waiting(company, name) for name in names)
    for person in (paused, mute, away, other, back):
        company.deal("Kølehus", person)
    found = [person.id for person in (paused, mute, away, other, back)]
    with company.write() as tx:
        people.set_paused(tx, paused.id, paused=True)
        mutes.choose(tx, mute.id, ["reminder"])
        mutes.choose(tx, other.id, ["something else"])
        absences.begin(tx, away.id, until=TODAY)
        absences.begin(tx, back.id, until=TODAY - timedelta(days=1))
        reminders.put(tx, "reminder", found, TODAY)
        keys = sorted(row.key for row in tx.execute(rows.select()))

    assert keys == [f"reminder:{person.id}:{TODAY}" for person in (other, back)]
