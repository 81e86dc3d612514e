"""Which answers still fit another scorecard: those to what is asked in the same words."""

from typing import Any

import pytest

from flows.scorecards.fitting import still_fitting
from flows.scorecards.scorecard import Scorecard, parse
from tests.flows.samples import DEAL

GIVEN = dict.fromkeys(DEAL.by_id, True)
LEFT_OUT = {"D1.3": False, "D2.2": False, "D4.1": False}


def changed(**of_question: Any) -> Scorecard:
    """The scorecard for deals with the third question of its first area changed."""
    raw = DEAL.model_dump(mode="json")
    raw["areas"][0]["questions"][2] |= of_question
    return parse(raw)


def lost(new: Scorecard, given: dict[str, bool] = GIVEN) -> set[str]:
    """The questions whose answers don't fit any more."""
    return set(given) - still_fitting(DEAL, new, given)


@pytest.mark.parametrize(
    "of_question",
    [
        {"id": "D1.9"},
        {"text": {"en": "Who else?", "da": "Hvem ellers?"}},
        {"text": {"en": "How many people at the customer?", "da": "Hvor mange?"}},
        {"levels": [{"text": {"en": "x", "da": "y"}}] * 4},
    ],
)
def test_other_words_in_either_language_or_another_id_do_not_fit(of_question: dict[str, Any]) -> None:
    assert lost(changed(**of_question)) == {"D1.3"}


@pytest.mark.parametrize(
    "of_question", [{"freshness": "lasting"}, {"evidence": {"en": "mail", "da": "mail"}}, {}]
)
def test_windows_and_examples_may_change(of_question: dict[str, Any]) -> None:
    assert lost(changed(**of_question)) == set()


@pytest.mark.parametrize("reason", [None, {"en": "Another reason", "da": "En anden grund"}])
def test_a_level_fits_whatever_may_be_left_out_and_what_was_left_out_only_for_the_same_reason(
    reason: dict[str, str] | None,
) -> None:
    assert lost(changed(not_applicable=reason)) == set()
    assert lost(changed(not_applicable=reason), GIVEN | LEFT_OUT) == {"D1.3"}


def test_where_fewer_may_be_left_out_none_of_those_is_taken_over() -> None:
    fewer = DEAL.model_copy(update={"most_not_applicable": 2})

    assert lost(fewer) == set()
    assert lost(fewer, GIVEN | LEFT_OUT) == set(LEFT_OUT)
