"""Reminders in words: what is ready and for which 1-to-1; and for a manager, who is not ready yet."""

from collections.abc import Sequence
from datetime import timedelta

from bot.kit import doors
from bot.kit.blocks import Block, Message, actions, bullets, button, section
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts
from bot.kit.texts import Texts
from bot.rhythm.usecases.meetings import Sitting, ready_of, sitting_of, unprepared_below, unprepared_with
from bot.standing.words import join
from flows.company.people import Person, first_name
from flows.company.subjects import Kind
from flows.rhythm.load import Done
from flows.rhythm.priority import Waiting
from storage import people

TOMORROW = timedelta(days=1)


def reminder(desk: Desk, _facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What is ready, for which 1-to-1, about how long it takes, and where to start. Nothing ready, no message."""
    found = ready_of(desk, reader) if reader else []
    if reader is None or not found:
        return ()
    t, sitting = desk.texts(reader), sitting_of(desk, reader)
    if sitting is None or sitting.comes_by_itself:
        manager = people.by_id(desk.tx, reader.manager_id) if reader.manager_id else None
        return (_message(_at_its_moment(reader, manager, found, t), found, t, *_not_now(t)),)
    if sitting.manager is None:
        return (_message(_at_its_moment(reader, None, found, t), found, t, *_not_now(t)),)
    text = t(
        "meeting.prepare",
        manager=first_name(sitting.manager),
        when=_when(desk, sitting, t),
        time=t.hour(sitting.occurrence.at),
        count=len(found),
        ready=_capital(_ready(found, t)),
        minutes=_minutes(found),
    )
    return (_message(text, found, t, *_not_now(t)),)


def on_the_day(desk: Desk, _facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What is left shortly before the 1-to-1; nothing where nothing is."""
    found = ready_of(desk, reader) if reader else []
    sitting = sitting_of(desk, reader) if reader else None
    if reader is None or sitting is None or sitting.manager is None or not found:
        return ()
    t = desk.texts(reader)
    text = t(
        "meeting.on_the_day",
        count=len(found),
        ready=_ready(found, t),
        manager=first_name(sitting.manager),
        time=t.hour(sitting.occurrence.at),
        minutes=_minutes(found),
    )
    return (_message(text, found, t),)


def not_prepared(desk: Desk, _facts: Facts, reader: Person | None) -> Sequence[Message]:
    """Who is not ready yet for today's 1-to-1s with whoever reads it, and with how many; nothing once all are."""
    found = unprepared_with(desk, reader) if reader else []
    if not found:
        return ()
    t = desk.texts(reader)
    text = t("meeting.not_prepared", count=len(found), listed=_left(found, t))
    return ({"text": text, "blocks": [section(text)]},)


def not_prepared_below(desk: Desk, _facts: Facts, reader: Person | None) -> Sequence[Message]:
    """The same of the teams below whoever reads it, a line for each of their managers."""
    teams = unprepared_below(desk, reader) if reader else []
    if not teams:
        return ()
    t = desk.texts(reader)
    lines = [t("meeting.left_of", manager=manager.name, listed=_left(found, t)) for manager, found in teams]
    lead = t("meeting.not_prepared_below")
    return ({"text": "\n".join([lead, *lines]), "blocks": [section(lead), bullets(lines)]},)


def _left(found: Sequence[tuple[Person, int]], t: Texts) -> str:
    return join([t("meeting.left", name=first_name(person), count=count) for person, count in found], t)


def _not_now(t: Texts) -> tuple[Block, Block]:
    """Later, or away."""
    return button(t("button.later"), doors.LATER), button(t("button.away"), doors.AWAY)


def _at_its_moment(reader: Person, manager: Person | None, found: Sequence[Waiting], t: Texts) -> str:
    return t(
        "notice.reminder" if manager else "notice.reminder_alone",
        count=len(found),
        name=first_name(reader),
        ready=_capital(_ready(found, t)),
        manager=first_name(manager) if manager else "",
    )


def _message(text: str, found: Sequence[Waiting], t: Texts, *more: Block) -> Message:
    return {"text": text, "blocks": [section(text), actions(doors.beginning(t, due=len(found)), *more)]}


def _when(desk: Desk, sitting: Sitting, t: Texts) -> str:
    """Today; tomorrow, Thursday 26 November; or the day alone."""
    on = sitting.occurrence.on
    away = on - t.local_date(desk.now)
    if not away:
        return t("meeting.today")
    day = t.day(on, now=desk.now, weekday=True)
    return t("meeting.tomorrow" if away == TOMORROW else "meeting.on_day", day=day)


def _ready(found: Sequence[Waiting], t: Texts) -> str:
    """Four deals and one customer."""
    deals = sum(each.kind is Kind.DEAL for each in found)
    counts = {"deals": deals, "customers": len(found) - deals}
    return join([t(f"count.{kind}", count=count) for kind, count in counts.items() if count], t)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _minutes(found: Sequence[Waiting]) -> int:
    """About how long it takes."""
    first = sum(each.is_first for each in found)
    return Done(first, len(found) - first).minutes
