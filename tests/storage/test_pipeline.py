"""What looking after the pipeline reads and writes: closed subjects, accounts with their deals, who said what."""

from flows.company.changes import Change
from flows.company.people import Reach
from flows.company.subjects import Kind, Status
from storage import changes, subjects
from storage.engine import Database


def test_closed_subjects_are_searched_apart_from_open_ones(database: Database, company) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    company.deal("Kølehus", anna)
    lost = company.deal("Kølerum", anna, status=Status.LOST)
    company.deal("Køletårn", bo, status=Status.WON)

    with company.read() as tx:
        within = {"viewer": anna, "reach": Reach.OWN}
        found = subjects.search(tx, "koel", **within, still_open=False)

    assert [each.id for each in found] == [lost]


def test_an_account_s_deals_and_customer_are_those_within_reach_and_open(database: Database, company) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    deal = company.deal("Kølehus", anna, customer="Ærø  Færger")
    bos = company.deal("Kølerum", bo, customer="Ærø Færger")
    company.deal("Køletårn", anna, customer="Ærø Færger", status=Status.WON)
    customer = company.deal("Ærø Færger", anna, kind=Kind.CUSTOMER, source_id="ærø færger", customer="")

    with company.read() as tx:
        for viewer, deals, customers in ((anna, [deal], [customer]), (bo, [bos], [])):
            within = {"viewer": viewer, "reach": Reach.OWN}
            named = subjects.deals_naming(tx, "Ærø færger", **within)
            keyed = subjects.customers_called(tx, "ærø færger", None, **within)
            assert [each.id for each in named] == deals
            assert [each.id for each in keyed] == customers


def test_what_somebody_carries_is_counted_and_listed_while_it_is_open(database: Database, company) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    ids = [company.deal(name, anna) for name in ("Kølehus", "Kølerum")]
    company.deal("Køletårn", anna, status=Status.WON)
    company.deal("Anlæg", bo)
    company.deal("Ingens")

    with company.read() as tx:
        assert subjects.open_counts(tx) == {anna.id: 2, bo.id: 1}
        assert [each.id for each in subjects.open_of(tx, anna.id)] == ids


def test_who_said_it_is_known_people_and_one_source(database: Database, company) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    by_bo, by_file = company.deal("Kølehus", anna), company.deal("Kølerum", anna)
    given = [Change("owner_id", anna.id, bo.id)]
    with company.write() as tx:
        changes.apply_changes(tx, by_bo, given, by_person=bo.id)
        changes.apply_changes(tx, by_file, given, by_source="list")

        both = [by_bo, by_file]
        assert changes.said_by(tx, "owner_id", "import csv", both) == {by_bo}
        assert changes.said_by(tx, "owner_id", "list", both) == {by_bo, by_file}
        assert changes.said_by(tx, "owner_id", "list", [by_file]) == {by_file}
        assert changes.said_by(tx, "amount", "list", both) == frozenset()


def test_why_something_was_lost_is_kept_with_what_stood_before(database: Database, company) -> None:
    anna = company.person("Anna")
    deal = company.deal("Kølehus", anna)
    with company.write() as tx:
        for reason in ("Prisen", "Tiden"):
            said = [Change("lost_reason", None, reason)]
            changes.apply_changes(tx, deal, said, by_person=anna.id)
        found = subjects.get(tx, deal, viewer=anna, reach=Reach.OWN)

    assert found is not None
    assert found.lost_reason == "Tiden"
