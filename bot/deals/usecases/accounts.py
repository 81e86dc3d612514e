"""Customers: an account with a won deal is one; a list of customers adds others."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.kit.desk import Desk
from flows.company.changes import Change
from flows.company.subjects import Kind, NewSubject, Status, Subject, key_of
from flows.imports import CustomerRecord
from storage import changes, subjects
from storage.changes import noted
from storage.subjects import Won

Said = Mapping[tuple[int, str], str | None]  # see storage.changes.said_before_people

FROM_DEALS = "deals"
FROM_LIST = "list"


@dataclass(frozen=True)
class Listed:
    """What a list of customers would do."""

    new: tuple[tuple[CustomerRecord, int | None], ...]
    changed: tuple[tuple[Subject, tuple[Change, ...]], ...]
    unchanged: int


def keep_customers(desk: Desk, latest: Mapping[str, Won]) -> int:
    """Make customers of these accounts, each owned by the owner of its latest won deal; returns how many are new.

    A few hundred at a time, of those that are `unkept`. A customer whose owner a list or somebody in Slack has named
    keeps that owner.
    """
    known = by_key(subjects.identified(desk.tx, Kind.CUSTOMER, latest))
    follow = {known[key].id: won for key, won in latest.items() if key in known and _follows(known[key], won)}
    named = changes.said_by(desk.tx, "owner_id", FROM_LIST, follow)
    before = {customer.id: customer.owner_id for customer in known.values()}
    moved = {
        id_: [Change("owner_id", before[id_], won.owner_id)]
        for id_, won in follow.items()
        if id_ not in named
    }
    changes.apply_many(desk.tx, moved, by_source=FROM_DEALS)
    new = [_from_deal(desk, won, desk.now) for key, won in latest.items() if key not in known]
    # Somebody else may win a deal of the same account in this very moment.
    subjects.insert_missing(desk.tx, Kind.CUSTOMER, FROM_DEALS, new)
    return len(new)


def unkept(desk: Desk, keys: Collection[str] | None = None) -> dict[str, Won]:
    """The latest won deal of every account that is no customer yet, or is another owner's; of these only, or of all.

    The latest is the one that was closed last; of several on one day the one that came in last.
    """
    latest: dict[str, Won] = {}
    for won in subjects.won(desk.tx):
        key = key_of(won.customer)
        if key and (keys is None or key in keys) and _when(won) > _when(latest.get(key)):
            latest[key] = won
    known = by_key(
        subjects.of_kind(desk.tx, Kind.CUSTOMER)
        if keys is None
        else subjects.identified(desk.tx, Kind.CUSTOMER, latest)
    )
    return {key: won for key, won in latest.items() if key not in known or _follows(known[key], won)}


def _follows(customer: Subject, won: Won) -> bool:
    return customer.source == FROM_DEALS and won.owner_id not in (None, customer.owner_id)


def by_key(customers: Iterable[Subject]) -> dict[str, Subject]:
    """Customers by their key, wherever they come from."""
    return {customer.source_id: customer for customer in customers}


def _when(won: Won | None) -> tuple[date, int]:
    return (won.close_date or date.min, won.id) if won else (date.min, 0)


def _from_deal(desk: Desk, won: Won, now: datetime) -> NewSubject:
    currency = desk.settings.currency
    return new_customer(won.customer, source=FROM_DEALS, owner_id=won.owner_id, currency=currency, now=now)


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


def plan_customers(
    known: Mapping[str, Subject],
    records: Iterable[tuple[CustomerRecord, int | None]],
    said: Said,
) -> Listed:
    """What this list of customers, each with its owner's id, would do to the known ones (see `by_key`)."""
    new, changed, unchanged = [], [], 0
    for record, owner_id in records:
        before = known.get(key_of(record.name))
        if before is None:
            new.append((record, owner_id))
            continue
        found = news(before, _changes(before, record, owner_id), said)
        if found:
            changed.append((before, found))
        else:
            unchanged += 1
    return Listed(tuple(new), tuple(changed), unchanged)


def _changes(before: Subject, record: CustomerRecord, owner_id: int | None) -> tuple[Change, ...]:
    """What the list states and the database doesn't say yet; an empty cell says nothing, nor an open currency."""
    says_currency = record.yearly_value is not None and before.currency not in record.could_be
    stated = (
        ("owner_id", before.owner_id, owner_id),
        ("amount", before.amount, record.yearly_value),
        ("currency", before.currency, record.currency if says_currency else None),
        ("close_date", before.close_date, record.expiry_date),
        ("segment", before.segment, record.segment),
    )
    return tuple(Change(field, old, new) for field, old, new in stated if new is not None and new != old)


def carry_out(desk: Desk, listed: Listed) -> None:
    """Add and change the customers of a list."""
    subjects.insert_many(desk.tx, [_from_list(record, owner, desk.now) for record, owner in listed.new])
    changed = {subject.id: found for subject, found in listed.changed}
    changes.apply_many(desk.tx, changed, by_source=FROM_LIST)


def _from_list(record: CustomerRecord, owner_id: int | None, now: datetime) -> NewSubject:
    new = new_customer(record.name, source=FROM_LIST, owner_id=owner_id, currency=record.currency, now=now)
    return replace(new, amount=record.yearly_value, close_date=record.expiry_date, segment=record.segment)


def news(before: Subject, found: Iterable[Change], said: Said) -> tuple[Change, ...]:
    """The changes without those in which the source repeats what it said before somebody changed it in Slack."""
    return tuple(
        one for one in found if (before.id, one.field) not in said or noted(one) != said[before.id, one.field]
    )
