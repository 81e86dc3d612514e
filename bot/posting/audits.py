"""What audits write into the outbox: word to the auditor that something is given to them, and back that it is done."""

from bot.desk import Desk
from bot.kit.blocks import Message
from bot.posting.message import put
from bot.usecases import audits as usecases
from bot.usecases.audits import Given
from bot.views import audits as views
from flows.people import Person
from storage import audits, people, reviews

GIVEN = "audit_given"
DONE = "audit_done"


def give_subject(desk: Desk, person: Person, subject_id: int, auditor_id: int, *, so_far: int) -> Given:
    """Give a subject to an auditor (see bot.usecases.audits.give), who is told by one DM."""
    given = usecases.give(desk, person, subject_id, auditor_id, so_far=so_far)
    message = views.given_message(given, desk.texts(given.auditor), now=desk.now)
    _tell(desk, GIVEN, given.auditor, message, audit_id=given.audit.id)
    return given


def tell_agreed(desk: Desk, person: Person, review_id: int) -> None:
    """Tell whoever gave this auditor a subject, by one DM, that it is scored; nothing for any other review."""
    review = reviews.get(desk.tx, review_id)
    audit = audits.get(desk.tx, review.audit_id) if review and review.audit_id else None
    director = people.by_id(desk.tx, audit.given_by) if audit else None
    if review and audit and director:
        agreement = usecases.agreement_of(desk, person, review)
        message = views.done_message(agreement, audit.id, desk.texts(director))
        _tell(desk, DONE, director, message, audit_id=audit.id)


def _tell(desk: Desk, kind: str, to: Person, message: Message, *, audit_id: int) -> None:
    if to.slack_id:
        key = f"{kind}:{audit_id}"
        put(desk, kind=kind, to=to.slack_id, key=key, message=message)
