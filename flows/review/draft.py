"""A draft: a review that somebody has begun and not submitted, and what its pages say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flows.scorecards.areas import Area
from flows.scorecards.scorecard import Scorecard


@dataclass(frozen=True)
class Answers:
    """What a draft says so far.

    `levels` by question id, None for "not known yet"; `evidence` texts by area id; `covers`: by area id the
    questions that its evidence speaks about. `not_applicable` are the questions that are left out (their level
    is None). `route` holds the areas that are asked again, where the rest
    stays as it was in the review before; None where all are asked.
    """

    levels: Mapping[str, int | None]
    evidence: Mapping[str, str]
    covers: Mapping[str, Sequence[str]]
    route: Sequence[str] | None = None
    not_applicable: Sequence[str] = ()


@dataclass(frozen=True)
class Draft:
    """One person's unfinished review of one subject; every save counts `version` up.

    `corrects_id` is the review that it corrects, with the `reason` in the person's words. `second_view_id` is the
    second view for which it was begun: it ends as that, whatever becomes of it meanwhile.
    """

    id: int
    subject_id: int
    person_id: int
    scorecard_hash: str
    version: int
    page: int
    answers: Answers
    started_at: datetime
    saved_at: datetime
    corrects_id: int | None = None
    reason: str | None = None
    second_view_id: int | None = None


@dataclass(frozen=True)
class Said:
    """What one area page says: a level or None per question, the evidence and the questions that it covers.

    `not_applicable` are the questions of the page that are left out; their level is None.
    """

    area_id: str
    levels: Mapping[str, int | None]
    evidence: str
    covers: tuple[str, ...]
    not_applicable: tuple[str, ...] = ()


def too_many(scorecard: Scorecard, said: Said, answers: Answers) -> bool:
    """Whether the page leaves out questions, and `answers` with it more than the scorecard allows."""
    return bool(said.not_applicable) and len(answers.not_applicable) > scorecard.most_not_applicable


def with_said(answers: Answers, said: Said) -> Answers:
    """The answers with what a page says."""
    others = [id_ for id_ in answers.not_applicable if id_ not in said.levels]
    return replace(
        answers,
        levels={**answers.levels, **said.levels},
        evidence={**answers.evidence, said.area_id: said.evidence},
        covers={**answers.covers, said.area_id: list(said.covers)},
        not_applicable=tuple(sorted({*others, *said.not_applicable})),
    )


def already_says(answers: Answers, said: Said) -> bool:
    """Whether they hold it already."""
    return with_said(answers, said) == answers


def asked(scorecard: Scorecard, answers: Answers) -> tuple[Area, ...]:
    """The areas on the draft's route."""
    if answers.route is None:
        return scorecard.areas
    return tuple(area for area in scorecard.areas if area.id in answers.route)


def steps(scorecard: Scorecard, answers: Answers) -> int:
    """How many pages the review has."""
    return len(asked(scorecard, answers)) + (1 if answers.route is None else 2)


def area_at(scorecard: Scorecard, answers: Answers, page: int) -> Area | None:
    """The area that a page asks about, None for the first page of a later review and for the last page."""
    number = page if answers.route is None else page - 1
    areas = asked(scorecard, answers)
    return areas[number] if 0 <= number < len(areas) else None
