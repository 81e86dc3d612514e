"""The first step of a 1-to-1: what was agreed, and what became of it; and what was not reached last time."""

from datetime import datetime

from bot.actions.usecases.reading import Item
from bot.actions.views.lines import moved
from bot.kit.blocks import Block, bullets, context, divider, field, option, rich, section
from bot.kit.texts import Texts
from bot.meetings.usecases.attending import Session
from bot.meetings.usecases.earlier import DONE, LATER, OPEN, Left, Promise
from bot.meetings.views.frame import Subjects, block_id, stop_name
from bot.meetings.views.telling import text_field
from bot.standing.words import title
from flows.company.people import first_name

FATE, DAY, WHY = "meeting.fate", "meeting.day", "meeting.why"
MOST_PROMISES = 15  # three fields each, and Slack takes a hundred blocks
MOST_WHY = 300


def earlier(left: Left, session: Session, found: Subjects, t: Texts, *, now: datetime) -> list[Block]:
    """Each action with what has become of it, the manager's own first; then decisions and what was not reached."""
    blocks: list[Block] = [section(t("meetings.earlier.lead", manager=first_name(session.manager)))]
    if not left.promises:
        blocks.append(section(t("meetings.earlier.none")))
    for promise in left.promises[:MOST_PROMISES]:
        blocks += [divider(), *_promise(promise, session, t, now=now)]
    if len(left.promises) > MOST_PROMISES:
        blocks.append(context(t("list.more", count=len(left.promises) - MOST_PROMISES)))
    if any(each.item.item.is_open for each in left.promises):
        day: Block = {"type": "datepicker", "action_id": DAY}
        blocks.append(field(t("meetings.earlier.day"), day, block_id=block_id("day", session), optional=True))
    if left.decisions:
        lines = [_decision(each.what, each.answer, t) for each in left.decisions]
        blocks += [divider(), rich([(t("meetings.earlier.decisions"), "bold")]), bullets(lines)]
    if left.not_reached:
        stops = ", ".join(stop_name(stop, found, t) for stop in left.not_reached)
        blocks.append(context(t("meetings.earlier.not_reached", stops=stops)))
    return blocks


def _promise(promise: Promise, session: Session, t: Texts, *, now: datetime) -> list[Block]:
    item = promise.item.item
    line = _line(promise.item, t, now=now)
    if promise.moved is not None:
        day = t.day(promise.moved.by, now=now, weekday=True)
        return [section(f"{line}\n{t('meetings.earlier.is_moved', day=day)}")]
    if not item.is_open:
        return [section(f"{line}\n{t('meetings.earlier.is_done')}")]
    choices = [option(t(f"meetings.earlier.{fate}"), fate) for fate in (DONE, OPEN, LATER)]
    fates: Block = {"type": "radio_buttons", "action_id": FATE, "options": choices}
    return [
        section(line),
        field(t("meetings.earlier.fate"), fates, block_id=block_id("fate", session, item.id), optional=True),
        text_field(t("meetings.earlier.why"), block_id("why", session, item.id), promise.why, most=MOST_WHY),
    ]


def _line(item: Item, t: Texts, *, now: datetime) -> str:
    line = t(
        "meetings.earlier.past" if item.is_past else "meetings.earlier.line",
        who=t("action.customer") if item.who is None else item.who,
        what=item.item.what,
        day=t.day(item.item.by, now=now, weekday=True),
        name=title(item.subject) if item.subject else t(f"action.kind_{item.item.kind}"),
    )
    return " · ".join([line, *moved(item, t)])


def _decision(what: str, answer: str | None, t: Texts) -> str:
    return f"{what}: {answer}" if answer else t("meetings.earlier.undecided", what=what)
