"""Levels that somebody else lowered: what the owner had answered, what it is now, and which review did it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.scoring.rating import Answer


@dataclass(frozen=True)
class Lowered:
    """A question below what its owner had answered; `by` says which of the later reviews brought it there.

    `after` is None where it is not known any more.
    """

    question_id: str
    before: int
    after: int | None
    by: int


def lowered(own: Mapping[str, Answer], later: Sequence[Mapping[str, Answer]]) -> tuple[Lowered, ...]:
    """What the last of `later` (the answers of reviews by others, oldest first) lowers, in the order it asks.

    `own` are the owner's answers before them. A question that a review doesn't ask, and one that does not
    apply any more, isn't lowered. The review that brought a question to its level is the first after which
    it has stayed there.
    """
    if not later:
        return ()
    applying = (id_ for id_, answer in later[-1].items() if answer.applies)
    found = ((id_, _level(own, id_), _level(later[-1], id_)) for id_ in applying)
    return tuple(
        Lowered(id_, before, after, _since(later, id_))
        for id_, before, after in found
        if before and (after is None or after < before)
    )


def _since(later: Sequence[Mapping[str, Answer]], question_id: str) -> int:
    now_at = _level(later[-1], question_id)
    others = [n for n, answers in enumerate(later) if _level(answers, question_id) != now_at]
    return others[-1] + 1 if others else 0


def _level(answers: Mapping[str, Answer], question_id: str) -> int | None:
    answer = answers.get(question_id)
    return answer.level if answer else None


@dataclass(frozen=True)
class Remark:
    """A person's words of a moment (UTC) about one question of one review: the one that lowered it."""

    review_id: int
    question_id: str
    person_id: int
    text: str
    at: datetime
