"""What changed in a subject is kept, and the moves of its expected close are known."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from flows.company.changes import Change
from flows.company.people import Reach
from flows.company.subjects import Status
from flows.scoring.score import CloseMove
from storage import changes, subjects
from storage.changes import later
from storage.engine import Database
from tests.storage.conftest import elsewhere


def test_every_changed_field_is_kept_before_and_after_with_who_said_so(database: Database, company) -> None:
    anna = company.person("Anna")
    deal = company.deal("Anlæg", anna)
    said = [
        Change("name", "Anlæg", "Kølehus"),
        Change("amount", Decimal("485000.5"), Decimal("1E+6")),
        Change("close_date", date(2026, 12, 18), None),
        Change("status", Status.OPEN, Status.WON),
        Change("stage", "Tilbud", "Tilbud"),
    ]
    with company.write() as tx:
        number = changes.apply_changes(tx, deal, said, by_source="hubspot")
        noted = tx.connection.exec_driver_sql(
            "SELECT field, before, after, by_person, by_source FROM changes ORDER BY id"
        )
        found = subjects.get(tx, deal, viewer=anna, reach=Reach.OWN)

        assert number == 4
        assert [tuple(row) for row in noted] == [
            ("name", "Anlæg", "Kølehus", None, "hubspot"),
            ("amount", "485000.5", "1000000", None, "hubspot"),
            ("close_date", "2026-12-18", None, None, "hubspot"),
            ("status", "open", "won", None, "hubspot"),
        ]
        assert (found.name, found.amount, found.close_date, found.status) == (
            "Kølehus",
            Decimal(1000000),
            None,
            Status.WON,
        )


def test_a_change_that_changes_nothing_leaves_no_trace(database: Database, company) -> None:
    anna = company.person("Anna")
    deal = company.deal("Anlæg", anna)
    same = [Change("amount", None, Decimal("485000.500")), Change("owner_id", None, anna.id)]
    with company.write() as tx:
        assert changes.apply_changes(tx, deal, same, by_person=anna.id) == 0
        assert tx.connection.exec_driver_sql("SELECT count(*) FROM changes").scalar_one() == 0


def test_a_renamed_subject_is_found_by_its_new_name_only(database: Database, company) -> None:
    anna = company.person("Anna")
    deal = company.deal("Anlæg", anna)
    with company.write() as tx:
        renamed = [Change("name", "Anlæg", "Kølehus")]
        changes.apply_changes(tx, deal, renamed, by_person=anna.id)
        hits = [
            len(subjects.search(tx, query, viewer=anna, reach=Reach.OWN))
            for query in ("kolehus", "anlaeg", "nordhavn")
        ]

    assert hits == [1, 0, 1]


def test_a_field_that_is_ours_cannot_be_changed_from_outside(database: Database, company) -> None:
    deal = company.deal("Anlæg")
    with company.write() as tx, pytest.raises(KeyError, match="due_at"):
        changes.apply_changes(tx, deal, [Change("due_at", None, None)], by_source="csv")


def test_moves_of_the_expected_close_are_given_oldest_first_since_a_moment(
    database: Database, company
) -> None:
    deal, other = company.deal("Anlæg"), company.deal("Uden dato", close_date=None)
    days = [datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2, 3, 4)]
    closes = [date(2027, 1, 10), date(2027, 2, 10), None, date(2027, 3, 10)]
    with company.write() as tx:
        for at, close in zip(days, closes, strict=True):
            for subject in (deal, other):
                moved = [Change("close_date", None, close), Change("stage", None, f"{at:%d}")]
                changes.apply_changes(tx.at(at), subject, moved, by_source="csv")
        moves = changes.close_moves(tx, [deal], since=days[0])
        every = changes.close_moves(tx, None, since=days[0])
        late = changes.close_moves(tx, None, since=days[1])
        last = changes.close_moves(tx, None, since=days[3])

    first = CloseMove(days[0], date(2026, 12, 18), closes[0])
    second = CloseMove(days[1], closes[0], closes[1])
    third = CloseMove(days[3], closes[1], closes[3])  # from where it stood when it was taken away
    assert moves == {deal: (first, second, third)}
    assert every == {deal: (first, second, third), other: (second, third)}
    assert late == {deal: (second, third), other: (second, third)}
    assert last == {deal: (third,), other: (third,)}


def test_changes_of_some_fields_are_listed_with_what_stood_there_before(database: Database, company) -> None:
    deal = company.deal("Anlæg", company.person("Anna"))
    said = [
        Change("stage", "Tilbud", "Aftale"),
        Change("close_date", date(2026, 12, 18), None),
        Change("name", "Anlæg", "Kølehus"),
    ]
    with company.write() as tx:
        changes.apply_changes(tx, deal, said, by_source="csv")

        found = later(tx, deal, ("stage", "close_date"))
        assert sorted(found) == [("close_date", company.now, "2026-12-18"), ("stage", company.now, "Tilbud")]
        assert later(elsewhere(tx), deal, ("stage",)) == []
