"""Which questions an action item could move, which it should move first, and which areas ask for one."""

from dataclasses import replace

import pytest

from flows.scoring.movable import asks, first_to_move, movable, not_green
from flows.scoring.score import Facts, score
from flows.scoring.way_up import Step
from tests.flows.samples import DEAL, NOW, all_at, rated, without

AREAS = [area.id for area in DEAL.areas]
OF_D1 = ["D1.1", "D1.2", "D1.3"]


def test_every_question_that_does_not_count_as_the_top_level_can_be_moved() -> None:
    ratings = {**without(all_at(DEAL, 3, D2_1=2), "D3.3"), "D4.1": rated(3, days_ago=40, fresh=-1)}

    assert movable(DEAL, ratings, now=NOW) == ("D2.1", "D3.3", "D4.1")


def test_a_question_that_does_not_apply_cannot_be_moved() -> None:
    left_out = replace(rated(0), applies=False)

    assert movable(DEAL, {**all_at(DEAL, 3, D2_1=2), "D4.1": left_out}, now=NOW) == ("D2.1",)
    assert "D4.1" not in movable(DEAL, {**all_at(DEAL, 3), "D4.1": left_out}, now=NOW)


@pytest.mark.parametrize(
    ("way", "area_id", "first"),
    [
        ([], "", "D1.1"),
        ([("D1.3", 2)], "", "D1.3"),
        ([("D2.2", 2), ("D1.2", 2)], "D1", "D1.2"),
        ([("D2.2", 2)], "D1", "D1.1"),
        ([("D5.1", 2)], "", "D1.1"),
        ([], "D2", "D2.2"),
        ([], "D5", "D1.1"),
        ([], "nonsense", "D1.1"),
    ],
)
def test_the_way_up_says_what_to_move_first(way: list[tuple[str, int]], area_id: str, first: str) -> None:
    steps = [Step(*step) for step in way]

    assert first_to_move(DEAL, [*OF_D1, "D2.2"], steps, area_id=area_id) == first


@pytest.mark.parametrize(
    ("acted_on", "asked"),
    [([], ["D1", "D3"]), (["D1.2"], ["D3"]), (["D2.1", "X9.9"], ["D1", "D3"]), (["D1.1", "D3.3"], [])],
)
def test_red_areas_without_an_action_ask_for_one(acted_on: list[str], asked: list[str]) -> None:
    levels = {"D1_1": 0, "D1_2": 0, "D1_3": 0, "D3_1": 0, "D3_2": 0, "D3_3": 0, "D2_1": 1, "D2_2": 1}
    found = score(DEAL, all_at(DEAL, 3, **levels), Facts(), now=NOW)

    assert list(asks(DEAL, found, acted_on)) == asked
    assert not_green(found) == {"D1", "D2", "D3"}


def test_a_scorecard_may_say_that_red_does_not_ask() -> None:
    quiet = DEAL.model_copy(update={"red_asks_for_action": False})
    found = score(quiet, all_at(quiet, 0), Facts(), now=NOW)

    assert asks(quiet, found, []) == ()
    assert not_green(found) == set(AREAS)
