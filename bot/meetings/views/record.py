"""The record of a 1-to-1, on one page: in the window that is signed, in a message, and as Markdown."""

from collections.abc import Iterator
from datetime import datetime

from bot.kit.blocks import (
    Block,
    Message,
    View,
    actions,
    bullets,
    button,
    field,
    modal,
    option,
    preformatted,
    rich,
    section,
)
from bot.kit.codec import ID
from bot.kit.messages import SAY
from bot.kit.texts import Texts
from bot.meetings.usecases.attending import Session
from bot.meetings.usecases.signing import Discussed, Record
from bot.meetings.views.frame import OPEN, block_id, stop_name
from bot.meetings.views.telling import CHANCE_AFTER, CHANCE_BEFORE, CUSTOMER, KINDS, LOST, text_field
from bot.standing.reasons import places
from bot.standing.words import title
from flows.company.people import Person, first_name
from flows.meetings.agenda import Step
from flows.meetings.held import Decision
from flows.meetings.settling import SettledLevel
from flows.review.action_item import ActionItem

MARKDOWN = "meeting.markdown"
REMARK, WORTH = "meeting.remark", "meeting.worth"
MOST_REMARK = 300
A_PAGE = 2900  # characters of one block
Part = tuple[str, list[str]]  # a heading, and its lines


def parts(record: Record, t: Texts, *, now: datetime) -> Iterator[Part]:
    """The record by headings; a heading with nothing under it is left out."""
    session = record.session
    told = {step: [session.text(kind)] for step, kind in KINDS.items()}
    lost = [_lost(record, id_, t) for id_ in session.meeting.subject_ids if session.text(LOST, id_)]
    left = [stop_name(stop, record.subjects, t) for stop in record.not_reached if stop.step is not Step.SIGN]
    all_parts = {
        "own": told[Step.OWN],
        "deals": [line for each in record.discussed for line in _deal(each, session, t)],
        "lost": lost,
        "customer": _customers(record),
        "win": told[Step.WIN],
        "actions": [_action(record, item, t, now=now) for item in record.actions],
        "decisions": [_decision(record, each, t, now=now) for each in record.decisions],
        "theme": told[Step.THEME],
        "not_reached": left,
        "signed": _signed(record, t, now=now),
    }
    for name, lines in all_parts.items():
        if any(lines):
            yield t(f"meetings.record.{name}"), [line for line in lines if line]


def _deal(each: Discussed, session: Session, t: Texts) -> Iterator[str]:
    yield title(each.subject) + ("" if each.has_second else f" ({t('meetings.record.alone')})")
    for level in each.settled:
        yield _level(each, level, session, t)


def _level(each: Discussed, level: SettledLevel, session: Session, t: Texts) -> str:
    said = [
        t("common.unknown") if one is None else str(one) for one in (level.first, level.second, level.level)
    ]
    return t(
        "meetings.record.level" if level.is_agreed else "meetings.record.level_not_agreed",
        place=places(each.scorecard, [level.question_id], t),
        seller=first_name(session.seller),
        first=said[0],
        manager=first_name(session.manager),
        second=said[1] if each.has_second else "–",
        level=said[2],
    )


def _lost(record: Record, subject_id: int, t: Texts) -> str:
    session = record.session
    chances = [session.last(kind, subject_id) for kind in (CHANCE_BEFORE, CHANCE_AFTER)]
    line = f"{title(record.subjects[subject_id])}: {session.text(LOST, subject_id)}"
    before, after = (each.number if each else None for each in chances)
    if before is None or after is None:
        return line
    return f"{line} ({t('meetings.record.chances', before=t.percent(before / 100), after=t.percent(after / 100))})"


def _customers(record: Record) -> list[str]:
    session = record.session
    told = dict.fromkeys(each.words.about for each in session.said if each.words.kind == CUSTOMER)
    about = [id_ for id_ in told if id_ and id_ in record.subjects]
    return [f"{title(record.subjects[id_])}: {session.text(CUSTOMER, id_)}" for id_ in about]


