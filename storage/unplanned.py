"""Pairs that run and have nothing planned: a fault that would be quiet for good, as nothing would ever come of them."""

from sqlalchemy import Connection, bindparam, exists, select

from storage.engine import Transaction
from storage.occurrences import OPEN, occurrences
from storage.pairs import pairs
from storage.people import people
from storage.schema import HERE

p, o = pairs.c, occurrences.c
# Of those who are in Slack: nobody else meets.
UNPLANNED = (
    p.ended_at.is_(None),
    people.c.slack_id.is_not(None),
    ~exists().where(o.seller_id == p.seller_id, OPEN),
)
OF_PEOPLE = pairs.join(people, people.c.id == p.seller_id)
WORKSPACES = select(p.workspace_id).select_from(OF_PEOPLE).where(*UNPLANNED).distinct()
SELLERS = (
    select(p.seller_id)
    .select_from(OF_PEOPLE)
    .where(p.workspace_id == HERE, *UNPLANNED)
    .limit(bindparam("limit"))
)


def workspaces(connection: Connection, **_moment: object) -> list[int]:
    """The ids of the workspaces in which there are some, at whatever moment."""
    return sorted(connection.execute(WORKSPACES).scalars())


def sellers(tx: Transaction, *, limit: int) -> list[int]:
    """The ids of the sellers of some of them."""
    return list(tx.run(SELLERS, limit=limit).scalars())
