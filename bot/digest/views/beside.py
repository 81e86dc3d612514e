"""What stands with the week's message as the week goes on: the figures that it began with, and what turned red."""

from collections.abc import Sequence

from bot.digest.usecases.digests import Digest
from bot.digest.usecases.turning import MOST, Told
from bot.digest.views import figures
from bot.digest.views.fitting import BESIDE, size
from bot.kit import doors
from bot.kit.blocks import FALLBACK, Block, Message, context, section
from bot.kit.texts import Texts
from bot.standing.words import SHAPES, title
from flows.company.colour import Colour
from flows.company.subjects import Status
from flows.figures.groups import ORDER

HEAD = 2  # the title, and of when it is


def beside(message: Message, first: Digest, now: Digest, t: Texts) -> Message:
    """The message with the figures that the week began with, right under its own moment; none of the first round."""
    if not first.figures.colours or not now.figures.colours:
        return message
    begun = context(_begun(first, now, t, amounts=first.amounts))
    if size([begun]) > BESIDE:  # a great many currencies
        begun = context(_begun(first, now, t, amounts=False))
    lists = {
        name: [*message[name][:HEAD], begun, *message[name][HEAD:]]
        for name in ("blocks", FALLBACK)
        if name in message
    }
    return {**message, **lists}


def _begun(first: Digest, now: Digest, t: Texts, *, amounts: bool) -> str:
    at = first.figures.taken_at
    counts = "   ".join(
        figures.figure(colour, first.figures.groups[colour], t)
        if amounts
        else figures.counted(colour, first.figures.groups[colour], t)
        for colour in ORDER
    )
    day = t.day(at, now=now.figures.taken_at, weekday=True)
    return t("digest.begun", day=day[:1].upper() + day[1:], time=t.clock(at), counts=counts)


def turned_message(turns: Sequence[Told], t: Texts) -> Message:
    """One line for each subject that turned to or from red; names are names, and nobody is mentioned."""
    lines = [_line(told, t) for told in turns[:MOST]]
    blocks: list[Block] = [
        section(line, accessory=doors.opening(told.subject.id, t))
        for told, line in zip(turns, lines, strict=False)
    ]
    if more := len(turns) - MOST if len(turns) > MOST else 0:
        lines.append(t("list.more", count=more))
        blocks.append(context(lines[-1]))
    return {"text": "\n".join(lines), "blocks": blocks}


def _line(told: Told, t: Texts) -> str:
    name = f"{title(told.subject)} · {told.owner.name}" if told.owner else title(told.subject)
    if told.colour is Colour.RED:
        return t("digest.turned_red", shape=SHAPES[Colour.RED], name=name)
    if told.colour is None:
        how = told.subject.status if told.subject.status is not Status.OPEN else Status.GONE
        return t(f"digest.was_red_{how}", name=name)
    if told.colour is Colour.GREY:
        return t("digest.red_too_old", shape=SHAPES[Colour.GREY], name=name)
    colour = t(f"colour_small.{told.colour}")
    return t("digest.red_no_longer", shape=SHAPES[told.colour], name=name, colour=colour)
