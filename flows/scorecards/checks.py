"""What can be wrong between the parts of a scorecard whose shape is right."""

from collections.abc import Collection, Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from flows.scorecards.areas import Area
from flows.scorecards.knockouts import AnswerHeld, CloseMovedHeld, Knockout
from flows.scorecards.problems import Problem
from flows.scorecards.rules import AreaCuts, Calendar, EvidenceRule, Span, Stages, Thresholds, TotalCuts


def questions(areas: tuple[Area, ...], freshness: Mapping[str, Span]) -> Iterator[Problem]:
    """Ids used twice, freshness windows that are not declared, areas of which nothing need apply."""
    yield from _twice("areas", [area.id for area in areas])
    seen: set[str] = set()
    for a, area in enumerate(areas):
        if all(question.not_applicable for question in area.questions):
            yield Problem(
                f"areas[{a}].questions", "may all be left out; one at least must always be answered"
            )
        for q, question in enumerate(area.questions):
            place = f"areas[{a}].questions[{q}]"
            if question.id in seen:
                yield Problem(f"{place}.id", f"{question.id} is used twice")
            seen.add(question.id)
            if question.freshness not in freshness:
                yield Problem(f"{place}.freshness", _unknown(question.freshness, freshness))


def groups(declared: Mapping[str, Thresholds], stages: Stages | None) -> Iterator[Problem]:
    """Green below yellow, and stage groups that are not declared."""
    for name, thresholds in declared.items():
        yield from _cuts(f"groups.{name}.area", thresholds.area)
        yield from _cuts(f"groups.{name}.total", thresholds.total)
    if stages is None:
        if len(declared) > 1:
            yield Problem("groups", "has several groups; without stages there is one")
        return
    named = [(f"stages.groups.{stage}", group) for stage, group in stages.groups.items()]
    named += [(f"stages.by_close[{n}].group", line.group) for n, line in enumerate(stages.by_close)]
    named += [("stages.otherwise", stages.otherwise), ("stages.no_date", stages.no_date)]
    yield from (Problem(place, _unknown(group, declared)) for place, group in named if group not in declared)
    yield from _twice("stages.groups", [stage.strip().casefold() for stage in stages.groups])
    days = [line.from_days for line in stages.by_close]
    if days != sorted(set(days), reverse=True):
        yield Problem("stages.by_close", "must go from the most days to the fewest, each once")


def knockouts(
    declared: tuple[Knockout, ...], question_ids: Collection[str], groups: Collection[str]
) -> Iterator[Problem]:
    """Ids used twice, and questions and stage groups that are not declared."""
    yield from _twice("knockouts", [knockout.id for knockout in declared])
    for n, knockout in enumerate(declared):
        for group in knockout.caps:
            if group not in groups:
                yield Problem(f"knockouts[{n}].caps.{group}", _unknown(group, groups))
        for key, question in _questions_of(knockout):
            if question not in question_ids:
                yield Problem(f"knockouts[{n}].{key}", f"there is no question {question}")


def evidence(rule: EvidenceRule) -> Iterator[Problem]:
    """Weaker evidence that carries more than stronger evidence."""
    if not rule.without <= rule.note <= rule.proof:
        yield Problem("evidence", "without, note and proof must not fall from one to the next")


def calendar(declared: Calendar) -> Iterator[Problem]:
    """A zone or a country that nobody knows."""
    try:
        ZoneInfo(declared.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Problem("calendar.timezone", f"there is no time zone {declared.timezone}")
    if declared.country is not None and declared.country not in holidays.list_supported_countries():
        yield Problem(
            "calendar.country", f"no holidays are known for {declared.country}; use a code such as DK"
        )


def _questions_of(knockout: Knockout) -> Iterator[tuple[str, str]]:
    if isinstance(knockout, AnswerHeld):
        yield "question", knockout.question
    if isinstance(knockout, CloseMovedHeld) and knockout.unless is not None:
        yield "unless.question", knockout.unless.question
    if isinstance(knockout, CloseMovedHeld) and knockout.only_if is not None:
        yield "only_if.question", knockout.only_if.question


def _cuts(place: str, cuts: AreaCuts | TotalCuts) -> Iterator[Problem]:
    if cuts.green < cuts.yellow:
        yield Problem(place, f"green starts at {cuts.green}, below yellow at {cuts.yellow}")


def _twice(place: str, names: list[str]) -> Iterator[Problem]:
    for n, name in enumerate(names):
        if name in names[:n]:
            yield Problem(place, f"{name} is used twice")


def _unknown(name: str, known: Collection[str]) -> str:
    return f"{name} is not declared; there is {', '.join(known)}"
