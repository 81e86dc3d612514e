"""The snapshots of the digests: what the next digest compares itself with."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from sqlalchemy import JSON, Column, ColumnElement, ForeignKey, Integer, Table, insert, select

from flows.company.colour import Colour
from flows.company.money import Money
from flows.figures.digest import Snapshot
from flows.figures.groups import Mark
from storage.engine import Transaction
from storage.schema import HERE, UtcDateTime, metadata, needed

digests = Table(
    "digests",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id"), index=True),
    needed("taken_at", UtcDateTime),
    needed("snapshot", JSON),
    Column("waiting", JSON),  # ids of the subjects that were asked for and not ready
    Column("figures", JSON),  # all that its message says, as ids and numbers
    Column("team_id", Integer),  # who leads the team whose digest it is; empty: the whole company's
    sqlite_autoincrement=True,
)


Packed = tuple[str, str | None, str | None]


def last(tx: Transaction, team: int | None = None, *, before: int | None = None) -> Snapshot | None:
    """The newest snapshot of a team, or of the company: each subject's colour and value; None before its first digest.

    `before` is the id of a digest: then the newest of those before it.
    """
    query = select(digests.c.snapshot).where(digests.c.workspace_id == tx.workspace, _is_of(team))
    if before is not None:
        query = query.where(digests.c.id < before)
    packed = tx.execute(query.order_by(digests.c.id.desc()).limit(1)).scalar_one_or_none()
    return None if packed is None else {int(id_): _mark(*mark) for id_, mark in packed.items()}


def team_of(tx: Transaction, digest_id: int) -> int | None:
    """Whose digest it is: the id of who leads the team, None for the company's."""
    query = select(digests.c.team_id).where(digests.c.workspace_id == tx.workspace, digests.c.id == digest_id)
    team: int | None = tx.execute(query).scalar_one()
    return team


def taken_at(tx: Transaction, digest_id: int) -> datetime:
    """When it was taken."""
    query = select(digests.c.taken_at).where(
        digests.c.workspace_id == tx.workspace, digests.c.id == digest_id
    )
    at: datetime = tx.execute(query).scalar_one()
    return at


def _is_of(team: int | None) -> ColumnElement[bool]:
    return digests.c.team_id.is_(None) if team is None else digests.c.team_id == team


NEWEST = (
    select(digests.c.taken_at, digests.c.waiting)
    .where(digests.c.workspace_id == HERE, digests.c.team_id.is_(None))
    .order_by(digests.c.id.desc())
    .limit(1)
)


def cut_off_of(tx: Transaction, subject_id: int) -> datetime | None:
    """When the newest digest was taken, if this subject was asked for and not ready then; None if it was not."""
    newest = tx.run(NEWEST).one_or_none()
    return newest.taken_at if newest and subject_id in (newest.waiting or ()) else None


def keep(
    tx: Transaction,
    snapshot: Snapshot,
    *,
    team: int | None = None,
    waiting: Collection[int] = (),
    figures: object = None,
) -> int:
    """Keep a snapshot, the ids of what was asked for and not ready, and what its message says; gives its id.

    The earlier ones stay. `figures` is JSON of ids and numbers.
    """
    packed = {str(id_): _packed(mark) for id_, mark in snapshot.items()}
    said = {"snapshot": packed, "waiting": sorted(waiting), "figures": figures, "team_id": team}
    new = insert(digests).values(workspace_id=tx.workspace, taken_at=tx.now, **said)
    digest_id: int = tx.execute(new.returning(digests.c.id)).scalar_one()
    return digest_id


def last_groups(tx: Transaction) -> tuple[datetime, object] | None:
    """When the newest digest was taken, and what it kept of each colour; None before the first."""
    said = digests.c.figures["figures"]["groups"].label("groups")
    query = select(digests.c.taken_at, said).where(digests.c.workspace_id == tx.workspace, _is_of(None))
    row = tx.execute(query.order_by(digests.c.id.desc()).limit(1)).one_or_none()
    return None if row is None or row.groups is None else (row.taken_at, row.groups)


def figures(tx: Transaction, digest_id: int) -> object:
    """What the message of a digest says, as it was kept."""
    query = select(digests.c.figures).where(digests.c.workspace_id == tx.workspace, digests.c.id == digest_id)
    return tx.execute(query).scalar_one()


def _packed(mark: Mark) -> Packed:
    if mark.value is None:
        return mark.colour.value, None, None
    return mark.colour.value, f"{mark.value.amount:f}", mark.value.currency


def _mark(colour: str, amount: str | None, currency: str | None) -> Mark:
    value = None if amount is None or currency is None else Money(Decimal(amount), currency)
    return Mark(Colour(colour), value)
