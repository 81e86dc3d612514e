"""The snapshots that a digest compares itself with."""

from datetime import timedelta
from decimal import Decimal

from flows.colour import Colour
from flows.digest import Mark
from flows.money import Money
from storage import digests
from storage.engine import Database


def test_before_the_first_digest_there_is_no_snapshot(database: Database, company) -> None:
    with database.read() as tx:
        assert digests.last(tx, company.workspace) is None
        assert digests.cut_off_of(tx, company.workspace, 1) is None


def test_the_newest_snapshot_comes_back_exactly(database: Database, company) -> None:
    old = {1: Mark(Colour.RED, None)}
    new = {
        1: Mark(Colour.GREEN, Money(Decimal("485000.5"), "DKK")),
        12: Mark(Colour.GREY, None),
        13: Mark(Colour.YELLOW, Money(Decimal("1E+6"), "EUR")),
    }
    later = company.now + timedelta(days=7)
    with database.write() as tx:
        digests.keep(tx, company.workspace, old, now=company.now)
        digests.keep(tx, company.workspace, new, now=later)
    with database.read() as tx:
        assert digests.last(tx, company.workspace) == new
        assert digests.last(tx, company.workspace + 1) is None


def test_an_empty_snapshot_is_not_the_same_as_none(database: Database, company) -> None:
    with database.write() as tx:
        digests.keep(tx, company.workspace, {}, now=company.now)

        assert digests.last(tx, company.workspace) == {}


def test_only_the_newest_digest_says_what_was_asked_for_and_not_ready(database: Database, company) -> None:
    with database.write() as tx:
        digests.keep(tx, company.workspace, {}, waiting={3, 1}, now=company.now)

        assert digests.cut_off_of(tx, company.workspace, 1) == company.now
        assert digests.cut_off_of(tx, company.workspace, 2) is None
        assert digests.cut_off_of(tx, company.workspace + 1, 1) is None

        digests.keep(tx, company.workspace, {}, waiting={2}, now=company.now + timedelta(days=7))

        assert digests.cut_off_of(tx, company.workspace, 1) is None
        assert digests.cut_off_of(tx, company.workspace, 2) == company.now + timedelta(days=7)
