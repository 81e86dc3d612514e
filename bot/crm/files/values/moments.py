"""A date with its time of day and zone, taken apart."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

_CLOCK = (
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.](?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]+))?)?"
    r"(?:\s?(?P<half>[AP])\.?M\.?)?"
)
_ZONE = (
    r"(?:UTC|GMT|Z)?(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?(?:\s[A-Z]{3,4})?"
    r"|(?P<name>Z|[A-Z]{2,4})"
)
_MOMENT = re.compile(
    rf"(?P<day>.+?)(?:T|,?\s(?:at\s|kl\.?\s)?){_CLOCK}(?:\s?(?:{_ZONE})(?:\s?[(\[][^()\[\]]+[)\]])?)?",
    re.IGNORECASE,
)
_DAY_WITH_ZONE = re.compile(r"(?P<day>.+?[0-9])(?:Z|[+-][0-9]{2}:[0-9]{2})")
# "Fri Dec 18 00:00:00 UTC 2026", as Unix and Java write it
_YEAR_BEHIND = re.compile(
    r"(?P<day>[A-Z]{3} [A-Z]{3} [0-9]{1,2}) (?P<clock>[0-9:]+(?: [A-Z]{1,5})?) (?P<year>[0-9]{4})",
    re.IGNORECASE,
)
_HOURS = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "ut": 0,
    "cet": 1,
    "cest": 2,
    "est": -5,
    "edt": -4,
    "pst": -8,
    "pdt": -7,
}


@dataclass(frozen=True)
class Clock:
    """A time of day with its zone, None where none is stated."""

    at: time
    zone: timezone | None

    @property
    def is_midnight(self) -> bool:
        """Whether a day begins at it."""
        return self.at == time()

    def day_in(self, zone: tzinfo, day: date) -> date:
        """Which day it is in `zone` at this time of the given day; OverflowError far outside of all calendars."""
        if self.zone is None:
            return day
        return datetime.combine(day, self.at, self.zone).astimezone(zone).date()


def taken_apart(text: str) -> tuple[str, Clock | None]:
    """The text of the day, and the clock behind it; ValueError when there is no such time or zone."""
    if text[:1].isalpha() and (behind := _YEAR_BEHIND.fullmatch(text)):
        text = f"{behind['day']} {behind['year']} {behind['clock']}"
    if found := _MOMENT.fullmatch(text):
        return found["day"].rstrip(","), Clock(_time(found), _zone(found))
    if found := _DAY_WITH_ZONE.fullmatch(text):
        return found["day"], None
    return text, None


def _time(found: re.Match[str]) -> time:
    hour, half = int(found["hour"]), found["half"]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half.upper() == "P" else 0)
    part = int((found["part"] or "0")[:6].ljust(6, "0"))
    return time(hour, int(found["minute"]), int(found["second"] or 0), part)


def _zone(found: re.Match[str]) -> timezone | None:
    if name := found["name"]:
        if name.casefold() not in _HOURS:
            raise ValueError(name)
        return timezone(timedelta(hours=_HOURS[name.casefold()]))
    if not found["sign"]:
        return None
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return timezone(-offset if found["sign"] == "-" else offset)
