"""Loading a list of customers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot.crm.usecases.owners import Unowned, owner_finder
from bot.deals.usecases.accounts import Known, account_of
from bot.deals.usecases.listed import Listed, carry_out, plan_customers
from bot.kit.desk import Desk
from flows.company.subjects import Kind
from flows.imports import CustomerRecord, Reading
from storage import people, subjects
from storage.changes import said_before_people


@dataclass(frozen=True)
class CustomersPlan:
    """What the list would do, and whose owner is in doubt."""

    listed: Listed
    unowned: tuple[Unowned, ...]
    owners: Mapping[int, str]


def preview(desk: Desk, reading: Reading[CustomerRecord]) -> CustomersPlan:
    """What loading the list would do; changes nothing."""
    return _plan(desk, reading)


def load(desk: Desk, reading: Reading[CustomerRecord]) -> CustomersPlan:
    """Load the list in one transaction; the same list a second time changes nothing."""
    plan = _plan(desk, reading)
    carry_out(desk, plan.listed)
    return plan


def _plan(desk: Desk, reading: Reading[CustomerRecord]) -> CustomersPlan:
    everybody = people.all_of(desk.tx)
    known, owner_of = Known(subjects.of_kind(desk.tx, Kind.CUSTOMER)), owner_finder(everybody)
    owned, unowned = [], []
    for record in reading.records:
        owner_id, problem = owner_of(record, record.name)
        owned.append((record, owner_id))
        if problem:
            before = known.one(account_of(record))
            unowned.append(replace(problem, kept=before is not None and before.owner_id is not None))
    names = {person.id: person.name for person in everybody}
    said, in_deals = said_before_people(desk.tx), partial(subjects.in_deals, desk.tx)
    return CustomersPlan(plan_customers(known, owned, said, in_deals), tuple(unowned), names)
