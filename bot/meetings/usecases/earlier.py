"""What earlier 1-to-1s of the two have left: open actions, what was not reached, and decisions asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.actions.usecases import settling
from bot.actions.usecases.lists import open_of_pair
from bot.actions.usecases.reading import Item, listed
from bot.kit.desk import Desk
from bot.meetings.usecases.attending import WENT, Session, session_of
from flows.company.people import Person
from flows.meetings.agenda import Stop, left_out
from flows.meetings.held import Decision, Words
from flows.review.action_item import ActionItem
from storage import action_items, decisions, meeting_words, meetings

# What is said of an action item (`about`): agreed on here, and of an earlier one that it is not done, done, or moved.
AGREED, NOT_DONE, IS_DONE, MOVED = "agreed", "not_done", "done", "moved"
DONE, OPEN, LATER = "done", "open", "later"  # what may be chosen


@dataclass(frozen=True)
class Promise:
    """An action that was agreed earlier, as whoever looks reads it, and why it is not done.

    `moved` is the new line, once it was moved to another day in this meeting.
    """

    item: Item
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
    last = session_of(desk, before) if before else None
    reached = [each.words.text or "" for each in last.said if each.words.kind == WENT] if last else []
    return Left(
        promises=tuple(_promises(desk, person, session)),
        not_reached=left_out(last.stops, reached) if last else (),
        decisions=tuple(decisions.of(desk.tx, [before.id]) if before else ()),
    )


def _promises(desk: Desk, person: Person, session: Session) -> list[Promise]:
    moved = {each.words.about: each.words.number for each in session.said if each.words.kind == MOVED}
    new = {each.id: each for each in action_items.those(desk.tx, [id_ for id_ in moved.values() if id_])}
    return [
        Promise(each, session.text(NOT_DONE, each.item.id), new.get(moved.get(each.item.id) or 0))
        for each in listed(desk, person, promised(desk, session))
    ]


def promised(desk: Desk, session: Session) -> list[ActionItem]:
    """The actions of the two that were open when this meeting began, the manager's own first.

    Those of which either of the two may say what became: here they say it together.
    """
    told = {each.words.about for each in session.said if each.words.kind in (IS_DONE, MOVED)}
    still = open_of_pair(desk, session.seller, session.manager)
    ids = {*(each.id for each in still), *(id_ for id_ in told if id_)}
    both = session.seller, session.manager
    listed = [
        each
        for each in action_items.those(desk.tx, ids)
        if each.created_at < session.meeting.begun_at and any(settling.may(desk, one, each) for one in both)
    ]
    return sorted(listed, key=lambda each: (each.owner_id != session.manager.id, each.by, each.id))


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
    for item in promised(desk, session):
        fate = fates.get(item.id)
        if fate is None or not item.is_open:
            continue  # nothing was said of it, or another press was first
        able = next(each for each in (person, session.other(person)) if settling.may(desk, each, item))
        if fate == DONE:
            settling.done(desk, able, item.id, why.get(item.id, ""))
            _say(desk, person, session, Words(IS_DONE, item.id))
        elif fate == LATER:
            moved = settling.move(desk, able, item.id, by)
            _say(desk, person, session, Words(MOVED, item.id, number=moved.id))
        elif why.get(item.id):
            _say(desk, person, session, Words(NOT_DONE, item.id, text=why[item.id]))


def _say(desk: Desk, person: Person, session: Session, words: Words) -> None:
    meeting_words.say(desk.tx, session.meeting.id, words, person_id=person.id)
