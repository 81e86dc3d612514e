"""Being asked: the message, the window with the statements, the thanks, and the quiet line on Home."""

from datetime import datetime

from bot.kit.blocks import Block, Message, View, actions, button, context, field, modal, option, section
from bot.kit.codec import ID
from bot.kit.messages import message_view
from bot.kit.texts import Texts
from bot.pulse.usecases.answering import Paper
from flows.company.people import Person, first_name
from flows.company.quarters import Quarter
from flows.pulse.quarters import Window
from flows.pulse.shares import FEWEST
from flows.pulse.statements import SCALE, Answer

ANSWER, SEND = "pulse.answer", "pulse.send"
CHOSEN = "pulse.chosen"
BLOCK = "pulse.statement."  # and the statement's id
UNKNOWN = "unknown"
VALUES: dict[str, Answer] = {**{str(number): number for number in SCALE}, UNKNOWN: None}


def asking_message(paper: Paper, reader: Person, t: Texts, *, now: datetime) -> Message:
    """The one message of a pulse, with its one button."""
    text = t(
        "pulse.ask",
        name=first_name(reader),
        quarter=quarter(paper.window.quarter, t),
        count=len(paper.statements),
        until=until(paper.window, t, now=now),
        few=t.number(FEWEST),
    )
    return {"text": text, "blocks": [section(text), actions(_answering(paper, t, key="pulse.answer"))]}


def home_blocks(paper: Paper | None, t: Texts, *, now: datetime) -> list[Block]:
    """On Home while it is open, for who has not sent anything."""
    if paper is None:
        return []
    said = {"quarter": quarter(paper.window.quarter, t), "until": until(paper.window, t, now=now)}
    return [section(t("pulse.on_home", **said), accessory=_answering(paper, t, key="pulse.answer"))]


def paper_view(paper: Paper, t: Texts, *, now: datetime) -> View:
    """The statements, each with its scale, as they stand answered; who sees it, and until when it may be changed."""
    fields = [_statement(each.id, paper, t) for each in paper.statements]
    lead = t("pulse.lead", quarter=quarter(paper.window.quarter, t))
    seen = t("pulse.who_sees", until=until(paper.window, t, now=now), few=t.number(FEWEST))
    return modal(
        t("pulse.title"),
        [section(lead), context(seen), *fields],
        callback_id=SEND,
        close=t("button.cancel"),
        submit=t("pulse.send"),
        data=ID.dump(paper.pulse_id),
    )


def thanks_view(paper: Paper, t: Texts, *, now: datetime) -> View:
    """That it is in, and the way back to it."""
    text = t("pulse.thanks", until=until(paper.window, t, now=now))
    return message_view(text, t, buttons=[_answering(paper, t, key="pulse.change")])


def quarter(which: Quarter, t: Texts) -> str:
    """Q4 2026."""
    return t("pulse.quarter", number=which.number, year=str(which.year))


def until(window: Window, t: Texts, *, now: datetime) -> str:
    """The day and time at which it closes, by the reader's clock."""
    day = t.day(window.closes_at, now=now, weekday=True)
    return t("pulse.until", day=day, time=t.clock(window.closes_at))


def _answering(paper: Paper, t: Texts, *, key: str) -> Block:
    return button(t(key), ANSWER, value=ID.dump(paper.pulse_id), primary=key == "pulse.answer")


def _statement(id_: str, paper: Paper, t: Texts) -> Block:
    choices = {value: option(_option(value, t), value) for value in VALUES}
    element: Block = {"type": "radio_buttons", "action_id": CHOSEN, "options": list(choices.values())}
    if id_ in paper.said:
        said = paper.said[id_]
        element["initial_option"] = choices[UNKNOWN if said is None else str(said)]
    return field(t(f"pulse.statements.{id_}"), element, block_id=f"{BLOCK}{id_}", optional=True)


def _option(value: str, t: Texts) -> str:
    """1: disagree entirely; the numbers between the ends speak for themselves."""
    ends = {str(SCALE[0]): "pulse.least", str(SCALE[-1]): "pulse.most", UNKNOWN: "pulse.unknown"}
    return t(ends[value]) if value in ends else value
