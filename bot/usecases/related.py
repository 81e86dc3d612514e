"""What belongs together: a customer with its open deals, a deal with its customer."""

from datetime import datetime

from sqlalchemy import Connection

from bot.desk import Desk
from bot.usecases.accounts import key_of
from bot.usecases.standings import Standing, by_attention, standings
from flows.people import Person, reads
from flows.subjects import Kind, Subject
from storage import subjects


def related_to(
    tx: Connection, desk: Desk, person: Person, subject: Subject, *, now: datetime
) -> tuple[Standing, ...]:
    """A customer's open deals, what wants attention first, or a deal's customer; only what the person may read."""
    return tuple(by_attention(standings(tx, desk, _found(tx, desk, person, subject), now=now)))


def _found(tx: Connection, desk: Desk, person: Person, subject: Subject) -> list[Subject]:
    if subject.kind is Kind.DEAL:
        key = key_of(subject.customer)
        if not key:
            return []
        return subjects.customers_keyed(tx, desk.workspace, key, viewer=person, reach=reads(person))
    key = key_of(subject.name)
    deals = subjects.deals_naming(tx, desk.workspace, subject.name, viewer=person, reach=reads(person))
    return [deal for deal in deals if key_of(deal.customer) == key]
