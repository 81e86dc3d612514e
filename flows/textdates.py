"""Dates at the beginning of a text, as people write them in English and Danish."""

import re
from datetime import date

MONTHS = (
    ("january", "januar"),
    ("february", "februar"),
    ("march", "marts"),
    ("april",),
    ("may", "maj"),
    ("june", "juni"),
    ("july", "juli"),
    ("august",),
    ("september",),
    ("october", "oktober"),
    ("november",),
    ("december",),
)
SHORTEST_MONTH = 3
LEAP_YEARS_APART = 8  # at most, around 1900 and 2100

DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
NAME = r"(?P<name>[a-z]{3,9})\b\.?"
YEAR = r"(?P<year>\d{4}|\d{2})(?!\d)"
WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun|man|tir|ons|tor|fre|lør|søn)[a-zæøå]*\.?,?\s+"
BEFORE = rf"\s*(?:[-–•*(\[]\s*)?(?:on\s+)?(?:{WEEKDAY})?(?:the\s+|den\s+|d\.\s*|pr\.\s*)?"
# What may follow a day and month in figures without a year, so that "1.5 mio." and "24/7" are no dates.
STOP = r"(?=\s*(?:[:;,)\]]|[-–]\s|$))"

PATTERNS = tuple(
    re.compile(BEFORE + pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
        rf"{DAY}\.?\s*{NAME},?\s+(?P<year>\d{{4}})(?!\d)",
        rf"{DAY}\.?\s*{NAME}(?!\.?,?\s+\d{{4}})",
        rf"(?P<name>[a-z]{{3,9}})\.?\s+{DAY},?\s+(?P<year>\d{{4}})(?!\d)",
        rf"(?P<name>[a-z]{{3,9}})\.?\s+{DAY}\b(?!,?\s+\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?P<mark>[./-])\s?(?P<month>\d{{1,2}})(?P=mark)\s?{YEAR}",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?!\s?\d)",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}}){STOP}",
        r"(?!24/7)(?P<day>\d{1,2})/(?P<month>\d{1,2})(?=[\s:;,)\]]|$)",
    )
)


def leading_date(text: str, *, not_after: date) -> date | None:
    """The date that a text begins with, after a weekday or a bullet at most; None when it begins otherwise.

    A date without a year is the latest one not after `not_after`.
    """
    for pattern in PATTERNS:
        found = pattern.match(text)
        if found is not None:
            day = _date(found.groupdict(), not_after)
            if day is not None:
                return day
    return None


def _date(parts: dict[str, str | None], not_after: date) -> date | None:
    month = int(parts["month"] or 0) if "month" in parts else _month(parts["name"] or "")
    day, year = int(parts["day"] or 0), parts.get("year")
    if year is not None:
        return _valid(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    years = range(not_after.year, not_after.year - LEAP_YEARS_APART - 1, -1)
    possible = (_valid(each, month, day) for each in years)
    return next((each for each in possible if each is not None and each <= not_after), None)


def _month(name: str) -> int:
    name = name.lower()
    numbers = (n for n, names in enumerate(MONTHS, 1) if any(full.startswith(name) for full in names))
    return next(numbers, 0) if len(name) >= SHORTEST_MONTH else 0


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
