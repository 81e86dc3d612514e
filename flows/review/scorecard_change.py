"""A scorecard that changed while a review is open: what of the draft still fits, and what is asked again."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from flows.review.draft import Answers, Draft, area_at, asked
from flows.review.restart import route
from flows.review.submission import Ending, prefilled
from flows.scorecards.areas import Area
from flows.scorecards.fitting import still_fitting
from flows.scorecards.scorecard import Scorecard


@dataclass(frozen=True)
class Moved:
    """What moving a draft to another scorecard came to.

    `kept` counts the answers that still fit, `again` are the areas that are asked again, `notes` the evidence
    of areas that are no more: nobody is asked for it now, and its words can be copied.
    """

    kept: int
    again: tuple[Area, ...]
    notes: tuple[tuple[Area, str], ...]


def move(ending: Ending, old: Scorecard, *, now: datetime) -> tuple[Draft, Moved | None]:
    """The draft of `ending`, which answered `old`, as it answers the ending's scorecard; and what that came to.

    It stands at the first page that must be asked, or where it stood. None where nothing is asked again and no
    evidence is left without an area. Its version and what the database keeps are the caller's.
    """
    new, draft = ending.scorecard, ending.draft
    fitting = still_fitting(old, new, _given(draft.answers))
    answers = _taken_over(draft.answers, prefilled(new, ending.last), fitting, new)
    if answers.route is not None:
        stands = replace(ending, draft=replace(draft, answers=answers))
        answers = replace(answers, route=route(stands, frozenset(answers.route), now=now))
    target = _target(old, new, draft, answers)
    there = replace(draft, page=_page(new, draft, answers, target), answers=answers)
    said = [id_ for id_ in fitting if id_ in answers.not_applicable or answers.levels[id_] is not None]
    found = Moved(len(said), _again(old, new, draft, answers, target=target), _notes(old, new, draft))
    return there, found if found.again or found.notes else None


def _given(answers: Answers) -> dict[str, bool]:
    return {id_: id_ not in answers.not_applicable for id_ in answers.levels}


def _taken_over(said: Answers, base: Answers, fitting: Collection[str], new: Scorecard) -> Answers:
    """What still fits, over what the last review gives; evidence stays, also where its area is no more."""
    others = set(base.not_applicable) - said.levels.keys()
    left_out = sorted(others | (set(said.not_applicable) & set(fitting)))
    if len(left_out) > new.most_not_applicable:
        left_out = [id_ for id_ in left_out if id_ in fitting]
    levels = {**base.levels, **{id_: said.levels[id_] for id_ in fitting}}
    return replace(
        said,
        levels={id_: levels[id_] for id_ in new.by_id if id_ in levels},
        evidence={**base.evidence, **said.evidence},
        covers={
            area: [id_ for id_ in ids if id_ in new.by_id]
            for area, ids in {**base.covers, **said.covers}.items()
        },
        not_applicable=tuple(left_out),
    )


def _target(old: Scorecard, new: Scorecard, draft: Draft, answers: Answers) -> int:
    """Where among the new areas the one lies at which the draft stood; behind them where it is no more."""
    stood = area_at(old, draft.answers, draft.page)
    ids = [area.id for area in asked(new, answers)]
    return ids.index(stood.id) if stood and stood.id in ids else len(ids)


def _page(new: Scorecard, draft: Draft, answers: Answers, target: int) -> int:
    if answers.route is not None and draft.page == 0:
        return 0
    areas = asked(new, answers)
    first = next((n for n, area in enumerate(areas) if _missing(area, answers)), len(areas))
    return min(target, first) + (0 if answers.route is None else 1)


def _missing(area: Area, answers: Answers) -> bool:
    return any(question.id not in answers.levels for question in area.questions)


def _again(
    old: Scorecard, new: Scorecard, draft: Draft, answers: Answers, *, target: int
) -> tuple[Area, ...]:
    """The areas of which something must be asked although one has been there, or would have by now."""
    said = draft.answers.levels
    seen = {old.area_of(id_).id for id_ in said if id_ in old.by_id}
    been = {
        area.id
        for n, area in enumerate(asked(new, answers))
        if n < target or area.id in seen or any(question.id in said for question in area.questions)
    }
    return tuple(area for area in new.areas if area.id in been and _missing(area, answers) and said)


def _notes(old: Scorecard, new: Scorecard, draft: Draft) -> tuple[tuple[Area, str], ...]:
    known = {area.id for area in new.areas}
    texts = draft.answers.evidence
    return tuple((area, texts[area.id]) for area in old.areas if area.id not in known and texts.get(area.id))
