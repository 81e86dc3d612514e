"""Scorecards as data: what is wrong in one is said with its place, all at once."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from flows.scorecards.scorecard import Problem, ScorecardError, parse
from tests.flows.samples import DEAL
from tests.flows.strategies import Raw, scorecards

Change = Callable[[Any], object]


def problems(change: Change) -> list[str]:
    """What is wrong with the deal scorecard after a change to its plain data."""
    raw = deepcopy(DEAL.model_dump(mode="json"))
    change(raw)
    with pytest.raises(ScorecardError) as caught:
        parse(raw)
    return [str(problem) for problem in caught.value.problems]


def put(*path: Any, value: object) -> Change:
    """Sets what stands at the end of the path."""

    def change(raw: Any) -> None:
        for step in path[:-1]:
            raw = raw[step]
        raw[path[-1]] = value

    return change


def drop(*path: Any) -> Change:
    """Takes away what stands at the end of the path."""

    def change(raw: Any) -> None:
        for step in path[:-1]:
            raw = raw[step]
        del raw[path[-1]]

    return change


QUESTION = ("areas", 1, "questions", 0)
LEVEL = (*QUESTION, "levels", 2)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (drop(*LEVEL, "text", "da"), "areas[1].questions[0].levels[2].text.da: is missing"),
        (
            put(*LEVEL, "text", "da", value="æ" * 72),
            "areas[1].questions[0].levels[2].text.da: is 72 characters long; at most 71 fit",
        ),
        (
            put(*LEVEL, "note", value={"en": "x", "da": "x" * 76}),
            "areas[1].questions[0].levels[2].note.da: is 76 characters long; at most 75 fit",
        ),
        (
            put("areas", 0, "short", "en", value="x" * 25),
            "areas[0].short.en: is 25 characters long; at most 24 fit",
        ),
        (
            put("areas", 0, "name", "en", value="x" * 148),
            "areas[0].name.en: is 148 characters long; at most 147 fit",
        ),
        (
            put(*QUESTION, "text", "en", value="x" * 2001),
            "areas[1].questions[0].text.en: is 2001 characters long; at most 2000 fit",
        ),
        (
            put("areas", 0, "purpose", "en", value="x" * 3001),
            "areas[0].purpose.en: is 3001 characters long; at most 3000 fit",
        ),
        (
            put("knockouts", 0, "words", "da", value="x" * 301),
            "knockouts[0].words.da: is 301 characters long; at most 300 fit",
        ),
        (put(*LEVEL, "text", "en", value="  "), "areas[1].questions[0].levels[2].text.en: is empty"),
        (
            put(*LEVEL, "text", "en", value=3),
            "areas[1].questions[0].levels[2].text.en: must be a text; put it in quotation marks",
        ),
        (drop(*QUESTION, "levels", 3), "areas[1].questions[0].levels[3]: is missing"),
        (put(*QUESTION, "levels", value="none"), "areas[1].questions[0].levels: must be a list"),
        (put("areas", value=[]), "areas: has 0 entries; at least 1 belong here"),
        (
            put("areas", 0, "questions", value=[DEAL.areas[0].questions[0].model_dump()] * 6),
            "areas[0].questions: has 6 entries; at most 5 fit",
        ),
        (put("colour", value="blue"), "colour: is not a key that belongs here"),
        (put("areas", 0, "weight", value=True), "areas[0].weight: must be a whole number"),
        (put("areas", 0, "weight", value="2"), "areas[0].weight: must be a whole number"),
        (put("areas", 0, "weight", value=0), "areas[0].weight: must be greater than or equal to 1"),
        (
            put("areas", 0, "name", value="Relations"),
            "areas[0].name: must be a list of keys with their values",
        ),
        (
            put("areas", 0, "id", value="has a space"),
            "areas[0].id: may hold letters, digits, dots and dashes only, 32 at most",
        ),
        (put("areas", 1, "id", value="D1"), "areas: D1 is used twice"),
        (
            put("areas", 3, "questions", 0, "id", value="D1.1"),
            "areas[3].questions[0].id: D1.1 is used twice",
        ),
        (
            put(*QUESTION, "freshness", value="forever"),
            "areas[1].questions[0].freshness: forever is not declared; there is perishable, lasting",
        ),
        (
            put("freshness", "lasting", value={"days": 9, "working_days": 9}),
            "freshness.lasting: needs either days or working_days",
        ),
        (put("freshness", "lasting", value={}), "freshness.lasting: needs either days or working_days"),
        (
            put("groups", "late", "area", value={"green": 3, "yellow": 4}),
            "groups.late.area: green starts at 3, below yellow at 4",
        ),
        (
            put("groups", "late", "total", value={"green": 30, "yellow": 40}),
            "groups.late.total: green starts at 30, below yellow at 40",
        ),
        (
            put("groups", "late", "area", "green", value=10),
            "groups.late.area.green: must be less than or equal to 9",
        ),
        (
            put("stages", "otherwise", value="latest"),
            "stages.otherwise: latest is not declared; there is early, middle, late",
        ),
        (
            put("stages", "groups", value={"Contract": "last"}),
            "stages.groups.Contract: last is not declared; there is early, middle, late",
        ),
        (
            put("stages", "groups", value={"Contract": "late", "CONTRACT ": "early"}),
            "stages.groups: contract is used twice",
        ),
        (
            put("stages", "by_close", 0, "from_days", value=60),
            "stages.by_close: must go from the most days to the fewest, each once",
        ),
        (put("stages", value=None), "groups: has several groups; without stages there is one"),
        (put("knockouts", 1, "id", value="K1"), "knockouts: K1 is used twice"),
        (put("knockouts", 0, "question", value="D7.1"), "knockouts[0].question: there is no question D7.1"),
        (
            put("knockouts", 5, "unless", "question", value="D7.1"),
            "knockouts[5].unless.question: there is no question D7.1",
        ),
        (
            put("knockouts", 6, "only_if", "question", value="D7.1"),
            "knockouts[6].only_if.question: there is no question D7.1",
        ),
        (put("knockouts", 0, "at_most", value=3), "knockouts[0].at_most: must be less than or equal to 2"),
        (put("knockouts", 0, "caps", "late", value="green"), "knockouts[0].caps.late: must be red or yellow"),
        (
            put("knockouts", 0, "caps", value={"later": "red"}),
            "knockouts[0].caps.later: later is not declared; there is early, middle, late",
        ),
        (
            put("knockouts", 0, "when", value="silence"),
            "knockouts[0]: cannot have when: silence; there is answer, close_moved, red_areas and always",
        ),
        (
            drop("knockouts", 0, "when"),
            "knockouts[0]: needs a line with when: answer, close_moved, red_areas or always",
        ),
        (
            put("knockouts", 7, "question", value="D1.1"),
            "knockouts[7].question: is not a key that belongs here",
        ),
        (
            put("evidence", "without", value=3),
            "evidence: without, note and proof must not fall from one to the next",
        ),
        (
            put("calendar", "timezone", value="Mars/Base"),
            "calendar.timezone: there is no time zone Mars/Base",
        ),
        (
            put("calendar", "timezone", value="../../etc"),
            "calendar.timezone: there is no time zone ../../etc",
        ),
        (
            put("calendar", "country", value="Denmark"),
            "calendar.country: no holidays are known for Denmark; use a code such as DK",
        ),
        (
            put("calendar", "closed_weeks", value=[54]),
            "calendar.closed_weeks[0]: must be less than or equal to 53",
        ),
        (put("kind", value="lead"), "kind: must be 'deal' or 'customer'"),
    ],
)
def test_a_mistake_is_said_with_its_place(change: Change, expected: str) -> None:
    assert problems(change) == [expected]


def test_all_mistakes_are_said_at_once() -> None:
    def change(raw: Any) -> None:
        drop("areas", 0, "name", "da")(raw)
        put("areas", 4, "short", "da", value="x" * 30)(raw)
        put("nonsense", value=1)(raw)

    assert problems(change) == [
        "areas[0].name.da: is missing",
        "areas[4].short.da: is 30 characters long; at most 24 fit",
        "nonsense: is not a key that belongs here",
    ]


def test_exactly_what_fits_is_taken() -> None:
    raw = DEAL.model_dump(mode="json")
    put(*LEVEL, "text", "en", value="x" * 71)(raw)
    put(*LEVEL, "note", value={"en": "x" * 75, "da": "x" * 75})(raw)
    put("areas", 0, "short", "en", value="x" * 24)(raw)

    assert parse(raw).areas[1].questions[0].levels[2].text["en"] == "x" * 71


@pytest.mark.parametrize("raw", [None, [], "text", 3])
def test_something_that_is_no_scorecard_at_all_is_one_problem(raw: Any) -> None:
    with pytest.raises(ScorecardError) as caught:
        parse(raw)

    assert caught.value.problems == (Problem("", "must be a list of keys with their values"),)


def test_questions_and_their_areas_are_found_by_id() -> None:
    assert [question.id for question in DEAL.questions()][:4] == ["D1.1", "D1.2", "D1.3", "D2.1"]
    assert DEAL.question("D3.3").text["en"] == "What is the next step, and when?"
    assert DEAL.area_of("D3.3").short["da"] == "Proces"
    with pytest.raises(KeyError):
        DEAL.question("C1.1")


def test_words_exist_in_english_and_danish_only() -> None:
    with pytest.raises(KeyError):
        DEAL.name["sv"]


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(scorecards())
def test_a_scorecard_that_was_stored_is_read_back_the_same(raw: Raw) -> None:
    scorecard = parse(raw)
    scorecard.questions()

    again = parse(scorecard.model_dump(mode="json"))

    assert again == scorecard
