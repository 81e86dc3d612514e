"""From a draft to a submitted review, and to the next draft: what is renewed, what keeps its own date, what counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flows.review.draft import Answers, Draft
from flows.review.review import Evidence, NewReview, Purpose, Review
from flows.rhythm.cadence import next_review, once_more
from flows.scorecards.scorecard import Scorecard
from flows.scoring.evidence import Piece, occurred_on
from flows.scoring.rating import Answer, Rating, rate_all
from flows.scoring.score import Facts, fresh_until, score


@dataclass(frozen=True)
class Ending:
    """A draft as it is submitted, with the review before it and the scorecard that it answers.

    `also` is the evidence that was added to its subject besides, `second_view_id` the second view that it is.
    """

    scorecard: Scorecard
    draft: Draft
    last: Review | None
    also: tuple[Piece, ...] = ()
    purpose: Purpose = Purpose.OWN
    second_view_id: int | None = None

    @property
    def today(self) -> date:
        """The local day of the scorecard's company when the draft was saved last."""
        return self.scorecard.calendar.day_of(self.draft.saved_at)


def new_review(ending: Ending, facts: Facts, *, probability: Decimal | None, now: datetime) -> NewReview:
    """The review that the draft becomes at `now`.

    Every answer is of today, also an unchanged one; evidence whose text is unchanged keeps both its dates.
    """
    evidence = _evidence(ending, now)
    answers = {
        question.id: _answer(ending, question.id, evidence, now) for question in ending.scorecard.questions()
    }
    ratings = rate_all(ending.scorecard, answers, ending.also)
    return NewReview(
        subject_id=ending.draft.subject_id,
        person_id=ending.draft.person_id,
        scorecard_hash=ending.draft.scorecard_hash,
        draft_id=ending.draft.id,
        submitted_at=now,
        probability=probability,
        answers=answers,
        ratings=ratings,
        evidence=evidence,
        score=score(ending.scorecard, ratings, facts, now=now),
        due_at=due_after(ending.scorecard, ratings, now=now),
        corrects_id=ending.draft.corrects_id,
        reason=ending.draft.reason,
        purpose=ending.purpose,
        second_view_id=ending.second_view_id,
    )


def due_after(scorecard: Scorecard, ratings: Mapping[str, Rating], *, now: datetime) -> datetime:
    """When a subject that was reviewed just now wants its next review (UTC)."""
    every = scorecard.review_every
    latest = once_more(every, scorecard.calendar, now=now) if every else None
    before = scorecard.due_before_days
    return next_review(fresh_until(ratings), before_days=before, now=now, at_latest=latest)


def prefilled(scorecard: Scorecard, last: Review | None) -> Answers:
    """The answers of the last review, as far as this scorecard still asks for them; no area is asked again yet."""
    if last is None:
        return Answers(levels={}, evidence={}, covers={})
    asked = scorecard.by_id
    areas = {area.id for area in scorecard.areas}
    return Answers(
        levels={id_: answer.level for id_, answer in last.answers.items() if id_ in asked},
        not_applicable=tuple(sorted(id_ for id_ in asked if not _applied(last, id_))),
        evidence={id_: evidence.text for id_, evidence in last.evidence.items() if id_ in areas},
        covers={
            id_: [question for question in evidence.covers if question in asked]
            for id_, evidence in last.evidence.items()
            if id_ in areas
        },
        route=[],
    )


def _applied(last: Review, question_id: str) -> bool:
    answer = last.answers.get(question_id)
    return answer is None or answer.applies


def _evidence(ending: Ending, now: datetime) -> dict[str, Evidence]:
    kept = {}
    asked = {area.id for area in ending.scorecard.areas}
    for area_id, text in ending.draft.answers.evidence.items():
        if not text or area_id not in asked:
            continue
        covers = tuple(ending.draft.answers.covers.get(area_id, ()))
        before = ending.last.evidence.get(area_id) if ending.last else None
        if before and before.text == text:
            kept[area_id] = Evidence(text, before.occurred_on, before.written_at, covers)
        else:
            kept[area_id] = Evidence(text, occurred_on(text, written=ending.today), now, covers)
    return kept


def _answer(ending: Ending, question_id: str, evidence: dict[str, Evidence], now: datetime) -> Answer:
    level = ending.draft.answers.levels.get(question_id)
    applies = question_id not in ending.draft.answers.not_applicable
    before = ending.last.answers.get(question_id) if ending.last else None
    same = before is not None and (before.level, before.applies) == (level, applies)
    carrying = evidence.get(ending.scorecard.area_of(question_id).id)
    covered = carrying is not None and question_id in carrying.covers
    return Answer(
        level=level,
        answered_at=now,
        evidence=carrying.text if carrying and covered else "",
        evidence_on=carrying.occurred_on if carrying and covered else None,
        since=before.since if before and same else now,
        applies=applies,
    )
