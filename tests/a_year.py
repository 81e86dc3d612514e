"""Two hundred pairs in four zones, and who of them is away or pauses in 2027: what the test of a whole year plays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from flows.rhythm.days_off import Rule
from flows.rhythm.pair import LAST, Every

BEGINS, ENDS = datetime(2027, 1, 4, tzinfo=UTC), datetime(2028, 1, 3, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
TEAMS, TEAM = 20, 9  # with the managers, each of whom meets the director, two hundred pairs
DIRECTOR = 0  # people are numbers here: the director, then the managers, then their teams
When = tuple[datetime, int]  # a moment, and in which order things happen at it
AS_LISTED = 0  # hours ahead: the reminder comes at the moment itself


@dataclass(frozen=True)
class Meets:
    """How a pair meets: `at` is a full hour, `ahead` counts hours, the two `countries` are theirs."""

    seller: int
    manager: int
    zone: str
    every: Every
    nth: int | None
    weekday: int
    at: int
    ahead: int
    rule: Rule
    countries: tuple[str, str]
    stand_in: int | None

    @property
    def is_as_listed(self) -> bool:
        """Whether nothing was said of it but what the list of people says."""
        return self.rule is Rule.KEEP

    def moment(self, day: date, hour: int | None = None) -> datetime:
        """When it is this hour, else that of the meeting, on a local day; in UTC."""
        return datetime.combine(day, time(self.at if hour is None else hour), ZoneInfo(self.zone)).astimezone(
            UTC
        )


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


ZONES = {
    "Europe/Copenhagen": ("DK", "SE"),
    "America/New_York": ("US", "US"),
    "Australia/Sydney": ("AU", "DK"),
    "America/Phoenix": ("US", "DK"),
}
OFTEN = (
    (Every.WEEK, None),
    (Every.TWO_WEEKS, None),
    (Every.MONTH, 2),
    (Every.QUARTER, 1),
    (Every.MONTH, LAST),
)
RULES = (Rule.NEXT_WORKING_DAY, Rule.SKIP, Rule.STAND_IN)


def pairs() -> list[Meets]:
    """The managers' pairs with the director, and those of their teams; each team has a rhythm of its own."""
    found = [_meets(manager, DIRECTOR, 2, "Europe/Copenhagen", stand_in=None) for manager in managers()]
    for team, manager in enumerate(managers()):
        zone = list(ZONES)[team % len(ZONES)]
        stand_in = 1 + (manager % TEAMS)
        first = 1 + TEAMS + team * TEAM
        found += [
            _meets(seller, manager, team, zone, stand_in=stand_in) for seller in range(first, first + TEAM)
        ]
    return found


def managers() -> range:
    """The numbers of the managers."""
    return range(1, 1 + TEAMS)


def country(person: int, zone: str) -> str:
    """Whose public holidays are somebody's, in a team of this zone."""
    return ZONES[zone][person % 2]


def zone_of(person: int) -> str:
    """In which zone somebody is."""
    return list(ZONES)[(person - 1 - TEAMS) // TEAM % len(ZONES)] if person > TEAMS else "Europe/Copenhagen"


def _meets(seller: int, manager: int, team: int, zone: str, *, stand_in: int | None) -> Meets:
    every, nth = OFTEN[team % len(OFTEN)]
    listed = team % 10 == 5  # a weekly pair as the list of people has it
    return Meets(
        seller,
        manager,
        zone,
        Every.WEEK if listed else every,
        None if listed else nth,
        weekday=team % 5,
        at=8 + team % 9,
        ahead=AS_LISTED if listed else (24, 4, 48)[team // 2 % 3],
        rule=Rule.KEEP if listed else RULES[team % len(RULES)],
        countries=(country(seller, zone), country(manager, zone_of(manager))),
        stand_in=None if listed else stand_in,
    )


def absences() -> list[Leaves]:
    """Everybody but the director is away once or twice: from six in the morning of theirs, for a day or some weeks."""
    chance = Random(2027)  # noqa: S311 - anybody may know when who is away
    said = [each for person in range(1, 1 + TEAMS + TEAMS * TEAM) for each in _of(person, chance)]
    return [
        Leaves(at, number, person, until, DIRECTOR if person % 7 == 0 and person in managers() else None)
        for number, (at, person, until) in enumerate(sorted(said))
    ]


def _of(person: int, chance: Random) -> Iterator[tuple[datetime, int, date]]:
    for _ in range(1 + person % 2):
        day = BEGINS.date() + timedelta(chance.randrange(1, 350))
        at = datetime.combine(day, time(6), ZoneInfo(zone_of(person))).astimezone(UTC)
        yield at, person, day + timedelta(chance.choice((0, 0, 1, 2, 4, 9, 20)))


def pauses() -> list[Pauses]:
    """Some pairs pause for six weeks."""
    begins = BEGINS + timedelta(days=60)
    return [
        Pauses(seller, begins + timedelta(days=seller), begins + timedelta(days=seller + 42))
        for seller in range(30, 200, 40)
    ]
