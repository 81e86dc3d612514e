"""Dates as people and systems write them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from functools import cached_property, lru_cache

from bot.crm.files.errors import Doubt, RowRefused
from bot.crm.files.text import shown
from bot.crm.files.values.moments import Clock, taken_apart
from bot.crm.files.values.months import worded
from bot.crm.files.values.styles import Decided, Look, Styles

FIRST_YEAR = 1990
YEARS_AHEAD = 50
_LONGEST = 80  # signs; nothing longer is a date

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})\.?|([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(
    r"([0-9]{1,2})(?:([-/.]) ?([0-9]{1,2})\2 ?|([/.])([0-9]{1,2})[- ])([0-9]{4}|[0-9]{2})\.?"
)
_ZEROS = re.compile(r"0[0-]*[-/. ]?0*[-/. ]?0*")
_SPREADSHEETS_ZERO = re.compile(r"1900-0?1-0?0|0?[01][-/.]0?[01][-/.]1900")
_BEFORE_CHRIST = re.compile(r"-[0-9]{4}-[0-9]{2}-[0-9]{2}")

STYLES = Styles("dates", "dates_either", "dates_both", ("dmy", "mdy", "ymd"))
_FOUR_DIGITS = replace(STYLES, ways=("dmy", "mdy"))
_ALWAYS = {".4": "dmy"}  # by how a form is divided, and the digits of its year
# What systems write for "no date": the first or last day that they know, or the zero of their clock.
_NO_DATES = frozenset(
    date(*day)
    for day in (
        *((1, 1, 1), (1, 1, 2), (1, 1, 3), (1600, 12, 31), (1601, 1, 1), (1752, 12, 31), (1753, 1, 1)),
        *((1800, 1, 1), (1899, 12, 29), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1900, 1, 2)),
        *((1901, 1, 1), (1904, 1, 1), (1969, 12, 31), (1970, 1, 1), (1970, 1, 2), (2099, 12, 31)),
        *((2999, 12, 31), (4712, 1, 1), (4712, 12, 31), (9999, 1, 1), (9999, 12, 30), (9999, 12, 31)),
    )
)


@dataclass(frozen=True)
class _Written:
    """A cell taken apart: how its parts are divided ("": it can mean one day only), the day in each way, its clock."""

    form: str
    days: Mapping[str, date]
    clock: Clock | None = None

    @cached_property
    def is_no_date(self) -> bool:
        return not _NO_DATES.isdisjoint(self.days.values())


_NOTHING = _Written("", {})
_NO_DATE = _Written("", {"": date(1, 1, 1)})


@dataclass(frozen=True)
class Dates:
    """How a column writes its dates: the way of each form, and where moments with a zone belong.

    `midnights` says that all those moments are at midnight, so that they are days and no moments.
    """

    ways: Mapping[str, Decided]
    midnights: bool
    zone: tzinfo


def date_column(
    heading: str, cells: Iterable[tuple[int, str]], *, said: str | None, zone: tzinfo
) -> Dates | Doubt:
    """How a column (line, text) writes its dates, each form of them decided by itself; in doubt what to ask.

    `said` is the way that the person says, for what the column itself leaves open; of dates with dots and a year in
    four digits nothing is open, since no language that writes them puts the month first.
    """
    looks: dict[str, Look] = {}
    midnights = True
    for line, text in cells:
        found = _written(text)
        if found.form:
            _show(looks, line, text, found)
        if found.clock and found.clock.zone and not found.clock.is_midnight and not found.is_no_date:
            midnights = False
    ways: dict[str, Decided] = {}
    for form, look in looks.items():
        decided = look.decide(heading, said or _ALWAYS.get(form))
        if isinstance(decided, Doubt):
            return decided
        ways[form] = decided
    return Dates(ways, midnights, zone)


def _show(looks: dict[str, Look], line: int, text: str, found: _Written) -> None:
    """What a cell shows of its own form; a year in two digits that is clear shows it of years in four as well.

    Not the other way round: only in two digits may the year stand first.
    """
    sign, digits = found.form[:-1], found.form[-1]
    looks.setdefault(found.form, Look(STYLES if digits == "2" else _FOUR_DIGITS)).add(line, text, found.days)
    if digits == "2" and len(found.days) == 1 and "ymd" not in found.days:
        looks.setdefault(f"{sign}4", Look(_FOUR_DIGITS)).add(line, text, found.days)


def read_date(text: str, how: Dates, *, field: str, today: date) -> date | None:
    """A cell that is not empty, as its column writes dates; None when it stands for no date.

    A time of day is dropped, one with a zone first gives the day that it is in `how.zone`. RowRefused when there is
    no such day, it could be two, or it lies before 1990 or more than 50 years ahead.
    """
    found = _written(text)
    if found.is_no_date:
        return None
    decided = how.ways.get(found.form, Decided(""))
    if decided.torn and len(set(found.days.values())) > 1:
        raise RowRefused("date_either", field=field, value=shown(text))
    day = found.days.get(decided.way)
    if day is None:
        raise RowRefused("not_a_date", field=field, value=shown(text))
    if not FIRST_YEAR <= day.year <= today.year + YEARS_AHEAD:
        raise RowRefused("date_outside", field=field, value=shown(text))
    return found.clock.day_in(how.zone, day) if found.clock and not how.midnights else day


def possible_days(text: str) -> list[date]:
    """The days that a text may mean in whatever column; none when it is no day, or stands for no date."""
    found = _written(text)
    return [] if found.is_no_date else list(found.days.values())


@lru_cache(maxsize=10_000)  # the days of some years, which the rows of a file say again and again
def _written(text: str) -> _Written:
    if len(text) > _LONGEST:
        return _NOTHING
    if ":" not in text and (found := _of_day(text)):
        return found
    try:
        day, clock = taken_apart(text)
    except ValueError:  # no such time
        return _NOTHING
    found = _of_day(day)
    return _Written(found.form, found.days, clock) if found else _NOTHING


@lru_cache(maxsize=10_000)
def _of_day(text: str) -> _Written | None:
    if _ZEROS.fullmatch(text) or _SPREADSHEETS_ZERO.fullmatch(text) or _BEFORE_CHRIST.fullmatch(text):
        return _NO_DATE
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (found[1], found[3], found[4]) if found[1] else found.groups()[4:]
        return _Written("", _possible({"": (year, month, day)}))
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(found)
    try:
        day_of_words = worded(text)
    except ValueError:  # no such day
        return _NOTHING
    return _Written("", {"": day_of_words}) if day_of_words else None


def _year_last(found: re.Match[str]) -> _Written:
    first, second, last = found[1], found[3] or found[5], found[6]
    orders = {"dmy": (last, second, first), "mdy": (last, first, second)}
    if len(last) == 2:
        orders = {way: (f"20{year}", month, day) for way, (year, month, day) in orders.items()}
        if found[2] and len(first) == 2:
            orders["ymd"] = (f"20{first}", second, last)
    return _Written(f"{found[2] or f'{found[4]}~'}{len(last)}", _possible(orders))


def _possible(orders: Mapping[str, tuple[str, str, str]]) -> dict[str, date]:
    days = {}
    for way, (year, month, day) in orders.items():
        try:
            days[way] = date(int(year), int(month), int(day))
        except ValueError:  # no such day: 31-02, month 13
            continue
    return days
