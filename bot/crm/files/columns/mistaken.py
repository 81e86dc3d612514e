"""A list of something else than was asked for is told by its headings and refused with the command that reads it."""

from collections.abc import Mapping, Sequence, Set

from bot.crm.files.columns.headings import DEALS, Layout, heading_key, other_lists
from bot.crm.files.errors import FileRefused
from bot.crm.files.text import shown

_DEALS_ONLY = frozenset({"amount", "stage", "won", "lost", "closed", "stage_probability"})
_ANYBODYS = frozenset({"id", "record id", "hs object id", "datensatz id", "post id"})
_SAYS_DEALS = 2  # such columns in a list that was given as one of customers
_SURE = 4  # weighs a heading that no list of deals has
_MARKS = {"customer": 2, "person": 2, "contact": 3}  # what a list must weigh
_REFUSED = {
    "customer": "lists_customers",
    "person": "lists_people",
    "contact": "lists_contacts",
    "deal": "lists_deals",
}


def refuse_other(headings: Sequence[str], layout: Layout, mapping: Mapping[str, str]) -> None:
    """FileRefused where the headings are those of another kind of list.

    Whoever names the columns of this kind by `mapping` knows what the file lists.
    """
    if any(field in mapping for group in layout.needed for field in group):
        return
    keys = {heading_key(heading): heading for heading in headings}
    kind = _other(keys.keys(), layout)
    if kind is None:
        return
    telling = [shown(heading) for key, heading in keys.items() if key in _telling(kind)]
    raise FileRefused(_REFUSED[kind], columns=tuple(telling[:4]))


def _other(keys: Set[str], layout: Layout) -> str | None:
    if layout.what == "person":
        return None
    fields = DEALS.fields("csv", keys)
    deals = {fields[key] for key in keys if key in fields and _of_a_deal(key, fields[key])}
    if layout.what == "customer":
        return "deal" if len(deals) >= _SAYS_DEALS else None
    if deals:
        return None
    found = {kind: _weight(keys, kind) for kind in other_lists()}
    kind = max(found, key=lambda each: found[each])
    return kind if found[kind] >= _MARKS[kind] else None


def _of_a_deal(key: str, field: str) -> bool:
    """Whether a heading of this field stands in lists of deals only: a value, a stage, a deal's name or id."""
    own = field in ("name", "id") and not DEALS.rank(key) and key not in _ANYBODYS
    return own or field in _DEALS_ONLY


def _weight(keys: Set[str], kind: str) -> int:
    sure, two = other_lists()[kind]
    return _SURE * len(keys & sure) + len(keys & two)


def _telling(kind: str) -> Set[str]:
    if kind == "deal":
        return {key for key, field in DEALS.fields("csv").items() if _of_a_deal(key, field)}
    sure, two = other_lists()[kind]
    return sure | two
