"""What the two hundred pairs say in 2027 that they will do, and what becomes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from random import Random
from zoneinfo import ZoneInfo

from tests.year.acts import away_for_less
from tests.year.company import AN_HOUR, BEGINS, DIRECTOR, everybody, manager_of, zone_of

EACH = 2  # so many a person
HOURS = (6 * AN_HOUR, 13 * AN_HOUR)  # in UTC: before nine, at nine and after it, as zones and summers go
DAY = timedelta(days=1)


class Fate(Enum):
    """What becomes of one in the end."""

    STAYS = "stays open"
    DONE = "is done"
    BACK = "is done, and that is taken back"
    MOVED = "is moved to another day"


@dataclass(frozen=True)
class Agreed:
    """An action item: `writer` says at a moment that `doer` does it by a day, or the customer (None).

    `owner` sees to it. `settled_at` is when it is done or moved, if it ever is, `back_at` when that is taken back.
    """

    number: int
    at: datetime
    writer: int
    doer: int | None
    owner: int
    by: date
    fate: Fate
    settled_at: datetime
    back_at: datetime

    @property
    def moved_to(self) -> date:
        """The day to which it is moved, where it is."""
        return self.by + 7 * DAY


def action_items() -> list[Agreed]:
    """Some of everybody's but the director's: their own, the customer's, and what they and their manager agree on."""
    chance = Random(14)  # noqa: S311 - anybody may know who does what
    owners = [person for person in everybody() if person != DIRECTOR for _ in range(EACH)]
    found = [_agreed(number, owner, chance) for number, owner in enumerate(owners)]
    waiting = [(person, day) for person in everybody() if (day := away_for_less(person))]
    found += [_waiting(2000 + 2 * person, person, day, day + DAY) for person, day in waiting]
    return found + [_waiting(2001 + 2 * person, person, day, day - 3 * DAY) for person, day in waiting]


def _agreed(number: int, owner: int, chance: Random) -> Agreed:
    at = BEGINS + DAY * (5 * chance.randrange(1, 68)) + chance.choice(HOURS)
    day = at.astimezone(ZoneInfo(zone_of(owner))).date()
    writer, doer = _who(owner, number)
    by = day + DAY * chance.choice((0, 0, 1, 5, 10, 15))
    if writer != owner:
        by += DAY  # it may be tomorrow already where the manager is
    settled_at = at + DAY * ((by - day).days + chance.randrange(0, 4)) + AN_HOUR
    back_at = settled_at + DAY * chance.randrange(1, 4)
    return Agreed(number, at, writer, doer, owner, by, list(Fate)[number % len(Fate)], settled_at, back_at)


def _waiting(number: int, owner: int, away_from: date, by: date) -> Agreed:
    """One whose day is in an absence, or just before it."""
    at = BEGINS + DAY * ((away_from - BEGINS.date()).days - 5)
    return Agreed(number, at, owner, owner, owner, by, Fate.STAYS, at, at)


def _who(owner: int, number: int) -> tuple[int, int | None]:
    """Who writes it down, and who does it."""
    manager = manager_of(owner)
    if number % 3 == 0 and manager is not None:
        return manager, owner
    return owner, None if number % 3 == 1 else owner


def lines(item: Agreed) -> Iterator[tuple[date, list[tuple[datetime, datetime]]]]:
    """The line that it is, and that to which it is moved: by which day, and from when to when each is open."""
    for_ever = datetime.max.replace(tzinfo=item.at.tzinfo)
    if item.fate is Fate.STAYS:
        yield item.by, [(item.at, for_ever)]
    elif item.fate is Fate.BACK:
        yield item.by, [(item.at, item.settled_at), (item.back_at, for_ever)]
    else:
        yield item.by, [(item.at, item.settled_at)]
    if item.fate is Fate.MOVED:
        yield item.moved_to, [(item.settled_at, for_ever)]
