"""Asking whoever is in another zone whether their 1-to-1 is to follow: nothing moves before they say so."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.kit.blocks import Message, actions, button, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.rhythm.usecases.meetings import sitting_of
from bot.rhythm.views.pairs import TAKE_ALONG
from flows.company.people import Person, first_name
from flows.facts import Travelled
from storage import people

TRAVELLED = "travelled"


def ask(desk: Desk, fact: Travelled) -> None:
    """Ask once a day for each zone."""
    person = people.by_id(desk.tx, fact.person_id)
    tell(desk, person, TRAVELLED, f"{fact.person_id}:{fact.timezone}:{desk.now.date()}")


def travelled(desk: Desk, _facts: Facts, reader: Person | None) -> Sequence[Message]:
    """When it is, on either clock; nothing once they are back, or it has moved."""
    sitting = sitting_of(desk, reader) if reader else None
    if reader is None or sitting is None or sitting.manager is None:
        return ()
    planned = sitting.occurrence
    if planned.timezone == reader.timezone:
        return ()
    t, there = desk.texts(reader), ZoneInfo(planned.timezone)
    text = t(
        "meeting.travelled",
        manager=first_name(sitting.manager),
        day=t.day(planned.begins_at.astimezone(there).date(), now=desk.now, weekday=True),
        time=t.hour(planned.at),
        zone=planned.timezone,
        here=t.clock(planned.begins_at),
    )
    return ({"text": text, "blocks": [section(text), actions(button(t("meeting.take_along"), TAKE_ALONG))]},)
