"""Two hundred pairs in four zones, whom the test of a whole year plays through 2027."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.rhythm.days_off import Rule
from flows.rhythm.pair import LAST, Every

BEGINS, ENDS = datetime(2027, 1, 4, tzinfo=UTC), datetime(2028, 1, 3, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
TEAMS, TEAM = 20, 9  # with the managers, each of whom meets the director, two hundred pairs
DIRECTOR = 0  # people are numbers here: the director, then the managers, then their teams
Message = tuple[datetime, str, int]  # when, of which kind, to whom
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
        return moment(day, self.at if hour is None else hour, self.zone)


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
    listed = team in (5, 10, 15)  # a weekly pair as the list of people has it
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


def everybody() -> range:
    """The numbers of all, the director first."""
    return range(1 + TEAMS + TEAMS * TEAM)


def manager_of(person: int) -> int | None:
    """Who leads somebody; nobody leads the director."""
    if person == DIRECTOR:
        return None
    return DIRECTOR if person in managers() else 1 + (person - 1 - TEAMS) // TEAM


def moment(day: date, hour: int, zone: str) -> datetime:
    """When it is this hour on a local day; in UTC."""
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)
