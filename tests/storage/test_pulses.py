"""Pulses: each opens once and asks everybody once, whoever looks at the same time; no answers are given away."""

import inspect
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from flows.company.people import Person, Role
from flows.company.quarters import Quarter
from flows.pulse.hiding import NOTHING
from flows.pulse.quarters import Window, coming, window
from flows.pulse.shares import Tally
from flows.pulse.statements import Answer
from storage import mutes, people, pulse_answers, pulses
from storage.engine import Transaction
from storage.pulses import Ask
from storage.tables import pulse_asks
from tests.storage.conftest import elsewhere

Q3 = window(Quarter(2026, 3), "Europe/Copenhagen")
Q4 = window(Quarter(2026, 4), "Europe/Copenhagen")
OPEN = datetime(2027, 1, 4, 9, tzinfo=UTC)
CLOSED = Q4.closes_at


@pytest.fixture
def sellers(company) -> list[Person]:
    """Anna leads six sellers and Bo one; all are in Slack."""
    anna, bo = company.person("Anna", Role.MANAGER), company.person("Bo", Role.MANAGER)
    found = [company.person(f"S{number}", manager=anna if number < 6 else bo) for number in range(7)]
    with company.write() as tx:
        for each in (anna, bo, *found):
            people.link(tx, each.id, slack_id=f"U{each.name}", timezone="Europe/Copenhagen", language="en")
        pulses.plan(tx, Q4)
    return found


def opened(company) -> None:
    """Open what is due."""
    with company.write(OPEN) as tx:
        pulses.open_due(tx)


def answer(company, person: Person, **said: Answer) -> Ask:
    """Somebody's answers to the pulse that is open."""
    with company.write(OPEN) as tx:
        running = pulses.running(tx)
        assert running is not None
        ask = pulses.ask_of(tx, running, person.id)
        assert ask is not None
        pulse_answers.keep(tx, ask, said)
    return ask


def to_turn(company, now: datetime) -> list[int]:
    """The workspaces with something to plan or to open."""
    with company.database.across() as connection:
        return pulses.workspaces_to_turn(connection, now=now)


def test_a_workspace_has_something_to_do_twice_a_quarter(company) -> None:
    here = [company.workspace]
    assert to_turn(company, company.now) == here
    with company.write() as tx:
        pulses.plan(tx, coming("Europe/Copenhagen", since=company.now, now=company.now))
    assert to_turn(company, company.now) == []
    assert to_turn(company, OPEN) == here
    opened(company)
    assert to_turn(company, OPEN) == []
    assert to_turn(company, CLOSED) == here


def test_what_a_wrong_clock_has_planned_does_not_keep_the_right_one_from_coming(company) -> None:
    with company.write() as tx:
        pulses.plan(tx, window(Quarter(2031, 2), "Europe/Copenhagen"))

    assert to_turn(company, company.now) == [company.workspace]


def test_several_who_open_it_at_the_same_moment_ask_everybody_once(company, sellers) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: opened(company), range(8)))
    with company.read(OPEN) as tx:
        asked = tx.execute(select(func.count(), func.count(pulse_asks.c.person_id.distinct()))).one()

    assert tuple(asked) == (9, 9)


def test_those_who_ask_at_the_same_time_get_others_and_each_is_claimed_once(company, sellers) -> None:
    opened(company)

    def claimed(_: int) -> list[int]:
        with company.write(OPEN) as tx:
            found = [each.id for each in pulses.some_due(tx, limit=2)]
            pulses.look_again(tx, dict.fromkeys(found))
            return found

    with ThreadPoolExecutor(4) as pool:
        found = [id_ for ids in pool.map(claimed, range(12)) for id_ in ids]
    assert len(found) == len(set(found)) == 9
    with company.database.across() as connection:
        assert pulses.workspaces_due(connection, now=OPEN) == []


def test_who_is_back_is_looked_at_again_and_nobody_is_asked_a_second_time(company, sellers) -> None:
    opened(company)
    with company.write(OPEN) as tx:
        asked, away, *others = pulses.some_due(tx, limit=9)
        pulses.look_again(tx, dict.fromkeys((each.id for each in (asked, *others)), None) | {away.id: CLOSED})
        for each in (asked, away):
            pulses.look_again_at(tx, each.person_id)

        assert [each.id for each in pulses.some_due(tx, limit=9)] == [away.id]


