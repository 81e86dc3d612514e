"""Pairs: who meets with whom and how often, now and before; whatever is changed begins a new row and ends the old.

Each person on the list has one that runs, also without a manager: then it is their own rhythm. What the list and Setup
say of it (manager, weekday, time) stands with the person, and the pair follows; all else is said of the pair itself.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    column,
    delete,
    insert,
    select,
    table,
    update,
)

from flows.company.people import Role
from flows.rhythm.days_off import Rule
from flows.rhythm.pair import Cadence, Every
from storage.engine import Transaction
from storage.schema import HERE, UtcDateTime, metadata, needed

pairs = Table(
    "pairs",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("seller_id", ForeignKey("people.id")),
    Column("manager_id", ForeignKey("people.id"), index=True),
    needed("every", Text),
    Column("nth", Integer),
    needed("weekday", Integer),
    needed("at", Text),  # HH:MM, local to `timezone`
    needed("minutes", Integer),
    Column("timezone", Text),  # empty: the seller's, wherever they are
    needed("anchor", Date),
    needed("ahead", Integer),  # hours before it for which the first reminder comes
    needed("on_day_off", Text),
    Column("stand_in_id", ForeignKey("people.id")),
    needed("paused", Boolean),
    needed("since", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Index(
        "uq_pairs_running",
        "seller_id",
        unique=True,
        sqlite_where=column("ended_at").is_(None),
        postgresql_where=column("ended_at").is_(None),
    ),
    Index(None, "seller_id", "since"),
    sqlite_autoincrement=True,
)
c = pairs.c
# Whose file imports this one.
PEOPLE = table(
    "people",
    column("id"),
    column("workspace_id"),
    column("role"),
    column("manager_id"),
    column("weekday"),
    column("at"),
    column("timezone"),
    column("country"),
)
# As whom the list names meets where nothing else is said: each week, reminded at that very moment, on whatever day.
AS_LISTED = {
    "every": Every.WEEK.value,
    "minutes": 30,
    "ahead": 0,
    "on_day_off": Rule.KEEP.value,
    "paused": False,
}
BEFORE = timedelta(days=14)  # so long before it was listed a pair's weeks begin, whatever its zone


@dataclass(frozen=True)
class Terms:
    """What a pair has agreed: when it meets, and what it does about days off and absences.

    `own_zone` says that the cadence's zone is the pair's, whatever zone the seller is in. `ahead` is how long before
    it the first reminder comes; nothing: at its moment.
    """

    cadence: Cadence
    own_zone: bool
    ahead: timedelta
    rule: Rule
    stand_in_id: int | None = None


@dataclass(frozen=True)
class Pair:
    """A seller and a manager (None for who has none) on their terms; `countries` are theirs, where they are known."""

    id: int
    seller_id: int
    manager_id: int | None
    terms: Terms
    countries: tuple[str | None, ...]
    paused: bool
    since: datetime
    ended_at: datetime | None


seller, manager = PEOPLE.alias("seller"), PEOPLE.alias("manager")
ALL: Select[Any] = (
    select(
        pairs,
        seller.c.timezone.label("sellers_zone"),
        seller.c.country.label("sellers_country"),
        manager.c.country.label("managers_country"),
    )
    .join(seller, seller.c.id == c.seller_id)
    .outerjoin(manager, manager.c.id == c.manager_id)
    .where(c.workspace_id == HERE)
    .order_by(c.seller_id, c.id)
)
RUNNING = ALL.where(c.ended_at.is_(None))
OF_SELLERS = RUNNING.where(c.seller_id.in_(bindparam("ids", expanding=True)))
WITH = RUNNING.where((c.seller_id == bindparam("person_id")) | (c.manager_id == bindparam("person_id")))
OF_SELLER = ALL.where(c.seller_id == bindparam("seller_id"))


def running(tx: Transaction, seller_ids: Collection[int]) -> dict[int, Pair]:
    """The pairs of these sellers that run, by the sellers' ids."""
    return {row.seller_id: _pair(row) for row in tx.run(OF_SELLERS, ids=list(seller_ids))}


def of(tx: Transaction, seller_id: int) -> Pair | None:
    """The pair of a seller that runs."""
    return running(tx, [seller_id]).get(seller_id)


def with_(tx: Transaction, person_id: int) -> list[Pair]:
    """The pairs that run in which somebody is one of the two."""
    return [_pair(row) for row in tx.run(WITH, person_id=person_id)]


def history(tx: Transaction, seller_id: int) -> list[Pair]:
    """All pairs in which somebody was the seller, the oldest first."""
    return [_pair(row) for row in tx.run(OF_SELLER, seller_id=seller_id)]


