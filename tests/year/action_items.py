"""What the two hundred pairs say in 2027 that they will do, and what becomes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from random import Random
from zoneinfo import ZoneInfo

from tests.year.acts import away_for_less
from tests.year.company import BEGINS, DIRECTOR, everybody, manager_of, zone_of

DAY = timedelta(days=1)
AT = timedelta(hours=7)  # in UTC: before nine, at nine or after it, as zones and summers go


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
    """One of everybody's but the director's: their own, the customer's, or what they and their manager agree on.

    And of who is away for less than they have said, what is to be done just before it, and in it.
    """
    chance = Random(14)  # noqa: S311 - anybody may know who does what
    found = [_agreed(person, chance) for person in everybody() if person != DIRECTOR]
    waiting = [(person, day) for person in everybody() if (day := away_for_less(person))]
    found += [_waiting(1000 + person, person, day, day - 3 * DAY) for person, day in waiting]
    return found + [_waiting(2000 + person, person, day, day + DAY) for person, day in waiting]


def _agreed(owner: int, chance: Random) -> Agreed:
    at = BEGINS + DAY * (5 * chance.randrange(1, 68)) + AT
    day = at.astimezone(ZoneInfo(zone_of(owner))).date()
    writer, doer = _who(owner)
    by = day + DAY * chance.choice((0, 0, 1, 5, 10, 15))
    if writer != owner:
        by += DAY  # it may be tomorrow already where the manager is
    settled_at = at + DAY * ((by - day).days + chance.randrange(1, 4))
    back_at = settled_at + DAY * chance.randrange(1, 4)
    fate = chance.choice(list(Fate))
    return Agreed(owner, at, writer, doer, owner, by, fate, settled_at, back_at)


def _who(owner: int) -> tuple[int, int | None]:
    """Who writes it down, and who does it."""
    manager = manager_of(owner)
    if owner % 3 == 0 and manager is not None:
        return manager, owner
    return owner, None if owner % 3 == 1 else owner


def _waiting(number: int, owner: int, away_from: date, by: date) -> Agreed:
    """One whose day is in an absence, or just before it."""
    at = BEGINS + DAY * ((away_from - BEGINS.date()).days - 5)
    return Agreed(number, at, owner, owner, owner, by, Fate.STAYS, at, at)


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
