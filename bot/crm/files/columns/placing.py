"""Which column of a file holds which field; a needed or used column in doubt is asked about."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import islice

from bot.crm.files.choices import OPTIONS, PREFIXES, is_option
from bot.crm.files.columns.candidates import ROWS
from bot.crm.files.columns.contested import is_empty, settle
from bot.crm.files.columns.headings import Layout, heading_key
from bot.crm.files.columns.mistaken import refuse_other
from bot.crm.files.columns.unclear import column, missing, row, several
from bot.crm.files.errors import Asked, Doubt, FileRefused, MapRefused
from bot.crm.files.text import clean, shown
from bot.crm.files.values.priced import priced

NO_COLUMN = "-"  # for a field: none of the file's columns holds it
_PRICED = frozenset({"amount", "yearly_value"})

Rows = Callable[[], Iterable[Sequence[str]]]


def place(
    headings: Sequence[str],
    layout: Layout,
    format_name: str,
    mapping: Mapping[str, str],
    rows: Rows = tuple,
) -> dict[str, int]:
    """Field -> position of its column.

    `mapping` overrides by field: its value is a heading as the file writes it, #3 for the third column, or - for none.
    `rows` gives the cells of the rows under the headings, anew each time. FileRefused when no heading is known, Asked
    when columns that hold different things claim one field, or a needed field has none.
    """
    fields = layout.fields(format_name, frozenset(map(heading_key, headings)))
    wishes = _wishes(layout, mapping)
    if not wishes and not any(heading_key(heading) in fields for heading in headings):
        raise FileRefused("no_known_heading", row=row(headings, 200))
    found = {field: _mapped(headings, field, wish) for field, wish in wishes.items() if wish != NO_COLUMN}
    claims: dict[str, list[int]] = {}
    for position, heading in enumerate(headings):
        field = fields.get(heading_key(heading))
        if field and field not in wishes:
            claims.setdefault(field, []).append(position)
    claims |= _with_currency(headings, fields, {*wishes, *claims})
    refuse_other(headings, layout, mapping)
    first = list(islice(rows(), ROWS))
    doubts = _settle(headings, layout, claims, found, first, rows)
    placed = {*found, *(doubt.key for doubt in doubts)}
    doubts += missing(headings, layout, placed, {*found.values(), *_flat(claims)}, first)
    if doubts:
        raise Asked(doubts)
    return found


def unread(headings: Sequence[str], places: Mapping[str, int]) -> list[int]:
    """The columns with a heading from which nothing is read."""
    used = set(places.values())
    return [at for at, heading in enumerate(headings) if at not in used and clean(heading)]


def _with_currency(
    headings: Sequence[str], fields: Mapping[str, str], taken: Set[str]
) -> dict[str, list[int]]:
    """The amount's columns that say their currency ("Amount (EUR)"), unless one is called as it is known."""
    claims: dict[str, list[int]] = {}
    for position, heading in enumerate(headings):
        said = priced(heading)
        field = fields.get(said.name) if said.sign or said.counts else None
        if field in _PRICED and field not in taken:
            claims.setdefault(field, []).append(position)
    return claims


def _wishes(layout: Layout, mapping: Mapping[str, str]) -> dict[str, str]:
    wishes = {field: wish for field, wish in mapping.items() if not is_option(field)}
    for field in wishes:
        if field not in layout.names:
            known = ", ".join((*layout.names, *OPTIONS, *(f"{prefix}…" for prefix in PREFIXES)))
            raise MapRefused("no_field", value=shown(field), known=known)
    return wishes


def _mapped(headings: Sequence[str], field: str, wish: str) -> int:
    """The column that the person named: as written, else trimmed, else however it is written."""
    if wish.startswith("#") and wish[1:].isascii() and wish[1:].isdigit() and len(wish) < 6:
        if 1 <= int(wish[1:]) <= len(headings):
            return int(wish[1:]) - 1
        raise FileRefused("few_columns", key=field, columns=len(headings))
    for form in (str, clean, heading_key):
        positions = [at for at, heading in enumerate(headings) if form(heading) == form(wish) != ""]
        if len(positions) == 1:
            return positions[0]
        if positions:
            raise Asked([several(headings, field, positions, ())])
    raise FileRefused("no_column", key=field, value=shown(wish), row=row(headings))


def _settle(
    headings: Sequence[str],
    layout: Layout,
    claims: Mapping[str, Sequence[int]],
    found: dict[str, int],
    first: Sequence[Sequence[str]],
    rows: Rows,
) -> list[Doubt]:
    """Puts the claims into `found`, but for those in doubt, and leaves out what holds no more than markers."""
    contests = {field: _ranks(headings, layout, at) for field, at in claims.items() if len(at) > 1}
    chosen: dict[str, int | tuple[int, ...]] = {field: at[0] for field, at in claims.items() if len(at) == 1}
    if contests:
        chosen |= settle(contests, (cells for cells in rows() if len(cells) == len(headings)))
    doubts = []
    for field, at in chosen.items():
        if isinstance(at, tuple):
            doubts.append(several(headings, field, at, first))
        elif not _only_markers(column(first, at)):
            found[field] = at
    return doubts


def _ranks(headings: Sequence[str], layout: Layout, positions: Sequence[int]) -> list[list[int]]:
    ranks: dict[int, list[int]] = {}
    for at in positions:
        ranks.setdefault(layout.rank(heading_key(headings[at])), []).append(at)
    return [ranks[rank] for rank in sorted(ranks)]


def _only_markers(cells: Sequence[str]) -> bool:
    return any(cells) and all(map(is_empty, cells))


def _flat(claims: Mapping[str, Iterable[int]]) -> list[int]:
    return [at for positions in claims.values() for at in positions]
