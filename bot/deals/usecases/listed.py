"""A list of customers: what it would do to those that are there, and doing it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime

from bot.deals.usecases.accounts import (
    FROM_LIST,
    Known,
    Said,
    account_of,
    is_called,
    new_customer,
    news,
    shared,
    with_id,
)
from bot.kit.desk import Desk
from flows.company.changes import Change
from flows.company.subjects import NewSubject, Subject, key_of
from flows.imports import CustomerRecord
from storage import changes, subjects

InDeals = Callable[[Collection[str]], Set[str]]  # which of these accounts' ids some deal names


@dataclass(frozen=True)
class Listed:
    """What a list of customers would do; `unclear` are those of its names that several customers have.

    `beside` are the names of customers without an id who stay beside several new ones of that name.
    """

    new: tuple[tuple[CustomerRecord, int | None], ...]
    changed: tuple[tuple[Subject, tuple[Change, ...]], ...]
    unchanged: int
    unclear: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def plan_customers(
    known: Known, records: Iterable[tuple[CustomerRecord, int | None]], said: Said, in_deals: InDeals
) -> Listed:
    """What this list of customers, each with its owner's id, would do to the known ones.

    A customer without an id, whose name several of the listed accounts have, is the one of them that is alone in
    having deals; else it stays beside them.
    """
    new, changed, unclear, unchanged = [], [], [], 0
    lines = list(records)
    accounts = [account_of(record) for record, _ in lines]
    claims = Counter(customer.id for account in accounts if (customer := known.one(account)))
    several = shared(known, accounts)
    own = _with_deals(several, in_deals)
    for record, owner_id in lines:
        there = known.find(account_of(record))
        if len(there) > 1:
            unclear.append(record.name)
        elif not there or (
            record.account_id  # several have one customer's name
            and claims[there[0].id] > 1
            and own.get(there[0].id) != record.account_id
        ):
            new.append((record, owner_id))
        elif found := news(there[0], _changes(there[0], record, owner_id), said):
            changed.append((there[0], found))
        else:
            unchanged += 1
    beside = tuple(known.by_id[each].name for each in several if each not in own)
    return Listed(tuple(new), tuple(changed), unchanged, tuple(unclear), beside)


def _with_deals(several: Mapping[int, frozenset[str]], in_deals: InDeals) -> dict[int, str]:
    """The only account of each customer's several that deals name."""
    named = in_deals([each for ids in several.values() for each in ids]) if several else frozenset()
    found = {customer: list(ids & named) for customer, ids in several.items()}
    return {customer: ids[0] for customer, ids in found.items() if len(ids) == 1}


def _changes(before: Subject, record: CustomerRecord, owner_id: int | None) -> tuple[Change, ...]:
    """What the list states and the database doesn't say yet; an empty cell says nothing, nor an open currency."""
    account = account_of(record)
    says_currency = record.yearly_value is not None and before.currency not in record.could_be
    stated = (
        ("owner_id", before.owner_id, owner_id),
        ("amount", before.amount, record.yearly_value),
        ("currency", before.currency, record.currency if says_currency else None),
        ("close_date", before.close_date, record.expiry_date),
        ("segment", before.segment, record.segment),
    )
    found = [Change(field, old, new) for field, old, new in stated if new is not None and new != old]
    return (*(is_called(before, account, record.name) if account.id else ()), *found)


def carry_out(desk: Desk, listed: Listed) -> None:
    """Add and change the customers of a list."""
    subjects.insert_many(desk.tx, [_from_list(record, owner, desk.now) for record, owner in listed.new])
    changed = {subject.id: found for subject, found in listed.changed}
    changes.apply_many(desk.tx, changed, by_source=FROM_LIST)
    renamed = {
        id_: key_of(str(one.after)) for id_, found in changed.items() for one in found if one.field == "name"
    }
    subjects.call(desk.tx, renamed)


def _from_list(record: CustomerRecord, owner_id: int | None, now: datetime) -> NewSubject:
    new = new_customer(record.name, source=FROM_LIST, owner_id=owner_id, currency=record.currency, now=now)
    stated = replace(new, amount=record.yearly_value, close_date=record.expiry_date, segment=record.segment)
    return with_id(stated, record.account_id)
