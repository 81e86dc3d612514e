"""Dates with the month in words, in the languages that our customers' systems write."""

import re
from datetime import date
from functools import cache
from itertools import chain
from typing import Literal

from babel.dates import get_day_names, get_month_names

from bot.crm.files.text import fold

_LANGUAGES = ("en", "da", "de", "sv", "nb")
_WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+")
_BETWEEN = re.compile(r"[0-9]+|[^\W\d_]+|[\s.,/'’-]+")
_OTHER_FORMS = {"mrz": 3, "jän": 1, "sept": 9}  # spreadsheets' and Austria's German, English
_FILLERS = frozenset({"the", "of", "den", "der", "d", "st", "nd", "rd", "th"})


def _forms(name: str) -> set[str]:
    return {fold(name), fold(name)[:3]}


@cache  # all that need them are dates in words
def _months() -> dict[str, int]:
    return {
        form: number
        for language in _LANGUAGES
        for width in _WIDTHS
        for number, name in get_month_names(width, locale=language).items()
        for form in _forms(name)
    } | _OTHER_FORMS


@cache
def _ignored() -> frozenset[str]:
    days = chain.from_iterable(
        _forms(name)
        for language in _LANGUAGES
        for width in _WIDTHS
        for name in get_day_names(width, locale=language).values()
    )
    return _FILLERS.union(days)


def worded(text: str) -> date | None:
    """The day of "18. dez 2026", "Dec 18, 2026", "18-Dec-26" or "2026 Dec 18", None when it is none of these.

    Two digits for the year stand behind the day: 18-Dec-26. ValueError when there is no such day.
    """
    if "".join(_BETWEEN.findall(text)) != text:
        return None
    named, ignored = _months(), _ignored()
    words = [fold(token) for token in _TOKENS.findall(text)]
    numbers = [word for word in words if word.isdigit()]
    months = [named[word] for word in words if word in named]
    others = [word for word in words if not word.isdigit() and word not in named and word not in ignored]
    if others or len(months) != 1 or len(numbers) != 2:
        return None
    day, year = numbers
    if len(day) == 4 and words.index(day) < next(at for at, word in enumerate(words) if word in named):
        day, year = year, day
    if len(day) > 2 or len(year) not in (2, 4):
        return None
    return date(int(year) + (2000 if len(year) == 2 else 0), months[0], int(day))
