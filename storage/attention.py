"""What a reader sees of all that is open, read from the scores that are kept: counted, added up, in order of attention.

A kept score says nothing to a reader where it holds no more, and where they are blind to it: `apart` gives those
subjects, and everything else here leaves them out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    bindparam,
    case,
    false,
    func,
    or_,
    select,
    type_coerce,
)

from flows.company.colour import Colour
from flows.company.people import Person, Reach, Role, answers, reads, scores
from flows.company.subjects import Kind, Status
from flows.figures.groups import Counted
from flows.review.kept_score import Place
from storage import kept_loads
from storage.blindness import HIDDEN, hidden_from
from storage.digests import Marks
from storage.engine import Transaction, in_parts
from storage.kept_scores import HOLDS, OPEN, kept_scores, stale
from storage.people import people
from storage.reviews import COUNTS, reviews
from storage.schema import HERE, NOW, UNIT, Amount, UtcDateTime, plain
from storage.scores import current_scores
from storage.subjects import subjects, visible

HALF = 10**9  # sums of large amounts are made of two, since SQLite adds no more than 63 bits
FEW = 1000
QUERIES = 500  # more than there are combinations of conditions
c = kept_scores.c
WITH_OWNERS = kept_scores.outerjoin(people, people.c.id == c.owner_id)
# Whose team a subject is of: whoever carries it, where that is a manager, else their manager.
LEADER = case((people.c.role == Role.MANAGER.value, people.c.id), else_=people.c.manager_id)
CLEAREST = 5  # what wants more attention than that is grey
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
        found[Kind(row.kind)].append(_as_counted(row))
    return found


@lru_cache(QUERIES)
def _counted(conditions: Conditions) -> Select[Any]:
    group = c.kind, c.colour, c.currency
    return select(*group, *SUMS).where(*conditions).group_by(*group)


UNITS = type_coerce(c.amount, BigInteger)  # as they are kept: whole numbers of 1/10000
SUMS = (
    func.count().label("number"),
    func.count(c.amount).label("stated"),
    func.sum(UNITS // HALF).label("high"),
    func.sum(UNITS % HALF).label("low"),
)


def counted_of(tx: Transaction, rows: Rows, *, by_owner: bool) -> list[tuple[int | None, Kind, Counted]]:
    """The same of each team (the id of who leads it), or of each owner; None is nobody's."""
    found = tx.run(_counted_of(rows.conditions, by_owner), **rows.values)
    return [(row.whose, Kind(row.kind), _as_counted(row)) for row in found]


@lru_cache(QUERIES)
def _counted_of(conditions: Conditions, by_owner: bool) -> Select[Any]:  # noqa: FBT001 - the cache's key
    whose = (c.owner_id if by_owner else LEADER).label("whose")
    group = whose, c.kind, c.colour, c.currency
    return select(*group, *SUMS).select_from(WITH_OWNERS).where(*conditions).group_by(*group)


def areas(
    tx: Transaction, rows: Rows, *, by_owner: bool, limit: int
) -> list[tuple[int | None, Mapping[str, str]]]:
    """The areas' colours by id of those that have a colour, the ones that want most attention, with whose they are."""
    found = tx.run(_areas(rows.conditions, by_owner), size=limit, **rows.values)
    return [(row.whose, row.areas) for row in found]


@lru_cache(QUERIES)
def _areas(conditions: Conditions, by_owner: bool) -> Select[Any]:  # noqa: FBT001 - the cache's key
    whose = (c.owner_id if by_owner else LEADER).label("whose")
    query = select(whose, c.says["areas"].label("areas")).select_from(WITH_OWNERS)
    known = query.where(*conditions, c.wants <= CLEAREST)
    return known.order_by(c.wants.desc(), c.value.desc()).limit(bindparam("size", type_=Integer()))


def _as_counted(row: Any) -> Counted:
    return Counted(Colour(row.colour), row.currency, row.number, row.stated, _sum_of(row))


