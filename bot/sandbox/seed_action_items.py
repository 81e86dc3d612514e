"""The demo's action items: some ahead, some past their date, one of the customer's."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.actions.usecases.adding import planned_for
from bot.kit.desk import Desk
from flows.review.action_item import NewActionItem
from storage import action_items, people, reviews

WRITTEN = timedelta(days=5)  # before today


def seed_action_items(desk: Desk, raw: Mapping[str, Any], subject_ids: Mapping[str, int]) -> None:
    """Write the items that the company's file says; `subject_ids` by name."""
    now = desk.now
    ids = {person.email: person.id for person in people.all_of(desk.tx)}
    for each in raw["action_items"]:
        subject_id = subject_ids[each["subject"]]
        last = reviews.latest(desk.tx, subject_id)
        if last is None:
            raise LookupError(each["subject"])
        new = NewActionItem(
            subject_id=subject_id,
            question_id=each["question"],
            scorecard_hash=last.scorecard_hash,
            what=each["what"],
            person_id=ids[each["who"]] if "who" in each else None,
            by=now.date() + timedelta(days=each["days"]),
            created_by=ids[each["by"]],
            created_at=now - WRITTEN,
        )
        owner_id = new.person_id or new.created_by
        action_items.add(desk.tx, new, planned_for(desk, owner_id, new.by))
