"""The window of a 1-to-1: which step it shows, how the time goes, and how to get to the others."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, NamedTuple

from pydantic import Field

from bot.kit.blocks import Block, View, actions, button, context, header, modal, option, section
from bot.kit.codec import ID, VALUE, Codec, Id
from bot.kit.texts import Texts
from bot.meetings.usecases.attending import Session
from bot.standing.words import title
from flows.company.subjects import Subject
from flows.meetings.agenda import Step, Stop, minutes_for

OPEN, NEXT, BACK, GOTO = "meeting.open", "meeting.next", "meeting.back", "meeting.goto"
A_MINUTE = 60  # seconds


class Place(NamedTuple):
    """A meeting, and the name of the stop that a window shows of it."""

    meeting_id: Id
    stop: Annotated[str, Field(pattern=r"\A[a-z]+(\.[0-9]{1,10})?\z")]


PLACE: Codec[Place] = Codec(Place, most=VALUE)
Subjects = Mapping[int, Subject]


def window(
    session: Session,
    stop: Stop,
    blocks: Sequence[Block],
    found: Subjects,
    t: Texts,
    *,
    now: datetime,
    notice: str = "",
) -> View:
    """The window at a stop; `found` are the meeting's subjects by id, `notice` is a sentence on top."""
    place = Place(session.meeting.id, stop.name)
    return modal(
        t("meetings.title"),
        [
            *([section(notice)] if notice else []),
            header(stop_name(stop, found, t)),
            context(_progress(session, stop, t, now=now)),
            *blocks,
            *_ways(session, stop, found, t),
        ],
        callback_id=NEXT,
        close=t("meetings.later"),
        submit=t("meetings.sign" if stop.step is Step.SIGN else "meetings.next"),
        data=PLACE.dump(place),
    )


def stop_name(stop: Stop, found: Subjects, t: Texts) -> str:
    """What a stop is called; of a deal, by its name."""
    if stop.subject_id is not None and stop.subject_id in found:
        return t("meetings.steps.deal", name=title(found[stop.subject_id]))
    return t(f"meetings.steps.{stop.step}", name="")


def _progress(session: Session, stop: Stop, t: Texts, *, now: datetime) -> str:
    """Step 4 of 12, meant for how long, and how long the whole has taken: a fact, and no reproach."""
    stops = session.stops
    line = t("meetings.progress", number=stops.index(stop) + 1, of=len(stops))
    minutes = minutes_for(stops, stop, length=session.length)
    if minutes:
        line += " · " + t("meetings.meant", count=minutes)
    return f"{line} · {t('meetings.so_far', count=int(session.took(now).total_seconds()) // A_MINUTE)}"


def _ways(session: Session, stop: Stop, found: Subjects, t: Texts) -> list[Block]:
    choices = [
        option(stop_name(each, found, t), PLACE.dump(Place(session.meeting.id, each.name)))
        for each in session.stops
    ]
    menu: Block = {
        "type": "static_select",
        "action_id": GOTO,
        "options": choices,
        "placeholder": {"type": "plain_text", "text": t("meetings.goto"), "emoji": False},
    }
    here = PLACE.dump(Place(session.meeting.id, stop.name))
    back = [button(t("button.back"), BACK, value=here)] if stop != session.stops[0] else []
    return [actions(*back, menu)]


def going_on(meeting_id: int, t: Texts, *, primary: bool = True) -> Block:
    """Opens the window where the meeting stands."""
    return button(t("meetings.go_on"), OPEN, value=ID.dump(meeting_id), primary=primary)


def block_id(name: str, session: Session, about: object = "") -> str:
    """The block of a field; with the meeting, so that Slack keeps no other's text."""
    return f"meeting.{name}.{session.meeting.id}.{about}"
