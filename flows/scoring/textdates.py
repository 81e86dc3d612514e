"""Dates at the beginning of a text, as people write them in English and Danish: the day before the month."""

import re
from datetime import date
from functools import lru_cache

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
NUMBERS = {
    full[:length]: number
    for number, names in enumerate(MONTHS, 1)
    for full in names
    for length in range(SHORTEST_MONTH, len(full) + 1)
}

DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
BARE_DAY, MONTH = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})"
NAME = rf"(?P<name>{'|'.join(NUMBERS)})\b\.?"
WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun|man|tir|ons|tor|fre|lør|søn)[a-zæøå]*\.?,?\s+"
BEFORE = rf"\s*(?:[-–•*(\[]\s*)?(?:on\s+)?(?:{WEEKDAY})?(?:the\s+|den\s+|d\.\s*|pr\.\s*)?"
# What may follow a day and month in figures without a year, so that "1.5 mio." and "24/7" are no dates.
STOP = r"(?=\s*(?:[:;,)\]]|[-–]\s|$))"
YEAR = r"(?P<year>\d{4}|\d{2})(?!\d)"
# After a space there may be other figures: "12 Nov 2500 users", "12 Nov 10.30", "12 Nov 40 people".
LONG_YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d)"
STOPPED_YEAR = rf"(?P<stopped>\d{{2}}){STOP}"
SHORT_YEAR = rf"(?:{STOPPED_YEAR}|(?P<perhaps>\d{{2}})(?=\s))"
# What a share is a share of: "2/3 of the price", "1/2 dags arbejde".
OF = (
    r"(?P<of>\s+(?:(?:ud\s+)?af|(?:out\s+)?of|dage?|dags|days?|time[rs]?|hours?|minut\w*|uger?|weeks?|måned\w*"
    r"|dele?|sider?|pages?|procent\w*|percent\w*|an?\s+(?:day|hour|week|month|year)"
    r"|months?|års?|years?|årsværk|kvartal\w*|quarters?|mio|million\w*|pris\w*|price|flertal|majority|stilling)\b)"
)

# The first that fits decides, so one with a year that has no such day is not taken for a day of another year.
PATTERNS = tuple(
    re.compile(BEFORE + pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<year>\d{{4}})-{MONTH}-{BARE_DAY}(?!\d)",
        rf"{DAY}\.?\s*{NAME},?\s+{LONG_YEAR}",
        rf"{DAY}\.?\s*{NAME},?\s+{SHORT_YEAR}",
        rf"{DAY}\.?\s*{NAME}",
        rf"{NAME}\s+{DAY},?\s+{LONG_YEAR}",
        rf"{NAME}\s+{DAY}\b",
        rf"{BARE_DAY}(?P<mark>[./-])\s?{MONTH}(?P=mark)\s?{YEAR}",
        rf"{BARE_DAY}/{MONTH}[-–]{YEAR}(?![./]\d)",
        rf"{BARE_DAY}/{MONTH}(?:\s+|\s?[-–]\s?){LONG_YEAR}",
        rf"{BARE_DAY}/{MONTH}\s+{SHORT_YEAR}",
        rf"{BARE_DAY}/{MONTH}\s?[-–]\s?{STOPPED_YEAR}",
        rf"{BARE_DAY}\.\s?{MONTH}\.(?!\s?\d)",
        rf"{BARE_DAY}\.{MONTH}{STOP}",
        rf"(?!24/7){BARE_DAY}/{MONTH}(?:{OF}|(?=[\s:;,)\]]|$))",
    )
)


def leading_date(text: str, *, not_after: date) -> date | None:
    """The date that a text begins with, after a weekday or a bullet at most; None when it begins otherwise.

    A date without a year is the latest one not after `not_after`; two figures are a year of this century.
    After a space and before more words they are a year only where it is that of `not_after` or the one before:
    "12 Nov 25 she agreed", but "12 Nov 40 people met us". A share is no date: "2/3 of the price".
    """
    found = _found(text)
    return _date(found.groupdict(), not_after) if found else None


def without_date(text: str) -> str:
    """The text after the date that it begins with; all of it where it begins otherwise."""
    found = _found(text)
    return text[found.end() :] if found else text


@lru_cache(100)  # an area's evidence is read for each of its questions
def _found(text: str) -> re.Match[str] | None:
    fitting = (pattern.match(text) for pattern in PATTERNS)
    found = next((each for each in fitting if each), None)
    return None if found is None or _is_share(found.groupdict()) else found


def _is_share(parts: dict[str, str | None]) -> bool:
    return parts.get("of") is not None and int(parts["day"] or 0) <= int(parts["month"] or 0)


def _date(parts: dict[str, str | None], not_after: date) -> date | None:
    name = parts.get("name")
    month = NUMBERS[name.lower()] if name else int(parts["month"] or 0)
    day, year = int(parts["day"] or 0), _year(parts, not_after)
    if year is not None:
        return _valid(year, month, day)
    years = range(not_after.year, not_after.year - LEAP_YEARS_APART - 1, -1)
    possible = (_valid(each, month, day) for each in years)
    return next((each for each in possible if each is not None and each <= not_after), None)


def _year(parts: dict[str, str | None], not_after: date) -> int | None:
    said, perhaps = parts.get("year") or parts.get("stopped"), parts.get("perhaps")
    if said is not None:
        return int(said) if len(said) == 4 else 2000 + int(said)
    recent = perhaps is not None and 2000 + int(perhaps) in {not_after.year, not_after.year - 1}
    return 2000 + int(perhaps) if perhaps and recent else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
