"""A week's load: never more than the budget, nothing lost, and what is ready stays ready."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.company.people import Person, Role
from flows.rhythm.load import Budget, Done, Load, Week, load, weeks_of
from flows.rhythm.priority import Waiting
from tests.flows.test_priority import PLAIN

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 09:00 in Copenhagen
TOM = Person(1, "Tom", "tom@example.com", Role.SELLER, None, None, 0, time(9), "Europe/Copenhagen", "en")
WEEK = timedelta(days=7)


def waiting(*reviewed: bool) -> list[Waiting]:
    """Subjects with the ids 1, 2, 3 ... in their order, each reviewed before or not."""
    return [
        replace(PLAIN, id=number, reviewed_at=MONDAY - WEEK if before else None)
        for number, before in enumerate(reviewed, 1)
    ]


def first(count: int) -> list[Waiting]:
    return waiting(*[False] * count)


def again(count: int) -> list[Waiting]:
    return waiting(*[True] * count)


def cut(
    ordered: list[Waiting], done: Done | None = None, *, budget: Budget | None = None, weeks_old: int = 9
) -> Load:
    """The load of somebody in a company that is so many weeks old."""
    weeks = weeks_of(TOM, begun=MONDAY - weeks_old * WEEK, now=MONDAY)
    return load(ordered, done or Done(), weeks, budget or Budget())


def by_week(found: Load) -> dict[date, int]:
    days = [each.week for each in found.planned]
    return {day: days.count(day) for day in dict.fromkeys(days)}


@pytest.mark.parametrize(
    ("ordered", "done", "ready"),
    [
        (again(9), Done(), 7),  # seven subjects, fourteen minutes
        (first(9), Done(), 5),  # fifteen minutes
        (waiting(True, False, True, False, True, False, True), Done(), 6),
        (again(9), Done(again=3), 4),
        (first(9), Done(first=3), 2),
        (first(9), Done(first=9), 0),
        (again(2), Done(again=4), 2),
        ([], Done(), 0),
    ],
)
def test_a_week_holds_seven_subjects_or_fifteen_minutes(
    ordered: list[Waiting], done: Done, ready: int
) -> None:
    assert cut(ordered, done).ready == tuple(range(1, ready + 1))


def test_the_rest_is_planned_for_the_weeks_that_follow() -> None:
    found = cut(again(17), Done(again=5))

    assert len(found.ready) == 2
    assert by_week(found) == {date(2026, 11, 30): 7, date(2026, 12, 7): 7, date(2026, 12, 14): 1}
    assert found.next_week == (7, date(2026, 11, 30))


def test_without_anything_planned_there_is_no_next_week() -> None:
    assert cut(again(3)).next_week is None


@pytest.mark.parametrize(
    ("count", "weeks_old", "portions"),
    [
        (8, 0, [2, 2, 2, 2]),
        (10, 0, [3, 3, 2, 2]),
        (3, 0, [1, 1, 1]),
        (8, 2, [4, 4]),
        (8, 3, [5, 3]),  # the last week of the round: the budget wins
        (28, 0, [5, 5, 5, 5, 5, 3]),  # more than four weeks hold: the rest comes after
        (8, 4, [5, 3]),
    ],
)
def test_the_first_round_is_spread_evenly_over_four_weeks_within_the_budget(
    count: int, weeks_old: int, portions: list[int]
) -> None:
    found = cut(first(count), weeks_old=weeks_old)

    assert [len(found.ready), *by_week(found).values()] == portions


def test_in_the_first_round_what_was_reviewed_before_does_not_wait_behind_the_new() -> None:
    found = cut(waiting(False, False, False, False, True, True), weeks_old=0)

    assert found.ready == (1, 5, 6)


def test_a_week_of_the_first_round_takes_no_more_when_its_share_is_done() -> None:
    assert cut(first(6), Done(first=2), weeks_old=0).ready == ()
    assert cut(first(7), Done(first=1), weeks_old=0).ready == (1,)


def test_the_first_round_is_counted_on_the_persons_own_clock() -> None:
    wednesday = MONDAY + timedelta(days=2)
    weeks = list(islice(weeks_of(TOM, begun=wednesday, now=wednesday), 5))

    assert weeks == [
        Week(date(2026, 11, 23), 4),
        Week(date(2026, 11, 30), 3),
        Week(date(2026, 12, 7), 2),
        Week(date(2026, 12, 14), 1),
        Week(date(2026, 12, 21), 1),
    ]
    assert next(weeks_of(TOM, begun=wednesday, now=MONDAY + WEEK)) == Week(date(2026, 11, 30), 3)


@pytest.mark.parametrize(
    "begun", [datetime(2027, 3, 22, 8, 30, tzinfo=UTC), datetime(2027, 3, 26, tzinfo=UTC)]
)
def test_the_change_of_the_clocks_is_no_week_more_and_no_week_less(begun: datetime) -> None:
    summer = datetime(2027, 3, 29, 7, 0, tzinfo=UTC)  # 09:00 on the first Monday of summer time

    assert next(weeks_of(TOM, begun=begun, now=summer)) == Week(date(2027, 3, 29), 3)
    assert next(weeks_of(TOM, begun=begun, now=summer - timedelta(minutes=1))).round_left == 4


@pytest.mark.parametrize(("subjects", "minutes"), [(0, 15), (7, 2)])
def test_a_budget_without_room_for_one_review_is_refused(subjects: int, minutes: int) -> None:
    with pytest.raises(ValueError, match="no room"):
        Budget(subjects, minutes)


BUDGETS = st.builds(Budget, st.integers(1, 12), st.integers(3, 40))
ORDERED = st.lists(st.booleans(), max_size=40).map(lambda reviewed: waiting(*reviewed))
DONE = st.builds(Done, st.integers(0, 9), st.integers(0, 9))
AGE = st.integers(0, 6)


@given(ORDERED, DONE, BUDGETS, AGE)
def test_no_week_holds_more_than_the_budget_and_nothing_is_lost(
    ordered: list[Waiting], done: Done, budget: Budget, weeks_old: int
) -> None:
    found = cut(ordered, done, budget=budget, weeks_old=weeks_old)

    assert sorted(found.waiting) == [each.id for each in ordered]
    minutes = {each.id: 3 if each.is_first else 2 for each in ordered}
    if found.ready:
        assert len(found.ready) + done.first + done.again <= budget.subjects
        assert sum(minutes[id_] for id_ in found.ready) + done.minutes <= budget.minutes
    for day, count in by_week(found).items():
        assert count <= budget.subjects
        assert sum(minutes[each.id] for each in found.planned if each.week == day) <= budget.minutes


@given(ORDERED, DONE, BUDGETS, AGE, st.data())
def test_when_one_that_is_ready_is_reviewed_it_goes_and_the_rest_stays_as_it_was(
    ordered: list[Waiting], done: Done, budget: Budget, weeks_old: int, data: st.DataObject
) -> None:
    found = cut(ordered, done, budget=budget, weeks_old=weeks_old)
    if not found.ready:
        return
    reviewed = data.draw(st.sampled_from(found.ready))
    its = next(each for each in ordered if each.id == reviewed)
    after = Done(done.first + its.is_first, done.again + (not its.is_first))

    left = cut([each for each in ordered if each is not its], after, budget=budget, weeks_old=weeks_old)

    assert left.ready == tuple(id_ for id_ in found.ready if id_ != reviewed)
    assert left.planned == found.planned


@given(ORDERED, BUDGETS, AGE)
def test_a_week_in_which_nothing_was_done_yet_has_something_ready(
    ordered: list[Waiting], budget: Budget, weeks_old: int
) -> None:
    assert bool(cut(ordered, budget=budget, weeks_old=weeks_old).ready) == bool(ordered)
