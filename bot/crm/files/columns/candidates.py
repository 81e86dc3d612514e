"""Which columns that nothing is read from could hold a field, as their cells look."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.crm.files.errors import told
from bot.crm.files.statuses.phrases import Said, phrase
from bot.crm.files.text import clean, shown
from bot.crm.files.values.dates import possible_days
from bot.crm.files.values.numbers import sign_beside
from flows.company.money import CURRENCIES
from flows.imports import Reason

ROWS = 200  # of which the cells are looked at
_NAME = re.compile(r"[^\W\d_][^\d_@]*(?: [^\d_@]+){1,3}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NO_AMOUNT = re.compile(
    r"\b(id|nr|no|age|days?|zip|code)\b|phone|telefon|%|percent|probab|sandsynl|numm?er|year|postn",
    re.IGNORECASE,
)


Cells = Sequence[str]


def could_be(field: str, heading: str, cells: Cells) -> bool:
    """Whether these cells, of the first rows in which the column holds anything, may be what the field holds."""
    filled = [text for text in cells if text]
    if not filled:
        return False
    looks = _LOOKS.get(field)
    if looks is None:
        return True
    return looks(heading, filled)


def _amounts(heading: str, cells: Cells) -> bool:
    return not _NO_AMOUNT.search(heading) and _all(cells, lambda text: sign_beside(text) is not None)


def _currencies(_: str, cells: Cells) -> bool:
    return _all(cells, lambda text: text.upper() in CURRENCIES)


def _days(_: str, cells: Cells) -> bool:
    return _all(cells, lambda text: bool(possible_days(text)))


def _people(_: str, cells: Cells) -> bool:
    """Addresses, or names of two to four words; people have several deals, so some come again."""
    if _all(cells, lambda text: _EMAIL.fullmatch(text) is not None):
        return True
    capital = _all(cells, lambda text: _NAME.fullmatch(text) is not None and text == text.title())
    return capital and (len(cells) < 4 or len(set(cells)) < len(cells))


def _statuses(_: str, cells: Cells) -> bool:
    return any(phrase(text) in (Said.WON, Said.LOST, Said.OPEN, Said.CLOSED) for text in set(cells))


def _ids(_: str, cells: Cells) -> bool:
    return len(set(cells)) == len(cells) and _all(cells, lambda text: " " not in text and len(text) <= 100)


def _texts(_: str, cells: Cells) -> bool:
    return _all(cells, lambda text: any(map(str.isalpha, text)) and not _EMAIL.fullmatch(text))


def _all(cells: Cells, fits: Callable[[str], bool]) -> bool:
    return all(map(fits, set(cells)))


_LOOKS: Mapping[str, Callable[[str, Cells], bool]] = {
    "id": _ids,
    "name": _texts,
    "amount": _amounts,
    "currency": _currencies,
    "close_date": _days,
    "owner": _people,
    "status": _statuses,
    "email": lambda _, cells: _all(cells, lambda text: _EMAIL.fullmatch(text) is not None),
}


def example(cells: Cells) -> Reason:
    """The first different cells, as an answer's words may show them."""
    listed = list(dict.fromkeys(text for text in map(clean, cells) if text))
    return told("such_as", values=tuple(map(shown, listed[:3]))) if listed else told("empty")
