"""What a reader sees of all that is open, read from the scores that are kept: counted, added up, in order of attention.

A kept score says nothing to a reader where it holds no more, and where they are blind to it: `apart` gives those
subjects, and everything else here leaves them out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, bindparam, false, func, select, type_coerce

from flows.company.colour import Colour
from flows.company.money import Money
from flows.company.people import Person, Reach, answers, reads, scores
from flows.company.subjects import Kind
from flows.figures.groups import Counted, Mark
from flows.review.kept_score import Place
from storage import kept_loads
from storage.blindness import HIDDEN, hidden_from
from storage.engine import Transaction
from storage.kept_scores import HOLDS, OPEN, kept_scores, stale
from storage.schema import HERE, NOW, UNIT, plain
from storage.subjects import visible

HALF = 10**9  # sums of large amounts are made of two, since SQLite adds no more than 63 bits
FEW = 1000
QUERIES = 500  # more than there are combinations of conditions
c = kept_scores.c
Conditions = tuple[ColumnElement[bool], ...]

NOT_APART = c.subject_id.not_in(bindparam("apart", expanding=True))
NOT_HIDDEN = c.subject_id.not_in(HIDDEN)
READY = kept_loads.kept_loads.c.subject_id == c.subject_id, *kept_loads.READY
NOT_READY = (
    c.subject_id.not_in(select(kept_loads.kept_loads.c.subject_id).where(*kept_loads.READY)),
    c.subject_id.not_in(bindparam("but", expanding=True)),
)
DOES_NOT_WAIT = ~func.coalesce((c.owner_id == bindparam("viewer")) & (c.due_at <= NOW), false())


@dataclass(frozen=True)
class Rows:
    """Some of the kept scores: the conditions on them, each made once, and the values that these ask for."""

    conditions: Conditions
    values: Mapping[str, object] = field(default_factory=dict)

    def also(self, other: "Rows") -> "Rows":
        """Those of them that are among the others."""
        return Rows((*self.conditions, *other.conditions), {**self.values, **other.values})


def seen(in_force: str, viewer: Person | None, *, apart: Collection[int]) -> Rows:
    """The kept scores that hold for this reader by the scorecards in force; None reads the whole company's.

    `apart` are the others (see `apart`): a few are left out by their ids, so that nothing but an index is looked at.
    """
    theirs = _open(Reach.ALL if viewer is None else reads(viewer))
    rows = Rows(theirs, {"viewer": viewer.id} if viewer else {})
    if len(apart) <= FEW:
        return rows.also(Rows((NOT_APART,), {"apart": list(apart)}))
    hides = viewer and answers(viewer) is not Reach.NONE  # as hidden_from says
    return rows.also(Rows((*HOLDS, NOT_HIDDEN) if hides else HOLDS, {"in_force": in_force}))


@cache
def _open(reach: Reach) -> Conditions:
    return c.workspace_id == HERE, OPEN, visible(reach, of=kept_scores)


def apart(tx: Transaction, in_force: str, viewer: Person | None) -> list[int]:
    """The ids of those whose kept score says nothing to this reader, theirs to read or not."""
    ids = {*stale(tx, in_force)}
    return sorted(ids if viewer is None else ids | hidden_from(tx, viewer))


def count(tx: Transaction, rows: Rows) -> int:
    """How many there are."""
    number: int = tx.run(_count(rows.conditions), **rows.values).scalar_one()
    return number


@lru_cache(QUERIES)
def _count(conditions: Conditions) -> Select[Any]:
    return select(func.count()).select_from(kept_scores).where(*conditions)


def counted(tx: Transaction, rows: Rows) -> dict[Kind, list[Counted]]:
    """How many there are of each kind, colour and currency, and what they are worth."""
    found: dict[Kind, list[Counted]] = {kind: [] for kind in Kind}
    for row in tx.run(_counted(rows.conditions), **rows.values):
        worth = plain((int(row.high or 0) * HALF + int(row.low or 0)) * UNIT)
        one = Counted(Colour(row.colour), row.currency, row.number, row.stated, worth)
        found[Kind(row.kind)].append(one)
    return found


@lru_cache(QUERIES)
def _counted(conditions: Conditions) -> Select[Any]:
    group = c.kind, c.colour, c.currency
    units = type_coerce(c.amount, BigInteger)  # as they are kept: whole numbers of 1/10000
    how_many = func.count().label("number"), func.count(c.amount).label("stated")
    sums = func.sum(units // HALF).label("high"), func.sum(units % HALF).label("low")
    return select(*group, *how_many, *sums).where(*conditions).group_by(*group)


def first(tx: Transaction, rows: Rows, *, start: int, size: int) -> list[Place]:
    """The places of those that want most attention; the last part of each is the subject's id."""
    found = tx.run(_first(rows.conditions), start=start, size=size, **rows.values)
    return [(-row.wants, -row.value, row.called, row.subject_id) for row in found]


@lru_cache(QUERIES)
def _first(conditions: Conditions) -> Select[Any]:
    order = c.wants.desc(), c.value.desc(), c.called, c.subject_id
    query = select(c.wants, c.value, c.called, c.subject_id).where(*conditions).order_by(*order)
    return query.offset(bindparam("start", type_=Integer())).limit(bindparam("size", type_=Integer()))


@cache
def of_kind(kind: Kind) -> Rows:
    """Those of this kind."""
    return Rows((c.kind == kind.value,))


@cache
def of_colour(*colours: Colour) -> Rows:
    """Those of these colours."""
    return Rows((c.colour.in_([colour.value for colour in colours]),))


OWNED = Rows((c.owner_id.is_not(None),))  # those that somebody carries
NOBODYS = Rows((c.owner_id.is_(None),))


def ready_for_others(person: Person, unsure: Collection[int]) -> Rows:
    """Those that are kept as ready for others; `unsure` are the people whose kept load holds no more."""
    return Rows(READY, {"without": [*unsure, person.id]})


def not_ready_for_others(person: Person, unsure: Collection[int], but: Collection[int]) -> Rows:
    """Those that are not; `but` are the ids of what is ready for the people whose kept load holds no more."""
    return Rows(NOT_READY, {"without": [*unsure, person.id], "but": list(but)})


def not_waiting_for(person: Person) -> Rows:
    """Those that wait for no review of this person; all, where they are not asked for any."""
    if scores(person) is Reach.NONE:
        return Rows(())
    return Rows((DOES_NOT_WAIT,), {"viewer": person.id})


def next_close(tx: Transaction, rows: Rows, *, today: date) -> date | None:
    """The first date from `today` on on which one of them closes."""
    query = select(func.min(c.close_date)).where(*rows.conditions, c.close_date >= today)
    found: date | None = tx.run(query, **rows.values).scalar_one()
    return found


def marks(tx: Transaction, rows: Rows) -> dict[int, Mark]:
    """Each one's colour and value, by its id."""
    query = select(c.subject_id, c.colour, c.amount, c.currency).where(*rows.conditions)
    return {
        row.subject_id: Mark(
            Colour(row.colour), None if row.amount is None else Money(row.amount, row.currency)
        )
        for row in tx.run(query, **rows.values)
    }
