"""The agenda of a 1-to-1, and what counts where two have seen one subject differently."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.meetings import agenda
from flows.meetings.agenda import Step, Stop, following, left_out, minutes_for, named, preceding, spent, stops
from flows.meetings.settling import Gap, Settled, settle
from flows.scoring.rating import Answer

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
IDS = st.lists(st.integers(1, 10**6), max_size=3, unique=True)


def said(level: int | None, evidence: str = "") -> Answer:
    """An answer of today."""
    return Answer(level, NOW, evidence, date(2026, 11, 20) if evidence else None, NOW)


def test_the_minutes_of_half_an_hour_are_thirty() -> None:
    assert sum(agenda.MINUTES.values()) == agenda.HALF_AN_HOUR


@given(IDS)
def test_every_step_comes_once_in_its_order_and_every_deal_on_its_own(ids: list[int]) -> None:
    found = stops(ids)

    assert [stop.subject_id for stop in found if stop.step is Step.DEAL] == ids
    order = [list(Step).index(stop.step) for stop in found]
    assert order == sorted(order)
    assert {stop.step for stop in found} >= set(Step) - {Step.DEAL, Step.PREMORTEM}
    assert all(named(found, stop.name) == stop for stop in found)


@given(IDS, st.data())
def test_on_and_back_again_is_where_one_was(ids: list[int], data: st.DataObject) -> None:
    found = stops(ids)
    stop = data.draw(st.sampled_from(found[:-1]))

    assert preceding(found, following(found, stop)) == stop


def test_the_ends_stay_where_they_are() -> None:
    found = stops([7])

    assert (preceding(found, found[0]), following(found, found[-1])) == (found[0], found[-1])


def test_two_deals_share_their_minutes_and_a_longer_meeting_has_more_of_each() -> None:
    found = stops([7, 8])

    assert minutes_for(found, Stop(Step.DEAL, 7), length=30) == 6
    assert minutes_for(found, Stop(Step.ACTIONS), length=60) == 6


def test_time_is_counted_by_where_it_was_spent_also_after_coming_back() -> None:
    moves = [("own", NOW), ("win", NOW + timedelta(minutes=3)), ("own", NOW + timedelta(minutes=5))]

    assert spent(moves, until=NOW + timedelta(minutes=6)) == {
        "own": timedelta(minutes=4),
        "win": timedelta(minutes=2),
    }


def test_what_was_not_reached_waits() -> None:
    found = stops([])

    assert left_out(found, [stop.name for stop in found[2:]]) == found[:2]


@pytest.mark.parametrize(
    ("first", "second", "agreed", "settled"),
    [
        (said(3, "“yes”"), said(1), 2, Settled(2, is_agreed=True)),
        (said(3, "“yes”"), said(1), None, Settled(3, is_agreed=False)),
        (said(1), said(3, "“yes”"), None, Settled(3, is_agreed=False)),
        (said(3, "“yes”"), said(1, "“no”"), None, Settled(1, is_agreed=False)),
        (said(3), said(1), None, Settled(1, is_agreed=False)),
        (said(3), said(None), None, Settled(None, is_agreed=False)),
        (said(2), None, None, Settled(2, is_agreed=False)),
        (said(0), None, 0, Settled(0, is_agreed=True)),
    ],
)
def test_the_level_that_counts(
    first: Answer, second: Answer | None, agreed: int | None, settled: Settled
) -> None:
    assert settle(Gap("D1.1", first, second, 1), agreed) == settled


@given(st.integers(0, 3), st.integers(0, 3), st.booleans(), st.booleans())
def test_without_agreement_it_is_the_level_of_one_of_the_two(a: int, b: int, c: bool, d: bool) -> None:
    first, second = said(a, "“x y”" if c else ""), said(b, "“x y”" if d else "")

    found = settle(Gap("D1.1", first, second, abs(a - b)), None)

    assert found.level in (a, b)
    assert not found.is_agreed
    if c == d:
        assert found.level == min(a, b)
    assert found == settle(Gap("D1.1", replace(second), replace(first), abs(a - b)), None)
