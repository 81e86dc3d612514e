"""Adding a deal from Slack."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person, Reach, scores
from flows.company.subjects import Kind, NewSubject, Status
from flows.facts import SubjectAdded
from storage import subjects

SOURCE = "slack"


@dataclass(frozen=True)
class NewDeal:
    """What the form says; `amount` is in the company's currency."""

    name: str
    customer: str
    amount: Decimal | None
    close_date: date | None


def add_deal(desk: Desk, person: Person, form_id: str, deal: NewDeal) -> int:
    """Add a deal owned by this person; returns its id. The same form (Slack's view id) delivered twice is one deal."""
    if scores(person) is Reach.NONE:
        raise Refusal("not_yours")
    subject_id, is_new = subjects.insert_once(
        desk.tx,
        NewSubject(
            kind=Kind.DEAL,
            source=SOURCE,
            source_id=form_id,
            name=deal.name,
            customer=deal.customer,
            owner_id=person.id,
            amount=deal.amount,
            currency=desk.settings.currency,
            close_date=deal.close_date,
            stage=None,
            status=Status.OPEN,
            created_on=desk.now.date(),
            seen_at=desk.now,
            due_at=desk.now,
        ),
    )
    if is_new:
        desk.say(SubjectAdded(subject_id, person.id))
    return subject_id
