"""Copies of submitted reviews, for those who want one: written with the review itself."""

from bot.desk import Desk
from bot.posting.message import put
from bot.usecases.standings import standings
from bot.usecases.versions import scorecard_of
from bot.views.copies import copy_message
from flows.people import Person
from flows.subjects import Subject
from storage import reviews

COPY = "copy"


def put_copy(desk: Desk, person: Person, subject: Subject, review_id: int) -> None:
    """Put a copy of the review into the outbox, if the person wants one; once."""
    review = reviews.get(desk.tx, review_id) if person.copies else None
    if review is None or person.slack_id is None:
        return
    message = copy_message(
        standings(desk, [subject])[0],
        review,
        scorecard_of(desk, review.scorecard_hash),
        desk.texts(person),
        now=desk.now,
    )
    put(desk, kind=COPY, to=person.slack_id, key=f"copy:{review.id}", message=message)
