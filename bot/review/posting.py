"""What follows a submitted review: a copy for who wants one."""

from collections.abc import Sequence

from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.review.views.copies import copy_messages
from bot.standing.versions import scorecard_of
from flows.company.people import Person
from flows.facts import Submitted, ViewSent
from storage import people, reviews, subjects

COPY = "copy"


def send_copy(desk: Desk, fact: Submitted | ViewSent) -> None:
    """A copy for whoever submitted it, if they want one."""
    author = people.by_id(desk.tx, fact.person_id)
    if author and author.copies:
        tell(desk, author, COPY, f"{fact.review_id}", review=fact.review_id)


def copy(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """The copy of a review, in as many messages as it takes."""
    review = reviews.get(desk.tx, facts["review"])
    if review is None:
        return ()
    [subject] = subjects.those(desk.tx, [review.subject_id])
    scorecard = scorecard_of(desk, review.scorecard_hash)
    return copy_messages(subject, review, scorecard, desk.texts(reader), now=desk.now)
