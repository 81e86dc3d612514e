"""What a reader sees of all that is open, read from the scores that are kept: counted, added up, in order of attention.

A kept score says nothing to a reader where it holds no more, and where they are blind to it: `apart` gives those
subjects, and everything else here leaves them out.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import BigInteger, ColumnElement, Select, false, func, select, true, type_coerce

from flows.company.colour import Colour
from flows.company.money import Money
from flows.company.people import Person, Reach, answers, reads, scores
from flows.company.subjects import Kind
from flows.figures.groups import Counted, Mark
from flows.review.kept_score import Place
from storage import kept_loads
from storage.blindness import hidden_from, ids_hidden_from
from storage.engine import Transaction
from storage.kept_scores import OPEN, holds, kept_scores, stale
from storage.schema import UNIT, plain
from storage.subjects import visible

HALF = 10**9  # sums of large amounts are made of two, since SQLite adds no more than 63 bits
FEW = 1000
Conditions = tuple[ColumnElement[bool], ...]
c = kept_scores.c


def seen(tx: Transaction, in_force: str, viewer: Person | None, *, apart: Collection[int]) -> Conditions:
    """The kept scores that hold for this reader by the scorecards in force; None reads the whole company's.

    `apart` are the others (see `apart`): a few are left out by their ids, so that nothing but an index is looked at.
    """
    theirs = true() if viewer is None else visible(tx, viewer, reads(viewer), of=kept_scores)
    rows = c.workspace_id == tx.workspace, OPEN, theirs
    if len(apart) <= FEW:
        return *rows, c.subject_id.not_in(apart)
    hidden: Select[tuple[int]] | list[int] = []
    if viewer and answers(viewer) is not Reach.NONE:  # as hidden_from says
        hidden = ids_hidden_from(tx, viewer)
    return *rows, *holds(tx, in_force), c.subject_id.not_in(hidden)


def apart(tx: Transaction, in_force: str, viewer: Person | None) -> list[int]:
    """The ids of those whose kept score says nothing to this reader, theirs to read or not."""
    ids = {row.subject_id for row in tx.execute(stale(tx, in_force))}
    return sorted(ids if viewer is None else ids | hidden_from(tx, viewer))


def count(tx: Transaction, rows: Conditions) -> int:
    """How many there are."""
    return tx.execute(select(func.count()).select_from(kept_scores).where(*rows)).scalar_one()


def counted(tx: Transaction, rows: Conditions) -> dict[Kind, list[Counted]]:
    """How many there are of each kind, colour and currency, and what they are worth."""
    group = c.kind, c.colour, c.currency
    units = type_coerce(c.amount, BigInteger)  # as they are kept: whole numbers of 1/10000
    sums = func.count(), func.count(c.amount), func.sum(units // HALF), func.sum(units % HALF)
    found: dict[Kind, list[Counted]] = {kind: [] for kind in Kind}
    for kind, colour, currency, number, stated, high, low in tx.execute(
        select(*group, *sums).where(*rows).group_by(*group)
    ):
        worth = plain((int(high or 0) * HALF + int(low or 0)) * UNIT)
        found[Kind(kind)].append(Counted(Colour(colour), currency, number, stated, worth))
    return found


def first(tx: Transaction, rows: Conditions, *, start: int, size: int) -> list[Place]:
    """The places of those that want most attention; the last part of each is the subject's id."""
    order = c.wants.desc(), c.value.desc(), c.called, c.subject_id
    query = select(c.wants, c.value, c.called, c.subject_id).where(*rows)
    found = tx.execute(query.order_by(*order).offset(start).limit(size))
    return [(-row.wants, -row.value, row.called, row.subject_id) for row in found]


def of_kind(kind: Kind) -> ColumnElement[bool]:
    """The condition that they are of this kind."""
    return c.kind == kind.value


def of_colour(*colours: Colour) -> ColumnElement[bool]:
    """The condition that they have one of these colours."""
    return c.colour.in_([colour.value for colour in colours])


def is_owned() -> ColumnElement[bool]:
    """The condition that somebody carries them."""
    return c.owner_id.is_not(None)


def is_nobodys() -> ColumnElement[bool]:
    """The condition that nobody does."""
    return c.owner_id.is_(None)


def is_ready_for_others(tx: Transaction, person: Person, unsure: Collection[int]) -> Conditions:
    """The conditions that they are kept as ready for others; `unsure` are the people whose kept load holds no more."""
    loads = kept_loads.kept_loads
    return loads.c.subject_id == c.subject_id, *kept_loads.ready(tx, without=[*unsure, person.id])


def is_not_ready(
    tx: Transaction, person: Person, unsure: Collection[int], but: Collection[int]
) -> Conditions:
    """The conditions that they are not; `but` are those that are ready for the people whose kept load holds no more."""
    kept = select(kept_loads.kept_loads.c.subject_id).where(
        *kept_loads.ready(tx, without=[*unsure, person.id])
    )
    return c.subject_id.not_in(kept), c.subject_id.not_in(but)


def waits_for(tx: Transaction, person: Person) -> ColumnElement[bool]:
    """The condition that they wait for a review of this person, as far as they are asked for any."""
    if scores(person) is Reach.NONE:
        return false()
    return func.coalesce((c.owner_id == person.id) & (c.due_at <= tx.now), false())


def next_close(tx: Transaction, rows: Conditions, *, today: date) -> date | None:
    """The first date from `today` on on which one of them closes."""
    query = select(func.min(c.close_date)).where(*rows, c.close_date >= today)
    found: date | None = tx.execute(query).scalar_one()
    return found


def marks(tx: Transaction, rows: Conditions) -> dict[int, Mark]:
    """Each one's colour and value, by its id."""
    query = select(c.subject_id, c.colour, c.amount, c.currency).where(*rows)
    return {
        id_: Mark(Colour(colour), None if amount is None else Money(amount, currency))
        for id_, colour, amount, currency in tx.execute(query)
    }
