"""The log never holds what people wrote, whichever statement breaks and whatever the database has to say of it."""

import logging
from collections.abc import Callable

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    MetaData,
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
from sqlalchemy.exc import DBAPIError

from bot.kit.logged import logged
from storage.engine import Database

WORDS = ("Nordhavn", "underskriver", "Henriette")
WRITTEN = " ".join(WORDS)
METADATA = MetaData()
LETTERS = Table(
    "letters",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("about", ForeignKey("letters.id")),
    Column("text", Text, CheckConstraint("length(text) < 50"), nullable=False, unique=True),
)
GONE = table("gone", column("text"))
TWICE = f"{WRITTEN}."
NOTE = LETTERS.c.text == bindparam("note", WRITTEN)

BROKEN = {
    "a row that is there twice": insert(LETTERS).values(text=WRITTEN),
    "many rows at once": insert(LETTERS).values([{"text": TWICE}, {"text": TWICE}]),
    "a text that is too long": insert(LETTERS).values(text=WRITTEN * 2),
    "an update to what is there": update(LETTERS).where(LETTERS.c.id == 2).values(text=WRITTEN),
    "an update to nothing": update(LETTERS).where(NOTE).values(text=None),
    "an update that points nowhere": update(LETTERS).where(NOTE).values(about=99),
    "a delete of what others point at": delete(LETTERS).where(NOTE),
    "a query of a table that is not there": select(GONE).where(GONE.c.text == WRITTEN),
    "a delete from a table that is not there": delete(GONE).where(GONE.c.text == WRITTEN),
}
OF_POSTGRES = {
    "a value of another kind": "SELECT CAST(%(text)s AS integer)",
    "a moment that is none": "SELECT CAST(%(text)s AS timestamptz)",
    "a document that is none": "SELECT CAST(%(text)s AS jsonb)",
}


@pytest.fixture
def letters(database: Database) -> Database:
    """A database with two letters, of which the second is about the first."""
    with database.across(writes=True) as connection:
        METADATA.create_all(connection)
        connection.execute(insert(LETTERS), [{"id": 1, "about": None, "text": WRITTEN}])
        connection.execute(insert(LETTERS), [{"id": 2, "about": 1, "text": "Another"}])
    return database


@pytest.mark.parametrize("kind", BROKEN)
def test_a_statement_that_breaks_is_logged_without_its_values(
    letters: Database, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks() -> None:
        with letters.across(writes=True) as connection:
            connection.execute(BROKEN[kind])

    assert_hidden(breaks, caplog)


@pytest.mark.postgres
@pytest.mark.parametrize("kind", OF_POSTGRES)
def test_a_value_that_postgres_cannot_read_is_not_quoted(
    postgres_database: Database, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks() -> None:
        with postgres_database.across() as connection:
            connection.exec_driver_sql(OF_POSTGRES[kind], {"text": WRITTEN})

    assert_hidden(breaks, caplog)


def test_many_rows_of_one_statement_are_logged_without_their_values(
    letters: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks() -> None:
        with letters.across(writes=True) as connection:
            connection.execute(insert(LETTERS), [{"text": TWICE}, {"text": WRITTEN}])

    assert_hidden(breaks, caplog)


def assert_hidden(breaks: Callable[[], None], caplog: pytest.LogCaptureFixture) -> None:
    """The log names the statement and the trouble, with a traceback, and holds no word of what was written."""
    with pytest.raises(DBAPIError) as caught, caplog.at_level(logging.DEBUG):
        breaks()
    logged(caught.value, "action review.send of U0TOM")

    assert "[SQL: " in caplog.text
    assert "Traceback" in caplog.text
    assert [word for word in WORDS if word in caplog.text] == []
