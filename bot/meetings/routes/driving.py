"""Beginning a 1-to-1, opening it where it stands, going on, back, or elsewhere, from either's window."""

from bot.kit import fields
from bot.kit.act import Act
from bot.kit.blocks import View, modal
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.messages import SAY, message_view
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, show, update_in_ack
from bot.meetings.routes.keeping import keep
from bot.meetings.routes.pages import page
from bot.meetings.usecases import signing
from bot.meetings.usecases.attending import Session, attend, begin, go, go_on
from bot.meetings.views.frame import PLACE, block_id
from bot.meetings.views.record import MOST_REMARK, WORTH, heading, markdown_view, message
from bot.meetings.views.telling import TEXT
from bot.rhythm.routes import pairs as rhythm
from flows.company.people import Person, first_name
from flows.meetings.agenda import Step, Stop, named, preceding
from storage import meetings


def mine(desk: Desk, person: Person, act: Act) -> Reply:
    """The 1-to-1 that goes on; where none does, one's pairs, from which one begins."""
    going_on = meetings.open_with(desk.tx, person.id)
    if not going_on:
        return rhythm.open_(desk, person, act)
    return show(act, page(desk, person, attend(desk, person, going_on[0].id)))


def start(desk: Desk, person: Person, act: Act) -> Reply:
    """Begin the 1-to-1 of a seller's pair, or go on with the one that the other has begun."""
    session = begin(desk, person, ID.load(act.value))
    return show(act, page(desk, person, session))


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show it where it stands; once it is over, its record, to be signed by who has not."""
    session = attend(desk, person, ID.load(act.value))
    return show(act, _record(desk, person, session) or page(desk, person, session))


def back(desk: Desk, person: Person, act: Act) -> Reply:
    """Go to the stop before the one that the window shows."""
    session, stop = _at(desk, person, act.value)
    return show(act, page(desk, person, go(desk, person, session, preceding(session.stops, stop))))


def goto(desk: Desk, person: Person, act: Act) -> Reply:
    """Go to a stop that was chosen."""
    session, stop = _at(desk, person, act.value)
    return show(act, page(desk, person, go(desk, person, session, stop)))


def next_(desk: Desk, person: Person, act: Act) -> Reply:
    """Keep what the window says, and go on; what is not in order stands beside its field."""
    session, stop = _at(desk, person, act.data)
    t = desk.texts(person)
    if stop.step is Step.SIGN:
        return update_in_ack(_signed(desk, person, act, session))
    kept = keep(desk, person, act, session, stop)
    if kept.problems:
        return Reply(ack={"response_action": "errors", "errors": dict(kept.problems)})
    if kept.stays:
        return update_in_ack(page(desk, person, attend(desk, person, session.meeting.id), stop=stop))
    was = session.stop
    gone_on = go_on(desk, person, session, stop)
    notice = "" if was == stop else t("meetings.was_moved", name=first_name(session.other(person)))
    return update_in_ack(page(desk, person, gone_on, notice=notice))


def _record(desk: Desk, person: Person, session: Session) -> View | None:
    """The record of a meeting that is over: to be signed, or as it was signed by whoever looks; else nothing."""
    if session.meeting.ended_at is None:
        return None
    found = signing.record(desk, session)
    if person.id not in {each.person_id for each in found.signed}:
        return page(desk, person, session, stop=session.stops[-1])
    t = desk.texts(person)
    shown = message(found, person, t, now=desk.now)
    return modal(t("meetings.title"), shown["blocks"], callback_id=SAY, close=t("button.close"))


def _signed(desk: Desk, person: Person, act: Act, session: Session) -> View:
    """Sign, and say what is left."""
    t, worth = desk.texts(person), fields.chosen(act, block_id("worth", session), WORTH)
    if worth and not worth.isdecimal():
        raise Refusal("unknown_field")
    remark = fields.said(act, block_id("remark", session), TEXT)[:MOST_REMARK]
    found = signing.sign(desk, person, session.meeting.id, remark=remark, worth=int(worth) if worth else None)
    other = session.other(person)
    whole = len(found.signed) == len(session.meeting.both)
    key = "meetings.sign_off.whole" if whole else "meetings.sign_off.waits"
    return message_view(f"{heading(found, t, now=desk.now)}\n{t(key, name=first_name(other))}", t)


def markdown(desk: Desk, person: Person, act: Act) -> Reply:
    """The record as Markdown."""
    found = signing.record(desk, attend(desk, person, ID.load(act.value)))
    return show(act, markdown_view(found, desk.texts(person), now=desk.now))


def _at(desk: Desk, person: Person, data: str) -> tuple[Session, Stop]:
    """The meeting and the stop that a window names; refuses once it is over, unless it is to be signed."""
    place = PLACE.load(data)
    session = attend(desk, person, place.meeting_id, held=True)
    stop = named(session.stops, place.stop)
    if stop is None:
        raise Refusal("old_button")
    if session.meeting.ended_at is not None and stop.step is not Step.SIGN:
        raise Refusal("meeting_over")
    return session, stop
