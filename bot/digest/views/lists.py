"""The lists in a digest's thread: a message for each colour, with deals and customers, and a door to all of it."""

from collections.abc import Sequence

from bot.digest.usecases.digest import Digest
from bot.digest.usecases.listing import Chosen
from bot.digest.views.fitting import size
from bot.digest.views.listing import opening
from bot.kit import doors
from bot.kit.blocks import Block, Message, actions, context, cut, header, section
from bot.kit.texts import Texts
from bot.standing.standings import Scored, by_attention
from bot.standing.words import SHAPES, facts_line, join, title
from flows.company.colour import Colour
from flows.figures.digest import MOST_LISTED

MOST_LINE = 110
ROOM = 11_500  # characters of all rows, of a message's 13,200, however a client escapes them
LISTED = (Colour.RED, Colour.GREY, Colour.YELLOW, Colour.GREEN)


def messages(digest: Digest, t: Texts) -> list[Message]:
    """One for each colour that has deals or customers."""
    return [message for colour in LISTED if (message := _message(colour, digest, t))]


def _message(colour: Colour, digest: Digest, t: Texts) -> Message | None:
    """How many there are of each kind, the first 25 with a button each, how many more, and one that shows all."""
    said = digest.figures
    found = by_attention([*digest.listed.get(colour, ()), *digest.customers.get(colour, ())])
    counts = {
        "digest.list_deal": said.groups[colour].count,
        "digest.list_customer": said.customers[colour].count,
    }
    whole = sum(counts.values())
    if not whole:
        return None
    text = f"{SHAPES[colour]} {t('digest.list', colour=t(f'colour.{colour}'), count=whole)}"
    rows = _that_fit([_row(standing, digest, t) for standing in found[:MOST_LISTED]])
    kinds = join([t(key, count=count) for key, count in counts.items() if count], t)
    blocks: list[Block] = [header(text), context(kinds), *rows]
    if whole > len(rows):
        blocks.append(context(t("list.more", count=whole - len(rows))))
    blocks.append(actions(opening(Chosen(colour, said.team), t, count=whole)))
    return {"text": text, "blocks": blocks}


def _that_fit(rows: Sequence[Block]) -> list[Block]:
    room, shown = ROOM, []
    for row in rows:
        room -= size([row])
        if room < 0:
            break
        shown.append(row)
    return shown


def _row(standing: Scored, digest: Digest, t: Texts) -> Block:
    return section(_line(standing, digest, t), accessory=doors.opening(standing.subject.id, t))


def _line(standing: Scored, digest: Digest, t: Texts) -> str:
    facts = facts_line(standing.subject, t, now=digest.figures.taken_at, amounts=digest.amounts)
    shapes = "".join(SHAPES[area.colour] for area in standing.score.areas)
    tail = " · ".join(part for part in (facts, shapes) if part)
    return f"{cut(title(standing.subject), max(20, MOST_LINE - len(tail) - 3))} · {tail}"
