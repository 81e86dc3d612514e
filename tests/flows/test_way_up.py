"""The shortest way up: it really leads there, and no shorter one does."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.company.colour import RANK, Colour
from flows.scorecards.scorecard import Scorecard, parse
from flows.scoring.rating import Rating
from flows.scoring.score import CloseMove, Facts, score
from flows.scoring.way_up import Step, Way, _found, strengths, way_up
from tests.flows.brute_ways import answered, certain, first, has, left_out, of_levels, ways
from tests.flows.samples import DEAL, NOW, SHIPPED, TODAY, all_at, rated, with_points, without
from tests.flows.strategies import Raw, cases, facts, ratings

Case = tuple[Raw, dict[str, Rating], Facts]
MIDDLE = Facts(close_date=TODAY + timedelta(days=90))
CARDS = {card.id or card.kind.value: card for card in (SHIPPED.deal, SHIPPED.customer, *SHIPPED.others)}
method = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
fewer = settings(method, max_examples=40)


@method
@given(cases(), st.sampled_from([None, 0]))
def test_the_steps_really_lead_to_the_next_colour(case: Case, effort: int | None) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)
    now_at = certain(scorecard, ratings, facts)

    found = way_up(scorecard, ratings, facts, now=NOW, **({} if effort is None else {"effort": effort}))

    if found is None:
        best = tuple(Step(id_, 3) for id_ in scorecard.by_id if not left_out(ratings, id_))
        lifted = score(scorecard, answered(ratings, best), facts, now=NOW).colour
        assert now_at in {Colour.GREEN, lifted}
        return
    assert effort is None or not found.is_shortest
    assert not any(left_out(ratings, step.question_id) for step in found.steps)
    assert RANK[found.to] == RANK[now_at] + 1
    assert RANK[score(scorecard, answered(ratings, found.steps), facts, now=NOW).colour] >= RANK[found.to]


@method
@given(cases(most_gaps=2), st.sampled_from([10**6, 0]))
def test_no_step_can_be_left_out_or_be_smaller(case: Case, effort: int) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)
    found = way_up(scorecard, ratings, facts, now=NOW, effort=effort)
    if found is None:
        return
    for n, step in enumerate(found.steps):
        others = (*found.steps[:n], *found.steps[n + 1 :])
        smaller = Step(step.question_id, step.level - 1)
        tries = [others, (*others, smaller)] if smaller.level > has(ratings, step.question_id) else [others]
        for fewer_steps in tries:
            reached = score(scorecard, answered(ratings, fewer_steps), facts, now=NOW).colour
            assert reached == Colour.GREY or RANK[reached] < RANK[found.to]


@method
@given(cases(small=True))
def test_of_all_ways_it_is_the_first_with_the_fewest_levels_in_the_fewest_questions(case: Case) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)

    found = way_up(scorecard, ratings, facts, now=NOW)

    if found is not None:
        assert found.is_shortest
        assert_none_shorter(scorecard, ratings, facts, found, up_to=len(found.steps))
        assert found.steps == first(scorecard, ratings, facts, len(found.steps))


@fewer
@given(st.sampled_from(list(CARDS)), facts(), st.data())
def test_no_way_through_one_or_two_questions_of_a_shipped_scorecard_is_missed(
    name: str, facts: Facts, data: st.DataObject
) -> None:
    scorecard = CARDS[name]
    drawn = data.draw(ratings(scorecard.model_dump(mode="json", exclude_none=True)))

    found = way_up(scorecard, drawn, facts, now=NOW)

    if found is not None:
        assert found.is_shortest
        assert_none_shorter(scorecard, drawn, facts, found, up_to=3)
        if len(found.steps) < 3:
            assert found.steps == first(scorecard, drawn, facts, len(found.steps))


@pytest.mark.parametrize(
    ("name", "closes_in", "levels", "questions"),
    [
        ("deal", 90, "3-3 222 -1- 222 333", 2),
        ("tender", 90, "0-1 21- -10 --1 0-1", 4),
        ("deal", 45, "--1 210 -30 --- 3-1", 4),
        ("customer", 200, "--3 0-- -02 2-0 2-2", 5),
        ("deal", 90, "--- --2 -1- 1-2 -0-", 5),
        ("customer", 90, "-3- -1- 033 --- --1", 6),
        ("reseller", 90, "-1- --- --- -1- ---", 6),
        ("deal", 20, "0-1 -1- 0-0 111 1--", 6),
    ],
)
def test_a_review_full_of_gaps_has_no_shorter_way(
    name: str, closes_in: int, levels: str, questions: int
) -> None:
    scorecard, facts = CARDS[name], Facts(close_date=TODAY + timedelta(days=closes_in))
    drawn = of_levels(scorecard, levels)

    found = way_up(scorecard, drawn, facts, now=NOW)

    assert found is not None
    assert (len(found.steps), found.is_shortest) == (questions, True)
    assert_none_shorter(scorecard, drawn, facts, found, up_to=questions)


def assert_none_shorter(
    scorecard: Scorecard, ratings: dict[str, Rating], facts: Facts, found: Way, *, up_to: int
) -> None:
    """No way of fewer questions leads there, looking at ways of fewer than `up_to`."""
    shorter = (ways(scorecard, ratings, facts, size) for size in range(min(up_to, len(found.steps))))
    assert not any(True for each in shorter for _ in each)


@pytest.mark.parametrize("points", range(0, 45, 3))
def test_no_other_choice_of_as_many_questions_raises_fewer_levels(points: int) -> None:
    ratings = with_points(DEAL, points)
    found = way_up(DEAL, ratings, MIDDLE, now=NOW)
    if found is None:
        assert score(DEAL, ratings, MIDDLE, now=NOW).colour == Colour.GREEN
        return
    assert_none_shorter(DEAL, ratings, MIDDLE, found, up_to=4)
    if len(found.steps) <= 3:
        assert found.steps == first(DEAL, ratings, MIDDLE, len(found.steps))


def test_where_there_are_too_many_ways_it_is_one_and_not_called_the_shortest() -> None:
    ratings = of_levels(DEAL, "0-1 -1- 0-0 111 1--")

    found = [way_up(DEAL, ratings, MIDDLE, now=NOW, effort=100) for _ in range(2)]

    assert found[0] == found[1]
    assert found[0] is not None
    assert not found[0].is_shortest


def test_what_holds_the_colour_down_is_the_way_up() -> None:
    found = way_up(DEAL, all_at(DEAL, 3, D1_1=1, D3_1=0), MIDDLE, now=NOW)

    assert found == Way(Colour.GREEN, (Step("D1.1", 2), Step("D3.1", 2)))


def test_from_red_the_way_leads_to_yellow_first() -> None:
    found = way_up(DEAL, all_at(DEAL, 3, D1_1=1, D2_1=0), MIDDLE, now=NOW)

    assert found == Way(Colour.YELLOW, (Step("D2.1", 1),))


def test_of_the_ways_through_one_question_the_one_of_fewer_levels_is_taken() -> None:
    raw = DEAL.model_dump(mode="json") | {"knockouts": []}
    raw["areas"][4]["weight"] = 3  # 35 of 63 points, and 38 are needed for green
    levels = all_at(DEAL, 1, D2_1=2, D2_2=3, D2_3=3, D3_1=3, D3_2=3, D3_3=3, D4_1=3, D4_2=3, D4_3=3)
    levels |= {"D1.1": rated(0), "D1.2": rated(0), "D1.3": rated(0)}

    found = way_up(parse(raw), levels, MIDDLE, now=NOW)

    assert found == Way(Colour.GREEN, (Step("D5.1", 2),))


def test_a_gap_counts_from_zero() -> None:
    found = way_up(DEAL, without(all_at(DEAL, 3), "D1.1"), MIDDLE, now=NOW)

    assert found == Way(Colour.GREEN, (Step("D1.1", 2),))


def test_where_the_close_was_moved_the_customers_reason_is_asked_again() -> None:
    moves = tuple(CloseMove(NOW - timedelta(days=n), TODAY, TODAY + timedelta(days=20)) for n in (40, 20))
    ratings = all_at(DEAL, 3) | {"D2.3": rated(3, days_ago=60)}

    found = way_up(DEAL, ratings, Facts(moves=moves), now=NOW)

    assert found == Way(Colour.GREEN, (Step("D2.3", 3),))


def test_the_customers_reason_is_asked_also_at_the_very_moment_of_the_move() -> None:
    moves = tuple(CloseMove(NOW - timedelta(days=n), TODAY, TODAY + timedelta(days=20)) for n in (9, 0))

    found = way_up(DEAL, all_at(DEAL, 3), Facts(moves=moves), now=NOW)

    assert found == Way(Colour.GREEN, (Step("D2.3", 3),))


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


@method
@given(cases(), st.lists(st.integers(-24 * 60, 24 * 60), min_size=1, max_size=3))
def test_a_way_is_the_same_whatever_was_asked_for_earlier(case: Case, minutes: list[int]) -> None:
    raw, ratings, facts = case
    scorecard = parse(raw)
    moments = [NOW, *(NOW + timedelta(minutes=each) for each in minutes), *(m.at for m in facts.moves)]
    alone = []
    for now in moments:
        _found.cache_clear()
        alone.append(way_up(scorecard, ratings, facts, now=now))

    _found.cache_clear()

    assert [way_up(scorecard, ratings, facts, now=now) for now in moments] == alone


def test_strengths_are_the_green_areas_best_first() -> None:
    found = score(DEAL, all_at(DEAL, 3, D1_2=2, D2_1=1, D2_2=1, D2_3=1, D4_1=2, D4_2=2), MIDDLE, now=NOW)

    assert strengths(found) == ("D3", "D5", "D1", "D4")
