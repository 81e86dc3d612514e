"""What fits into one message: Slack takes so many blocks, and so many characters of them."""

import json
from collections.abc import Iterable, Sequence

from bot.kit.blocks import Block

BESIDE = 800  # for one more block, with the figures that the week began with
ROOM = 13_100 - BESIDE  # of about 13,200 characters, however a client escapes them
MOST_BLOCKS = 50 - 1
Part = Sequence[Block]


def size(blocks: Iterable[Block]) -> int:
    """How much room blocks take."""
    return sum(len(json.dumps(block)) + 2 for block in blocks)


def fitted(parts: Iterable[Part], last: Part = ()) -> tuple[list[Block], list[Part]]:
    """The blocks of the parts that fit before the `last` ones, which always stand, and the parts that don't.

    Each part is whole in one message; what doesn't fit any more leaves its place to what is smaller.
    """
    taken: list[Block] = []
    left: list[Part] = []
    room, number = ROOM - size(last), MOST_BLOCKS - len(last)
    for part in parts:
        needed = size(part)
        if needed <= room and len(part) <= number:
            taken += part
            room, number = room - needed, number - len(part)
        else:
            left.append(part)
    return [*taken, *last], left
