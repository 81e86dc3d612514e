"""The shortest way up: it really leads there, and no shorter one does."""

from datetime import timedelta
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, given, settings

from flows.colour import RANK, Colour
from flows.rating import Rating
from flows.scorecard import Scorecard, parse
from flows.scoring import CloseMove, Facts, score
from flows.way_up import Step, strengths, way_up
from tests.flows.samples import DEAL, NOW, TODAY, all_at, rated, with_points, without
from tests.flows.strategies import Raw, cases

Case = tuple[Raw, dict[str, Rating], Facts]
MIDDLE = Facts(close_date=TODAY + timedelta(days=90))
method = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])


def answered(ratings: dict[str, Rating], steps: tuple[Step, ...]) -> dict[str, Rating]:
    """The ratings after the steps, each answered just now; an unbroken run of a level goes on."""
    after = dict(ratings)
    for step in steps:
        before = ratings.get(step.question_id)
        fresh = before is not None and before.fresh_until >= NOW
        since = before.since if before is not None and fresh and before.level == step.level else NOW
        after[step.question_id] = Rating(step.level, step.level, NOW, since, NOW)
    return after


def left_out(ratings: dict[str, Rating], question_id: str) -> bool:
    """Whether somebody has said lately that a question doesn't apply."""
    rating = ratings.get(question_id)
    return rating is not None and not rating.applies and rating.fresh_until >= NOW


def certain(scorecard: Scorecard, ratings: dict[str, Rating], facts: Facts) -> Colour:
    """The colour with every gap counted as 0 that has always been so."""
    long_ago = NOW - timedelta(days=1000)
    filled = {id_: Rating(0, 0, long_ago, long_ago, NOW) for id_ in scorecard.by_id}
    filled |= {id_: rating for id_, rating in ratings.items() if rating.fresh_until >= NOW}
    return score(scorecard, filled, facts, now=NOW).colour


@method
@given(cases())
def test_the_steps_really_lead_to_the_next_colour(case: Case) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)
    now_at = certain(scorecard, ratings, facts)

    found = way_up(scorecard, ratings, facts, now=NOW)

    if found is None:
        best = tuple(Step(id_, 3) for id_ in scorecard.by_id if not left_out(ratings, id_))
        lifted = score(scorecard, answered(ratings, best), facts, now=NOW).colour
        assert now_at in {Colour.GREEN, lifted}
        return
    target, steps = found
    assert not any(left_out(ratings, step.question_id) for step in steps)
    assert RANK[target] == RANK[now_at] + 1
    assert RANK[score(scorecard, answered(ratings, steps), facts, now=NOW).colour] >= RANK[target]


@method
@given(cases(most_gaps=2))
def test_no_step_can_be_left_out_or_be_smaller(case: Case) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)
    found = way_up(scorecard, ratings, facts, now=NOW)
    if found is None:
        return
    target, steps = found
    for n, step in enumerate(steps):
        others = (*steps[:n], *steps[n + 1 :])
        smaller = Step(step.question_id, step.level - 1)
        tries = [others, (*others, smaller)] if smaller.level > has(ratings, step.question_id) else [others]
        for fewer in tries:
            reached = score(scorecard, answered(ratings, fewer), facts, now=NOW).colour
            assert reached == Colour.GREY or RANK[reached] < RANK[target]


def has(ratings: dict[str, Rating], question_id: str) -> int:
    """What a question counts as now."""
    rating = ratings.get(question_id)
    return rating.counted if rating is not None and rating.fresh_until >= NOW else 0


@pytest.mark.parametrize("points", range(0, 45, 3))
def test_up_to_three_questions_no_other_choice_is_shorter(points: int) -> None:
    ratings = with_points(DEAL, points)
    found = way_up(DEAL, ratings, MIDDLE, now=NOW)
    if found is None:
        assert score(DEAL, ratings, MIDDLE, now=NOW).colour == Colour.GREEN
        return
    target, steps = found
    if len(steps) > 3:
        assert all(not reach(ratings, target, size) for size in (1, 2))
        return
    cost = sum(step.level - has(ratings, step.question_id) for step in steps)
    assert all(not reach(ratings, target, size) for size in range(1, len(steps)))
    assert min(reach(ratings, target, len(steps))) == cost


