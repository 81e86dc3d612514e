"""Time and money come back from both databases exactly as they went in."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from storage.engine import Database
from storage.schema import Amount, UtcDateTime, plain, rounded

KEPT = Table(
    "kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime),
    Column("amount", Amount),
)


@pytest.fixture
def there_and_back(database: Database):
    """Write one row and read it."""

    def keep(**values: object) -> object:
        with database.across(writes=True) as tx:
            KEPT.create(tx, checkfirst=True)
            row_id = tx.execute(insert(KEPT).values(**values)).inserted_primary_key.id
        with database.across() as tx:
            return tx.execute(select(KEPT).where(KEPT.c.id == row_id)).one()

    return keep


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 29, 0, 59, 59, 999999, tzinfo=UTC),
        datetime(2026, 7, 1, 9, 0, tzinfo=timezone(timedelta(hours=2))),
        datetime(1999, 12, 31, 23, 0, tzinfo=timezone(timedelta(hours=-11))),
    ],
)
def test_a_moment_comes_back_in_utc_to_the_microsecond(there_and_back, moment: datetime) -> None:
    kept = there_and_back(at=moment).at

    assert kept == moment
    assert kept.tzinfo is UTC


def test_two_moments_of_the_hour_that_comes_twice_stay_two(there_and_back) -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))

    assert [there_and_back(at=twice.replace(fold=fold)).at.hour for fold in (0, 1)] == [0, 1]


def test_a_moment_without_zone_is_refused(there_and_back) -> None:
    with pytest.raises(StatementError, match="has no time zone"):
        there_and_back(at=datetime(2026, 7, 1, 9, 0))  # noqa: DTZ001 - it is what is refused


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("485000.5", "485000.5"),
        ("485000.50", "485000.5"),
        ("1E+6", "1000000"),
        ("0", "0"),
        ("-0", "0"),
        ("-12.3400", "-12.34"),
        ("0.00004", "0"),
        ("0.00005", "0.0001"),
        ("0.00015", "0.0002"),
        ("-0.00005", "-0.0001"),
        ("99999999999999.9999", "99999999999999.9999"),
    ],
)
def test_an_amount_comes_back_in_the_plainest_form(there_and_back, stated: str, kept: str) -> None:
    assert str(there_and_back(amount=Decimal(stated)).amount) == kept


def test_no_amount_stays_no_amount(there_and_back) -> None:
    assert there_and_back(amount=None, at=None)[1:] == (None, None)


@pytest.mark.parametrize("stated", ["1E+14", "-1E+14", "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(there_and_back, stated: str) -> None:
    with pytest.raises(StatementError, match="is not an amount that can be kept"):
        there_and_back(amount=Decimal(stated))


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=4))
def test_four_decimals_are_never_lost(amount: Decimal) -> None:
    column = Amount()
    for dialect in (sqlite.dialect(), postgresql.dialect()):
        units = column.process_bind_param(amount, dialect)
        back = column.process_result_value(units, dialect)

        assert back == amount == rounded(amount)
        assert "E" not in str(back)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6))
def test_the_plain_form_is_the_same_number(value: Decimal) -> None:
    assert plain(value) == value
    assert "E" not in f"{plain(value)}" or abs(value) < Decimal("0.000001")
