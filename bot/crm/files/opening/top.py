"""Where the headings of a file stand: the first of its rows that fills the needed columns, titles above or not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.crm.files.columns.headings import Layout, heading_key, recognise
from bot.crm.files.errors import FileRefused
from bot.crm.files.opening.rows import TOP, Raw


@dataclass(frozen=True)
class Top:
    """The headings, the rows above them, and which position seems to hold which field."""

    above: tuple[Raw, ...]
    headings: tuple[str, ...]
    fields: Mapping[int, str]

    @property
    def start(self) -> int:
        """How many rows come before the records."""
        return len(self.above) + 1

    def position(self, field: str) -> int | None:
        """Where the field seems to stand, None when nowhere."""
        return next((at for at, named in self.fields.items() if named == field), None)


def find_top(rows: Iterable[Raw], layout: Layout, mapping: Mapping[str, str]) -> Top | None:
    """The headings among the first rows; None when all are blank.

    Where none fills the needed columns it is the row with most known headings, so that what is missing can be named.
    FileRefused when records stand above the headings: they would be lost.
    """
    first = list(islice(rows, TOP))
    seen = [
        (at, row, fields_of(row.cells, layout, mapping)) for at, row in enumerate(first) if not row.is_blank
    ]
    if not seen:
        return None
    whole = [place for place in seen if fills(place[2].values(), layout)]
    if not whole:
        at, row, fields = max(seen, key=lambda place: len(place[2]) if len(place[2]) > 1 else 0)
        return Top(tuple(first[:at]), row.cells, fields)
    at, row, fields = whole[0]
    below = next((place for place in seen if place[0] > at), None)
    if below in whole and below is not None and len(below[2]) > len(fields):
        at, row, fields = below  # of two lines of headings the one that says more
    else:
        _refuse_records(first[:at], row)
    return Top(tuple(first[:at]), row.cells, fields)


def fields_of(cells: Sequence[str], layout: Layout, mapping: Mapping[str, str]) -> dict[int, str]:
    """Position -> field, as the cells would name them were they headings, or as the person named them."""
    keys = [heading_key(cell) for cell in cells]
    known = layout.fields(recognise(set(keys)))
    found = {at: known[key] for at, key in enumerate(keys) if key in known}
    for field, wish in mapping.items():
        if field in layout.names:
            found |= dict.fromkeys(_named(wish, keys), field)
    return found


def fills(fields: Iterable[str], layout: Layout) -> bool:
    """Whether these fields are all that a file of the layout needs."""
    have = set(fields)
    return all(have.intersection(group) for group in layout.needed)


def wished(mapping: Mapping[str, str]) -> set[str]:
    """The folded headings that the person named, those of an identity made of several (A+B) one by one."""
    return {heading_key(part) for wish in mapping.values() for part in (wish, *wish.split("+"))} - {""}


def _named(wish: str, keys: Sequence[str]) -> list[int]:
    if wish.startswith("#") and wish[1:].isdecimal() and len(wish) < 6:
        at = int(wish[1:]) - 1
        return [at] if 0 <= at < len(keys) and keys[at] else []
    parts = [wish] if heading_key(wish) in keys else wish.split("+")
    places = [keys.index(key) if (key := heading_key(part)) in keys and key else None for part in parts]
    return [at for at in places if at is not None] if None not in places else []


def _refuse_records(above: Iterable[Raw], headings: Raw) -> None:
    width = sum(1 for cell in headings.cells if cell.strip())
    for row in above:
        filled = [cell for cell in row.cells if cell.strip()]
        if len(filled) > 2 and len(filled) * 5 >= width * 4 and any(map(str.isdecimal, "".join(filled))):
            raise FileRefused("above_headings", line=row.line, headings=headings.line)
