"""What weekly loads rest on: what waits for whom, what was reviewed in a week, the largest amounts."""

from datetime import timedelta
from decimal import Decimal

from flows.company.subjects import Kind, Status
from flows.rhythm.load import Done
from storage import loads, subjects
from storage.engine import Database
from tests.storage.conftest import elsewhere

HOUR = timedelta(hours=1)


def test_what_waits_is_open_and_wants_a_review_by_now(database: Database, company) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    company.deal("Later", anna, due_at=company.now + HOUR)
    company.deal("Closed", anna, status=Status.WON)
    company.deal("Never", anna, due_at=None)
    company.deal("Unowned")
    company.deal("Anna's", anna)
    company.deal("Bo's", bo, due_at=company.now - HOUR)
    with company.read() as tx:
        found = loads.waiting(tx, [anna.id, bo.id])
        alone = loads.waiting(tx, [bo.id])
        others = loads.waiting(elsewhere(tx), [anna.id, bo.id])

    assert {id_: [each.id for each in waiting] for id_, waiting in found.items()} == {
        anna.id: [5],
        bo.id: [6],
    }
    assert alone == {bo.id: found[bo.id]}
    assert others == {}


def test_a_new_due_date_counts_at_once(database: Database, company) -> None:
    anna = company.person("Anna")
    deal = company.deal("Anlæg", anna)
    with company.write() as tx:
        subjects.set_due(tx, deal, company.now + timedelta(days=1))

        assert loads.waiting(tx, [anna.id]) == {}


def test_what_waits_says_when_it_was_reviewed_last(database: Database, company) -> None:
    anna = company.person("Anna")
    first, again = company.deal("First", anna), company.deal("Again", anna)
    company.review(again, anna, 2)
    with company.read(company.now + timedelta(days=30)) as tx:
        found = loads.waiting(tx, [anna.id])

    reviewed = {each.id: each.reviewed_at for each in found[anna.id]}
    assert reviewed == {first: None, again: company.now}


def test_what_was_reviewed_in_a_week_counts_each_subject_once_and_only_ones_own(
    database: Database, company
) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    before, new, annas = (company.deal(name, anna) for name in ("before", "new", "Anna's"))
    company.review(before, anna, 1, days=-8)
    for days in (0, 1):
        company.review(before, anna, 2, days=days)
        company.review(new, anna, 2, days=days)
    company.review(annas, bo, 2)
    since = {anna.id: company.now, bo.id: company.now + HOUR}
    with company.read() as tx:
        assert loads.done(tx, since) == {anna.id: Done(first=1, again=1)}
        assert loads.done(tx, {bo.id: company.now}) == {bo.id: Done(first=1)}
        assert loads.done(elsewhere(tx), since) == {}
        assert loads.done(tx, {}) == {}


def test_the_largest_amount_is_of_one_kind_and_currency_and_still_open(database: Database, company) -> None:
    anna = company.person("Anna")
    for amount, currency in ((100, "DKK"), (900, "DKK"), (50, "EUR"), (None, "USD")):
        company.deal("Deal", anna, amount=None if amount is None else Decimal(amount), currency=currency)
    company.deal("Won", anna, amount=Decimal(10_000), status=Status.WON)
    company.deal("Customer", anna, amount=Decimal(2_000), kind=Kind.CUSTOMER)
    with company.read() as tx:
        found = loads.largest(tx, [anna.id])

    assert found == {
        anna.id: {
            (Kind.DEAL, "DKK"): Decimal(900),
            (Kind.DEAL, "EUR"): Decimal(50),
            (Kind.CUSTOMER, "DKK"): Decimal(2_000),
        }
    }


def test_the_company_began_with_its_first_subject(database: Database, company) -> None:
    with company.read() as tx:
        assert loads.begun(tx) is None
    company.deal("First", seen_at=company.now)
    company.deal("Second", seen_at=company.now + HOUR)
    with company.read() as tx:
        assert loads.begun(tx) == company.now
