"""Adding a deal or a customer from Slack."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from bot.deals.usecases.accounts import new_customer
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person, Reach, scores
from flows.company.subjects import Kind, NewSubject, Status, Subject, key_of
from flows.facts import SubjectAdded
from storage import subjects

SOURCE = "slack"


@dataclass(frozen=True)
class NewCustomer:
    """What the form says; `yearly_value` is in the company's currency."""

    name: str
    yearly_value: Decimal | None
    expiry_date: date | None


def add_customer(desk: Desk, person: Person, customer: NewCustomer) -> int:
    """Add a customer owned by this person; returns its id. The same form delivered twice is one customer.

    A customer is known by its name: refuses one that is there already, whoever carries it.
    """
    if scores(person) is Reach.NONE:
        raise Refusal("not_yours")
    called_so = _called(desk, customer.name)
    if called_so:
        return _same(called_so[-1], person, customer)
    new = _new(customer, person, desk.settings.currency, desk.now)
    subject_id, is_new = subjects.insert_once(desk.tx, new)
    if is_new:
        desk.say(SubjectAdded(subject_id, person.id))
        return subject_id
    # Another one came in at the same moment.
    [there] = (each for each in _called(desk, customer.name) if each.id == subject_id)
    return _same(there, person, customer)


def _called(desk: Desk, name: str) -> list[Subject]:
    return subjects.accounts(desk.tx, [key_of(name)], ())


def _new(customer: NewCustomer, person: Person, currency: str, now: datetime) -> NewSubject:
    new = new_customer(customer.name, source=SOURCE, owner_id=person.id, currency=currency, now=now)
    return replace(new, amount=customer.yearly_value, close_date=customer.expiry_date, created_on=now.date())


def _same(there: Subject, person: Person, customer: NewCustomer) -> int:
    """The id of the customer that this very form has added before; refuses any other one of that name."""
    said = (person.id, customer.yearly_value, customer.expiry_date)
    if there.source != SOURCE or (there.owner_id, there.amount, there.close_date) != said:
        raise Refusal("customer_exists")
    return there.id


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
