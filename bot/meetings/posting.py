"""What follows from a 1-to-1: the message that the two share, the record, decisions, and one reminder of signing."""

from collections.abc import Sequence

from bot.kit.blocks import Message, actions, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.meetings.usecases.attending import Session, session_of
from bot.meetings.usecases.signing import record_of, remind
from bot.meetings.views import deciding
from bot.meetings.views import record as record_views
from bot.meetings.views.frame import going_on, stop_name
from flows.company.people import Person, first_name
from flows.facts import DecisionAsked, DecisionMade, MeetingMoved, MeetingSigned
from flows.meetings.agenda import named
from storage import decisions, meetings, outbox, people, subjects
from storage.outbox import Note, Verb

MEETING, RECORD = "meeting", "meeting_record"
TO_SIGN, ASKED, MADE = "meeting_to_sign", "decision_asked", "decision_made"
BEGUN = f"{MEETING}:{{}}"  # the key of the message that the two share


def follow_meeting(desk: Desk, fact: MeetingMoved | MeetingSigned) -> None:
    """Have the message that the two share say where it stands; posted once, and from then on updated in place."""
    meeting = meetings.get(desk.tx, fact.meeting_id)
    both = people.those(desk.tx, meeting.both) if meeting else []
    address = ",".join(sorted(each.slack_id for each in both if each.slack_id))
    if meeting is None or "," not in address:
        return
    key, facts = BEGUN.format(meeting.id), {"meeting": meeting.id}
    if outbox.put(desk.tx, Note(MEETING, address, key, facts)):
        return
    first = outbox.by_key(desk.tx, key)
    if first is not None and first.state is not outbox.State.FAILED:
        step = f"{key}.{desk.now.isoformat()}"
        outbox.put(desk.tx, Note(MEETING, address, step, facts, Verb.UPDATE, after_id=first.id))


def send_record(desk: Desk, fact: MeetingSigned) -> None:
    """The record to who has not signed yet; to both once both have."""
    meeting = meetings.get(desk.tx, fact.meeting_id)
    for person in people.those(desk.tx, meeting.both) if meeting else []:
        if fact.is_whole or person.id != fact.person_id:
            occurrence = f"{fact.meeting_id}.{person.id}.{'whole' if fact.is_whole else 'first'}"
            tell(desk, person, RECORD, occurrence, meeting=fact.meeting_id)


def remind_of_signing(desk: Desk) -> None:
    """One reminder to who has not signed within two days."""
    for meeting_id, person_id in remind(desk):
        person = people.by_id(desk.tx, person_id)
        tell(desk, person, TO_SIGN, f"{meeting_id}.{person_id}", meeting=meeting_id)


def ask(desk: Desk, fact: DecisionAsked) -> None:
    """Word to who is to decide."""
    decision = decisions.get(desk.tx, fact.decision_id)
    if decision is not None:
        asked = people.by_id(desk.tx, decision.asked_id)
        tell(desk, asked, ASKED, f"{decision.id}", decision=decision.id)


def tell_decided(desk: Desk, fact: DecisionMade) -> None:
    """Word to the two who asked."""
    decision = decisions.get(desk.tx, fact.decision_id)
    meeting = meetings.get(desk.tx, decision.meeting_id) if decision else None
    for person in people.those(desk.tx, meeting.both) if meeting else []:
        tell(desk, person, MADE, f"{fact.decision_id}.{person.id}", decision=fact.decision_id)


def meeting(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Where it stands, and "Go on"; once it is over, that it is."""
    session, t = _session(desk, facts), desk.texts(reader)
    if session is None:
        return ()
    names = {"seller": first_name(session.seller), "manager": first_name(session.manager)}
    if session.meeting.ended_at is not None:
        text = t("meetings.shared.over", **names)
        return ({"text": text, "blocks": [section(text)]},)
    found = {each.id: each for each in subjects.those(desk.tx, session.meeting.subject_ids)}
    stops = session.stops
    stop = named(stops, session.meeting.place) or stops[0]
    text = t(
        "meetings.shared.at",
        **names,
        stop=stop_name(stop, found, t),
        number=stops.index(stop) + 1,
        of=len(stops),
    )
    return ({"text": text, "blocks": [section(text), actions(going_on(session.meeting.id, t))]},)


def record(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """The record, on one page."""
    found = record_of(desk, facts["meeting"])
    if found is None or reader is None:
        return ()
    return (record_views.message(found, reader, desk.texts(reader), now=desk.now),)


def to_sign(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """That the record waits for a signature; nothing once it is there."""
    found = record_of(desk, facts["meeting"])
    if found is None or reader is None or reader.id in {each.person_id for each in found.signed}:
        return ()
    t = desk.texts(reader)
    text = t("meetings.shared.to_sign", name=first_name(found.session.other(reader)))
    button = going_on(found.session.meeting.id, t)
    return ({"text": text, "blocks": [section(text), actions(button)]},)


def decision_asked(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What is to be decided, by when."""
    found = decisions.get(desk.tx, facts["decision"])
    if found is None or found.answered_at is not None:
        return ()
    by = people.name_of(desk.tx, found.person_id)
    return (deciding.asked_message(found, by, desk.texts(reader), now=desk.now),)


def decision_made(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What was decided."""
    found = decisions.get(desk.tx, facts["decision"])
    if found is None:
        return ()
    return (deciding.made_message(found, people.name_of(desk.tx, found.asked_id), desk.texts(reader)),)


def _session(desk: Desk, facts: Facts) -> Session | None:
    found = meetings.get(desk.tx, facts["meeting"])
    return session_of(desk, found) if found else None
