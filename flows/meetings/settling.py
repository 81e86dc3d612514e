"""Two views of one subject: where they differ, and which level counts once the two have talked about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flows.review.review import NewReview, Purpose, Review
from flows.review.second_view import gap
from flows.review.submission import due_after
from flows.scorecards.scorecard import Scorecard
from flows.scoring.evidence import Piece
from flows.scoring.rating import NOT_APPLICABLE, Answer, Said, rate_all
from flows.scoring.score import Facts, score

MOST_GAPS = 6  # questions of one subject, for which there are five to eight minutes


@dataclass(frozen=True)
class Gap:
    """A question to talk about: what the seller said (first) and the manager (second; None where there is no view)."""

    question_id: str
    first: Answer | None
    second: Answer | None
    size: int


@dataclass(frozen=True)
class Settled:
    """The level that counts from now on (None: not known), and whether both have said so."""

    level: int | None
    is_agreed: bool


@dataclass(frozen=True)
class SettledLevel:
    """A level that two have settled on a question of a subject, beside what each had said (None: not known)."""

    subject_id: int
    question_id: str
    first: int | None
    second: int | None
    level: int | None
    is_agreed: bool


@dataclass(frozen=True)
class Ground:
    """What a subject's score rests on besides the answers: its scorecard, the evidence added to it, its facts."""

    scorecard: Scorecard
    pieces: Sequence[Piece]
    facts: Facts


def said(answer: Answer | None) -> Said:
    """What an answer says; a question without one is not known."""
    return answer.said if answer else None


def gaps(scorecard: Scorecard, first: Review, second: Review | None) -> list[Gap]:
    """The questions to talk about: where the two differ, the biggest gap first, then in the scorecard's order.

    Without a second view: those on which the seller is furthest from the top, which is where a question helps most.
    """
    found = []
    for question in scorecard.questions():
        mine = first.answers.get(question.id)
        theirs = second.answers.get(question.id) if second else None
        size = gap(said(mine), said(theirs)) if second else _to_the_top(mine, len(question.levels) - 1)
        if size:
            found.append(Gap(question.id, mine, theirs, size))
    return sorted(found, key=lambda each: -each.size)[:MOST_GAPS]


def _to_the_top(answer: Answer | None, top: int) -> int:
    return 0 if said(answer) == NOT_APPLICABLE else top - _level(answer)


def distance(scorecard: Scorecard, first: Review, second: Review | None) -> int:
    """How far two views of one subject are apart, over all questions; 0 without a second one."""
    return sum(each.size for each in gaps(scorecard, first, second)) if second else 0


def settle(found: Gap, agreed: int | None) -> Settled:
    """What counts after the two have talked: the level that they agree on, if they do.

    If not, the level of the one whose answer has documentation; where both have it, or none has, the lower. Where the
    manager has no view of it, the seller's stays.
    """
    if agreed is not None:
        return Settled(agreed, is_agreed=True)
    if found.second is None:
        return Settled(found.first.level if found.first else None, is_agreed=False)
    documented = [each for each in (found.first, found.second) if each is not None and each.evidence]
    if len(documented) == 1:
        return Settled(documented[0].level, is_agreed=False)
    lower = min((found.first, found.second), key=_level)
    return Settled(lower.level if lower else None, is_agreed=False)


def settled_review(
    last: Review, levels: Mapping[str, Settled], ground: Ground, *, person_id: int, number: int, now: datetime
) -> NewReview:
    """The review that counts from now on: the seller's `last`, with the levels (by question id) that were settled.

    What was not talked about stays as old as it is. `person_id` is whoever writes it down for both, and `number` one
    that no other was given: no draft became this review.
    """
    answers = {id_: _settled(answer, levels.get(id_), now) for id_, answer in last.answers.items()}
    scorecard = ground.scorecard
    ratings = rate_all(scorecard, answers, ground.pieces)
    return NewReview(
        subject_id=last.subject_id,
        person_id=person_id,
        scorecard_hash=last.scorecard_hash,
        draft_id=-number,
        submitted_at=now,
        probability=last.probability,
        answers=answers,
        ratings=ratings,
        evidence=last.evidence,
        score=score(scorecard, ratings, ground.facts, now=now),
        due_at=due_after(scorecard, ratings, now=now),
        purpose=Purpose.SETTLED,
    )


def _settled(answer: Answer, settled: Settled | None, now: datetime) -> Answer:
    if settled is None:
        return answer
    since = answer.since if settled.level == answer.level and answer.applies else now
    return replace(answer, level=settled.level, answered_at=now, since=since, applies=True)


def _level(answer: Answer | None) -> int:
    return (answer.level or 0) if answer else 0