def reach(ratings: dict[str, Rating], target: Colour, size: int) -> list[int]:
    """The levels that every choice of `size` questions costs which reaches the colour."""
    found = []
    for ids in combinations(DEAL.by_id, size):
        room = [range(has(ratings, id_) + 1, 4) for id_ in ids]
        for levels in product(*room):
            steps = tuple(map(Step, ids, levels))
            reached = score(DEAL, answered(ratings, steps), MIDDLE, now=NOW).colour
            if reached != Colour.GREY and RANK[reached] >= RANK[target]:
                found.append(sum(levels) - sum(has(ratings, id_) for id_ in ids))
    return found


def test_what_holds_the_colour_down_is_the_way_up() -> None:
    found = way_up(DEAL, all_at(DEAL, 3, D1_1=1, D3_1=0), MIDDLE, now=NOW)

    assert found == (Colour.GREEN, (Step("D1.1", 2), Step("D3.1", 2)))


def test_from_red_the_way_leads_to_yellow_first() -> None:
    found = way_up(DEAL, all_at(DEAL, 3, D1_1=1, D2_1=0), MIDDLE, now=NOW)

    assert found == (Colour.YELLOW, (Step("D2.1", 1),))


def test_of_the_ways_through_one_question_the_one_of_fewer_levels_is_taken() -> None:
    raw = DEAL.model_dump(mode="json") | {"knockouts": []}
    raw["areas"][4]["weight"] = 3  # 35 of 63 points, and 38 are needed for green
    levels = all_at(DEAL, 1, D2_1=2, D2_2=3, D2_3=3, D3_1=3, D3_2=3, D3_3=3, D4_1=3, D4_2=3, D4_3=3)
    levels |= {"D1.1": rated(0), "D1.2": rated(0), "D1.3": rated(0)}

    found = way_up(parse(raw), levels, MIDDLE, now=NOW)

    assert found == (Colour.GREEN, (Step("D5.1", 2),))


def test_a_gap_counts_from_zero() -> None:
    found = way_up(DEAL, without(all_at(DEAL, 3), "D1.1"), MIDDLE, now=NOW)

    assert found == (Colour.GREEN, (Step("D1.1", 2),))


def test_where_the_close_was_moved_the_customers_reason_is_asked_again() -> None:
    moves = tuple(CloseMove(NOW - timedelta(days=n), TODAY, TODAY + timedelta(days=20)) for n in (40, 20))
    ratings = all_at(DEAL, 3) | {"D2.3": rated(3, days_ago=60)}

    found = way_up(DEAL, ratings, Facts(moves=moves), now=NOW)

    assert found == (Colour.GREEN, (Step("D2.3", 3),))


def test_there_is_no_way_up_from_green() -> None:
    assert way_up(DEAL, all_at(DEAL, 3), MIDDLE, now=NOW) is None


def test_there_is_none_where_no_answer_lifts_the_colour() -> None:
    raw = DEAL.model_dump(mode="json")
    raw["knockouts"] = [rule | {"unless": None} for rule in raw["knockouts"] if rule["id"] == "K6a"]
    moves = tuple(CloseMove(NOW - timedelta(days=n), TODAY, TODAY + timedelta(days=20)) for n in (40, 20))

    assert way_up(parse(raw), all_at(DEAL, 3), Facts(moves=moves), now=NOW) is None


def test_the_same_question_gives_the_same_answer() -> None:
    ratings = with_points(DEAL, 14)

    assert way_up(DEAL, ratings, MIDDLE, now=NOW) == way_up(
        DEAL, dict(reversed(ratings.items())), MIDDLE, now=NOW
    )


def test_strengths_are_the_green_areas_best_first() -> None:
    found = score(DEAL, all_at(DEAL, 3, D1_2=2, D2_1=1, D2_2=1, D2_3=1, D4_1=2, D4_2=2), MIDDLE, now=NOW)

    assert strengths(found) == ("D3", "D5", "D1", "D4")
