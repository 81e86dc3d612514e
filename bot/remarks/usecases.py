"""Levels that somebody else lowered, and what the owner has to say of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.standing.access import refuse_blind
from bot.standing.versions import fitted, scorecard_of
from flows.company.people import Person, reads
from flows.company.subjects import Subject
from flows.facts import Remarked
from flows.review.lowering import Lowered, Remark, lowered
from flows.review.review import Review
from flows.scorecards.scorecard import Scorecard
from flows.scoring.rating import Answer
from storage import people, remarks, reviews, subjects

LOOKED_BACK = 20  # reviews


@dataclass(frozen=True)
class Printed:
    """A remark with the name of whose it is."""

    remark: Remark
    name: str


@dataclass(frozen=True)
class Lowering:
    """A question below what its owner had answered, the review that lowered it and by whom, and the owner's remark."""

    lowered: Lowered
    review: Review
    scorecard: Scorecard
    author: str
    remark: Printed | None


def lowerings(desk: Desk, subject: Subject, *, until: int | None = None) -> tuple[Lowering, ...]:
    """What others have lowered since the owner reviewed the subject last; nothing once the owner reviews it again.

    With `until`, an id, as it was when that review was submitted.
    """
    found = reviews.history(desk.tx, subject.id, limit=LOOKED_BACK, until=until)
    by_owner = [n for n, review in enumerate(found) if review.person_id == subject.owner_id]
    if not by_owner or by_owner[0] == 0:
        return ()
    own, later = found[by_owner[0]], found[: by_owner[0]][::-1]
    names = people.names(desk.tx)
    said = {
        (one.remark.review_id, one.remark.question_id): one
        for one in printed(desk, [review.id for review in later])
    }
    return tuple(
        Lowering(
            lowered=one,
            review=later[one.by],
            scorecard=scorecard_of(desk, later[one.by].scorecard_hash),
            author=names.get(later[one.by].person_id, ""),
            remark=said.get((later[one.by].id, one.question_id)),
        )
        for one in lowered(_comparable(desk, own, later[-1]), [review.answers for review in later])
    )


def _comparable(desk: Desk, own: Review, newest: Review) -> Mapping[str, Answer]:
    """The owner's answers to what the newest review asks in the same words; others can't be lower or higher."""
    scorecard = scorecard_of(desk, newest.scorecard_hash)
    same = fitted(desk, scorecard, own)
    return same.answers if same else {}


def printed(desk: Desk, review_ids: Collection[int]) -> tuple[Printed, ...]:
    """The remarks on these reviews, the oldest first."""
    found = remarks.of(desk.tx, review_ids)
    names = people.names(desk.tx) if found else {}
    return tuple(Printed(remark, names.get(remark.person_id, "")) for remark in found)


def to_remark(desk: Desk, person: Person, subject_id: int) -> tuple[Subject, tuple[Lowering, ...]]:
    """The subject with what its owner may still remark on; refuses everybody else, and where there is nothing."""
    subject = _own(desk, person, subject_id)
    waiting = tuple(one for one in lowerings(desk, subject) if one.remark is None)
    if not waiting:
        raise Refusal("nothing_lowered")
    return subject, waiting


def add(desk: Desk, person: Person, subject_id: int, said: tuple[int, str, str]) -> tuple[Subject, Lowering]:
    """Keep what the owner says (review, question, text) of a level that the review lowered; gives what it is about.

    Refuses everybody but the owner, what is not lowered (any more), and a second, different remark.
    """
    review_id, question_id, text = said
    subject = _own(desk, person, subject_id)
    about = [
        one
        for one in lowerings(desk, subject)
        if (one.review.id, one.lowered.question_id) == (review_id, question_id)
    ]
    if not about:
        raise Refusal("nothing_lowered")
    new = Remark(review_id, question_id, person.id, text, desk.now)
    if remarks.add(desk.tx, new):
        desk.say(Remarked(review_id, question_id, subject_id, person.id))
    elif _text_of(desk, new) != text:
        raise Refusal("remark_there")
    return subject, about[0]


def _text_of(desk: Desk, new: Remark) -> str:
    found = remarks.of(desk.tx, [new.review_id])
    return next(remark.text for remark in found if remark.question_id == new.question_id)


def _own(desk: Desk, person: Person, subject_id: int) -> Subject:
    subject = subjects.get(desk.tx, subject_id, viewer=person, reach=reads(person))
    if subject is None or subject.owner_id != person.id:
        raise Refusal("not_yours_to_remark")
    refuse_blind(desk, person, subject_id)
    return subject
