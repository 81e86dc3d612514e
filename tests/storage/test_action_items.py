"""Action items are written once each, found by their subjects, and done once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from flows.review.action_item import NewActionItem
from storage import action_items
from storage.engine import Database
from tests.storage.conftest import elsewhere


@pytest.fixture
def new(company) -> NewActionItem:
    """Something for the customer to do."""
    anna = company.person("Anna")
    return NewActionItem(
        subject_id=company.deal("Anlæg", anna),
        question_id="D1.1",
        scorecard_hash="h",
        what="Send the plan »nu«",
        person_id=None,
        by=date(2026, 11, 27),
        created_by=anna.id,
        created_at=company.now,
    )


def test_an_item_is_kept_as_it_was_written(database: Database, company, new: NewActionItem) -> None:
    with company.write() as tx:
        item_id, is_new = action_items.add(tx, new)
        found = action_items.get(tx, item_id)

        assert is_new
        assert found is not None
        assert {name: getattr(found, name) for name in vars(new)} == vars(new)
        assert (found.done_at, found.done_by) == (None, None)
        assert action_items.get(elsewhere(tx), item_id) is None
        assert action_items.of(elsewhere(tx), [new.subject_id]) == []


def test_the_same_item_is_there_once_and_another_one_beside_it(
    database: Database, company, new: NewActionItem
) -> None:
    bo = company.person("Bo")
    with company.write() as tx:
        first, _ = action_items.add(tx, new)
        later = new.created_at + timedelta(seconds=3)
        assert action_items.add(tx, replace(new, created_at=later)) == (first, False)
        for other in (
            {"what": "Call"},
            {"person_id": bo.id},
            {"by": date(2026, 11, 26)},
            {"question_id": "D1.2"},
            {"created_by": bo.id},
        ):
            assert action_items.add(tx, replace(new, **other))[1]

        found = action_items.of(tx, [new.subject_id])
        assert len(found) == 6
        assert [item.by for item in found] == sorted(item.by for item in found)


def test_an_item_is_done_once(database: Database, company, new: NewActionItem) -> None:
    with company.write() as tx:
        item_id, _ = action_items.add(tx, new)
        done = {"by_person": new.created_by}
        assert not action_items.finish(elsewhere(tx), item_id, **done)
        assert action_items.finish(tx, item_id, **done)
        assert not action_items.finish(tx, item_id, by_person=0)
        found = action_items.get(tx, item_id)

    assert found is not None
    assert (found.done_at, found.done_by) == (company.now, new.created_by)


def test_an_item_of_a_subject_that_is_not_there_is_an_error(
    database: Database, company, new: NewActionItem
) -> None:
    with company.write() as tx, pytest.raises(NoResultFound):
        action_items.add(tx, replace(new, subject_id=9999))
