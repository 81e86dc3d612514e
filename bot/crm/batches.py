"""A file of deals that goes in batch by batch: nobody waits long to write, and what is in stays in."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import sleep

from sqlalchemy.exc import DBAPIError

from bot.crm.usecases import deals
from bot.crm.usecases.deals import AT_ONCE, Plan, accounts_of
from bot.crm.usecases.owners import owner_finder
from bot.crm.usecases.vanishing import Vanished, close_merged, close_missing
from bot.deals.usecases.accounts import Account, concerned, keep_customers, unkept
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.terminal import BrokenOff
from flows.imports import DealRecord, Reading
from storage import people
from storage.engine import in_parts
from storage.failures import DatabaseError, reason_of
from storage.subjects import Won

REST = 0.01  # seconds; whoever waits for SQLite's write lock looks more often (storage.sqlite)


@dataclass
class Done:
    """What came in: deals that are new and that changed, new customers; and what was closed as gone."""

    new: int = 0
    changed: int = 0
    customers: int = 0
    gone: int = 0

    def add(self, plan: Plan) -> None:
        """With a batch of deals."""
        self.new += len(plan.new)
        self.changed += len(plan.changed)

    @property
    def deals(self) -> int:
        """How many deals came in."""
        return self.new + self.changed


Tell = Callable[[Done], None]


def carry_out(
    house: House,
    workspace: int,
    reading: Reading[DealRecord],
    tell: Tell = lambda _done: None,
    *,
    closing: Vanished | None = None,
) -> Done:
    """Import what brings news, each batch in a transaction of its own; gives what was done.

    `tell` hears after each batch what is done so far. What is missing and merged in `closing` is closed as gone.

    The last one comes with the customers of all others: a file of which any customer is missing has a deal that is
    missing too, so that importing it again does what is left. BrokenOff where it ends half-way; what the database
    raises goes through while nothing is done.
    """
    done = Done()
    try:
        if reading.records:
            _carry_out(house.in_bulk, workspace, reading, done, tell)
        _close(house, workspace, closing or Vanished(), reading.source, done)
    except (DBAPIError, DatabaseError, KeyboardInterrupt) as error:
        if not (done.deals or done.gone):
            raise
        raise BrokenOff(_half_way(done, len(reading.records), error)) from error
    return done


def _carry_out(house: House, workspace: int, reading: Reading[DealRecord], done: Done, tell: Tell) -> None:
    with house.read(workspace) as desk:
        owner_of = owner_finder(people.all_of(desk.tx))
    *batches, last = deals.parts(reading.records)
    for batch in batches:
        with _batch(
            house, workspace, lasting=False
        ) as desk:  # the last one, which is, makes all of them safe
            plan = deals.import_deals(desk, replace(reading, records=batch), owner_of)
        done.add(plan)
        tell(done)
    for accounts in _accounts_before(house, workspace, last):
        with _batch(house, workspace, lasting=False) as desk:
            added = keep_customers(desk, accounts)
        done.customers += added
    with house.write(workspace) as desk:
        plan = deals.import_deals(desk, replace(reading, records=last), owner_of)
        added = keep_customers(desk, unkept(desk, accounts_of(last)))
    done.add(plan)
    done.customers += added


def _close(house: House, workspace: int, closing: Vanished, source: str, done: Done) -> None:
    for merged in in_parts(closing.merged, AT_ONCE):
        with _batch(house, workspace) as desk:
            close_merged(desk, merged, source)
        done.gone += len(merged)
    for missing in in_parts(closing.missing, AT_ONCE):
        with _batch(house, workspace) as desk:
            closed = close_missing(desk, [each.id for each in missing], source)
        done.gone += closed


@contextmanager
def _batch(house: House, workspace: int, *, lasting: bool = True) -> Iterator[Desk]:
    """A transaction, and on SQLite, where one writes at a time, a moment in which others come to write."""
    with house.write(workspace, lasting=lasting) as desk:
        yield desk
    if house.database.file:
        sleep(REST)


def _accounts_before(
    house: House, workspace: int, last: Collection[DealRecord]
) -> Iterator[dict[Account, Won]]:
    """The accounts that want a customer, a few hundred at a time, but for those that come with the last batch's."""
    with house.read(workspace) as desk:
        found = unkept(desk)
    later = concerned(accounts_of(last))
    rest = [(account, won) for account, won in found.items() if later.isdisjoint(concerned([account]))]
    return map(dict, in_parts(rest, AT_ONCE))


def _half_way(done: Done, count: int, error: BaseException) -> str:
    said = reason_of(error) if isinstance(error, DBAPIError) else str(error)
    return (
        f"Broken off half-way ({said or 'interrupted'}). {done.deals} of {count} new and changed deals "
        "are in and stay. Import the same file again: it goes on with the rest."
    )
