"""Loading a list of customers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.desk import Desk
from bot.usecases.accounts import Listed, by_key, carry_out, key_of, plan_customers
from bot.usecases.importing import Unowned, owner_finder
from flows.crm import CustomerRecord, Reading
from storage import people
from storage.changes import said_before_people


@dataclass(frozen=True)
class CustomersPlan:
    """What the list would do, and whose owner is in doubt."""

    listed: Listed
    unowned: tuple[Unowned, ...]
    owners: Mapping[int, str]


def preview(desk: Desk, reading: Reading[CustomerRecord]) -> CustomersPlan:
    """What loading the list would do; changes nothing."""
    with desk.database.read() as tx:
        return _plan(tx, desk, reading)


def load(desk: Desk, reading: Reading[CustomerRecord]) -> CustomersPlan:
    """Load the list in one transaction; the same list a second time changes nothing."""
    with desk.database.write() as tx:
        plan = _plan(tx, desk, reading)
        carry_out(tx, desk, plan.listed, now=desk.clock())
        return plan


def _plan(tx: Connection, desk: Desk, reading: Reading[CustomerRecord]) -> CustomersPlan:
    everybody = people.all_of(tx, desk.workspace)
    known, owner_of = by_key(tx, desk), owner_finder(everybody)
    owned, unowned = [], []
    for record in reading.records:
        owner_id, problem = owner_of(record, record.name)
        owned.append((record, owner_id))
        if problem:
            before = known.get(key_of(record.name))
            unowned.append(replace(problem, kept=before is not None and before.owner_id is not None))
    names = {person.id: person.name for person in everybody}
    return CustomersPlan(
        plan_customers(known, owned, said_before_people(tx, desk.workspace)), tuple(unowned), names
    )
