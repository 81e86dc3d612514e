"""What audits write into the outbox: word to the auditor that something is given to them, and back that it is done."""

from datetime import datetime

from sqlalchemy import Connection

from bot.desk import Desk
from bot.posting.message import put
from bot.usecases import audits as usecases
from bot.usecases.audits import Given
from bot.views import audits as views
from bot.views.blocks import Message
from flows.people import Person
from storage import audits, people, reviews

GIVEN = "audit_given"
DONE = "audit_done"


def give_subject(desk: Desk, person: Person, subject_id: int, auditor_id: int, *, so_far: int) -> Given:
    """Give a subject to an auditor (see bot.usecases.audits.give), who is told by one DM."""
    with desk.database.write() as tx:
        given = usecases.give(tx, desk, person, subject_id, auditor_id, so_far=so_far)
        message = views.given_message(given, desk.texts(given.auditor), now=desk.clock())
        _tell(tx, desk, GIVEN, given.auditor, message, audit_id=given.audit.id)
        return given


def tell_agreed(tx: Connection, desk: Desk, person: Person, review_id: int, *, now: datetime) -> None:
    """Tell whoever gave this auditor a subject, by one DM, that it is scored; nothing for any other review."""
    review = reviews.get(tx, desk.workspace, review_id)
    audit = audits.get(tx, desk.workspace, review.audit_id) if review and review.audit_id else None
    director = people.by_id(tx, desk.workspace, audit.given_by) if audit else None
    if review and audit and director:
        agreement = usecases.agreement_of(tx, desk, person, review, now=now)
        message = views.done_message(agreement, audit.id, desk.texts(director))
        _tell(tx, desk, DONE, director, message, audit_id=audit.id)


def _tell(tx: Connection, desk: Desk, kind: str, to: Person, message: Message, *, audit_id: int) -> None:
    if to.slack_id:
        key = f"{kind}:{audit_id}"
        put(tx, desk, kind=kind, to=to.slack_id, key=key, message=message, now=desk.clock())