def _sum_of(row: Any) -> Decimal:
    return plain((int(row.high or 0) * HALF + int(row.low or 0)) * UNIT)


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


def wanting(wants: int) -> Rows:
    """Those that want so much attention: a range of the index in which they are ordered."""
    return Rows((WANTS,), {"wanted": wants})


WANTS = c.wants == bindparam("wanted", type_=Integer())
TEAM = bindparam("team", type_=Integer())
OF_TEAM = or_(c.owner_id == TEAM, c.owner_id.in_(select(people.c.id).where(people.c.manager_id == TEAM)))
CLOSING = c.close_date.between(bindparam("begins", type_=Date()), bindparam("ends", type_=Date()))
ITS_STAGE = c.subject_id.in_(
    select(subjects.c.id).where(subjects.c.stage == bindparam("stage", type_=Text()))
)


def of_team(person_id: int) -> Rows:
    """Those that somebody carries, or one whom they lead."""
    return Rows((OF_TEAM,), {"team": person_id})


def closing(begins: date, ends: date) -> Rows:
    """Those that close within these days, both included."""
    return Rows((CLOSING,), {"begins": begins, "ends": ends})


def of_stage(stage: str) -> Rows:
    """Those in this stage."""
    return Rows((ITS_STAGE,), {"stage": stage})


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


NEWEST = 500  # reviews of the database that are looked at for what has moved
BEFORE = reviews.alias()
MOVED = (
    select(reviews.c.subject_id, BEFORE.c.colour)
    .join_from(reviews, BEFORE, BEFORE.c.id == reviews.c.supersedes_id)
    .where(
        reviews.c.workspace_id == HERE,
        reviews.c.id > select(func.max(reviews.c.id) - NEWEST).scalar_subquery(),
        reviews.c.submitted_at > bindparam("since", type_=UtcDateTime()),
        COUNTS,
        BEFORE.c.colour != reviews.c.colour,
    )
    .order_by(reviews.c.id.desc())
)


def moved(tx: Transaction, rows: Rows, *, since: datetime) -> dict[int, Colour]:
    """The colours that these had before their newest reviews since a moment (UTC), the latest reviewed first."""
    was = {row.subject_id: row.colour for row in tx.run(MOVED, since=since)}  # before the first of them
    if not was:
        return {}
    theirs = {*tx.run(_among(rows.conditions), among=[*was], **rows.values).scalars()}
    return {id_: Colour(colour) for id_, colour in was.items() if id_ in theirs}


@lru_cache(QUERIES)
def _among(conditions: Conditions) -> Select[Any]:
    return select(c.subject_id).where(*conditions, c.subject_id.in_(bindparam("among", expanding=True)))


def next_close(tx: Transaction, rows: Rows, *, today: date) -> date | None:
    """The first date from `today` on on which one of them closes."""
    query = select(func.min(c.close_date)).where(*rows.conditions, c.close_date >= today)
    found: date | None = tx.run(query, **rows.values).scalar_one()
    return found


def soonest(tx: Transaction, rows: Rows, *, size: int) -> list[tuple[date, int]]:
    """The days on which the first of them close, with their ids."""
    return [
        (row.close_date, row.subject_id) for row in tx.run(_soonest(rows.conditions, size), **rows.values)
    ]


@lru_cache(QUERIES)
def _soonest(conditions: Conditions, size: int) -> Select[Any]:
    order = c.close_date, c.value.desc(), c.subject_id
    return select(c.close_date, c.subject_id).where(*conditions).order_by(*order).limit(size)


def probable(
    tx: Transaction, rows: Rows, *, low: Decimal, high: Decimal, size: int
) -> tuple[int, list[tuple[Decimal, int, Decimal]]]:
    """Those that are said to be so probable (in percent, both included): how many, and of the first by value each.

    As (value, id, probability).
    """
    query = _probable(rows.conditions, size)
    found = tx.run(query, low=low, high=high, **rows.values).all()
    return found[0].number if found else 0, [(row.value, row.subject_id, row.probability) for row in found]


