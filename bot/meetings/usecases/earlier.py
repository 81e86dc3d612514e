"""What earlier 1-to-1s of the two have left: open actions, what was not reached, and decisions asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.actions.usecases import adding
from bot.actions.usecases.action_items import today_of
from bot.actions.usecases.adding import StatedItem
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.meetings.usecases.attending import WENT, Session, session_of
from flows.company.people import Person
from flows.company.subjects import Subject
from flows.meetings.agenda import Stop, left_out
from flows.meetings.held import Decision, Words
from flows.review.action_item import ActionItem
from storage import action_items, decisions, meeting_words, meetings, subjects

AGREED, NOT_DONE, MOVED = "agreed", "not_done", "moved"  # of an action item (`about`)
DONE, OPEN, LATER = "done", "open", "later"  # what has become of it


@dataclass(frozen=True)
class Promise:
    """An action that was agreed earlier, with its subject; whether its day is over, and why it was not done.

    `moved` is the new line, once it was moved to another day in this meeting.
    """

    item: ActionItem
    subject: Subject
    is_past: bool
    why: str = ""
    moved: ActionItem | None = None


@dataclass(frozen=True)
class Left:
    """What earlier meetings have left: the manager's own actions first, stops not reached last time, decisions."""

    promises: tuple[Promise, ...]
    not_reached: tuple[Stop, ...]
    decisions: tuple[Decision, ...]


def left_of(desk: Desk, person: Person, session: Session) -> Left:
    """What earlier meetings of the two have left for this one."""
    before = meetings.before(desk.tx, session.meeting)
    known = {each.id: each for each in agreed_before(desk, session)}
    items = [each for each in known.values() if each.created_at < session.meeting.begun_at]
    found = {each.id: each for each in subjects.those(desk.tx, {each.subject_id for each in items})}
    today = today_of(person, desk.now)
    promises = [
        Promise(
            item,
            found[item.subject_id],
            item.by < today,
            session.text(NOT_DONE, item.id),
            known.get(_moved_to(session, item) or 0),
        )
        for item in items
        if item.done_at is None or item.done_at >= session.meeting.begun_at
    ]
    last = session_of(desk, before) if before else None
    reached = [each.words.text or "" for each in last.said if each.words.kind == WENT] if last else []
    return Left(
        promises=tuple(sorted(promises, key=lambda each: _order(each.item, session))),
        not_reached=left_out(last.stops, reached) if last else (),
        decisions=tuple(decisions.of(desk.tx, [before.id]) if before else ()),
    )


def _moved_to(session: Session, item: ActionItem) -> int | None:
    words = session.last(MOVED, item.id)
    return words.number if words else None


def _order(item: ActionItem, session: Session) -> tuple[bool, date, int]:
    return item.person_id != session.manager.id, item.by, item.id


def agreed_before(desk: Desk, session: Session) -> list[ActionItem]:
    """All actions that this meeting and those of the same two before it have agreed on."""
    ids = [each.id for each in meetings.of_both(desk.tx, *session.meeting.both)]
    words = [each.words for each in meeting_words.said(desk.tx, ids)]
    return action_items.those(desk.tx, {each.about for each in words if each.kind == AGREED and each.about})


def tell(
    desk: Desk,
    person: Person,
    session: Session,
    fates: Mapping[int, str],
    why: Mapping[int, str],
    by: date | None,
) -> None:
    """Keep what has become of each action (by its id): done, open still and why, or later, which is a new line.

    Refuses another day that is over, and "later" without one.
    """
    known = {each.id: each for each in agreed_before(desk, session)}
    for item_id, fate in fates.items():
        item = known.get(item_id)
        if item is None or item.done_at is not None:
            continue  # another press was first
        if fate == DONE:
            action_items.finish(desk.tx, item.id, by_person=person.id)
        elif fate == LATER:
            _move(desk, person, session, item, by)
        elif why.get(item_id):
            said = Words(NOT_DONE, item_id, text=why[item_id])
            meeting_words.say(desk.tx, session.meeting.id, said, person_id=person.id)


def _move(desk: Desk, person: Person, session: Session, item: ActionItem, by: date | None) -> None:
    if by is None:
        raise Refusal("action_day")
    if session.last(MOVED, item.id):
        return
    stated = StatedItem(item.what, item.person_id, by, item.question_id)
    added = adding.add(desk, session.seller, item.subject_id, stated)
    for words in (Words(MOVED, item.id, number=added.item.id), Words(AGREED, added.item.id)):
        meeting_words.say(desk.tx, session.meeting.id, words, person_id=person.id)


def names_of(promises: Sequence[Promise], session: Session) -> dict[int, str]:
    """Who does each action, by its id; "" for the customer."""
    both = {each.id: each.name for each in (session.seller, session.manager)}
    return {each.item.id: both.get(each.item.person_id or 0, "") for each in promises}
