"""When somebody has their 1-to-1: weekday, hour, how often and how long, as people and spreadsheets write them."""

import re
from datetime import time
from functools import cache
from typing import Literal

from babel.dates import get_day_names

from bot.crm.files.errors import RowRefused
from bot.crm.files.opening.sheet import Row, quoted
from flows.company.naming import spellings
from flows.rhythm.pair import LAST, LENGTHS, Every

MONDAY, NINE = 0, time(9)
FIRST_HOUR = 4  # the clock is put forward and back before; a reminder there could come twice or never

_SHORT = ("en", "da", "nb", "sv", "de")  # whose short forms are read too
_SIZES: tuple[Literal["abbreviated", "short"], ...] = ("abbreviated", "short")
_LONG = ("nl", "fr", "es", "it", "pt", "pl", "fi", "is")
_PLURALS = ("s", "e", "en", "ene", "er", "ar")  # Mondays, mandage, om mandagen, mandager, måndagar
_EVERY = re.compile(r"(?:every|each|on|hver|om|på|jeden|am|varje)\s+")

_CLOCK = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-3])"
    r"(?:[:.h](?P<minute>[0-5][0-9])(?:[:.]00(?:[.,]0+)?)?|[.,]0)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?"
)
_PLAIN = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])")  # 0900
# "biweekly" is every two weeks: nobody has a 1-to-1 twice a week. What comes every two months, no pair has.
_WEEK = re.compile(r"(?:1 |once a |(?:each|every|hver) )?(?:week|uge)|weekly|ugentligt?")
_TWO_WEEKS = re.compile(
    r"(?:every |hver )?(?:two|to|2|other|second|anden|2nd) (?:weeks?|uger?)|bi ?weekly|fortnight(?:ly)?"
    r"|(?:every |hver )?(?:14 (?:days?|dage?)|fourteen days|fjortende dag)"
)
_MONTH = re.compile(r"monthly|månedligt?|(?:each|every|hver) (?:month|måned)")
_QUARTER = re.compile(
    r"quarterly|kvartalsvist?|(?:each|every) quarter|hvert kvartal"
    r"|every (?:three|3|third) months?|hver (?:tredje|3) måned"
)
# The second of every month; den anden i hver måned; quarterly, last.
_NTH_OF = re.compile(r"(?:the |den )?(?P<nth>\w+) (?:of|in|i) (?P<of>.+)")
_NTH_AFTER = re.compile(r"(?P<of>\w+) (?:the |den )?(?P<nth>\w+)")
_OF_THE = {"the month": "monthly", "måneden": "monthly", "the quarter": "quarterly", "kvartalet": "quarterly"}
_NTH = {
    word: nth
    for nth, words in {
        1: ("first", "1st", "1", "første"),
        2: ("second", "2nd", "2", "anden"),
        3: ("third", "3rd", "3", "tredje"),
        4: ("fourth", "4th", "4", "fjerde"),
        LAST: ("last", "sidste"),
    }.items()
    for word in words
}
_MINUTES = re.compile(r"([0-9]{1,3})(?:[.,]0)? ?(?:m|min|mins|minutes|minutter)?\.?")
_AROUND = re.compile(r"^(?:kl\b\.?|klokken|klokka|klockan|at|um)\s*|\s*(?:uhr|h)$")
# What a time without a day is as a moment, in Excel, on a Mac, in databases.
_NO_DAY = re.compile(r"^(?:1899-12-3[01]|1900-01-0[01]|1904-01-01|1970-01-01|0001-01-01)[ t]")
_SHARE = re.compile(r"0?[.,]([0-9]+)")
_OF_A_DAY, _STEP = 24 * 60, 5  # minutes; the hours that people agree on are so far apart


@cache  # only who reads a list of people needs the names of thirteen languages
def _days() -> dict[str, int]:
    found = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
    for language in (*_SHORT, *_LONG):
        for number, name in get_day_names("wide", locale=language).items():
            forms = {name, *(name + end for end in _PLURALS)}
            if language in _SHORT:
                forms |= {name[:3], *(get_day_names(size, locale=language)[number] for size in _SIZES)}
            found |= {spelling: number for form in forms for spelling in spellings(form.removesuffix("."))}
    return found


def weekday(row: Row) -> int:
    """The weekday (Monday = 0) that the row states, else Monday; RowRefused for what is none."""
    text = row.text("weekday").removesuffix(".")
    if not text:
        return MONDAY
    days = _days()
    for spelling in spellings(text):
        if (found := days.get(spelling, days.get(_EVERY.sub("", spelling, count=1)))) is not None:
            return found
    raise RowRefused("weekday_unknown", value=quoted(row, "weekday"))


def hour(row: Row) -> time:
    """The local time that the row states, else nine; RowRefused for what is none, and for the night."""
    text = row.text("at")
    if not text:
        return NINE
    at = _time(text.casefold())
    if at is None:
        raise RowRefused("not_a_time", value=quoted(row, "at"))
    if at.hour < FIRST_HOUR:
        raise RowRefused("time_at_night", value=quoted(row, "at"))
    return at


def _time(text: str) -> time | None:
    if share := _SHARE.fullmatch(text):
        return _of_a_day(float(f"0.{share[1]}"))
    if plain := _PLAIN.fullmatch(text):
        return time(int(plain[1]), int(plain[2]))
    found = _CLOCK.fullmatch(_AROUND.sub("", _NO_DAY.sub("", text)))
    if found is None:
        return None
    hours, half = int(found["hour"]), (found["half"] or "")[:1]
    if half and not 1 <= hours <= 12:
        return None
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    return time(hours, int(found["minute"] or 0))


def _of_a_day(share: float) -> time | None:
    """A spreadsheet's part of a day: 0.375 is nine o'clock."""
    minutes = round(share * _OF_A_DAY)
    if abs(share * _OF_A_DAY - minutes) > 0.01 or minutes % _STEP or minutes >= _OF_A_DAY:
        return None
    return time(*divmod(minutes, 60))


def cadence(row: Row) -> tuple[Every, int | None] | None:
    """How often the row says that they meet, and on which such weekday of a month, the first where it doesn't say.

    None where it says nothing; RowRefused for what is no cadence that a pair can have.
    """
    text = " ".join(re.sub(r"[^\w]+", " ", row.text("cadence").casefold()).split())
    if not text:
        return None
    found = _cadence(text)
    if found is None:
        raise RowRefused("cadence_unknown", value=quoted(row, "cadence"))
    return found


def _cadence(text: str) -> tuple[Every, int | None] | None:
    plain = {Every.WEEK: _WEEK, Every.TWO_WEEKS: _TWO_WEEKS}
    if every := next((every for every, form in plain.items() if form.fullmatch(text)), None):
        return every, None
    if every := _months(text):
        return every, 1
    for form in (_NTH_OF, _NTH_AFTER):
        said = form.fullmatch(text)
        if said and said["nth"] in _NTH and (every := _months(_OF_THE.get(said["of"], said["of"]))):
            return every, _NTH[said["nth"]]
    return None


def _months(text: str) -> Every | None:
    if _MONTH.fullmatch(text):
        return Every.MONTH
    return Every.QUARTER if _QUARTER.fullmatch(text) else None


def minutes(row: Row) -> int | None:
    """How long the row says that they meet; None where it says nothing; RowRefused for no length of a pair's."""
    text = row.text("minutes").casefold()
    if not text:
        return None
    found = _MINUTES.fullmatch(text)
    if found is None or int(found[1]) not in LENGTHS:
        raise RowRefused("minutes_unknown", value=quoted(row, "minutes"))
    return int(found[1])
