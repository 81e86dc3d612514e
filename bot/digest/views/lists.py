"""The lists in a digest's thread: a message for each colour, with deals and customers, and a door to all of it."""

import json
from collections.abc import Sequence

from bot.digest.usecases.digest import Digest
from bot.digest.usecases.listing import Chosen
from bot.digest.views.listing import opening
from bot.kit.blocks import Block, Message, actions, cut, header, section
from bot.kit.texts import Texts
from bot.standing.standings import Scored
from bot.standing.words import SHAPES, facts_line, title
from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.figures.digest import MOST_LISTED

MOST_LINE = 110  # so that 25 lines stay under a section's 3,000 characters
ROOM = 5_800  # characters of a section, of a message's 13,200, however a client escapes them
LISTED = (Colour.RED, Colour.GREY, Colour.YELLOW, Colour.GREEN)


def messages(digest: Digest, t: Texts) -> list[Message]:
    """One for each colour that has deals or customers."""
    return [message for colour in LISTED if (message := _message(colour, digest, t))]


def _message(colour: Colour, digest: Digest, t: Texts) -> Message | None:
    """How many there are of each kind and the first 25 of it, how many more, and a button that shows all of them."""
    said = digest.figures
    found = {
        Kind.DEAL: (digest.listed.get(colour, ()), said.groups[colour].count),
        Kind.CUSTOMER: (digest.customers.get(colour, ()), said.customers[colour].count),
    }
    whole = sum(count for _, count in found.values())
    if not whole:
        return None
    text = f"{SHAPES[colour]} {t('digest.list', colour=t(f'colour.{colour}'), count=whole)}"
    blocks: list[Block] = [header(text)]
    for kind, (standings, count) in found.items():
        blocks += [_section(kind, standings, count, digest, t)] if standings else []
    button = opening(Chosen(colour, said.team), t, count=whole)
    return {"text": text, "blocks": [*blocks, actions(button)]}


def _section(kind: Kind, found: Sequence[Scored], count: int, digest: Digest, t: Texts) -> Block:
    lines = [_line(standing, digest, t) for standing in found[:MOST_LISTED]]
    lead = t(f"digest.list_{kind}", count=count)
    shown = _that_fit(lines)
    more = [t("list.more", count=count - len(shown))] if count > len(shown) else []
    return section("\n".join([lead, *shown, *more]))


def _that_fit(lines: Sequence[str]) -> list[str]:
    room, shown = ROOM, []
    for line in lines:
        room -= len(json.dumps(line))
        if room < 0:
            break
        shown.append(line)
    return shown


def _line(standing: Scored, digest: Digest, t: Texts) -> str:
    facts = facts_line(standing.subject, t, now=digest.figures.taken_at, amounts=digest.amounts)
    shapes = "".join(SHAPES[area.colour] for area in standing.score.areas)
    tail = " · ".join(part for part in (facts, shapes) if part)
    return f"{cut(title(standing.subject), max(20, MOST_LINE - len(tail) - 3))} · {tail}"
