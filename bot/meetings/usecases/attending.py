"""A 1-to-1 as one of the two attends it: beginning it, finding it again, and where it goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.meetings.usecases.choosing import subjects_for
from bot.rhythm.usecases import starting
from bot.second_views.usecases.agreement import settle
from flows.company.people import Person
from flows.facts import MeetingMoved
from flows.meetings import agenda
from flows.meetings.agenda import Stop
from flows.meetings.held import Meeting, Said, Words
from storage import meeting_words, meetings, occurrences, pairs, people

BREAK = timedelta(hours=4)  # so long nobody stays at one stop: they go on another time
WENT = "went"  # to a stop, by its name


@dataclass(frozen=True)
class Session:
    """A meeting with its two people, its stops, and what was said in it so far; `length` is in minutes."""

    meeting: Meeting
    seller: Person
    manager: Person
    said: tuple[Said, ...]
    length: int

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All stops of it."""
        return agenda.stops(self.meeting.subject_ids)

    @property
    def stop(self) -> Stop:
        """Where it stands."""
        return agenda.named(self.stops, self.meeting.place) or self.stops[0]

    @property
    def moves(self) -> list[tuple[str, datetime]]:
        """Where it went, and when."""
        return [(each.words.text or "", each.at) for each in self.said if each.words.kind == WENT]

    def other(self, person: Person) -> Person:
        """The other one."""
        return self.manager if person.id == self.seller.id else self.seller

    def last(self, kind: str, about: int | None = None) -> Words | None:
        """What was said of something last."""
        found = [each.words for each in self.said if (each.words.kind, each.words.about) == (kind, about)]
        return found[-1] if found else None

    def text(self, kind: str, about: int | None = None) -> str:
        """The text of it, "" for none."""
        words = self.last(kind, about)
        return (words.text or "") if words else ""

    def took(self, until: datetime) -> timedelta:
        """How long it has gone on until a moment; the time between two days of it counts for nothing."""
        spent = agenda.spent(self.moves, until=self.meeting.ended_at or until)
        return sum((each for each in spent.values() if each < BREAK), timedelta())


def begin(desk: Desk, person: Person, seller_id: int) -> Session:
    """The 1-to-1 of a seller's pair: today's, where it goes on, else a new one; both may press at once.

    One that was left open before is closed as it is. Refuses as rhythm's `start`, and for a manager who has left.
    """
    pair = pairs.of(desk.tx, seller_id)
    there = [each for each in meetings.open_with(desk.tx, seller_id) if each.seller_id == seller_id]
    for meeting in there:
        if person.id in meeting.both and _is_todays(desk, meeting, person):
            return session_of(desk, meeting)
    starting.start(desk, person, seller_id)
    settle(desk)
    zone = ZoneInfo(pair.terms.cadence.timezone) if pair else ZoneInfo(person.timezone)
    occurrence = occurrences.begun_on(desk.tx, seller_id, desk.now.astimezone(zone).date())
    manager_id = (occurrence and occurrence.with_id) or (pair and pair.manager_id)
    if occurrence is None or not manager_id:
        raise Refusal("rhythm_nothing")
    for meeting in there:
        meetings.end(desk.tx, meeting.id)
    found = subjects_for(desk, seller_id, occurrence.day)
    first = agenda.stops(found)[0].name
    begun, is_new = meetings.begin(
        desk.tx, occurrence.id, seller_id, manager_id, found, by=person.id, place=first
    )
    if is_new:
        _note_move(desk, begun, first, person)
    return session_of(desk, begun)


def _is_todays(desk: Desk, meeting: Meeting, person: Person) -> bool:
    zone = ZoneInfo(person.timezone)
    return meeting.begun_at.astimezone(zone).date() == desk.now.astimezone(zone).date()


def attend(desk: Desk, person: Person, meeting_id: int, *, held: bool = False) -> Session:
    """A meeting for one of its two; refuses everybody else. `held` for who is about to say something."""
    meeting = meetings.get(desk.tx, meeting_id, held=held)
    if meeting is None or person.id not in meeting.both:
        raise Refusal("meeting_not_yours")
    return session_of(desk, meeting)


def session_of(desk: Desk, meeting: Meeting) -> Session:
    """The meeting with all that belongs to it."""
    both = {each.id: each for each in people.those(desk.tx, meeting.both)}
    pair = pairs.of(desk.tx, meeting.seller_id)
    length = pair.terms.cadence.minutes if pair else agenda.HALF_AN_HOUR
    said = tuple(meeting_words.said(desk.tx, [meeting.id]))
    return Session(meeting, both[meeting.seller_id], both[meeting.manager_id], said, length)


def go(desk: Desk, person: Person, session: Session, stop: Stop) -> Session:
    """Have the meeting stand at this stop."""
    if session.meeting.place != stop.name and session.meeting.ended_at is None:
        meetings.move(desk.tx, session.meeting.id, stop.name)
        _note_move(desk, session.meeting, stop.name, person)
    return attend(desk, person, session.meeting.id)


def go_on(desk: Desk, person: Person, session: Session, left: Stop) -> Session:
    """Leave a stop; where the other one has gone on meanwhile, it stands where they are."""
    if session.stop != left:
        return attend(desk, person, session.meeting.id)
    return go(desk, person, session, agenda.following(session.stops, left))


def _note_move(desk: Desk, meeting: Meeting, place: str, person: Person) -> None:
    meeting_words.say(desk.tx, meeting.id, Words(WENT, text=place), person_id=person.id)
    desk.say(MeetingMoved(meeting.id, person.id))
