"""Customers: an account with a won deal is one; a list of customers adds others."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from bot.kit.desk import Desk
from bot.standing.keeping import keep_new
from flows.company.changes import Change
from flows.company.subjects import Kind, NewSubject, Status, Subject, key_of
from flows.imports import CustomerRecord
from storage import changes, subjects
from storage.changes import noted
from storage.subjects import Won

Said = Mapping[tuple[int, str], str | None]  # see storage.changes.said_before_people

FROM_DEALS = "deals"
FROM_LIST = "list"


class Account(NamedTuple):
    """What a customer is known by: its account's id, where a file gives one, and its name (see `key_of`)."""

    id: str | None
    key: str

    @property
    def place(self) -> "Account":
        """What it is told from others by: its id alone where it has one, since names change."""
        return Account(self.id, "") if self.id else self


class Known:
    """The customers that are there, by their accounts."""

    def __init__(self, customers: Iterable[Subject]) -> None:
        """With these, wherever they come from."""
        self.with_id: dict[str, Subject] = {}
        self.by_id: dict[int, Subject] = {}
        self.called: defaultdict[str, list[Subject]] = defaultdict(list)
        for customer in customers:
            self.by_id[customer.id] = customer
            self.called[customer.known_as or ""].append(customer)
            if customer.account_id:
                self.with_id[customer.account_id] = customer

    def find(self, account: Account) -> list[Subject]:
        """The customer that is this account: by its id, else by its name; several where nothing tells them apart.

        Whoever has another id in the same system is another customer, whatever its name.
        """
        if account.id is None:
            return self.called[account.key]
        if account.id in self.with_id:
            return [self.with_id[account.id]]
        return [each for each in self.called[account.key] if not _elsewhere(each.account_id, account.id)]

    def one(self, account: Account) -> Subject | None:
        """The only customer that can be this account."""
        found = self.find(account)
        return found[0] if len(found) == 1 else None


def _elsewhere(theirs: str | None, account_id: str) -> bool:
    return theirs is not None and _system(theirs) == _system(account_id)


def _system(account_id: str) -> str:
    return account_id.rpartition(":")[0]


def shared(known: Known, accounts: Iterable[Account]) -> dict[int, frozenset[str]]:
    """The customers without an id whose name several of these accounts have, with the ids of those."""
    claims: defaultdict[int, set[str]] = defaultdict(set)
    for account in accounts:
        if account.id and (customer := known.one(account)) and customer.account_id is None:
            claims[customer.id].add(account.id)
    return {customer: frozenset(ids) for customer, ids in claims.items() if len(ids) > 1}


def account_of(named: Won | CustomerRecord) -> Account:
    """The account that a deal names, or that a line of a list is."""
    name = named.customer if isinstance(named, Won) else named.name
    return Account(named.account_id, key_of(name))


def keep_customers(desk: Desk, latest: Mapping[Account, Won]) -> int:
    """Make customers of these accounts, each owned by the owner of its latest won deal; returns how many are new.

    A few hundred at a time, of those that are `unkept`, in that order. Who is known by a name alone is the account of
    that name that has an id. A customer whose owner a list or somebody in Slack has named keeps that owner.
    """
    known = known_among(desk, latest)
    found = {account: known.find(account) for account in latest}
    follow = {
        customer.id: won for account, won in latest.items() if (customer := _follower(found[account], won))
    }
    named = changes.said_by(desk.tx, "owner_id", FROM_LIST, follow)
    before = {customer.id: customer.owner_id for each in found.values() for customer in each}
    moved = {
        id_: [Change("owner_id", before[id_], won.owner_id)]
        for id_, won in follow.items()
        if id_ not in named
    }
    changes.apply_many(desk.tx, moved, by_source=FROM_DEALS)
    strange = [account for account in latest if not found[account]]
    with_id = {account.key for account in strange if account.id}
    new = [
        _from_deal(desk, latest[account], desk.now)
        for account in strange
        if account.id or account.key not in with_id
    ]
    # Somebody else may win a deal of the same account in this very moment.
    keep_new(desk, subjects.insert_missing(desk.tx, new))
    return len(new)


def known_among(desk: Desk, accounts: Collection[Account]) -> Known:
    """The customers that could be these accounts; a few hundred at a time."""
    keys, ids = {each.key for each in accounts}, {each.id for each in accounts if each.id}
    return Known(subjects.accounts(desk.tx, keys, ids))


