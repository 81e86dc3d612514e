"""Kept scores: a row for every subject, true until the moment that it names, so that reading is counting.

Whatever moves a score touches its row, which from then on says nothing; it is written anew before the act ends, or
by the job that looks for such rows. What is read meanwhile is computed (see bot.standing.overview).
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Boolean,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    select,
    update,
)
from sqlalchemy import insert as new

from flows.company.subjects import NewSubject, Status
from flows.review.kept_score import KeptScore, wants
from storage import kept_loads
from storage.engine import Transaction, in_parts, upsert
from storage.many import insert_all
from storage.schema import FOREVER, HERE, NOW, STALE, Amount, UtcDateTime, metadata, needed
from storage.workspaces import that_have

AT_ONCE = 500  # subjects; SQLite takes 32,766 parameters in one statement

# All that counts and sums of a workspace are made of, so that they need nothing but their index.
FIGURES = ("workspace_id", "is_open", "kind", "colour", "currency", "amount", "owner_id")

kept_scores = Table(
    "kept_scores",
    metadata,
    Column("subject_id", ForeignKey("subjects.id"), primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("holds_until", UtcDateTime),
    Column("kept_at", UtcDateTime),  # nothing is said of earlier moments: a clock may be set back
    # All that follows is empty until it was scored once. First the subject's own, for reading without it.
    Column("is_open", Boolean),
    Column("kind", Text),
    Column("owner_id", Integer),
    Column("amount", Amount),
    Column("currency", Text),
    Column("close_date", Date),
    Column("due_at", UtcDateTime),
    Column("value", Amount),  # the amount, 0 where nobody has stated one
    Column("called", Text().with_variant(Text(collation="C"), "postgresql")),  # the name, as it is ordered
    Column("colour", Text),
    Column("is_new", Boolean),
    Column("wants", Integer),  # attention, the more the sooner
    Column("scorecard_hash", Text),
    Column("in_force", Text),
    Column("says", JSON),
    Column("probability", Amount),  # in percent: the own one of its review, else what its source says
    Index(None, "workspace_id", "holds_until"),
    Index(None, "workspace_id", "kept_at"),
    Index(None, "workspace_id", "in_force"),
    Index(None, "workspace_id", "is_open", "wants", "value"),
    Index(None, "owner_id", "is_open", "wants", "value"),
    Index("ix_kept_scores_figures", *FIGURES),
    Index("ix_kept_scores_probability", "workspace_id", "is_open", "kind", "colour", "probability"),
    Index("ix_kept_scores_closing", "workspace_id", "is_open", "kind", "close_date"),
)
OPEN = kept_scores.c.is_open.is_(True)
THEIRS = kept_scores.c.subject_id.in_(bindparam("subject_ids", expanding=True))
TOUCH = update(kept_scores).where(kept_scores.c.workspace_id == HERE, THEIRS).values(holds_until=STALE)


def begin(tx: Transaction, subject_ids: Iterable[int]) -> None:
    """Give new subjects their rows, which say nothing yet."""
    ids = list(subject_ids)
    if ids:
        of_each = {"workspace_id": tx.workspace, "holds_until": STALE}
        tx.execute(new(kept_scores), [{"subject_id": id_} | of_each for id_ in ids])
        tx.touched.update(ids)


def touch(tx: Transaction, subject_ids: Collection[int], *, loads: bool = True) -> None:
    """What these subjects' rows say holds no more: something that they rest on has changed.

    Nor does the load of whoever carries them, unless the caller sees to the `loads`; who carried them before is the
    caller's to name.
    """
    ids = sorted(set(subject_ids) - tx.touched)
    for part in in_parts(ids, AT_ONCE):
        tx.run(TOUCH, subject_ids=part)
        if loads:
            kept_loads.touch_owners(tx, part)
    tx.touched.update(ids)


def put(tx: Transaction, found: Iterable[tuple[int, NewSubject, KeptScore]]) -> None:
    """Write what holds of these subjects, by their ids, from now on."""
    rows = [row(tx, *each) | {"kept_at": tx.now} for each in found]
    if rows:
        insert_all(tx, upsert(tx, kept_scores), rows)
        tx.touched.difference_update(each["subject_id"] for each in rows)


IN_FORCE: BindParameter[str] = bindparam("in_force", type_=Text())


BY_TIME = kept_scores.c.holds_until <= NOW, kept_scores.c.kept_at > NOW


def _stale() -> Select[tuple[int]]:
    c = kept_scores.c
    parts = (*BY_TIME, (c.in_force > "") & (c.in_force < IN_FORCE), c.in_force > IN_FORCE)
    first, *rest = (select(c.subject_id).where(c.workspace_id == HERE, part) for part in parts)
    return select(first.union_all(*rest).subquery().c.subject_id)


# The condition on rows that say what is so, by the scorecards `in_force`.
HOLDS = (
    kept_scores.c.workspace_id == HERE,
    kept_scores.c.kept_at <= NOW,
    kept_scores.c.holds_until > NOW,
    kept_scores.c.in_force.in_(["", IN_FORCE]),
)
# The ids of all others; each of its parts is a range of an index.
ALL_STALE = _stale()
ONE_STALE = ALL_STALE.limit(1)


WORKSPACES_DUE = that_have(kept_scores, BY_TIME)


def workspaces_due(connection: Connection, *, now: datetime) -> list[int]:
    """The ids of the workspaces in which time has ended what some row says."""
    return list(connection.execute(WORKSPACES_DUE, {"now": now}).scalars())


def stale(tx: Transaction, in_force: str) -> list[int]:
    """The ids of the rows that say nothing, by the scorecards in force."""
    return list(tx.run(ALL_STALE, in_force=in_force).scalars())


def hold_stale(tx: Transaction, in_force: str, *, limit: int) -> list[int]:
    """The ids of some of them, held until we end; what somebody else holds is left out."""
    ids = list(tx.run(ALL_STALE.limit(limit), in_force=in_force).scalars())
    query = select(kept_scores.c.subject_id).where(kept_scores.c.subject_id.in_(ids))
    return [row.subject_id for row in tx.execute(query.with_for_update(skip_locked=True))]


def any_stale(tx: Transaction, in_force: str) -> bool:
    """Whether there is one."""
    return tx.run(ONE_STALE, in_force=in_force).first() is not None


def has(tx: Transaction, subject_id: int) -> bool:
    """Whether a subject has a row, whatever that says."""
    its = kept_scores.c.workspace_id == tx.workspace, kept_scores.c.subject_id == subject_id
    return tx.execute(select(kept_scores.c.subject_id).where(*its)).first() is not None


def holding(tx: Transaction, in_force: str, subject_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The rows of these subjects that say what is so, by subject id."""
    query = select(kept_scores).where(*HOLDS, kept_scores.c.subject_id.in_(subject_ids))
    return {row.subject_id: row._asdict() for row in tx.run(query, in_force=in_force)}


def row(tx: Transaction, subject_id: int, subject: NewSubject, score: KeptScore) -> dict[str, Any]:
    """What a subject's row says, by column."""
    return {
        "subject_id": subject_id,
        "workspace_id": tx.workspace,
        "holds_until": score.until or FOREVER,
        "is_open": subject.status is Status.OPEN,
        "kind": subject.kind.value,
        "owner_id": subject.owner_id,
        "amount": subject.amount,
        "currency": subject.currency,
        "close_date": subject.close_date,
        "due_at": subject.due_at,
        "value": subject.amount or Decimal(),
        "called": subject.name.casefold(),
        "colour": score.colour.value,
        "is_new": score.is_new,
        "wants": wants(score.colour, is_new=score.is_new),
        "scorecard_hash": score.scorecard_hash,
        "in_force": score.in_force,
        "says": score.says,
        "probability": subject.probability if score.probability is None else score.probability,
    }
