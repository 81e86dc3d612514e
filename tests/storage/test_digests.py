"""The snapshots that a digest compares itself with."""

from datetime import timedelta
from decimal import Decimal

from flows.company.colour import Colour
from flows.company.money import Money
from flows.figures.groups import Mark
from storage import digests
from storage.engine import Database
from tests.storage.conftest import elsewhere


def test_before_the_first_digest_there_is_no_snapshot(database: Database, company) -> None:
    with company.read() as tx:
        assert digests.last(tx) is None
        assert digests.cut_off_of(tx, 1) is None


def test_the_newest_snapshot_comes_back_exactly(database: Database, company) -> None:
    old = {1: Mark(Colour.RED, None)}
    new = {
        1: Mark(Colour.GREEN, Money(Decimal("485000.5"), "DKK")),
        12: Mark(Colour.GREY, None),
        13: Mark(Colour.YELLOW, Money(Decimal("1E+6"), "EUR")),
    }
    with company.write() as tx:
        digests.keep(tx, old)
        digests.keep(tx.at(company.now + timedelta(days=7)), new)
    with company.read() as tx:
        assert digests.last(tx) == new
        assert digests.last(elsewhere(tx)) is None


def test_an_empty_snapshot_is_not_the_same_as_none(database: Database, company) -> None:
    with company.write() as tx:
        digests.keep(tx, {})

        assert digests.last(tx) == {}


def test_only_the_newest_digest_says_what_was_asked_for_and_not_ready(database: Database, company) -> None:
    with company.write() as tx:
        digests.keep(tx, {}, waiting={3, 1})

        assert digests.cut_off_of(tx, 1) == company.now
        assert digests.cut_off_of(tx, 2) is None

        digests.keep(tx.at(company.now + timedelta(days=7)), {}, waiting={2})

        assert digests.cut_off_of(tx, 1) is None
        assert digests.cut_off_of(tx, 2) == company.now + timedelta(days=7)
