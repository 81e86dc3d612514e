"""Whole scorecards, ratings and facts, drawn by hypothesis: not only the shipped ones."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
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
Raw = dict[str, Any]


def cuts(most: int) -> st.SearchStrategy[Raw]:
    """A green and a yellow threshold in the right order."""
    number = st.integers(0, most)
    return st.tuples(number, number).map(lambda two: {"green": max(two), "yellow": min(two)})


@st.composite
def areas(draw: st.DrawFn, *, small: bool) -> list[Raw]:
    """One to seven areas with one to five questions each, of any weight; `small` ones have six in all at most."""
    one = st.tuples(st.integers(1, 5), st.integers(1, 9), st.integers(0, 2))
    sizes = draw(st.lists(one, min_size=1, max_size=7))
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


@st.composite
def knockouts(draw: st.DrawFn, ids: Sequence[str], groups: Sequence[str], *, dated: bool) -> Raw:
    """One knock-out of any kind; with `dated` false none that looks at a date."""
    question, level = st.sampled_from(ids), st.integers(0, 2)
    rule: Raw = {"caps": draw(st.dictionaries(st.sampled_from(groups), COLOURS, min_size=1)), "words": WORDS}
    kinds = ["answer", "answer", "red_areas", "red_areas", "always"]
    match draw(st.sampled_from([*kinds, "close_moved", "close_moved"] if dated else kinds)):
        case "always":
            rule |= {"when": "always"}
        case "answer":
            rule |= {"when": "answer", "question": draw(question), "at_most": draw(level)}
            if dated:
                rule["close_in_under_days"] = draw(st.none() | st.integers(1, 90))
                rule["longer_than_working_days"] = draw(st.none() | st.integers(1, 10))
        case "red_areas":
            rule |= {"when": "red_areas", "at_least": draw(st.integers(1, 3))}
        case _:
            unless = st.fixed_dictionaries({"question": question, "at_least": st.integers(1, 3)})
            only_if = st.fixed_dictionaries({"question": question, "at_most": level})
            rule |= {
                "when": "close_moved",
                "times": draw(st.integers(1, 3)),
                "within_days": draw(st.sampled_from([1, 90, 110])),
            }
            rule |= {"more_than_days": draw(st.sampled_from([0, 14]))}
            rule |= {"unless": draw(st.none() | unless), "only_if": draw(st.none() | only_if)}
    return rule


@st.composite
def scorecards(draw: st.DrawFn, *, dated: bool = True, small: bool = False) -> Raw:
    """The plain data of a valid scorecard. Without `dated`, time plays no part but in ages."""
    asked = draw(areas(small=small))
    ids = [question["id"] for each in asked for question in each["questions"]]
    staged = draw(st.booleans())
    groups = GROUPS if staged else ["all"]
    rules = draw(st.lists(knockouts(ids, groups, dated=dated), max_size=5))
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


@st.composite
def ratings(draw: st.DrawFn, raw: Mapping[str, Any], *, most_gaps: int = 99) -> dict[str, Rating]:
    """Ratings of any level and age, some left out; at most so many questions are unanswered or too old."""
    ids = [question["id"] for each in raw["areas"] for question in each["questions"]]
    left_out = draw(st.sets(st.sampled_from(optional_of(raw) or [""])))
    gaps = draw(st.sets(st.sampled_from(ids), max_size=min(most_gaps, len(ids))))
    one = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 12), st.integers(0, 12))
    drawn = draw(st.lists(one, min_size=len(ids), max_size=len(ids)))
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
    moves = st.builds(
        lambda ago, days: CloseMove(NOW - timedelta(hours=ago), TODAY, TODAY + timedelta(days=days)),
        st.integers(-24, 120 * 24),
        st.sampled_from([-20, 0, 14, 15, 40]),
    )
    close = st.none() | st.integers(-40, 200).map(lambda days: TODAY + timedelta(days=days))
    stage = st.none() | st.sampled_from([*STAGES, "propose", "Something else"])
    return Facts(draw(stage), draw(close), tuple(draw(st.lists(moves, max_size=4))))


@st.composite
def cases(
    draw: st.DrawFn, *, most_gaps: int = 99, dated: bool = True, small: bool = False
) -> tuple[Raw, dict[str, Rating], Facts]:
    """A scorecard's plain data with ratings and facts."""
    raw = draw(scorecards(dated=dated, small=small))
    return raw, draw(ratings(raw, most_gaps=most_gaps)), draw(facts())
