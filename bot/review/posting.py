"""What follows a submitted review: the copy for who wants one, and word of levels that it lowered."""

from collections.abc import Sequence
from dataclasses import replace

from bot import notices_ as notices
from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.remarks.usecases import lowerings
from bot.review.views.copies import copy_messages
from bot.standing.access import refuse_blind
from bot.standing.versions import scorecard_of
from flows.company.people import Person
from flows.facts import Audited, Submitted
from storage import people, reviews, subjects

COPY = "copy"
LOWERED = "lowered"


def send_copy(desk: Desk, fact: Submitted | Audited) -> None:
    """A copy for whoever submitted it, if they want one."""
    author = people.by_id(desk.tx, fact.person_id)
    if author and author.copies:
        tell(desk, author, COPY, f"{fact.review_id}", review=fact.review_id)


def tell_lowered(desk: Desk, fact: Submitted) -> None:
    """Word to the owner of the levels that somebody else's review has lowered."""
    if fact.owner_id in (None, fact.person_id):
        return
    [subject] = subjects.those(desk.tx, [fact.subject_id])
    if any(one.review.id == fact.review_id for one in lowerings(desk, subject)):
        owner = people.by_id(desk.tx, fact.owner_id)
        tell(desk, owner, LOWERED, f"{fact.review_id}", review=fact.review_id, owner=fact.owner_id)


def copy(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """The copy of a review, in as many messages as it takes."""
    review = reviews.get(desk.tx, facts["review"])
    if review is None:
        return ()
    [subject] = subjects.those(desk.tx, [review.subject_id])
    scorecard = scorecard_of(desk, review.scorecard_hash)
    return copy_messages(subject, review, scorecard, desk.texts(reader), now=desk.now)


def lowered(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Who reviewed it, and which levels that lowered, as it was then; for an owner who is not blind to it."""
    review = reviews.get(desk.tx, facts["review"])
    if review is None or reader is None:
        return ()
    refuse_blind(desk, reader, review.subject_id)
    [subject] = subjects.those(desk.tx, [review.subject_id])
    then = lowerings(desk, replace(subject, owner_id=facts["owner"]), until=review.id)
    found = [one for one in then if one.review.id == review.id]
    author = people.by_id(desk.tx, review.person_id)
    name = author.name if author else ""
    return (notices.lowered(subject, found, desk.texts(reader), name=name),)
