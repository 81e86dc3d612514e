"""What a 1-to-1 comes to: actions that the two agree on, and decisions that they ask of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.actions.usecases import adding
from bot.actions.usecases.adding import StatedItem
from bot.actions.usecases.reading import today_of
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.meetings.usecases.attending import Session
from bot.meetings.usecases.earlier import AGREED
from bot.standing.standings import Scored, standings
from flows.company.people import Person
from flows.facts import DecisionAsked, DecisionMade
from flows.meetings.held import Decision, Words
from flows.review.action_item import ActionItem
from flows.scoring.movable import movable
from storage import action_items, decisions, meeting_words, people, subjects

MOST_ACTIONS = 3
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Movable:
    """A subject of a meeting, with the ids of the questions that an action may move."""

    standing: Scored
    questions: tuple[str, ...]


def agreed(desk: Desk, session: Session) -> list[ActionItem]:
    """The actions that the two have agreed on in this meeting."""
    ids = {each.words.about for each in session.said if each.words.kind == AGREED}
    return action_items.those(desk.tx, {id_ for id_ in ids if id_})


def to_move(desk: Desk, session: Session) -> list[Movable]:
    """The subjects of this meeting that are still open, with what can be moved in each."""
    found = subjects.those_open(desk.tx, session.meeting.subject_ids, viewer=session.seller)
    listed = []
    for standing in standings(desk, session.seller, found):
        if isinstance(standing, Scored) and standing.current:
            questions = movable(standing.scorecard, standing.current.ratings, now=desk.now)
            listed.append(Movable(standing, tuple(questions)))
    order = {id_: place for place, id_ in enumerate(session.meeting.subject_ids)}
    return sorted(listed, key=lambda each: order[each.standing.subject.id])


def agree(desk: Desk, person: Person, session: Session, stated: StatedItem) -> ActionItem:
    """Agree on an action; the same one is kept once. Refuses as adding one does, and more than three."""
    if stated.person_id is not None and stated.person_id not in session.meeting.both:
        raise Refusal("owner_unlisted")
    if len(agreed(desk, session)) >= MOST_ACTIONS:
        raise Refusal("meeting_enough")
    added = adding.add(desk, session.seller, stated)
    meeting_words.say(desk.tx, session.meeting.id, Words(AGREED, added.item.id), person_id=person.id)
    return added.item


def ask(desk: Desk, person: Person, session: Session, what: str, asked_id: int, by: date) -> None:
    """Ask somebody for a decision; refuses a day that is over, one of the two, and people whom nobody has listed."""
    if not timedelta() <= by - today_of(person, desk.now) <= LONGEST:
        raise Refusal("action_day")
    asked = people.by_id(desk.tx, asked_id)
    if asked is None or asked_id in session.meeting.both:
        raise Refusal("meeting_whom")
    decision_id, is_new = decisions.ask(desk.tx, session.meeting.id, what, asked_id, by, person_id=person.id)
    if is_new:
        desk.say(DecisionAsked(decision_id))


def decide(desk: Desk, person: Person, decision_id: int, text: str) -> Decision:
    """Give the answer that a meeting waits for; it is for who was asked. Given once, it stays."""
    decision = asked(desk, person, decision_id)
    if decisions.answer(desk.tx, decision_id, text, person_id=person.id):
        desk.say(DecisionMade(decision_id))
    return decision


def asked(desk: Desk, person: Person, decision_id: int) -> Decision:
    """A decision for who was asked; refuses everybody else."""
    decision = decisions.get(desk.tx, decision_id)
    if decision is None or decision.asked_id != person.id:
        raise Refusal("meeting_not_asked")
    return decision


def could_decide(desk: Desk, session: Session) -> Sequence[Person]:
    """Whom the two may ask: everybody in Slack but themselves, by name."""
    return [each for each in people.all_of(desk.tx) if each.slack_id and each.id not in session.meeting.both]
