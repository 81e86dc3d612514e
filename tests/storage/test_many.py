"""Thousands of rows go in as each would by itself."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Integer, MetaData, Row, Table, Text, delete, insert, text

from storage.engine import Transaction, insert_as, upsert
from storage.many import insert_all
from storage.schema import Amount, UtcDateTime
from tests.storage.conftest import Company

OF_EVERY_TYPE = Table(
    "of_every_type",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("says", JSON),
    Column("name", Text),
    Column("amount", Amount),
    Column("day", Date),
    Column("at", UtcDateTime),
    Column("is_open", Boolean),
)
TODAY = {"day": date(2026, 11, 16), "at": datetime(2026, 11, 16, 9, 30, tzinfo=timezone(timedelta(hours=1)))}
SAYS = {"areas": {"D1": "grey"}, "reasons": ["gap “D1.1”"], "points": 0}
ROWS: list[dict[str, Any]] = [
    {"id": 1, "name": "100 % af Ærø?", "amount": Decimal("485.5"), **TODAY, "is_open": True, "says": SAYS},
    {"id": 2, "name": ":name %(name)s", "amount": Decimal(0), **TODAY, "is_open": False, "says": SAYS},
    {"id": 3, "name": "", "amount": None, "day": None, "at": None, "is_open": None, "says": {}},
]


def test_values_of_every_type_are_written_as_sqlalchemy_writes_them(company: Company) -> None:
    with company.write() as tx:
        OF_EVERY_TYPE.create(tx.connection)
        tx.execute(insert(OF_EVERY_TYPE), ROWS)
        expected = _stored(tx)
        tx.execute(delete(OF_EVERY_TYPE))

        written = insert_all(tx, upsert(tx, OF_EVERY_TYPE), ROWS)

        assert (written, _stored(tx)) == (3, expected)


def test_what_is_there_already_is_not_counted(company: Company) -> None:
    with company.write() as tx:
        OF_EVERY_TYPE.create(tx.connection)
        missing = insert_as(tx.connection.dialect.name, OF_EVERY_TYPE).on_conflict_do_nothing()

        assert insert_all(tx, missing, ROWS[:1]) == 1
        assert insert_all(tx, missing, [{**row, "name": "Other"} for row in ROWS]) == 2
        assert [row.name for row in _stored(tx)] == ["100 % af Ærø?", "Other", "Other"]


def test_a_moment_without_zone_is_refused(company: Company) -> None:
    with company.write() as tx, pytest.raises(ValueError, match="has no time zone"):
        insert_all(tx, upsert(tx, OF_EVERY_TYPE), [{**ROWS[0], "at": datetime(2026, 11, 16)}])  # noqa: DTZ001 - it is the one refused


def _stored(tx: Transaction) -> list[Row[Any]]:
    """What the database itself holds, not as our types read it."""
    return list(tx.execute(text("SELECT * FROM of_every_type ORDER BY id")))
