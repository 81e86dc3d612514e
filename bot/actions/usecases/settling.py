"""What becomes of an action item: done, dropped, moved to another day, or taken back."""

from dataclasses import replace
from datetime import date

from bot.actions.usecases.adding import planned_for, refuse_odd_day
from bot.actions.usecases.reading import may_settle
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person, scores
from flows.facts import ActionItemAdded, ActionItemSettled
from flows.review.action_item import CLOSES, ActionItem, Fate
from storage import action_items, people, subjects

MOST_NOTE = 300


def settleable(desk: Desk, person: Person, item_id: int) -> ActionItem:
    """The action item, held for writing; refuses who may not say what became of it, and what is not there."""
    item = action_items.hold(desk.tx, item_id)
    if item is None:
        raise Refusal("not_yours")
    refuse_others(desk, person, item)
    return item


def refuse_others(desk: Desk, person: Person, item: ActionItem) -> None:
    """Refuses who may not say what became of an action item."""
    if not may(desk, person, item):
        raise Refusal("not_yours")


def may(desk: Desk, person: Person, item: ActionItem) -> bool:
    """Whether somebody may say what became of an action item."""
    doer = people.by_id(desk.tx, item.person_id) if item.person_id else None
    may_score = (
        item.subject_id is not None
        and subjects.get(desk.tx, item.subject_id, viewer=person, reach=scores(person)) is not None
    )
    return may_settle(person, item, doer, may_score=may_score)


def done(desk: Desk, person: Person, item_id: int, note: str = "") -> ActionItem:
    """Note that an action item is done, and maybe what came of it; said again it is so already, with the newer note.

    Refuses what was dropped or moved meanwhile.
    """
    item = settleable(desk, person, item_id)
    is_done = item.became is not None and item.became.fate is Fate.DONE
    if is_done and note in ("", item.became.note if item.became else None):
        return item
    if not is_done:
        _refuse_settled(item)
    return _settled(desk, person, item, Fate.DONE, note[:MOST_NOTE] or None)


def drop(desk: Desk, person: Person, item_id: int, why: str) -> ActionItem:
    """Drop an action item, for a reason in somebody's words; refuses without one, and what is settled already."""
    item = settleable(desk, person, item_id)
    if not why.strip():
        raise Refusal("action_why")
    if item.became and item.became.fate is Fate.DROPPED:
        return item
    _refuse_settled(item)
    return _settled(desk, person, item, Fate.DROPPED, why.strip()[:MOST_NOTE])


def take_back(desk: Desk, person: Person, item_id: int) -> ActionItem:
    """Have an action item that is done or dropped be open again; what was said stays on record.

    One that is open is so already; refuses what was moved: its new line is the one to change.
    """
    item = settleable(desk, person, item_id)
    if item.became is None:
        return item
    if item.became.fate not in CLOSES:
        raise Refusal("action_settled")
    step = planned_for(desk, item.owner_id, item.by)
    action_items.take_back(desk.tx, item_id, step, by_person=person.id)
    return _said(desk, person, item)


def move(desk: Desk, person: Person, item_id: int, by: date | None) -> ActionItem:
    """Close an action item as moved and open a line of its own with another day; gives the new one.

    Refuses days that are over or more than a year ahead, and what is settled already.
    """
    item = settleable(desk, person, item_id)
    _refuse_settled(item)
    by = refuse_odd_day(desk, person, by)
    if by == item.by:
        return item
    new = replace(item.as_new(), by=by, created_by=person.id, created_at=desk.now)
    new_id = action_items.write(desk.tx, new, planned_for(desk, item.owner_id, by))
    action_items.settle(desk.tx, item_id, Fate.MOVED, by_person=person.id, moved_to=new_id)
    moved = action_items.get(desk.tx, new_id)
    if moved is None:
        raise LookupError(new_id)
    desk.say(ActionItemAdded(new_id, person.id, moved.person_id, moved.owner_id))
    return moved


def _settled(desk: Desk, person: Person, item: ActionItem, fate: Fate, note: str | None) -> ActionItem:
    action_items.settle(desk.tx, item.id, fate, by_person=person.id, note=note)
    return _said(desk, person, item)


def _said(desk: Desk, person: Person, item: ActionItem) -> ActionItem:
    desk.say(ActionItemSettled(item.id, person.id, item.owner_id))
    return action_items.get(desk.tx, item.id) or item


def _refuse_settled(item: ActionItem) -> None:
    if item.became is not None:
        raise Refusal("action_settled")