def unkept(desk: Desk, accounts: Collection[Account] | None = None) -> dict[Account, Won]:
    """The latest won deal of every account that is no customer yet, or is another owner's; of all, or of these only.

    The latest is the one that was closed last; of several on one day the one that came in last. With these come all
    that have their names, and those with an id are first: so whom a name means rests on nothing but the deals.
    """
    latest: dict[Account, Won] = {}
    for won in subjects.won(desk.tx):
        account = account_of(won)
        if account.key and _when(won) > _when(latest.get(account.place)):
            latest[account.place] = won
    found = {account_of(won): won for won in sorted(latest.values(), key=lambda won: won.account_id is None)}
    if accounts is not None:
        wanted = concerned(accounts)
        found = {each: won for each, won in found.items() if not wanted.isdisjoint(concerned([each]))}
    known = Known(subjects.of_kind(desk.tx, Kind.CUSTOMER)) if accounts is None else known_among(desk, found)
    return {
        account: won
        for account, won in found.items()
        if not (there := known.find(account)) or _follower(there, won)
    }


def concerned(accounts: Iterable[Account]) -> set[str]:
    """The ids and names of which each may make one of these accounts be the same customer as another."""
    return {said for account in accounts for said in account if said}


def _follower(customers: Collection[Subject], won: Won) -> Subject | None:
    """The customer that goes to the owner of this deal, if any; of several nobody knows which."""
    for customer in customers if len(customers) == 1 else ():
        if customer.source == FROM_DEALS and won.owner_id not in (None, customer.owner_id):
            return customer
    return None


def follow_accounts(desk: Desk, accounts: Mapping[str, str]) -> int:
    """Have customers be called as a source calls their accounts now (id -> name); returns how many are renamed.

    A customer who was known by its name alone so far gets its id with it, unless several accounts have that name.
    A few hundred at a time.
    """
    stated = {Account(id_, key_of(name)): name for id_, name in accounts.items() if key_of(name)}
    if not stated:
        return 0
    known = known_among(desk, stated)
    there = {account: customer for account in stated if (customer := known.one(account))}
    claims = Counter(customer.id for customer in there.values())
    alone = {account: customer for account, customer in there.items() if claims[customer.id] == 1}
    said = changes.said_before_people(desk.tx, [customer.id for customer in alone.values()])
    changed, called = {}, {}
    for account, customer in alone.items():
        if found := news(customer, is_called(customer, account, stated[account]), said):
            changed[customer.id] = found
        if account.key != customer.known_as:
            called[customer.id] = account.key
    changes.apply_many(desk.tx, changed, by_source=FROM_DEALS)
    subjects.call(desk.tx, called)
    return len(called)


def is_called(customer: Subject, account: Account, name: str) -> list[Change]:
    """The name where the account's is another one now, and the id where the customer has none."""
    found = []
    if account.key != customer.known_as:
        found.append(Change("name", customer.name, name))
    if customer.account_id is None:
        found.append(Change("account_id", None, account.id))
    return found


def _when(won: Won | None) -> tuple[date, int]:
    return (won.close_date or date.min, won.id) if won else (date.min, 0)


def _from_deal(desk: Desk, won: Won, now: datetime) -> NewSubject:
    currency = desk.settings.currency
    new = new_customer(won.customer, source=FROM_DEALS, owner_id=won.owner_id, currency=currency, now=now)
    return with_id(new, won.account_id)


def with_id(new: NewSubject, account_id: str | None) -> NewSubject:
    """A new customer with its account's id, which tells it from others of its name."""
    return replace(new, account_id=account_id, source_id=account_id) if account_id else new


def new_customer(name: str, *, source: str, owner_id: int | None, currency: str, now: datetime) -> NewSubject:
    """A customer who is due for a first review; nothing is known yet of the yearly value and the expiry date."""
    return NewSubject(
        kind=Kind.CUSTOMER,
        source=source,
        source_id=key_of(name),
        name=name,
        customer="",
        owner_id=owner_id,
        amount=None,
        currency=currency,
        close_date=None,
        stage=None,
        status=Status.OPEN,
        seen_at=now,
        due_at=now,
    )


def news(before: Subject, found: Iterable[Change], said: Said) -> tuple[Change, ...]:
    """The changes without those in which the source repeats what it said before somebody changed it in Slack."""
    return tuple(
        one for one in found if (before.id, one.field) not in said or noted(one) != said[before.id, one.field]
    )
