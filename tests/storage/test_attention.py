"""Counting and adding up what is kept: exact for any amounts, on both databases."""

from datetime import date
from decimal import Decimal

from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.figures.groups import Counted
from storage import attention, kept_scores, subjects
from storage.engine import Transaction
from storage.schema import FOREVER
from tests.storage.conftest import Company


def _kept(tx: Transaction, *amounts: str | None) -> None:
    """An open red deal in DKK for each amount, called by its number."""
    table = kept_scores.kept_scores
    for number, amount in enumerate(amounts, 1):
        row = {
            "holds_until": FOREVER,
            "kept_at": tx.now,
            "is_open": True,
            "kind": "deal",
            "currency": "DKK",
            "colour": "red",
            "wants": 5,
            "in_force": "",
            "amount": None if amount is None else Decimal(amount),
            "value": Decimal(amount or 0),
            "called": f"æ{number % 3}",
            "close_date": date(2027, 1, number),
        }
        tx.execute(table.update().where(table.c.subject_id == number).values(row))


def _filled(company: Company, *amounts: str | None) -> None:
    owner = company.person("Mette")
    for number, _ in enumerate(amounts):
        company.deal(f"Deal {number}", owner)
    with company.write() as tx:
        _kept(tx, *amounts)


def test_the_largest_amounts_and_those_below_nothing_add_up_exactly(company: Company) -> None:
    large = "99999999999999.9999"
    _filled(company, *[large] * 12, "-0.0001", "-1000000.5", None)

    with company.read() as tx:
        [found] = attention.counted(tx, attention.seen("", None, apart=[]))[Kind.DEAL]

    worth = Decimal(large) * 12 - Decimal("1000000.5001")
    assert found == Counted(Colour.RED, "DKK", 15, 14, worth)


def test_of_equal_amounts_the_name_decides_letter_by_letter_and_then_the_id(company: Company) -> None:
    _filled(company, "5", "7", "5", "5", None, "-1")

    with company.read() as tx:
        rows = attention.seen("", None, apart=[])
        found = attention.first(tx, rows, start=0, size=10)
        later = attention.first(tx, rows, start=2, size=2)

    assert [place[-1] for place in found] == [2, 3, 1, 4, 5, 6]
    assert found == sorted(found)
    assert later == found[2:4]


def test_those_apart_are_left_out_few_or_many(company: Company) -> None:
    _filled(company, "1", "2", "3")

    with company.read() as tx:
        few = attention.seen("", None, apart=[2])
        many = attention.seen("", None, apart=range(5, 5 + attention.FEW + 1))

        assert attention.count(tx, few) == 2
        assert attention.count(tx, many) == 3
        assert attention.next_close(tx, few, today=date(2027, 1, 2)) == date(2027, 1, 3)


def test_what_is_new_or_touched_is_apart_until_it_is_kept(company: Company) -> None:
    _filled(company, "1", "2")

    with company.write() as tx:
        assert attention.apart(tx, "", None) == []
        subjects.set_due(tx, 2, None)
        assert attention.apart(tx, "", None) == [2]
