"""What follows a lowered level, and a remark on it: one message each."""

from collections.abc import Sequence
from dataclasses import replace

from bot.kit import doors
from bot.kit.blocks import Message, actions, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.kit.texts import Texts
from bot.remarks.usecases import lowerings
from bot.remarks.views import moved
from bot.standing.access import refuse_blind
from bot.standing.reasons import places
from bot.standing.versions import scorecard_of
from bot.standing.words import join, title
from flows.company.people import Person
from flows.company.subjects import Subject
from flows.facts import Remarked, Submitted
from storage import people, remarks, reviews, subjects

LOWERED = "lowered"
REMARK = "remark"


def tell_owner(desk: Desk, fact: Submitted) -> None:
    """Word to the owner of the levels that somebody else's review has lowered."""
    if fact.owner_id in (None, fact.person_id):
        return
    [subject] = subjects.those(desk.tx, [fact.subject_id])
    if any(one.review.id == fact.review_id for one in lowerings(desk, subject)):
        owner = people.by_id(desk.tx, fact.owner_id)
        tell(desk, owner, LOWERED, f"{fact.review_id}", review=fact.review_id, owner=fact.owner_id)


def tell_lowerer(desk: Desk, fact: Remarked) -> None:
    """Word to whoever lowered the level."""
    review = reviews.get(desk.tx, fact.review_id)
    author = people.by_id(desk.tx, review.person_id) if review else None
    occurrence = f"{fact.review_id}:{fact.question_id}"
    tell(desk, author, REMARK, occurrence, review=fact.review_id, question=fact.question_id)


def lowered(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Who reviewed it, and which levels that lowered, as it was then; for an owner who is not blind to it."""
    review = reviews.get(desk.tx, facts["review"])
    if review is None or reader is None:
        return ()
    refuse_blind(desk, reader, review.subject_id)
    [subject] = subjects.those(desk.tx, [review.subject_id])
    then = lowerings(desk, replace(subject, owner_id=facts["owner"]), until=review.id)
    t, name = desk.texts(reader), people.name_of(desk.tx, review.person_id)
    moves = join([moved(one, t) for one in then if one.review.id == review.id], t)
    return (_message(subject, t("notice.lowered", name=name, subject=title(subject), moves=moves), t),)


def remark(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What the owner says of a level, for whoever lowered it, unless they are blind to it by now."""
    said = [one for one in remarks.of(desk.tx, [facts["review"]]) if one.question_id == facts["question"]]
    review = reviews.get(desk.tx, facts["review"])
    if not said or review is None or reader is None:
        return ()
    refuse_blind(desk, reader, review.subject_id)
    [subject] = subjects.those(desk.tx, [review.subject_id])
    t, name = desk.texts(reader), people.name_of(desk.tx, said[0].person_id)
    place = places(scorecard_of(desk, review.scorecard_hash), [facts["question"]], t)
    text = t("notice.remarked", name=name, subject=title(subject), place=place, text=said[0].text)
    return (_message(subject, text, t),)


def _message(subject: Subject, text: str, t: Texts) -> Message:
    return {"text": text, "blocks": [section(text), actions(doors.opening(subject.id, t, primary=True))]}