def follow(tx: Transaction, person_id: int) -> None:
    """Have somebody's pair be as the list and Setup say; it ends for who has no part in it any more."""
    its = PEOPLE.c.workspace_id == tx.workspace, PEOPLE.c.id == person_id
    row = tx.execute(select(PEOPLE).where(*its)).one()
    if row.role == Role.NONE.value:
        end(tx, person_id)
        return
    said = {"manager_id": row.manager_id, "weekday": row.weekday, "at": row.at}
    _say(tx, person_id, said)


def agree(tx: Transaction, seller_id: int, manager_id: int | None, terms: Terms) -> None:
    """Have a seller's pair be with this manager and on these terms; who says so tells the person's row, too."""
    cadence = terms.cadence
    said = {
        "manager_id": manager_id,
        "every": cadence.every.value,
        "nth": cadence.nth,
        "weekday": cadence.weekday,
        "at": written(cadence.at),
        "minutes": cadence.minutes,
        "timezone": cadence.timezone if terms.own_zone else None,
        "anchor": cadence.anchor,
        "ahead": terms.ahead // timedelta(hours=1),
        "on_day_off": terms.rule.value,
        "stand_in_id": terms.stand_in_id,
    }
    _say(tx, seller_id, said)


def set_paused(tx: Transaction, seller_id: int, *, paused: bool) -> None:
    """Stop or restart what comes of a seller's pair."""
    _say(tx, seller_id, {"paused": paused})


def end(tx: Transaction, seller_id: int) -> None:
    """End a seller's pair; what was stays on record."""
    tx.execute(update(pairs).where(*_runs(tx, seller_id)).values(ended_at=tx.now))


def _say(tx: Transaction, seller_id: int, said: Mapping[str, object]) -> None:
    """Have the pair that runs be as is said, and all else as it was.

    What is said and taken back in the same act was never said: the list gives people their managers in a second go.
    """
    row = tx.execute(select(pairs).where(*_runs(tx, seller_id)).with_for_update()).mappings().one_or_none()
    now = {
        key: value for key, value in (row or _listed(tx, seller_id)).items() if key not in ("id", "ended_at")
    }
    wanted = {**now, **said}
    if row and wanted == now:
        return
    if row and row["since"] == tx.now:
        tx.execute(delete(pairs).where(c.id == row["id"]))
        if _taken_back(tx, seller_id, wanted):
            return
    elif row:
        tx.execute(update(pairs).where(c.id == row["id"]).values(ended_at=tx.now))
    tx.execute(insert(pairs).values(wanted | {"since": tx.now}))


def _taken_back(tx: Transaction, seller_id: int, wanted: Mapping[str, object]) -> bool:
    """Whether the pair that ended in this act is as is wanted again; then it goes on."""
    ended = c.workspace_id == tx.workspace, c.seller_id == seller_id, c.ended_at == tx.now, c.since < tx.now
    before = tx.execute(select(pairs).where(*ended)).mappings().one_or_none()
    terms = wanted.keys() - {"since"}
    if before is None or any(before[key] != wanted[key] for key in terms):
        return False
    tx.execute(update(pairs).where(c.id == before["id"]).values(ended_at=None))
    return True


def _listed(tx: Transaction, seller_id: int) -> dict[str, object]:
    """What a pair is of which nothing was said yet."""
    anchor = (tx.now.astimezone(UTC) - BEFORE).date()
    named = dict.fromkeys(("manager_id", "nth", "timezone", "stand_in_id", "weekday", "at", "since"))
    of_it = {"workspace_id": tx.workspace, "seller_id": seller_id, "anchor": anchor}
    return named | AS_LISTED | of_it


def _runs(tx: Transaction, seller_id: int) -> tuple[Any, ...]:
    return c.workspace_id == tx.workspace, c.seller_id == seller_id, c.ended_at.is_(None)


def written(at: time) -> str:
    """A time of day as it is kept."""
    return at.strftime("%H:%M")


def cadence_of(row: Any, timezone: str) -> Cadence:
    """The cadence that a row with a pair's columns states."""
    return Cadence(
        Every(row.every), row.weekday, time.fromisoformat(row.at), timezone, row.anchor, row.nth, row.minutes
    )


def _pair(row: Row[Any]) -> Pair:
    terms = Terms(
        cadence=cadence_of(row, row.timezone or row.sellers_zone),
        own_zone=row.timezone is not None,
        ahead=timedelta(hours=row.ahead),
        rule=Rule(row.on_day_off),
        stand_in_id=row.stand_in_id,
    )
    countries = (row.sellers_country, row.managers_country) if row.manager_id else (row.sellers_country,)
    return Pair(row.id, row.seller_id, row.manager_id, terms, countries, row.paused, row.since, row.ended_at)
