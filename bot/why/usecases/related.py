"""What belongs together: a customer with its open deals, a deal with its customer."""

from bot.kit.desk import Desk
from flows.company.people import Person, reads
from flows.company.subjects import Kind, Subject, key_of
from storage import subjects


def related_to(desk: Desk, person: Person, subject: Subject) -> list[Subject]:
    """A customer's open deals, or a deal's customer; only what the person may read."""
    if subject.kind is Kind.DEAL:
        key = key_of(subject.customer)
        if not key:
            return []
        return subjects.customers_keyed(desk.tx, key, viewer=person, reach=reads(person))
    key = key_of(subject.name)
    deals = subjects.deals_naming(desk.tx, subject.name, viewer=person, reach=reads(person))
    return [deal for deal in deals if key_of(deal.customer) == key]
