"""Whole scorecards, ratings and facts, drawn by hypothesis: not only the shipped ones."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from flows.scoring.rating import Rating
from flows.scoring.score import CloseMove, Facts
from tests.flows.samples import NOW, TODAY

WORDS = {"en": "word", "da": "ord"}
LEVELS = [{"text": WORDS}] * 4
GROUPS = ["early", "middle", "late"]
STAGES = ["Qualify", "Propose", "Sign"]
COLOURS = st.sampled_from(["yellow", "red"])
ZONES = st.sampled_from(["Europe/Copenhagen", "Pacific/Honolulu", "Pacific/Kiritimati"])
# Made once: hypothesis examines every strategy that is made, which takes as long as drawing from it.
SIZES = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 9), st.integers(0, 2)), min_size=1, max_size=7)
SOME_DAYS, SOME_WORKING_DAYS = st.none() | st.integers(1, 90), st.none() | st.integers(1, 10)
LEVEL, AT_LEAST, TIMES = st.integers(0, 2), st.integers(1, 3), st.integers(1, 3)
WITHIN, MORE_THAN = st.sampled_from([1, 90, 110]), st.sampled_from([0, 14])
BOUNDS = {"unless": "at_least", "only_if": "at_most"}
KINDS = ["answer", "answer", "red_areas", "red_areas", "always"]
UNDATED, DATED = st.sampled_from(KINDS), st.sampled_from([*KINDS, "close_moved", "close_moved"])
A_RATING = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 12), st.integers(0, 12))
MOVES = st.lists(
    st.builds(
        lambda ago, days: CloseMove(NOW - timedelta(hours=ago), TODAY, TODAY + timedelta(days=days)),
        st.integers(-24, 120 * 24),
        st.sampled_from([-20, 0, 14, 15, 40]),
    ),
    max_size=4,
)
CLOSE = st.none() | st.integers(-40, 200).map(lambda days: TODAY + timedelta(days=days))
STAGE = st.none() | st.sampled_from([*STAGES, "propose", "Something else"])
Raw = dict[str, Any]


@cache
def cuts(most: int) -> st.SearchStrategy[Raw]:
    """A green and a yellow threshold in the right order."""
    number = st.integers(0, most)
    return st.tuples(number, number).map(lambda two: {"green": max(two), "yellow": min(two)})


@st.composite
def areas(draw: st.DrawFn, *, small: bool) -> list[Raw]:
    """One to seven areas with one to five questions each, of any weight; `small` ones have six in all at most."""
    sizes = draw(SIZES)
    if small:
        sizes = [(1 + size % 2, *rest) for size, *rest in sizes[:3]]
    return [area(f"A{n}", *of_area) for n, of_area in enumerate(sizes, 1)]


def area(id_: str, size: int, weight: int, optional: int) -> Raw:
    """An area of `size` questions; the first need no answer, `optional` of them at most and never all."""
    questions = [
        {"id": f"{id_}.{n}", "text": WORDS, "levels": LEVELS, "evidence": WORDS, "freshness": "all"}
        | ({"not_applicable": WORDS} if n <= min(optional, size - 1) else {})
        for n in range(1, size + 1)
    ]
    return {
        "id": id_,
        "name": WORDS,
        "short": WORDS,
        "purpose": WORDS,
        "weight": weight,
        "questions": questions,
    }


@cache
def caps(groups: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    """What a knock-out caps in which groups."""
    return st.dictionaries(st.sampled_from(groups), COLOURS, min_size=1)


@cache
def questions(ids: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Any of these."""
    return st.sampled_from(ids)


@cache
def some_question(ids: tuple[str, ...], bound: str) -> st.SearchStrategy[Raw | None]:
    """A question with the bound that its level must reach or not exceed, or none."""
    level = AT_LEAST if bound == "at_least" else LEVEL
    return st.none() | st.fixed_dictionaries({"question": questions(ids), bound: level})


@cache
def knockouts(ids: tuple[str, ...], groups: tuple[str, ...], *, dated: bool) -> st.SearchStrategy[list[Raw]]:
    """At most five knock-outs."""
    return st.lists(knockout(ids, groups, dated=dated), max_size=5)


