"""Dates as people and systems write them."""

import re
from datetime import date, datetime, tzinfo
from functools import lru_cache, partial

from babel.dates import get_month_names

from bot.crm.files.errors import RowRefused
from bot.crm.files.styles import Styles
from bot.crm.files.text import fold, shown

FIRST_YEAR = 1990
YEARS_AHEAD = 50
_LONGEST = 40  # signs; nothing longer is a date

_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}})(?:[T ]{_CLOCK})?")
_WITH_ZONE = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ]{_CLOCK} ?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})")
_YEAR_LAST = re.compile(
    rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}})(?:,? {_CLOCK} ?(?:[AP]M)?)?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"([0-9]{1,2})\.? ([^\W\d_]+)\.? ([0-9]{4})")

_MONTHS = {
    fold(name): number
    for language in ("en", "da")
    for width in ("wide", "abbreviated")
    for number, name in get_month_names(width, locale=language).items()
}


def date_styles(zone: tzinfo) -> Styles:
    """The two ways to read a column of dates; a moment with its own offset is the date it has in `zone`."""
    ways = {way: partial(_in_style, way, zone=zone) for way in ("dmy", "mdy")}
    return Styles("dates", "dates", ways, {"dmy": "the day comes first", "mdy": "the month comes first"})


def read_date(text: str, style: str, *, field: str, zone: tzinfo, today: date) -> date:
    """A cell that is not empty, in the style of its column ("dmy" or "mdy"); a time of day is dropped.

    Year first, or the month in English or Danish words, means the same in both. RowRefused when there is no
    such day, or it lies before 1990 or more than 50 years ahead.
    """
    day = _in_style(style, text, zone=zone)
    if day is None:
        raise RowRefused("not_a_date", field=field, value=shown(text))
    if not FIRST_YEAR <= day.year <= today.year + YEARS_AHEAD:
        raise RowRefused("date_outside", field=field, value=shown(text))
    return day


@lru_cache(maxsize=10_000)  # the days of some years, which the rows of a file say again and again
def _in_style(style: str, text: str, *, zone: tzinfo) -> date | None:
    if len(text) > _LONGEST:
        return None
    try:
        return _read(style, text, zone)
    except (ValueError, OverflowError):  # no such day: 31-02, month 13, an hour 99 with a zone
        return None


def _read(style: str, text: str, zone: tzinfo) -> date | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(text):
        day, month = (found[1], found[3]) if style == "dmy" else (found[3], found[1])
        year = int(found[4]) + (2000 if len(found[4]) == 2 else 0)
        return date(year, int(month), int(day))
    if _WITH_ZONE.fullmatch(text):
        return datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", "")).astimezone(zone).date()
    if (found := _NAMED.fullmatch(text)) and fold(found[2]) in _MONTHS:
        return date(int(found[3]), _MONTHS[fold(found[2])], int(found[1]))
    return None
