"""Column types that keep time in UTC and money exact on both databases."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Column, DateTime, Dialect, Integer, MetaData, bindparam
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator, TypeEngine

from flows.company.money import KEPT, to_places

UNIT = Decimal(1).scaleb(-KEPT)
LARGEST = Decimal(10) ** 14
STALE = datetime(1970, 1, 1, tzinfo=UTC)  # what is kept until then holds no more
FOREVER = datetime(9000, 1, 1, tzinfo=UTC)  # a moment that every zone has


class _Written(sqlite.DATETIME):
    """A moment as SQLite keeps it, written once for the many rows that have the same."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        """The text of a moment without zone."""
        write = super().bind_processor(dialect)
        return write and lru_cache(maxsize=500)(write)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment: a timestamptz on PostgreSQL, UTC without zone on SQLite, aware UTC in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        """How the database itself keeps it."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(_Written())  # type: ignore[no-untyped-call]  # SQLAlchemy's own
        return dialect.type_descriptor(self.impl_instance)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without zone; a guess would be wrong half of the year."""
        if value is None:
            return None
        if value.tzinfo is not UTC and value.utcoffset() is None:
            raise ValueError(f"{value} has no time zone")
        moment = value if value.tzinfo is UTC else value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give the moment back in UTC, whatever the session's zone is."""
        return None if value is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """On SQLite a text is read once for the many rows that have the same."""
        return _read if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


@lru_cache(maxsize=500)
def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


class Amount(TypeDecorator[Decimal]):
    """A decimal of four places (more are rounded), kept as a whole number of 1/10000: SQLite has none."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Turn an amount below a hundred million million into units."""
        return None if value is None else int(_kept(value).scaleb(KEPT))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Turn units into an amount."""
        return None if value is None else plain(value * UNIT)


def rounded(value: Decimal) -> Decimal:
    """The amount as it will come back from the database: four places, no zeros at the end, no exponent.

    Raises ValueError for an amount of 10**14 or more and for one that is not finite.
    """
    return plain(_kept(value))


def _kept(value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) >= LARGEST:
        raise ValueError(f"{value} is not an amount that can be kept")
    return to_places(value, KEPT)


def plain(value: Decimal) -> Decimal:
    """The same number without zeros at its end and never in exponent form."""
    whole = value.to_integral_value()
    return whole + 0 if value == whole else value.normalize()


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


needed = partial(Column, nullable=False)

# What a transaction says of itself to a statement that was made once (Transaction.run).
HERE: BindParameter[int] = bindparam("workspace", type_=Integer())
NOW: BindParameter[datetime] = bindparam("now", type_=UtcDateTime())
