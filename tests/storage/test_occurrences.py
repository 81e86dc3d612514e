"""Occurrences: one for each seller and local day, and what has been stays on record."""

from datetime import date, time, timedelta

from flows.company.people import Person
from flows.rhythm.days_off import Reason, Settled
from flows.rhythm.reminders import Meeting, Reminder, Step
from storage import absences, mutes, occurrences, people
from storage.occurrences import State
from tests.storage.conftest import elsewhere

DAY, LATER = date(2026, 11, 23), date(2026, 11, 24)
A_DAY = timedelta(days=1)


def planned(company, person: Person, day: date = DAY, on: date | None = DAY, *, at=None, **more) -> bool:
    """Plan one at nine in Copenhagen, with a reminder a day before; None for one that is skipped."""
    meeting = Meeting(on or day, time(9), "Europe/Copenhagen")
    reason = None if on == day else Reason.AWAY
    with company.write(at) as tx:
        if on is None:
            occurrences.note_skipped(tx, person.id, Settled(day, None, reason), meeting)
            return True
        step = Step(Reminder.PREPARE, meeting.begins - A_DAY)
        return occurrences.plan(tx, person.id, Settled(day, on, reason), meeting, step, **more)


def test_what_is_planned_says_where_it_takes_place_and_what_comes_next(company) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    planned(company, anna, DAY, LATER, with_id=bo.id)

    with company.read() as tx:
        found = occurrences.next_of(tx, anna.id)
        assert occurrences.next_of(elsewhere(tx), anna.id) is None
        assert occurrences.get(elsewhere(tx), found.id) is None
        assert occurrences.get(tx, found.id) == found
    assert (found.day, found.on, found.state, found.reason) == (DAY, LATER, State.MOVED, Reason.AWAY)
    assert (found.with_id, found.begins_at.hour) == (bo.id, 8)
    assert found.step == Step(Reminder.PREPARE, found.begins_at - A_DAY)


def test_there_is_one_next_one_and_no_day_twice(company) -> None:
    anna = company.person("Anna")
    assert planned(company, anna, DAY)
    assert planned(company, anna, LATER, LATER)
    assert planned(company, anna, DAY)
    planned(company, anna, LATER, None)

    assert not planned(company, anna, LATER, LATER)
    with company.read() as tx:
        found = occurrences.history(tx, anna.id)
    assert [(each.day, each.state) for each in found] == [(LATER, State.SKIPPED)]
    assert [each.step for each in found] == [None]


def test_what_a_clock_that_was_set_back_has_done_can_be_done_again(company) -> None:
    anna = company.person("Anna")
    planned(company, anna, DAY, None, at=company.now + 400 * A_DAY)
    assert planned(company, anna, LATER, LATER, at=company.now + 400 * A_DAY)
    with company.database.across() as connection:
        assert occurrences.workspaces_planned_later(connection, now=company.now) == [company.workspace]
    with company.read() as tx:
        assert occurrences.planned_later(tx) == [anna.id]

    assert planned(company, anna, DAY)

    with company.read() as tx:
        assert occurrences.planned_later(tx) == []
        assert [each.state for each in occurrences.history(tx, anna.id)] == [State.PLANNED]


def test_who_leaves_has_nothing_planned_and_what_has_been_stays(company) -> None:
    anna = company.person("Anna")
    planned(company, anna, DAY, None)
    planned(company, anna, LATER, LATER)
    with company.write() as tx:
        people.unlink(tx, anna.id)

        assert [each.day for each in occurrences.history(tx, anna.id)] == [DAY]


def test_somebody_is_away_until_a_day_or_until_they_say_that_they_are_back(company) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    with company.write() as tx:
        absences.begin(tx, anna.id, until=DAY)
        absences.begin(tx, anna.id, until=LATER, stand_in_id=bo.id)

        found = absences.on(tx, [anna.id, bo.id, None], LATER)
        assert {id_: (each.until, each.stand_in_id) for id_, each in found.items()} == {
            anna.id: (LATER, bo.id)
        }
        assert absences.on(tx, [anna.id], LATER + A_DAY) == {}
        assert absences.on(elsewhere(tx), [anna.id], DAY) == {}
        assert absences.end(tx, anna.id)
        assert not absences.end(tx, anna.id)
        assert absences.on(tx, [anna.id], DAY) == {}


def test_each_kind_is_muted_by_itself(company) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    with company.write() as tx:
        for kinds in (["a", "b"], ["b", "c"]):
            mutes.choose(tx, anna.id, kinds)

        assert mutes.of(tx, anna.id) == {"b", "c"}
        assert mutes.of(tx, bo.id) == mutes.of(elsewhere(tx), anna.id) == frozenset()
        mutes.choose(tx, anna.id, [])
        assert mutes.of(tx, anna.id) == frozenset()
