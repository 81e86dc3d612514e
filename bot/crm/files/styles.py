"""How a column writes its numbers or dates: decided once, over all its rows, asked about, and never guessed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.crm.files.errors import Asked, Doubt
from bot.crm.files.text import shown


@dataclass(frozen=True)
class Styles:
    """The ways to read one kind of cell: option of --map, what the cells are, a reader and words for each way.

    A reader gives None for what it cannot read; all readers agree on what can be meant in one way only.
    """

    option: str
    what: str
    readers: Mapping[str, Callable[[str], object | None]]
    words: Mapping[str, str]


@dataclass
class _Seen:
    """The first cell (line, text) that each way alone can read, and the first that ways read differently."""

    alone: dict[str, tuple[int, str]]
    either: tuple[int, str] | None = None


def decide(styles: Styles, heading: str, cells: Iterable[tuple[int, str]]) -> str:
    """The one way to read a column's cells (line, text); Asked when two stay possible or are used.

    A column whose cells mean the same in every way gets the first one.
    """
    seen = _look(styles, cells)
    if len(seen.alone) > 1:
        places = ", ".join(f"“{shown(text)}” on line {line}" for line, text in seen.alone.values())
        raise _asked(
            styles,
            f"The column “{shown(heading)}” writes {styles.what} in two ways ({places}); "
            "rows written the other way than you say are then refused.",
        )
    if seen.alone:
        return next(iter(seen.alone))
    if seen.either:
        line, text = seen.either
        raise _asked(
            styles,
            f"The {styles.what} in the column “{shown(heading)}” can be read in two ways "
            f"(“{shown(text)}” on line {line}).",
        )
    return next(iter(styles.readers))


def _asked(styles: Styles, question: str) -> Asked:
    return Asked([Doubt(styles.option, question, tuple((way, styles.words[way]) for way in styles.readers))])


def _look(styles: Styles, cells: Iterable[tuple[int, str]]) -> _Seen:
    seen = _Seen({})
    looked_at: set[str] = set()
    for line, text in cells:
        if not text or text in looked_at:
            continue
        looked_at.add(text)
        read = {way: value for way, reader in styles.readers.items() if (value := reader(text)) is not None}
        if len(read) == 1:
            seen.alone.setdefault(next(iter(read)), (line, text))
        elif seen.either is None and len(set(read.values())) > 1:
            seen.either = (line, text)
    return seen
