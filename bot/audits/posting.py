"""What follows an audit: word to the auditor that something is given to them, and back that it is done."""

from collections.abc import Sequence

from bot.audits import views
from bot.audits.usecases import agreement
from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from flows.company.people import Person
from flows.facts import Audited, AuditGiven
from storage import audits, people, subjects

GIVEN = "audit_given"
DONE = "audit_done"


def tell_given(desk: Desk, fact: AuditGiven) -> None:
    """Word to the auditor."""
    tell(desk, people.by_id(desk.tx, fact.to), GIVEN, f"{fact.audit_id}", subject=fact.subject_id)


def tell_done(desk: Desk, fact: Audited) -> None:
    """Word to whoever gave it."""
    audit = audits.get(desk.tx, fact.audit_id)
    director = people.by_id(desk.tx, audit.given_by) if audit else None
    tell(desk, director, DONE, f"{fact.audit_id}", audit=fact.audit_id)


def given(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What is to be scored, blind."""
    found = subjects.those(desk.tx, [facts["subject"]])
    return [views.given_message(subject, desk.texts(reader), now=desk.now) for subject in found]


def done(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """That it is scored, for whoever may compare."""
    if reader is None:
        return ()
    found = agreement(desk, reader, facts["audit"])
    return (views.done_message(found, facts["audit"], desk.texts(reader)),)
