"""Submitting a review, with the messages that follow from it: the copy, word of lowered levels, of a done audit."""

from decimal import Decimal

from bot.desk import Desk
from bot.posting.audits import tell_agreed
from bot.posting.copies import put_copy
from bot.posting.message import put
from bot.usecases import reviews
from bot.usecases.audits import Agreement
from bot.usecases.remarks import lowerings
from bot.usecases.reviews import Outcome, Page
from bot.usecases.standings import standings
from bot.views import notices
from flows.people import Person
from flows.subjects import Subject
from storage import people

LOWERED = "lowered"


def submit_review(
    desk: Desk, person: Person, draft_id: int, *, version: int, probability: Decimal | None
) -> Outcome | Agreement | Page:
    """Submit a draft (see bot.usecases.reviews.submit), and write what is to be sent in the same transaction."""

    def follows(desk: Desk, subject: Subject, review_id: int) -> None:
        put_copy(desk, person, subject, review_id)
        tell_lowered(desk, person, subject, review_id)
        tell_agreed(desk, person, review_id)

    return reviews.submit(desk, person, draft_id, version=version, probability=probability, follows=follows)


def tell_lowered(desk: Desk, person: Person, subject: Subject, review_id: int) -> None:
    """Tell the owner by one DM which of their levels this person's review has lowered."""
    owner = people.by_id(desk.tx, subject.owner_id) if subject.owner_id else None
    news = [one for one in lowerings(desk, subject) if one.review.id == review_id]
    if owner and owner.slack_id and news:
        standing = standings(desk, [subject])[0]
        message = notices.lowered(standing, news, desk.texts(owner), name=person.name)
        key = f"lowered:{review_id}"
        put(desk, kind=LOWERED, to=owner.slack_id, key=key, message=message)