@st.composite
def knockout(draw: st.DrawFn, ids: tuple[str, ...], groups: tuple[str, ...], *, dated: bool) -> Raw:
    """One knock-out of any kind; with `dated` false none that looks at a date."""
    rule: Raw = {"caps": draw(caps(groups)), "words": WORDS}
    match draw(DATED if dated else UNDATED):
        case "always":
            rule |= {"when": "always"}
        case "answer":
            rule |= {"when": "answer", "question": draw(questions(ids)), "at_most": draw(LEVEL)}
            if dated:
                rule["close_in_under_days"] = draw(SOME_DAYS)
                rule["longer_than_working_days"] = draw(SOME_WORKING_DAYS)
        case "red_areas":
            rule |= {"when": "red_areas", "at_least": draw(AT_LEAST)}
        case _:
            rule |= {"when": "close_moved", "times": draw(TIMES), "within_days": draw(WITHIN)}
            rule |= {"more_than_days": draw(MORE_THAN)}
            rule |= {bound: draw(some_question(ids, level)) for bound, level in BOUNDS.items()}
    return rule


@st.composite
def scorecards(draw: st.DrawFn, *, dated: bool = True, small: bool = False) -> Raw:
    """The plain data of a valid scorecard. Without `dated`, time plays no part but in ages."""
    asked = draw(areas(small=small))
    ids = tuple(question["id"] for each in asked for question in each["questions"])
    staged = draw(st.booleans())
    groups = tuple(GROUPS) if staged else ("all",)
    rules = draw(knockouts(ids, groups, dated=dated))
    by_close = [{"from_days": 121, "group": "early"}, {"from_days": 60, "group": "middle"}]
    return {
        "kind": "deal" if staged else "customer",
        "name": WORDS,
        "areas": asked,
        "groups": {group: {"area": draw(cuts(9)), "total": draw(cuts(100))} for group in groups},
        "stages": {
            "groups": dict(zip(STAGES, GROUPS, strict=True)) if draw(st.booleans()) else {},
            "by_close": by_close if dated else [],
            "otherwise": "late",
            "no_date": "middle",
        }
        if staged
        else None,
        "freshness": {"all": {"days": 90}},
        "evidence": {"without": 1, "note": 2, "proof": 3, "fresh": {"days": 90}},
        "knockouts": [rule | {"id": f"K{n}"} for n, rule in enumerate(rules)],
        "calendar": {"country": "DK", "closed_weeks": [28, 52], "timezone": draw(ZONES)},
    }


@cache
def some_of(ids: tuple[str, ...], *, most: int | None = None) -> st.SearchStrategy[set[str]]:
    """Any of these ids, at most so many."""
    return st.sets(questions(ids), max_size=most)


@cache
def many_ratings(count: int) -> st.SearchStrategy[list[tuple[int, int, int, int]]]:
    """Just so many of level, lost levels, age and run."""
    return st.lists(A_RATING, min_size=count, max_size=count)


@st.composite
def ratings(draw: st.DrawFn, raw: Mapping[str, Any], *, most_gaps: int = 99) -> dict[str, Rating]:
    """Ratings of any level and age, some left out; at most so many questions are unanswered or too old."""
    ids = tuple(question["id"] for each in raw["areas"] for question in each["questions"])
    left_out = draw(some_of(tuple(optional_of(raw)) or ("",)))
    gaps = draw(some_of(ids, most=min(most_gaps, len(ids))))
    drawn = draw(many_ratings(len(ids)))
    found = {}
    for id_, (level, lost, age, run) in zip(ids, drawn, strict=True):
        if id_ in gaps and run % 2:
            continue  # never answered; the other gaps are too old
        answered = NOW - timedelta(days=age)
        until = NOW - timedelta(days=1) if id_ in gaps else NOW + timedelta(days=lost * 10)
        since = answered - timedelta(days=run)
        if id_ in left_out:
            found[id_] = Rating(0, 0, answered, since, until, applies=False)
        else:
            found[id_] = Rating(level, min(level, 3 - lost // 2), answered, since, until)
    return found


def optional_of(raw: Mapping[str, Any]) -> list[str]:
    """The questions that need no answer."""
    questions = [question for each in raw["areas"] for question in each["questions"]]
    return [question["id"] for question in questions if "not_applicable" in question]


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Any stage, expected close and history of moves."""
    return Facts(draw(STAGE), draw(CLOSE), tuple(draw(MOVES)))


@st.composite
def cases(
    draw: st.DrawFn, *, most_gaps: int = 99, dated: bool = True, small: bool = False
) -> tuple[Raw, dict[str, Rating], Facts]:
    """A scorecard's plain data with ratings and facts."""
    raw = draw(scorecards(dated=dated, small=small))
    return raw, draw(ratings(raw, most_gaps=most_gaps)), draw(facts())