@lru_cache(QUERIES)
def _probable(conditions: Conditions, size: int) -> Select[Any]:
    within = c.probability.between(bindparam("low", type_=Amount()), bindparam("high", type_=Amount()))
    said = c.value, c.subject_id, c.probability, func.count().over().label("number")
    query = select(*said).where(*conditions, within)
    return query.order_by(c.value.desc(), c.subject_id).limit(size)


GREY = Colour.GREY.value


def marks(tx: Transaction, rows: Rows) -> Marks:
    """Each one's mark by its id, as storage.digests keeps it: thousands of values are too many to be made anew.

    And when what is grey had its last colour, of the reviews, by their ids.
    """
    found = Marks()
    each: Any  # subject, colour, amount in its unit, currency, kind, last colour and when that was
    for each in tx.run(_marks(rows.conditions), **rows.values):
        id_, colour, units, currency, kind, last, at = each
        found.by_id[str(id_)] = [colour, units, None if units is None else currency, last, kind]
        if at is not None:
            found.known_at[str(id_)] = at
    return found


@lru_cache(QUERIES)
def _marks(conditions: Conditions) -> Select[Any]:
    known = (current_scores.c.subject_id == c.subject_id) & (c.colour == GREY)
    last = current_scores.c.last_colour, current_scores.c.last_colour_at
    query = select(c.subject_id, c.colour, UNITS, c.currency, c.kind, *last)
    return query.select_from(kept_scores.outerjoin(current_scores, known)).where(*conditions)


def worth_most(tx: Transaction, rows: Rows, ids: Collection[int], *, size: int) -> list[tuple[Decimal, int]]:
    """What those among `ids` are worth that are worth most, with their ids; in no order."""
    query = _worth_most(rows.conditions, size)
    found = [tx.run(query, among=part, **rows.values).all() for part in in_parts(list(ids), FEW)]
    return [(row.value, row.subject_id) for part in found for row in part]


@lru_cache(QUERIES)
def _worth_most(conditions: Conditions, size: int) -> Select[Any]:
    among = c.subject_id.in_(bindparam("among", expanding=True))
    query = select(c.value, c.subject_id).where(*conditions, among)
    return query.order_by(c.value.desc(), c.subject_id).limit(size)


ITS_DAY = func.coalesce(subjects.c.closed_on, subjects.c.close_date)
OF_ITS_TEAM = or_(
    subjects.c.owner_id == TEAM,
    subjects.c.owner_id.in_(select(people.c.id).where(people.c.manager_id == TEAM)),
)


def won(
    tx: Transaction, viewer: Person | None, begins: date, ends: date, *, team: int | None = None
) -> list[Counted]:
    """The deals that were won within these days, by currency: a reader's, or the whole company's, or of one team."""
    query = _won(Reach.ALL if viewer is None else reads(viewer), team is not None)
    asked = {"viewer": viewer.id} if viewer else {}
    asked |= {"team": team} if team is not None else {}
    found = tx.run(query, begins=begins, ends=ends, **asked)
    return [Counted(Colour.GREEN, row.currency, row.number, row.stated, _sum_of(row)) for row in found]


@cache
def _won(reach: Reach, of_team: bool) -> Select[Any]:  # noqa: FBT001 - the cache's key
    units = type_coerce(subjects.c.amount, BigInteger)
    sums = (
        func.count().label("number"),
        func.count(subjects.c.amount).label("stated"),
        func.sum(units // HALF).label("high"),
        func.sum(units % HALF).label("low"),
    )
    its = (
        subjects.c.workspace_id == HERE,
        subjects.c.status == Status.WON.value,
        subjects.c.kind == Kind.DEAL.value,
        ITS_DAY.between(bindparam("begins", type_=Date()), bindparam("ends", type_=Date())),
        visible(reach),
        *([OF_ITS_TEAM] if of_team else []),
    )
    return select(subjects.c.currency, *sums).where(*its).group_by(subjects.c.currency)
