"""What the two hundred pairs say in 2027 that they will do, and what becomes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from random import Random

from tests.year.company import AN_HOUR, BEGINS, DIRECTOR, everybody, manager_of, moment, zone_of

EACH = 3  # so many a person
HOURS = (7, 9)  # at nine its morning has passed


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
        return self.by + timedelta(days=7)


def action_items() -> list[Agreed]:
    """Some of everybody's but the director's: their own, the customer's, and what they and their manager agree on."""
    chance = Random(14)  # noqa: S311 - anybody may know who does what
    owners = [person for person in everybody() if person != DIRECTOR for _ in range(EACH)]
    return [_agreed(number, owner, chance) for number, owner in enumerate(owners)]


def _agreed(number: int, owner: int, chance: Random) -> Agreed:
    day = BEGINS.date() + timedelta(chance.randrange(1, 340))
    writer, doer = _who(owner, number)
    by = day + timedelta(chance.choice((0, 0, 1, 2, 5, 9, 14, 14, 14)))
    if writer != owner:
        by += timedelta(days=1)  # it may be tomorrow already where the manager is
    at = moment(day, chance.choice(HOURS), zone_of(owner))
    settled_at = max(moment(by, chance.choice(HOURS), zone_of(owner)), at + AN_HOUR)
    settled_at += timedelta(days=chance.randrange(0, 4))
    back_at = settled_at + timedelta(hours=chance.choice((1, 23, 24, 71)))
    return Agreed(number, at, writer, doer, owner, by, list(Fate)[number % len(Fate)], settled_at, back_at)


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
