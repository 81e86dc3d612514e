"""Until when a score holds: nothing of it changes before, and it is not made anew every night."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.scorecards.scorecard import Scorecard, parse
from flows.scoring.rating import Rating
from flows.scoring.score import CloseMove, Facts, Score, score
from flows.scoring.until import nearness
from tests.flows.samples import CUSTOMER, DEAL, NOW, TODAY, all_at, rated
from tests.flows.strategies import Raw, cases

Case = tuple[Raw, dict[str, Rating], Facts]
A_DAY = timedelta(days=1)
LONG = timedelta(days=400)


def shown(found: Score) -> Score:
    return replace(found, until=None)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), st.integers(-60 * 24, 60 * 24), st.floats(0, 1))
def test_nothing_that_a_score_says_changes_before_the_moment_it_names(
    case: Case, hours: int, share: float
) -> None:
    raw, ratings, facts = case
    scorecard, now = parse(raw), NOW + timedelta(hours=hours)
    found = score(scorecard, ratings, facts, now=now)
    until = found.until or now + LONG

    assert until > now
    for moment in (now + (until - now - timedelta.resolution) * share, until - timedelta.resolution):
        assert shown(score(scorecard, ratings, facts, now=moment)) == shown(found)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_a_score_is_made_anew_a_few_times_and_then_holds_for_good(case: Case) -> None:
    raw, ratings, facts = case
    scorecard, now, times = parse(raw), NOW, 0
    while (found := score(scorecard, ratings, facts, now=now)).until is not None:
        now, times = found.until, times + 1

    rules = 2 * len(scorecard.knockouts) + 2
    assert times <= len({each.fresh_until for each in ratings.values()}) + rules * (1 + 2 * len(facts.moves))


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), st.integers(-60, 200), st.integers(-60, 200))
def test_what_was_never_answered_is_alike_where_its_close_is_as_near(
    case: Case, one: int, other: int
) -> None:
    raw, _, facts = case
    scorecard = parse(raw)
    both = [replace(facts, close_date=TODAY + timedelta(days=days)) for days in (one, other)]

    if len({nearness(scorecard, each, now=NOW) for each in both}) == 1:
        first, second = (shown(score(scorecard, {}, each, now=NOW)) for each in both)
        assert first == second


def local(day: date) -> datetime:
    """The beginning of a winter's day in Copenhagen."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=1)


@pytest.mark.parametrize(
    ("scorecard", "changed", "facts", "until"),
    [
        (CUSTOMER, {}, Facts(), NOW + timedelta(days=30, microseconds=1)),
        (CUSTOMER, {"C1.1": rated(3, fresh=2)}, Facts(), NOW + timedelta(days=2, microseconds=1)),
        (CUSTOMER, {"C1.1": rated(3, fresh=-2)}, Facts(), NOW + timedelta(days=30, microseconds=1)),
        (DEAL, {}, Facts(close_date=TODAY + 131 * A_DAY), local(TODAY + 11 * A_DAY)),
        (
            DEAL,
            {},
            Facts(moves=(CloseMove(NOW - 85 * A_DAY, TODAY, TODAY + 20 * A_DAY),)),
            local(TODAY + 6 * A_DAY),
        ),
    ],
    ids=["the first answer", "a shorter one", "not one that is too old", "the stage by its date", "a move"],
)
def test_what_ends_first_is_named(
    scorecard: Scorecard, changed: dict[str, Rating], facts: Facts, until: datetime
) -> None:
    ratings = all_at(scorecard, 3) | changed

    assert score(scorecard, ratings, facts, now=NOW).until == until


def test_what_was_never_reviewed_and_has_no_date_holds_for_good() -> None:
    assert score(DEAL, {}, Facts(), now=NOW).until is None


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_there_are_end_nothing(day: date) -> None:
    move = CloseMove(NOW, date.min, date.max)

    found = score(DEAL, all_at(DEAL, 3), Facts(close_date=day, moves=(move,)), now=NOW)

    assert found.until is not None
