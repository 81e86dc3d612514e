"""A question that doesn't apply is neither zero nor a gap: it leaves points and maximum alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.company.colour import Colour
from flows.scorecards.scorecard import ScorecardError, parse
from flows.scoring.rating import NOT_APPLICABLE, Answer, Rating, rate
from flows.scoring.score import CloseMove, Facts, score
from flows.scoring.way_up import Step, Way, way_up
from tests.flows.samples import CUSTOMER, DEAL, NOW, TODAY, all_at, rated

MIDDLE = Facts(close_date=TODAY + timedelta(days=90))
LEFT_OUT = Answer(None, NOW, "", None, NOW, applies=False)


def not_applicable(days: float = 30) -> Rating:
    """The rating of a question that is left out, fresh for so many days."""
    return Rating(0, 0, NOW, NOW, NOW + timedelta(days=days), applies=False)


def test_an_answer_that_the_question_does_not_apply_rates_as_such_and_grows_old_like_any_other() -> None:
    found = rate(DEAL, "D1.3", LEFT_OUT)

    assert found is not None
    assert (found.level, found.counted, found.applies) == (0, 0, False)
    assert found.fresh_until == rate(DEAL, "D1.3", replace(LEFT_OUT, level=1, applies=True)).fresh_until  # type: ignore[union-attr]


def test_a_question_that_must_be_answered_is_not_known_instead() -> None:
    assert rate(DEAL, "D1.1", LEFT_OUT) is None


@pytest.mark.parametrize(
    ("answer", "said"), [(LEFT_OUT, NOT_APPLICABLE), (replace(LEFT_OUT, applies=True), None)]
)
def test_what_was_said_tells_not_applicable_from_not_known(answer: Answer, said: object) -> None:
    assert answer.said == said


def test_it_leaves_points_maximum_known_and_asked() -> None:
    found = score(DEAL, all_at(DEAL, 2) | {"D1.3": not_applicable()}, MIDDLE, now=NOW)

    relations = found.areas[0]
    assert (relations.points, relations.maximum, relations.known, relations.asked) == (4, 6, 2, 2)
    assert (found.points, found.maximum, found.known, found.asked) == (28, 42, 14, 14)
    assert found.coverage == 1


@pytest.mark.parametrize(("others", "colour"), [((2, 2), Colour.GREEN), ((2, 1), Colour.YELLOW)])
def test_thresholds_are_fractions_of_what_applies(others: tuple[int, int], colour: Colour) -> None:
    ratings = all_at(DEAL, 3, D1_1=others[0], D1_2=others[1]) | {"D1.3": not_applicable()}

    # Green from 6 of 9 in the middle group: 4 of 6.
    assert score(DEAL, ratings, MIDDLE, now=NOW).areas[0].colour == colour


@pytest.mark.parametrize("id_", ["C4.3", "C1.2", "C4.2"])
def test_what_would_hold_the_colour_down_does_not_where_the_question_does_not_apply(id_: str) -> None:
    held = all_at(CUSTOMER, 3) | {id_: rated(0)}
    left_out = all_at(CUSTOMER, 3) | {id_: not_applicable()}

    assert score(CUSTOMER, held, Facts(), now=NOW).colour != Colour.GREEN
    assert score(CUSTOMER, left_out, Facts(), now=NOW).colour == Colour.GREEN


def test_what_does_not_apply_excuses_no_moved_close() -> None:
    raw = DEAL.model_dump(mode="json")
    raw["areas"][1]["questions"][2]["not_applicable"] = {"en": "No date", "da": "Ingen dato"}
    moves = tuple(CloseMove(NOW - timedelta(days=n), TODAY, TODAY + timedelta(days=20)) for n in (40, 20))
    ratings = all_at(DEAL, 3) | {"D2.3": not_applicable()}

    found = score(parse(raw), ratings, Facts(close_date=MIDDLE.close_date, moves=moves), now=NOW)

    assert (found.colour, found.knockouts) == (Colour.YELLOW, ("K6a",))


def test_once_too_old_it_is_a_gap_again() -> None:
    ratings = all_at(DEAL, 2, D1_1=1) | {"D1.3": not_applicable(days=-1)}

    found = score(DEAL, ratings, MIDDLE, now=NOW)

    assert found.areas[0].colour == Colour.GREY
    assert (found.known, found.asked) == (14, 15)
    assert ("too_old", "D1.3") in {(reason.kind, reason.ref) for reason in found.reasons}


def test_the_way_up_never_proposes_it() -> None:
    ratings = all_at(DEAL, 1, D1_1=2, D3_1=2) | {"D1.3": not_applicable()}

    found = way_up(DEAL, ratings, MIDDLE, now=NOW)

    assert found is not None
    assert "D1.3" not in {step.question_id for step in found.steps}


def test_what_is_needed_is_counted_of_what_applies() -> None:
    ratings = all_at(DEAL, 2, D2_2=1, D3_2=1, D4_2=1, D5_1=1) | {"D1.3": not_applicable()}

    # 24 of 42: green from 26, where 45 would want 27 and so a second question.
    assert way_up(DEAL, ratings, MIDDLE, now=NOW) == Way(Colour.GREEN, (Step("D2.2", 3),))


def test_an_area_of_which_nothing_need_be_answered_is_an_error() -> None:
    raw = DEAL.model_dump(mode="json")
    for question in raw["areas"][0]["questions"]:
        question["not_applicable"] = {"en": "No", "da": "Nej"}

    with pytest.raises(ScorecardError) as caught:
        parse(raw)

    assert [problem.place for problem in caught.value.problems] == ["areas[0].questions"]


def test_its_reason_fits_under_an_option() -> None:
    raw = DEAL.model_dump(mode="json")
    raw["areas"][0]["questions"][2]["not_applicable"]["en"] = "x" * 76

    with pytest.raises(ScorecardError, match="76 characters long; at most 75 fit"):
        parse(raw)
