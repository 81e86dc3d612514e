"""How far a long file has come, for whoever sits at a terminal and waits."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import typer

from bot.crm.batches import Done
from bot.crm.files.gathering import Watch
from bot.crm.files.opening.rows import Raw

LONG = 2_000  # rows; fewer are read before anybody looks


def watching(data: bytes) -> Watch:
    """Shows how many rows of a long file are read."""
    rows = data.count(b"\n")

    def watched(raws: Iterable[Raw]) -> Iterator[Raw]:
        with typer.progressbar(
            raws, length=rows, label="Reading", file=sys.stderr, update_min_steps=LONG // 2
        ) as bar:
            yield from bar

    return watched if _shown(rows) else lambda raws: raws


@contextmanager
def telling(count: int) -> Iterator[Callable[[Done], None]]:
    """Shows how many of so many deals are in."""
    if not _shown(count):
        yield lambda _done: None
        return
    with typer.progressbar(length=count, label="Importing", file=sys.stderr) as bar:
        yield lambda done: bar.update(done.deals - bar.pos)


def _shown(rows: int) -> bool:
    return rows > LONG and sys.stderr.isatty()
