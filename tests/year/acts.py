"""What people do in 2027 about the messages that they get: they are away, pause, put a reminder off, want none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from flows.rhythm.reminders import Snooze
from tests.year.company import BEGINS, DIRECTOR, everybody, managers, moment, zone_of

When = tuple[datetime, int]  # a moment, and in which order things happen at it
AT_LAST = 1 << 30  # what the ticker does at a moment comes after all that people do then


@dataclass(frozen=True)
class Leaves:
    """Somebody says at a moment, before anything else happens then, that they are away until a day."""

    at: datetime
    number: int  # one after the other where more than one says so at the same moment
    person: int
    until: date
    stand_in: int | None

    @property
    def when(self) -> When:
        """When, and after whom."""
        return self.at, self.number


@dataclass(frozen=True)
class Pauses:
    """The pair of a seller pauses from one moment to another."""

    seller: int
    since: datetime
    until: datetime


@dataclass(frozen=True)
class PutsOff:
    """A seller wants to be reminded once more; nothing comes of it where that is too near to the 1-to-1."""

    at: datetime
    seller: int
    choice: Snooze


def absences() -> list[Leaves]:
    """Everybody but the director is away once or twice: from six in the morning of theirs, for a day or some weeks.

    Some of them say later that it is for less.
    """
    chance = Random(2027)  # noqa: S311 - anybody may know when who is away
    said = [each for person in everybody() if person != DIRECTOR for each in _of(person, chance)]
    said += [each for person in everybody() for each in _for_less(person)]
    return [
        Leaves(at, number, person, until, DIRECTOR if person % 7 == 0 and person in managers() else None)
        for number, (at, person, until) in enumerate(sorted(said))
    ]


def _of(person: int, chance: Random) -> Iterator[tuple[datetime, int, date]]:
    for _ in range(1 + person % 2):
        day = BEGINS.date() + timedelta(chance.randrange(1, 350))
        yield (
            moment(day, 6, zone_of(person)),
            person,
            day + timedelta(chance.choice((0, 0, 1, 2, 4, 9, 20))),
        )


def away_for_less(person: int) -> date | None:
    """From when somebody is away for less than they have said at first: until after a quarter has begun."""
    if person % 16 != 1:
        return None
    return date(2027, 6, 28) if person % 32 == 1 else date(2027, 9, 27)


def _for_less(person: int) -> Iterator[tuple[datetime, int, date]]:
    if day := away_for_less(person):
        first, then = day, day + timedelta(days=3)
        yield moment(first, 6, zone_of(person)), person, first + timedelta(days=20)
        yield moment(then, 6, zone_of(person)), person, then + timedelta(days=1)


def pauses() -> list[Pauses]:
    """Some pairs pause for six weeks."""
    begins = BEGINS + timedelta(days=60)
    return [
        Pauses(seller, begins + timedelta(days=seller), begins + timedelta(days=seller + 42))
        for seller in range(30, 200, 40)
    ]


def put_off() -> list[PutsOff]:
    """Some sellers press it every few days, at whatever hour it is."""
    choices = (Snooze.AN_HOUR, Snooze.TOMORROW)
    return [
        PutsOff(BEGINS + timedelta(days=day, hours=7 * day % 24), seller, choices[day % 2])
        for day in range(1, 360, 5)
        for seller in range(3, 200, 40)
    ]


def sent_views() -> list[tuple[datetime, int]]:
    """When which managers send all views of their own that they are asked for by then."""
    return [
        (BEGINS + timedelta(days=day, hours=10), manager) for day in range(1, 360, 3) for manager in (2, 12)
    ]


def muted(person: int) -> frozenset[str]:
    """Which kinds of messages somebody has wanted none of since the year began."""
    kinds = (
        "reminder",
        "reminder_today",
        "not_prepared",
        "meeting_settled",
        "views_asked",
        "action_due",
        "pulse",
    )
    first = person // 9 % len(kinds)
    return frozenset({kinds[first], kinds[first - 3]}) if person % 9 == 6 else frozenset()
