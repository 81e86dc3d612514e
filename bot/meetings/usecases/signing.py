"""Signing what a 1-to-1 came to, and the record of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.meetings.usecases.agreeing import agreed
from bot.meetings.usecases.attending import WENT, Session, attend, session_of
from bot.meetings.usecases.settling import beside
from flows.company.people import Person
from flows.company.subjects import Subject
from flows.facts import MeetingSigned
from flows.meetings.agenda import Stop, left_out
from flows.meetings.held import Decision, SignOff
from flows.meetings.settling import SettledLevel
from flows.review.action_item import ActionItem
from flows.rhythm.cadence import working_moment
from flows.scorecards.scorecard import Scorecard
from storage import decisions, meetings, people, sign_offs, subjects

WITHIN = timedelta(days=2)
WORTH = range(1, 6)


@dataclass(frozen=True)
class Discussed:
    """A subject that was looked at, with what was settled on it, and whether the manager had a view of it."""

    subject: Subject
    scorecard: Scorecard
    settled: tuple[SettledLevel, ...]
    has_second: bool


@dataclass(frozen=True)
class Record:
    """What a 1-to-1 came to, on one page.

    `names` are people's by id, `not_reached` the stops at which it was not.
    """

    session: Session
    discussed: tuple[Discussed, ...]
    actions: tuple[ActionItem, ...]
    subjects: Mapping[int, Subject]
    decisions: tuple[Decision, ...]
    signed: tuple[SignOff, ...]
    names: Mapping[int, str]
    not_reached: tuple[Stop, ...]


def record(desk: Desk, session: Session) -> Record:
    """The record as it stands now."""
    actions, asked = agreed(desk, session), decisions.of(desk.tx, [session.meeting.id])
    ids = {*session.meeting.subject_ids, *(each.subject_id for each in actions if each.subject_id)}
    ids |= {
        each.words.about for each in session.said if each.words.kind in ABOUT_SUBJECTS and each.words.about
    }
    found = {each.id: each for each in subjects.those(desk.tx, ids)}
    reached = [each.words.text or "" for each in session.said if each.words.kind == WENT]
    return Record(
        session=session,
        discussed=tuple(_discussed(desk, session)),
        actions=tuple(actions),
        subjects=found,
        decisions=tuple(asked),
        signed=tuple(sign_offs.of(desk.tx, session.meeting.id)),
        names={each.id: each.name for each in people.those(desk.tx, _people(session, asked))},
        not_reached=left_out(session.stops, reached),
    )


ABOUT_SUBJECTS = ("lost_because", "customer")


def _people(session: Session, asked: list[Decision]) -> set[int]:
    return {*session.meeting.both, *(each.asked_id for each in asked)}


def _discussed(desk: Desk, session: Session) -> list[Discussed]:
    listed = []
    for id_ in session.meeting.subject_ids:
        both = beside(desk, session, id_)
        listed.append(
            Discussed(both.subject, both.scorecard, tuple(both.settled.values()), both.second is not None)
        )
    return listed


def sign(desk: Desk, person: Person, meeting_id: int, *, remark: str, worth: int | None) -> Record:
    """Sign what the two have agreed; once both have, it is over. Signed twice is signed once."""
    session = attend(desk, person, meeting_id, held=True)
    if worth is not None and worth not in WORTH:
        raise Refusal("unknown_field")
    is_new = sign_offs.add(desk.tx, meeting_id, person.id, remark=remark or None, worth=worth)
    if is_new:
        signed = {each.person_id for each in sign_offs.of(desk.tx, meeting_id)}
        is_whole = signed >= set(session.meeting.both)
        if session.meeting.ended_at is None:
            meetings.end(desk.tx, meeting_id)
        meetings.remind(desk.tx, meeting_id, None if is_whole else desk.now + WITHIN)
        desk.say(MeetingSigned(meeting_id, person.id, is_whole))
    return record(desk, attend(desk, person, meeting_id))


def remind(desk: Desk, *, limit: int = 100) -> list[tuple[int, int]]:
    """Meetings (ids) that wait for a signature for two days, each with who has not signed; each is given once.

    While it is not their working time it waits.
    """
    found = []
    for meeting in meetings.to_remind(desk.tx, limit=limit):
        signed = {each.person_id for each in sign_offs.of(desk.tx, meeting.id)}
        missing = [each for each in people.those(desk.tx, meeting.both) if each.id not in signed]
        later = [working_moment(each.timezone, planned=desk.now - WITHIN, now=desk.now) for each in missing]
        if (moment := max(later, default=desk.now)) > desk.now:
            meetings.remind(desk.tx, meeting.id, moment)
            continue
        meetings.remind(desk.tx, meeting.id, None)
        found += [(meeting.id, each.id) for each in missing]
    return found


def record_of(desk: Desk, meeting_id: int) -> Record | None:
    """The record of a meeting, for its message."""
    meeting = meetings.get(desk.tx, meeting_id)
    return record(desk, session_of(desk, meeting)) if meeting else None
