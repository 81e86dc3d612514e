"""Action items are written once each, found by their subjects, and done once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from flows.review.action_item import Fate, Kind, NewActionItem
from flows.rhythm.due_actions import Reminder, Step
from storage import action_items
from storage.engine import Database
from tests.storage.conftest import NOW, elsewhere

STEP = Step(Reminder.DUE, NOW + timedelta(days=11))


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
        item_id, is_new = action_items.add(tx, new, STEP)
        found = action_items.get(tx, item_id)

        assert is_new
        assert found is not None
        assert {name: getattr(found, name) for name in vars(new)} == vars(new)
        assert found.is_open
        assert action_items.get(elsewhere(tx), item_id) is None
        assert action_items.of(elsewhere(tx), [new.subject_id]) == []


def test_the_same_item_is_there_once_and_another_one_beside_it(
    database: Database, company, new: NewActionItem
) -> None:
    bo = company.person("Bo")
    with company.write() as tx:
        first, _ = action_items.add(tx, new, STEP)
        later = new.created_at + timedelta(seconds=3)
        assert action_items.add(tx, replace(new, created_at=later), STEP) == (first, False)
        for other in (
            {"what": "Call"},
            {"person_id": bo.id},
            {"by": date(2026, 11, 26)},
            {"question_id": "D1.2"},
            {"created_by": bo.id},
        ):
            assert action_items.add(tx, replace(new, **other), STEP)[1]

        found = action_items.of(tx, [new.subject_id])
        assert len(found) == 6
        assert [item.by for item in found] == sorted(item.by for item in found)


def test_what_became_of_an_item_is_kept_as_one_fact_after_the_other(
    database: Database, company, new: NewActionItem
) -> None:
    anna = {"by_person": new.created_by}
    with company.write() as tx:
        item_id, _ = action_items.add(tx, new, STEP)
        action_items.settle(tx, item_id, Fate.DONE, note="They said yes", **anna)
        done = action_items.get(tx, item_id)
        assert done is not None
        assert (done.became.fate, done.became.note, done.became.at) == (Fate.DONE, "They said yes", NOW)
        assert action_items.open_of(tx, [new.created_by]) == []
        action_items.take_back(tx, item_id, STEP, **anna)
        assert [each.id for each in action_items.open_of(tx, [new.created_by])] == [item_id]
        action_items.settle(tx, item_id, Fate.DROPPED, note="They left", **anna)

        said = [(each.fate, each.note) for each in action_items.fates(tx, item_id)]
        assert action_items.fates(elsewhere(tx), item_id) == []
    assert said == [(Fate.DONE, "They said yes"), (Fate.TAKEN_BACK, None), (Fate.DROPPED, "They left")]


def test_whoever_carries_the_subject_sees_to_what_the_customer_does_else_who_wrote_it_down(
    database: Database, company, new: NewActionItem
) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    nobodys = company.deal("Nobody's")
    with company.write() as tx:
        action_items.add(tx, replace(new, created_by=bo.id), STEP)
        action_items.add(tx, replace(new, subject_id=nobodys, created_by=bo.id), STEP)
        action_items.add(tx, replace(new, person_id=bo.id), STEP)
        plan = {"kind": Kind.COACHING, "subject_id": None, "question_id": None, "scorecard_hash": None}
        action_items.add(tx, replace(new, **plan, person_id=bo.id, about_id=anna.id), STEP)

        owners = [each.owner_id for each in action_items.open_of(tx, [anna.id, bo.id])]
        assert sorted(owners) == [anna.id, bo.id, bo.id, bo.id]
        assert len(action_items.open_of(tx, [anna.id])) == 1
        assert [each.kind for each in action_items.open_about(tx, [anna.id])] == [Kind.COACHING]
        pairs = action_items.open_of_pair(tx, anna.id, bo.id)
        assert [each.subject_id for each in pairs] == [new.subject_id, new.subject_id, None]


def test_an_item_of_a_subject_that_is_not_there_is_an_error(
    database: Database, company, new: NewActionItem
) -> None:
    with company.write() as tx, pytest.raises(NoResultFound):
        action_items.add(tx, replace(new, subject_id=9999), STEP)
