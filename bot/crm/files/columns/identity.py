"""Which columns say which deal a row is: the id's, or several that make one together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from bot.crm.files.columns.headings import DEALS, heading_key
from bot.crm.files.errors import Asked, Doubt, FileRefused, MapRefused, in_doubt, told
from bot.crm.files.opening.opened import open_sheet
from bot.crm.files.opening.sheet import Sheet
from bot.crm.files.text import clean, shown

WITHOUT_ID = replace(DEALS, needed=tuple(group for group in DEALS.needed if "id" not in group))
_LONGEST = 40  # signs of what may be an id
_PROPOSED = 3  # columns
Opened = tuple[Sheet, tuple[str, ...]]


def open_deals(data: bytes, mapping: Mapping[str, str]) -> Opened:
    """The file of deals with its columns placed, and the fields that make the identity of a row.

    Asked when no column holds an id and nobody has said which ones together do; else FileRefused as any file.
    """
    try:
        return open_sheet(data, DEALS, mapping), ("id",)
    except MapRefused:
        raise
    except FileRefused as refused:
        return _without_id(data, mapping, refused)


def _without_id(data: bytes, mapping: Mapping[str, str], refused: FileRefused) -> Opened:
    """The file read without its id; what was refused already where that is not what is missing."""
    wish = mapping.get("id")
    rest = {field: heading for field, heading in mapping.items() if field != "id"}
    try:
        sheet = open_sheet(data, WITHOUT_ID, rest)
    except FileRefused:
        raise refused from None
    if wish is not None:
        return _by_several(sheet, wish, refused)
    if "id" in sheet.places:
        raise refused
    raise Asked([_which(sheet)])


def _by_several(sheet: Sheet, wish: str, refused: FileRefused) -> Opened:
    """Account+Deal Name: what both say, together, is the identity."""
    names = wish.split("+")
    if len(names) < 2:
        raise refused
    places = {f"id {number}": _position(sheet, name) for number, name in enumerate(names, 1)}
    kept = {field: at for field, at in sheet.places.items() if field != "id"}
    return replace(sheet, places=kept | places), tuple(places)


def _position(sheet: Sheet, name: str) -> int:
    if not clean(name):
        raise MapRefused("id_of_several")
    for form in (clean, heading_key):
        found = [at for at, heading in enumerate(sheet.headings) if form(heading) == form(name) != ""]
        if len(found) == 1:
            return found[0]
        if found:
            raise FileRefused("id_called_alike", value=shown(name))
    has = ", ".join(shown(heading) for heading in islice(sheet.headings, 12))
    raise FileRefused("no_column", key="id", value=shown(name), row=has)


def _which(sheet: Sheet) -> Doubt:
    """The question which columns tell deals apart: one that nothing is read from, or customer and name together."""
    answers = [(heading, told("each_its_own")) for heading in _candidates(sheet)]
    together = "+".join(
        sheet.heading(field) for field in ("customer", "name", "product") if field in sheet.places
    )
    if together:
        answers.append((together, told("together")))
    return in_doubt("id", "id", answers)


def _candidates(sheet: Sheet) -> Sequence[str]:
    """The headings of columns that are read as nothing and whose cells are all there, short, and all different."""
    used = set(sheet.places.values())
    seen: dict[int, set[str]] = {
        at: set() for at, heading in enumerate(sheet.headings) if at not in used and clean(heading)
    }
    for raw in sheet.raws():
        for at, texts in list(seen.items()):
            text = clean(raw.cells[at]) if at < len(raw.cells) else ""
            if not _may_be_id(text) or text in texts:
                del seen[at]
            else:
                texts.add(text)
        if not seen:
            break
    return [clean(sheet.headings[at]) for at in islice(seen, _PROPOSED)]


def _may_be_id(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and " " not in text and any(map(str.isdigit, text))
