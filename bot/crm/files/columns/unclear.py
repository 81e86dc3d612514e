"""What is asked about the columns of a file, with the columns that could be it as answers."""

from collections.abc import Iterable, Sequence, Set

from bot.crm.files.columns.candidates import could_be, example
from bot.crm.files.columns.headings import Layout, heading_key
from bot.crm.files.errors import Doubt, in_doubt, told
from bot.crm.files.text import clean, shown

MOST_ANSWERS = 12
_ROW = 1000  # signs of a row of headings that a message shows


def several(
    headings: Sequence[str], field: str, positions: Sequence[int], first: Sequence[Sequence[str]]
) -> Doubt:
    """The doubt which of these columns the field is in; `first` are the cells of the first rows."""
    columns = tuple(told("column", value=_as_written(headings[at]), number=at + 1) for at in positions)
    answers = [(_answer(headings, at), example(column(first, at))) for at in positions]
    return in_doubt(field, "several", answers, field=field, columns=columns)


def _answer(headings: Sequence[str], at: int) -> str:
    """What names a column: its heading, or its number where the heading is no text that one could type."""
    key = heading_key(headings[at])
    alone = key and sum(heading_key(heading) == key for heading in headings) == 1
    return clean(headings[at]) if alone and not headings[at].startswith("#") else f"#{at + 1}"


def _as_written(heading: str) -> str:
    """Spaces tell doubled headings apart, so they are kept here."""
    return "".join(sign for sign in heading if sign.isprintable())[:40]


def missing(
    headings: Sequence[str],
    layout: Layout,
    placed: Set[str],
    used: Set[int],
    first: Sequence[Sequence[str]],
) -> list[Doubt]:
    """One doubt for each needed field without a column, with the columns whose cells could be it."""
    groups = [group for group in layout.needed if placed.isdisjoint(group)]
    left = [at for at, heading in enumerate(headings) if at not in used and clean(heading)]
    doubts: list[Doubt] = []
    for group in groups:
        could = [at for at in left if could_be(group[0], headings[at], column(first, at))][:MOST_ANSWERS]
        answers = [(_answer(headings, at), example(column(first, at))) for at in could]
        fields = " ".join(group)
        if not doubts:
            doubts.append(in_doubt(group[0], "missing", answers, field=fields, row=row(headings)))
        else:
            doubts.append(in_doubt(group[0], "missing_too", answers, field=fields))
    return doubts


def column(rows: Iterable[Sequence[str]], at: int) -> list[str]:
    """The cleaned cells of one column."""
    return [clean(cells[at]) for cells in rows if at < len(cells)]


def row(headings: Sequence[str], most: int = _ROW) -> str:
    """The headings as a message may show them."""
    text = ", ".join(shown(heading) for heading in headings)
    return text if len(text) <= most else text[: most - 1] + "…"
