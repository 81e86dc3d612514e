"""The snapshots of the digests: what the next digest compares itself with."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, insert, select

from flows.colour import Colour
from flows.digest import Mark, Snapshot
from flows.money import Money
from storage.tables import digests

Packed = tuple[str, str | None, str | None]


def last(tx: Connection, workspace: int) -> Snapshot | None:
    """The newest snapshot: each subject's colour and value then; None before the first digest."""
    query = select(digests.c.snapshot).where(digests.c.workspace_id == workspace)
    packed = tx.execute(query.order_by(digests.c.id.desc()).limit(1)).scalar_one_or_none()
    return None if packed is None else {int(id_): _mark(*mark) for id_, mark in packed.items()}


def last_taken_at(tx: Connection, workspace: int) -> datetime | None:
    """When the newest snapshot was taken."""
    query = select(digests.c.taken_at).where(digests.c.workspace_id == workspace)
    return tx.execute(query.order_by(digests.c.id.desc()).limit(1)).scalar_one_or_none()


def keep(tx: Connection, workspace: int, snapshot: Snapshot, *, now: datetime) -> None:
    """Keep a snapshot; the earlier ones stay."""
    packed = {str(id_): _packed(mark) for id_, mark in snapshot.items()}
    tx.execute(insert(digests).values(workspace_id=workspace, taken_at=now, snapshot=packed))


def _packed(mark: Mark) -> Packed:
    if mark.value is None:
        return mark.colour.value, None, None
    return mark.colour.value, f"{mark.value.amount:f}", mark.value.currency


def _mark(colour: str, amount: str | None, currency: str | None) -> Mark:
    value = None if amount is None or currency is None else Money(Decimal(amount), currency)
    return Mark(Colour(colour), value)
