"""Colours from points, stage groups and gaps: the shipped scorecards, threshold by threshold."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from flows.scorecards.scorecard import Scorecard, parse
from flows.scoring.rating import Rating
from flows.scoring.score import Facts, Score, fresh_until, score
from tests.flows.samples import CUSTOMER, DEAL, NOW, TODAY, all_at, rated, with_points, without

NO_KNOCKOUTS = DEAL.model_copy(update={"knockouts": ()})
CUSTOMER_NO_KNOCKOUTS = CUSTOMER.model_copy(update={"knockouts": ()})


def closing_in(days: int) -> Facts:
    return Facts(close_date=TODAY + timedelta(days=days))


EARLY, MIDDLE, LATE = closing_in(200), closing_in(90), closing_in(30)


@pytest.mark.parametrize(
    ("scorecard", "facts", "points", "colour"),
    [
        (NO_KNOCKOUTS, EARLY, 18, "green"),
        (NO_KNOCKOUTS, EARLY, 17, "yellow"),
        (NO_KNOCKOUTS, EARLY, 9, "yellow"),
        (NO_KNOCKOUTS, EARLY, 8, "red"),
        (NO_KNOCKOUTS, MIDDLE, 27, "green"),
        (NO_KNOCKOUTS, MIDDLE, 26, "yellow"),
        (NO_KNOCKOUTS, MIDDLE, 18, "yellow"),
        (NO_KNOCKOUTS, MIDDLE, 17, "red"),
        (NO_KNOCKOUTS, LATE, 34, "green"),
        (NO_KNOCKOUTS, LATE, 33, "yellow"),
        (NO_KNOCKOUTS, LATE, 23, "yellow"),
        (NO_KNOCKOUTS, LATE, 22, "red"),
        (CUSTOMER_NO_KNOCKOUTS, Facts(), 34, "green"),
        (CUSTOMER_NO_KNOCKOUTS, Facts(), 33, "yellow"),
        (CUSTOMER_NO_KNOCKOUTS, Facts(), 23, "yellow"),
        (CUSTOMER_NO_KNOCKOUTS, Facts(), 22, "red"),
    ],
)
def test_the_whole_takes_its_colour_from_the_share_of_all_points(
    scorecard: Scorecard, facts: Facts, points: int, colour: str
) -> None:
    found = score(scorecard, with_points(scorecard, points), facts, now=NOW)

    assert (found.colour, found.points, found.maximum) == (colour, points, 45)


@pytest.mark.parametrize(
    ("scorecard", "facts", "points", "colour"),
    [
        (DEAL, EARLY, (2, 2, 0), "green"),
        (DEAL, EARLY, (3, 0, 0), "yellow"),
        (DEAL, EARLY, (2, 0, 0), "yellow"),
        (DEAL, EARLY, (1, 0, 0), "red"),
        (DEAL, MIDDLE, (3, 3, 0), "green"),
        (DEAL, MIDDLE, (3, 2, 0), "yellow"),
        (DEAL, MIDDLE, (3, 0, 0), "yellow"),
        (DEAL, MIDDLE, (2, 0, 0), "red"),
        (DEAL, LATE, (3, 3, 1), "green"),
        (DEAL, LATE, (3, 3, 0), "yellow"),
        (DEAL, LATE, (3, 1, 0), "yellow"),
        (DEAL, LATE, (3, 0, 0), "red"),
        (CUSTOMER, Facts(), (3, 3, 1), "green"),
        (CUSTOMER, Facts(), (3, 3, 0), "yellow"),
        (CUSTOMER, Facts(), (3, 1, 0), "yellow"),
        (CUSTOMER, Facts(), (3, 0, 0), "red"),
    ],
)
def test_an_area_takes_its_colour_from_its_points_of_nine(
    scorecard: Scorecard, facts: Facts, points: tuple[int, int, int], colour: str
) -> None:
    area = scorecard.areas[3]
    levels = {q.id: rated(level) for q, level in zip(area.questions, points, strict=True)}

    found = score(scorecard, all_at(scorecard, 3) | levels, facts, now=NOW)

    assert (found.areas[3].colour, found.areas[3].points) == (colour, sum(points))


@pytest.mark.parametrize(
    ("facts", "group"),
    [
        (closing_in(121), "early"),
        (closing_in(120), "middle"),
        (closing_in(60), "middle"),
        (closing_in(59), "late"),
        (closing_in(0), "late"),
        (closing_in(-10), "late"),
        (Facts(), "middle"),
        (Facts(stage="Contract"), "middle"),
    ],
)
def test_the_days_to_the_expected_close_decide_the_stage_group(facts: Facts, group: str) -> None:
    assert score(DEAL, {}, facts, now=NOW).group == group


def test_days_are_counted_from_the_local_date() -> None:
    just_before_midnight_utc = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)  # already the 20th in Copenhagen

    assert score(DEAL, {}, closing_in(59), now=just_before_midnight_utc).group == "late"
    assert (
        score(DEAL, {}, closing_in(59), now=just_before_midnight_utc - timedelta(hours=1)).group == "middle"
    )


def test_a_declared_stage_goes_before_the_days_whatever_its_capitals() -> None:
    raw = DEAL.model_dump(mode="json")
    raw["stages"]["groups"] = {"Contract": "early"}

    found = score(parse(raw), {}, Facts(stage=" contract ", close_date=TODAY), now=NOW)

    assert found.group == "early"


def test_a_subject_nobody_has_reviewed_is_grey_and_every_question_is_a_gap() -> None:
    found = score(DEAL, {}, MIDDLE, now=NOW)

    assert found.colour == "grey"
    assert {area.colour for area in found.areas} == {"grey"}
    assert (found.known, found.asked, found.coverage) == (0, 15, 0)
    assert [reason.ref for reason in found.reasons] == list(DEAL.by_id)
    assert {reason.kind for reason in found.reasons} == {"gap"}


def test_one_gap_that_cannot_change_the_colour_leaves_it() -> None:
    found = score(DEAL, without(all_at(DEAL, 3), "D4.1"), MIDDLE, now=NOW)

    assert (found.colour, found.points, found.coverage) == ("green", 42, Fraction(14, 15))
    assert [(reason.kind, reason.ref) for reason in found.reasons] == [("gap", "D4.1")]


def test_one_gap_that_could_hold_the_colour_down_makes_it_grey() -> None:
    found = score(DEAL, without(all_at(DEAL, 3), "D1.1"), MIDDLE, now=NOW)

    assert found.colour == "grey"
    assert found.knockouts == ()


def test_gaps_cannot_hide_a_red_that_is_certain() -> None:
    found = score(DEAL, without(all_at(DEAL, 3, D2_1=0), "D1.1", "D5.1"), MIDDLE, now=NOW)

    assert (found.colour, found.knockouts) == ("red", ("K4",))


def test_an_answer_is_a_gap_from_the_moment_after_it_is_fresh() -> None:
    ratings = all_at(DEAL, 3) | {"D1.1": rated(3, fresh=1)}
    last = NOW + timedelta(days=1)

    assert score(DEAL, ratings, MIDDLE, now=last).colour == "green"
    found = score(DEAL, ratings, MIDDLE, now=last + timedelta(microseconds=1))
    assert found.colour == "grey"
    assert [(reason.kind, reason.ref) for reason in found.reasons] == [("too_old", "D1.1")]


def test_what_counts_is_the_level_that_the_evidence_carries() -> None:
    unproven = Rating(level=3, counted=1, answered_at=NOW, since=NOW, fresh_until=NOW)

    found = score(DEAL, all_at(DEAL, 3) | {"D1.1": unproven}, MIDDLE, now=NOW)

    assert (found.colour, found.knockouts, found.points) == ("yellow", ("K1",), 43)


def test_weights_move_the_whole_and_leave_the_areas() -> None:
    heavy = DEAL.areas[4].model_copy(update={"weight": 3})
    scorecard = NO_KNOCKOUTS.model_copy(update={"areas": (*DEAL.areas[:4], heavy)})
    ratings = all_at(DEAL, 3) | {question.id: rated(0) for question in heavy.questions}

    found = score(scorecard, ratings, MIDDLE, now=NOW)

    assert (found.points, found.maximum, found.colour) == (36, 63, "yellow")
    assert score(NO_KNOCKOUTS, ratings, MIDDLE, now=NOW).colour == "green"


def test_an_area_of_two_questions_is_converted_to_nine_points() -> None:
    two = DEAL.areas[3].model_copy(update={"questions": DEAL.areas[3].questions[:2]})
    raw = DEAL.model_dump(mode="json")
    raw["areas"] = [two.model_dump(mode="json")]
    raw["knockouts"] = []
    scorecard = parse(raw)

    def colour(first: int, second: int) -> str:
        return (
            score(scorecard, {"D4.1": rated(first), "D4.2": rated(second)}, MIDDLE, now=NOW).areas[0].colour
        )

    assert [colour(2, 2), colour(2, 1), colour(1, 1), colour(1, 0)] == ["green", "yellow", "yellow", "red"]


def test_a_rating_of_a_question_that_is_no_longer_asked_counts_for_nothing() -> None:
    ratings = all_at(DEAL, 3) | {"D9.9": rated(0)}

    assert score(DEAL, ratings, MIDDLE, now=NOW) == score(DEAL, all_at(DEAL, 3), MIDDLE, now=NOW)


def test_reasons_say_first_what_holds_the_colour_down() -> None:
    ratings = without(all_at(DEAL, 3, D1_1=1, D2_1=0, D3_1=0, D3_2=0, D3_3=1), "D5.1")

    found = score(DEAL, ratings, MIDDLE, now=NOW)

    assert [(reason.kind, reason.ref, reason.cap) for reason in found.reasons] == [
        ("knockout", "K4", "red"),
        ("knockout", "K1", "yellow"),
        ("knockout", "K2", "yellow"),
        ("knockout", "K7a", "yellow"),
        ("area", "D3", "yellow"),
        ("gap", "D5.1", None),
    ]


def test_where_the_points_hold_the_colour_the_weak_areas_are_named_weakest_first() -> None:
    found = score(NO_KNOCKOUTS, all_at(DEAL, 2, D3_1=1, D3_2=1, D4_1=1, D5_1=3), LATE, now=NOW)

    assert [(reason.kind, reason.ref, reason.cap) for reason in found.reasons] == [
        ("total", "", "yellow"),
        ("area", "D3", None),
        ("area", "D4", None),
        ("area", "D1", None),
        ("area", "D2", None),
    ]


def test_a_green_subject_needs_no_reason() -> None:
    assert score(DEAL, all_at(DEAL, 3), LATE, now=NOW).reasons == ()


def test_the_first_moment_of_age_is_that_of_the_answer_that_goes_first() -> None:
    ratings = {"D1.1": rated(3, fresh=9), "D1.2": rated(3, fresh=2), "D1.3": rated(0, fresh=5)}

    assert fresh_until(ratings) == NOW + timedelta(days=2)
    assert fresh_until({}) is None


def test_the_same_answers_give_the_same_score_again() -> None:
    def again() -> Score:
        return score(DEAL, with_points(DEAL, 20), LATE, now=NOW)

    assert again() == again()
