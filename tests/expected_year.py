"""Which messages two hundred pairs get in a year, found by looking at each day of it, one pair after the other.

Nothing here is of the bot's: only the calendar, the clocks, and the holidays of each country.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from flows.rhythm.days_off import Rule
from flows.rhythm.pair import LAST, Every
from tests.a_year import AS_LISTED, BEGINS, ENDS, Leaves, Meets, Pauses, When

DAY = timedelta(days=1)
NEAR = timedelta(minutes=30)
CLOSED = {28, 29, 30, 52}
AT_LAST = 1 << 30  # what the ticker does at a moment comes after all that people do then
Message = tuple[datetime, str, int]  # when, of which kind, to whom


@dataclass
class Year:
    """Who is away and pauses; the messages are gathered, each kind once for a person on a local day."""

    leaves: list[Leaves]
    pauses: list[Pauses]
    reminders: dict[tuple[str, int, date], datetime] = field(default_factory=dict)
    told: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort the absences by who says them."""
        self._said: dict[int, list[Leaves]] = {}
        for each in self.leaves:
            self._said.setdefault(each.person, []).append(each)

    def messages(self, pairs: Iterable[Meets]) -> Counter[Message]:
        """All messages of the year."""
        for pair in pairs:
            self._play(pair)
        reminders = [(at, kind, person) for (kind, person, _), at in self.reminders.items()]
        return Counter(each for each in [*reminders, *self.told] if each[0] < ENDS)

    def _play(self, pair: Meets) -> None:
        now: When = (BEGINS, AT_LAST)
        while now[0] < ENDS:
            day = next(day for day in _days(pair) if pair.moment(day) > now[0])
            now = (self._meeting(pair, day, now), AT_LAST)

    def _meeting(self, pair: Meets, day: date, now: When) -> datetime:
        """Play one meeting, from when it is planned; gives when it begins."""
        while True:
            day, on, with_ = self._settled(pair, day, now)
            begins = pair.moment(on)
            said = (each for each in self._of(pair) if now < each.when and each.at <= begins)
            change = next((each for each in said if on <= each.until), None)
            until = change.when if change else (begins, AT_LAST + 1)
            self._remind(pair, on, with_, now, until)
            if change is None:
                return begins
            now = until
            _, _, with_ = self._settled(pair, day, now)
            others = {pair.seller, pair.manager, with_} - {change.person, None}
            self.told += [(change.at, "meeting_settled", each) for each in others if each is not None]

    def _settled(self, pair: Meets, day: date, now: When) -> tuple[date, date, int | None]:
        """The day of the cadence, the day on which they meet for it, and with whom."""
        both = [self._away_until(person, day, now) for person in (pair.seller, pair.manager)]
        away_until = max((until for until in both if until), default=date.min)

        def hindered(day: date) -> bool:
            return day <= away_until or (pair.rule is not Rule.KEEP and _is_off(day, pair.countries))

        following = next(each for each in _days(pair) if each > day)
        if not hindered(day):
            return day, day, pair.manager
        if pair.rule is Rule.STAND_IN and not _is_off(day, pair.countries) and not both[0]:
            said = self._last_said(pair.manager, now)
            stand_in = pair.stand_in if said is None or said.stand_in is None else said.stand_in
            if stand_in is not None and not self._away_until(stand_in, day, now):
                return day, day, stand_in
        if pair.rule is not Rule.SKIP:
            later = day + DAY
            while later < following:
                if later.weekday() < 5 and not hindered(later):
                    return day, later, pair.manager
                later += DAY
        return self._settled(pair, following, now)

    def _remind(self, pair: Meets, on: date, with_: int | None, now: When, until: When) -> None:
        """The reminders of a meeting that is planned from one act to another."""
        begins, morning = pair.moment(on), pair.moment(on, 8)
        if pair.ahead == AS_LISTED:
            self._put(pair, "reminder", pair.seller, begins, until)
            return
        early = _working_day_before(pair, begins)
        first = early if early > now[0] else min(_at_work(pair, now[0]), begins)
        if first <= begins - NEAR:
            self._put(pair, "reminder", pair.seller, first, until)
        if early < morning <= begins - NEAR and first < morning:
            self._put(pair, "reminder_today", pair.seller, morning, until)
            self._put(pair, "not_prepared", with_, morning, until)

    def _put(self, pair: Meets, kind: str, person: int | None, at: datetime, until: When) -> None:
        day = at.astimezone(ZoneInfo(pair.zone)).date()
        paused = any(each.seller == pair.seller and each.since <= at < each.until for each in self.pauses)
        if person is None or paused or (at, AT_LAST) >= until or self._away_until(person, day, (at, AT_LAST)):
            return
        key = kind, person, day
        self.reminders[key] = min(at, self.reminders.get(key, at))

    def _of(self, pair: Meets) -> Iterator[Leaves]:
        both = [*self._said.get(pair.seller, ()), *self._said.get(pair.manager, ())]
        return iter(sorted(both, key=lambda each: each.when))

    def _away_until(self, person: int, day: date, now: When) -> date | None:
        said = self._last_said(person, now)
        return said.until if said and day <= said.until else None

    def _last_said(self, person: int, now: When) -> Leaves | None:
        said = [each for each in self._said.get(person, ()) if each.when <= now]
        return said[-1] if said else None


@cache
def _days(pair: Meets) -> tuple[date, ...]:
    """Each day on which the pair meets by its cadence, until long after the year."""
    first = BEGINS.date()
    every_such_day = [first + n * DAY for n in range(900) if (first + n * DAY).weekday() == pair.weekday]
    if pair.every is Every.WEEK:
        return tuple(every_such_day)
    if pair.every is Every.TWO_WEEKS:
        return tuple(every_such_day[::2])
    in_month = [day for day in every_such_day if _is_nth(day, pair.nth)]
    return tuple(in_month[:: 3 if pair.every is Every.QUARTER else 1])


def _is_nth(day: date, nth: int | None) -> bool:
    return (day + 7 * DAY).month != day.month if nth == LAST else (day.day - 1) // 7 + 1 == nth


def _is_off(day: date, countries: tuple[str, ...]) -> bool:
    return day.isocalendar().week in CLOSED or any(day in _calendar(country) for country in countries)


@cache
def _calendar(country: str) -> frozenset[date]:
    also = ("optional",) if country == "DK" else ()
    return frozenset(
        holidays.country_holidays(country, years=range(2026, 2030), categories=("public", *also))
    )


def _working_day_before(pair: Meets, begins: datetime) -> datetime:
    """So many hours before it, on the clock between eight and five, or on the working day before at that hour."""
    local = (begins - timedelta(hours=pair.ahead)).astimezone(ZoneInfo(pair.zone))
    hour, day = min(max(local.hour, 8), 17), local.date()
    while day.weekday() > 4 or _is_off(day, pair.countries) or pair.moment(day, hour) > begins - NEAR:
        day -= DAY
    return pair.moment(day, hour)


def _at_work(pair: Meets, now: datetime) -> datetime:
    """The first full hour from now on at which people are at work."""
    while True:
        local = now.astimezone(ZoneInfo(pair.zone))
        if local.weekday() < 5 and 8 <= local.hour < 17:
            return now
        now += timedelta(hours=1)
