"""The snapshots of the digests: what the next digest compares itself with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    bindparam,
    func,
    insert,
    or_,
    select,
)

from flows.company.colour import Colour
from flows.company.money import Money
from flows.company.subjects import Kind
from flows.figures.bridge import Snapshot
from flows.figures.groups import Mark
from storage.engine import Transaction
from storage.people import people
from storage.schema import HERE, UNIT, UtcDateTime, metadata, needed, plain
from storage.subjects import subjects

digests = Table(
    "digests",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id"), index=True),
    needed("taken_at", UtcDateTime),
    needed("snapshot", JSON),
    Column("waiting", JSON),  # ids of the subjects that were asked for and not ready
    Column("figures", JSON),  # all that its message says, as ids and numbers
    Column("team_id", Integer),  # a person: who leads the team that it is of; empty for the whole company's
    Index(None, "workspace_id", "team_id", "id"),
    sqlite_autoincrement=True,
)

c = digests.c
GREY = Colour.GREY.value
# A subject's mark as it is kept: colour, amount (as a whole number of its unit), currency, last colour, kind. Older
# ones have the first three, with the amount as a decimal number in a text.
Packed = list[Any]
ById = dict[str, Packed]


@dataclass(frozen=True)
class Marks:
    """Each subject's mark as it is kept, by its id; and when what is not reviewed had its last colour in a review."""

    by_id: ById = field(default_factory=dict)
    known_at: dict[str, datetime] = field(default_factory=dict)

    def after(self, last: "Last | None") -> ById:
        """The marks where what was not reviewed since the last digest keeps the colour that it had there.

        Time alone may have given it another one than its review: a close date that came nearer, and then too old.
        """
        if last is None:
            return self.by_id
        for id_, mark in self.by_id.items():
            then = last.marks.get(id_)
            if mark[0] == GREY and then and not self._is_newer(id_, last.taken_at):
                mark[3] = then[0] if then[0] != GREY else (then[3] if len(then) > 3 else None) or mark[3]
        return self.by_id

    def _is_newer(self, id_: str, moment: datetime) -> bool:
        return id_ in self.known_at and self.known_at[id_] > moment


@dataclass(frozen=True)
class Last:
    """The newest digest of a team or of the company: when, each subject's mark as it is kept, and what it said."""

    taken_at: datetime
    marks: ById
    figures: Mapping[str, Any] | None

    @property
    def has_customers(self) -> bool:
        """Whether customers are among the marks; older ones have the deals alone, without what each was last."""
        return not any(len(mark) == 3 for mark in self.marks.values())


# Through `values`, so that None finds the company's.
OF_TEAM = c.team_id.is_not_distinct_from(bindparam("team", type_=Integer()))
BEFORE = bindparam("before", type_=Integer())
NEWEST_OF = (
    select(c.taken_at, c.snapshot, c.figures["figures"].label("said"))
    .where(c.workspace_id == HERE, OF_TEAM, or_(BEFORE.is_(None), c.id < BEFORE))
    .order_by(c.id.desc())
    .limit(1)
)


def newest(tx: Transaction, team: int | None = None, *, before: int | None = None) -> Last | None:
    """The newest digest of a team (the id of who leads it), or of the whole company; None before the first.

    `before` is the id of a digest: then the newest of those before it.
    """
    row = tx.run(NEWEST_OF, team=team, before=before).one_or_none()
    return None if row is None else Last(row.taken_at, row.snapshot, row.said)


def taken_at(tx: Transaction, digest_id: int) -> datetime:
    """When it was taken."""
    its = c.workspace_id == tx.workspace, c.id == digest_id
    at: datetime = tx.execute(select(c.taken_at).where(*its)).scalar_one()
    return at


def last(tx: Transaction, team: int | None = None, *, before: int | None = None) -> Snapshot | None:
    """Its snapshot: each subject's mark then."""
    found = newest(tx, team, before=before)
    return None if found is None else {int(id_): unpacked(mark) for id_, mark in found.marks.items()}


def team_of(tx: Transaction, digest_id: int) -> int | None:
    """Whose digest it is: the id of who leads the team, None for the company's."""
    query = select(c.team_id).where(c.workspace_id == tx.workspace, c.id == digest_id)
    team: int | None = tx.execute(query).scalar_one()
    return team


