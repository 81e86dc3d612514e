"""A large company from a small one: its first deals, with all that hangs on them, and a seller, copied in SQL."""

from collections.abc import Iterator, Sequence

from sqlalchemy import CTE, Column, ColumnElement, Table, Text, cast, func, insert, literal, select

from storage import drafts, pairs, people, reviews, subjects
from storage.engine import Transaction
from storage.schema import metadata

# Columns that hold the id of what is gone by then, without a foreign key.
LOOSE = {reviews.reviews.c.draft_id}
# What must not be the same twice, or reads better so.
TOLD_APART = {subjects.subjects.c.source_id, subjects.subjects.c.name, subjects.subjects.c.folded}


def copy_deals(tx: Transaction, *, blocks: int, block: int, owners: range) -> None:
    """Copy the deals that are there, a `block` of them, until there are `blocks` blocks.

    Each owner gets as many as every other: the ids of people move on round `owners`, the ids of the sellers.
    """
    tables = list(_tables())
    counted = [table for table in tables if "id" in table.c]
    span = 1 + max(tx.execute(select(func.max(table.c.id))).scalar_one() or 0 for table in counted)
    number = _numbers(blocks)
    for table in tables:
        moved = [_moved(column, tables, number.c.k, span, block, owners) for column in table.c]
        rows = select(*moved).join_from(table, number, number.c.k > 0)
        tx.execute(insert(table).from_select(list(table.c), rows))
    for table in (*counted, drafts.drafts):
        _go_on(tx, table, after=blocks * span)


def copy_seller(tx: Transaction, seller_id: int, *, sellers: int, managers: Sequence[int]) -> None:
    """Copy a seller, the first, until there are so many, whose ids follow one another; managers' ids do too.

    Names, addresses and Slack ids are those of the first with another number in place of the 0.
    """
    table, number = people.people, _numbers(sellers)
    k = number.c.k
    other: dict[str, ColumnElement[object]] = {
        "id": table.c.id + k,
        "manager_id": managers[0] + k % len(managers),
        "email": func.replace(table.c.email, "seller0", "seller" + cast(k, Text)),
        "name": func.replace(table.c.name, "seller0", "seller" + cast(k, Text)),
        "slack_id": func.replace(table.c.slack_id, "SELLER0", "SELLER" + cast(k, Text)),
    }
    copied = [other.get(column.name, column) for column in table.c]
    rows = select(*copied).join_from(table, number, number.c.k > 0).where(table.c.id == seller_id)
    tx.execute(insert(table).from_select(list(table.c), rows))
    _go_on(tx, table, after=seller_id + sellers)
    _copy_pair(tx, seller_id, number)


def _copy_pair(tx: Transaction, seller_id: int, number: CTE) -> None:
    """The first seller's pair, the newest there is, for each of the others and their manager."""
    table, k = pairs.pairs, number.c.k
    manager = select(people.people.c.manager_id).where(people.people.c.id == table.c.seller_id + k)
    other = {
        "id": table.c.id + k,
        "seller_id": table.c.seller_id + k,
        "manager_id": manager.scalar_subquery(),
    }
    copied = [other.get(column.name, column) for column in table.c]
    rows = select(*copied).join_from(table, number, number.c.k > 0).where(table.c.seller_id == seller_id)
    tx.execute(insert(table).from_select(list(table.c), rows))
    newest: int = tx.execute(select(func.max(table.c.id))).scalar_one()
    _go_on(tx, table, after=newest)


def _numbers(below: int) -> CTE:
    """The numbers `k` from 1 on, below a number."""
    one = select(literal(1).label("k")).where(literal(1) < below).cte("numbers", recursive=True)
    return one.union_all(select(one.c.k + 1).where(one.c.k + 1 < below))


def _tables() -> Iterator[Table]:
    """Deals and whatever refers to them, directly or not, each after those to which it refers."""
    found = {subjects.subjects}
    yield subjects.subjects
    for table in metadata.sorted_tables:
        if table not in found and any(key.column.table in found for key in table.foreign_keys):
            found.add(table)
            yield table


def _moved(
    column: Column[object], tables: list[Table], k: ColumnElement[int], span: int, block: int, owners: range
) -> ColumnElement[object]:
    """What stands in this column of the k-th copy."""
    refers = {key.column.table for key in column.foreign_keys}
    if column.name == "id" or column in LOOSE or refers & set(tables):
        return column + k * span
    if people.people in refers:
        return owners.start + (column - owners.start + k * block) % len(owners)
    return column + " " + cast(k, Text) if column in TOLD_APART else column


def _go_on(tx: Transaction, table: Table, *, after: int) -> None:
    """Have the ids of a table go on after this one, as if what was copied had been written one by one."""
    if tx.connection.dialect.name == "postgresql":
        tx.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), after)))
        return
    known = {"name": table.name, "seq": after}
    tx.connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = :name", known)
    tx.connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)", known)