def test_what_is_due_says_who_is_there_who_is_asked_and_who_wants_it(company, sellers) -> None:
    opened(company)
    first, second, third, *_ = sellers
    with company.write() as tx:
        people.unlink(tx, first.id)
        people.set_role(tx, second.id, Role.VIEWER)
        mutes.choose(tx, third.id, [pulses.PULSE])
    with company.write(OPEN) as tx:
        found = {each.person_id: each for each in pulses.some_due(tx, limit=50)}

    assert [each for each, due in found.items() if not due.is_there] == [first.id]
    assert [each for each, due in found.items() if not due.is_asked] == [second.id]
    assert [each for each, due in found.items() if not due.is_wanted] == [third.id]
    assert {due.window for due in found.values()} == {Q4}


def test_answers_take_the_place_of_those_before_and_are_given_to_their_own_person_only(
    company, sellers
) -> None:
    opened(company)
    answer(company, sellers[0], P2=4, P4=None)
    ask = answer(company, sellers[0], P2=2, P5=5)
    other = answer(company, sellers[1], P2=1)

    with company.read(OPEN) as tx:
        assert pulse_answers.own(tx, ask) == {"P2": 2, "P5": 5}
        assert pulse_answers.own(tx, other) == {"P2": 1}
        assert pulse_answers.own(elsewhere(tx), ask) == {}


def test_an_open_pulse_has_no_results_and_a_closed_one_only_what_may_be_shown(company, sellers) -> None:
    opened(company)
    for number, each in enumerate(sellers[:6]):
        answer(company, each, P2=4 if number < 2 else 3, P4=None if number else 5)
    with company.read(CLOSED - timedelta(seconds=1)) as tx:
        assert pulse_answers.results(tx, most=8) == []
    with company.read(CLOSED) as tx:
        [found] = pulse_answers.results(tx, most=8)
        assert pulse_answers.results(elsewhere(tx), most=8) == []

    anna, bo = sellers[0].manager_id, sellers[6].manager_id
    assert (found.quarter, found.teams) == (Quarter(2026, 4), {anna, bo})
    assert found.of("P2").company == Tally(2, 6, 0)
    assert dict(found.of("P2").teams) == {anna: Tally(2, 6, 0)}
    assert found.of("P4") == found.of("P1") == NOTHING  # one number and five who don't know


def test_one_person_beside_a_team_hides_the_team(company, sellers) -> None:
    opened(company)
    for each in sellers:
        answer(company, each, P2=5)
    with company.read(CLOSED) as tx:
        [found] = pulse_answers.results(tx, most=8)

    assert found.of("P2").company == Tally(7, 7, 0)
    assert dict(found.of("P2").teams) == {}


def test_the_latest_quarter_comes_first_and_what_was_never_opened_not_at_all(company, sellers) -> None:
    with company.write(Q3.opens_at) as tx:
        pulses.plan(tx, Q3)
        pulses.open_due(tx)
        pulses.plan(tx, window(Quarter(2026, 2), "Europe/Copenhagen"))
    opened(company)
    with company.read(CLOSED) as tx:
        assert [str(each.quarter) for each in pulse_answers.results(tx, most=8)] == ["2026-Q4", "2026-Q3"]
        assert [str(each.quarter) for each in pulse_answers.results(tx, most=1)] == ["2026-Q4"]


def test_no_function_gives_answers_but_to_their_own_person_and_as_what_may_be_shown() -> None:
    given = dict(_given())

    assert given == {
        "own": "dict[str, int | None]",
        "results": "list[storage.pulse_answers.Result]",
        "keep": "None",
    }


def _given() -> Iterator[tuple[str, str]]:
    """What each function of the answers' file gives that takes a transaction."""
    for name, made in inspect.getmembers(pulse_answers, inspect.isfunction):
        if made.__module__ == pulse_answers.__name__:
            first = next(iter(inspect.signature(made).parameters.values()))
            assert first.annotation is Transaction
            yield name, inspect.formatannotation(inspect.signature(made).return_annotation)


def test_a_window_is_read_as_it_was_planned(company) -> None:
    with company.write(Q4.opens_at) as tx:
        pulses.plan(tx, Q4)
        pulses.plan(tx, Window(Q4.quarter, OPEN, CLOSED))
        pulses.open_due(tx)
        running = pulses.running(tx)
        assert running is not None
        assert running.window == Q4
        assert pulses.get(tx, running.id) == running
        assert pulses.get(elsewhere(tx), running.id) is None