ITS_TEAMS = select(subjects.c.owner_id).where(subjects.c.id == bindparam("subject"))
ITS_LEADERS = (
    select(people.c.manager_id)
    .join(subjects, subjects.c.owner_id == people.c.id)
    .where(subjects.c.id == bindparam("subject"))
)
CONCERNS = or_(c.team_id.is_(None), c.team_id.in_(ITS_TEAMS), c.team_id.in_(ITS_LEADERS))
CUT_OFFS = (
    select(c.taken_at, c.waiting)
    .where(c.id.in_(select(func.max(c.id)).where(c.workspace_id == HERE, CONCERNS).group_by(c.team_id)))
    .order_by(c.id.desc())
)


def cut_off_of(tx: Transaction, subject_id: int) -> datetime | None:
    """When the newest digest was taken, if this subject was asked for and not ready then; None if it was not.

    That is the company's newest, and that of the team of whoever carries it.
    """
    found = tx.run(CUT_OFFS, subject=subject_id)
    return next((row.taken_at for row in found if subject_id in (row.waiting or ())), None)


def keep(
    tx: Transaction,
    marks: Snapshot | ById,
    *,
    waiting: Collection[int] = (),
    figures: object = None,
    team: int | None = None,
) -> int:
    """Keep a snapshot, the ids of what was asked for and not ready, and what its message says; gives its id.

    The earlier ones stay. `figures` is JSON of ids and numbers.
    """
    packed_ = {str(id_): packed(mark) if isinstance(mark, Mark) else mark for id_, mark in marks.items()}
    said = {"snapshot": packed_, "waiting": sorted(waiting), "figures": figures, "team_id": team}
    new = insert(digests).values(workspace_id=tx.workspace, taken_at=tx.now, **said)
    digest_id: int = tx.execute(new.returning(c.id)).scalar_one()
    return digest_id


FIGURES_OF = (
    select(c.taken_at, c.figures["figures"]["groups"].label("groups"))
    .where(c.workspace_id == HERE, OF_TEAM)
    .order_by(c.id.desc())
)
LAST_GROUPS = FIGURES_OF.limit(1)
SINCE = FIGURES_OF.where(c.taken_at > bindparam("since", type_=UtcDateTime()))


def last_groups(tx: Transaction, team: int | None = None) -> tuple[datetime, object] | None:
    """When the newest digest of the company or of a team was taken, and what it kept of each colour of the deals.

    None before the first.
    """
    row = tx.run(LAST_GROUPS, team=team).one_or_none()
    return None if row is None or row.groups is None else (row.taken_at, row.groups)


def groups_since(tx: Transaction, since: datetime, team: int | None = None) -> list[tuple[datetime, object]]:
    """The same of all that were taken since a moment, the newest first."""
    return [(row.taken_at, row.groups) for row in tx.run(SINCE, team=team, since=since) if row.groups]


def figures(tx: Transaction, digest_id: int) -> object:
    """What the message of a digest says, as it was kept."""
    query = select(c.figures).where(c.workspace_id == tx.workspace, c.id == digest_id)
    return tx.execute(query).scalar_one()


def differing(before: ById, after: ById) -> tuple[Snapshot, Snapshot]:
    """Of two snapshots as they are kept what is not the same in both: nothing else has moved."""
    changed = [id_ for id_ in before.keys() | after.keys() if before.get(id_) != after.get(id_)]
    return _of(before, changed), _of(after, changed)


def last_red(marks: ById, kind: Kind, *, without: Collection[int] = ()) -> list[Mark]:
    """Those of a kind that are not reviewed and were last red, but some by their ids."""
    red = Colour.RED.value
    left_out = {str(id_) for id_ in without}
    return [
        unpacked(mark)
        for id_, mark in marks.items()
        if mark[0] == GREY and mark[3] == red and mark[4] == kind.value and id_ not in left_out
    ]


def _of(marks: ById, ids: Collection[str]) -> Snapshot:
    return {int(id_): unpacked(marks[id_]) for id_ in ids if id_ in marks}


def packed(mark: Mark) -> Packed:
    """A mark as it is kept."""
    last_ = mark.last.value if mark.last else None
    if mark.value is None:
        return [mark.colour.value, None, None, last_, mark.kind.value]
    return [mark.colour.value, int(mark.value.amount / UNIT), mark.value.currency, last_, mark.kind.value]


def unpacked(mark: Packed) -> Mark:
    """The mark, also one that an older version has kept."""
    colour, amount, currency, *more = mark
    number = plain(amount * UNIT) if isinstance(amount, int) else None if amount is None else Decimal(amount)
    value = None if number is None else Money(number, currency)
    if not more:
        return Mark(Colour(colour), value)
    last_, kind = more
    return Mark(Colour(colour), value, Colour(last_) if last_ else None, Kind(kind))