def _action(record: Record, item: ActionItem, t: Texts, *, now: datetime) -> str:
    return t(
        "meetings.record.action",
        who=record.names.get(item.person_id or 0) or t("action.customer"),
        what=item.what,
        day=t.day(item.by, now=now, weekday=True),
        name=title(record.subjects[item.subject_id or 0]),
    )


def _decision(record: Record, decision: Decision, t: Texts, *, now: datetime) -> str:
    day = t.day(decision.by, now=now, weekday=True)
    line = t("meetings.decisions.line", what=decision.what, who=record.names[decision.asked_id], day=day)
    return f"{line} {decision.answer}" if decision.answer else line


def _signed(record: Record, t: Texts, *, now: datetime) -> list[str]:
    lines = []
    for each in record.signed:
        line = t("meetings.record.sign", name=record.names[each.person_id], day=t.day(each.at, now=now))
        lines.append(f"{line} {each.remark}" if each.remark else line)
    return lines


def heading(record: Record, t: Texts, *, now: datetime) -> str:
    """Whose 1-to-1 of which day."""
    session = record.session
    return t(
        "meetings.record.title",
        seller=session.seller.name,
        manager=session.manager.name,
        day=t.day(session.meeting.begun_at, now=now, weekday=True),
    )


def blocks(record: Record, t: Texts, *, now: datetime) -> list[Block]:
    """Each part with its heading."""
    found: list[Block] = []
    for name, lines in parts(record, t, now=now):
        found += [rich([(name, "bold")]), bullets(lines)]
    return found


def signing(record: Record, session: Session, t: Texts, *, now: datetime) -> list[Block]:
    """The record as it stands, a remark, and whether it was worth the time."""
    choices = [option(t(f"meetings.sign_off.worth_{number}"), str(number)) for number in range(1, 6)]
    worth: Block = {"type": "radio_buttons", "action_id": WORTH, "options": choices}
    return [
        section(t("meetings.sign_off.lead")),
        *blocks(record, t, now=now),
        text_field(t("meetings.sign_off.remark"), block_id("remark", session), "", most=MOST_REMARK),
        field(
            t("meetings.sign_off.worth"),
            worth,
            block_id=block_id("worth", session),
            hint=t("meetings.sign_off.worth_hint"),
            optional=True,
        ),
    ]


def message(record: Record, reader: Person, t: Texts, *, now: datetime) -> Message:
    """The record for one of the two; who has not signed has a button for it."""
    meeting_id = record.session.meeting.id
    signed = {each.person_id for each in record.signed}
    buttons = [button(t("meetings.markdown"), MARKDOWN, value=ID.dump(meeting_id))]
    lead = heading(record, t, now=now)
    if reader.id not in signed:
        other = first_name(record.session.other(reader))
        lead = f"{lead}\n{t('meetings.record.to_sign' if signed else 'meetings.record.open', name=other)}"
        buttons.insert(0, button(t("meetings.sign"), OPEN, value=ID.dump(meeting_id), primary=True))
    return {"text": lead, "blocks": [section(lead), *blocks(record, t, now=now), actions(*buttons)]}


def markdown(record: Record, t: Texts, *, now: datetime) -> str:
    """The record as Markdown."""
    lines = [f"# {heading(record, t, now=now)}"]
    for name, listed in parts(record, t, now=now):
        lines += ["", f"## {name}", *(f"- {_literal(line)}" for line in listed)]
    return "\n".join(lines)


def _literal(line: str) -> str:
    """A line of somebody's words, in which nothing means anything to Markdown."""
    escaped = "".join(f"\\{each}" if each in "\\`*_[]<>#" else each for each in line)
    return escaped.replace("\n", "\n  ")


def markdown_view(record: Record, t: Texts, *, now: datetime) -> View:
    """The same, to be copied."""
    whole = markdown(record, t, now=now)
    pieces = [whole[start : start + A_PAGE] for start in range(0, len(whole), A_PAGE)]
    return modal(
        t("meetings.title"),
        [section(t("meetings.record.copy")), *(preformatted(piece) for piece in pieces)],
        callback_id=SAY,
        close=t("button.close"),
    )
