"""A person's weekly load: what is ready this week, and in which week the rest comes."""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flows.company.people import Person
from flows.rhythm.cadence import A_WEEK, last_moment, next_moment
from flows.rhythm.priority import Waiting

FIRST_MINUTES = 3  # a first review asks all five areas: 28 acts, measured in the tests
LATER_MINUTES = 2  # a later one asks only what has changed: 3 acts if nothing, 9 for one area
FIRST_ROUND = 4  # weeks


@dataclass(frozen=True)
class Budget:
    """The most that one person is asked for in a week; ValueError when not even one first review fits."""

    subjects: int = 7
    minutes: int = 15

    def __post_init__(self) -> None:
        """Refuse a week in which nothing could ever come."""
        if self.subjects < 1 or self.minutes < FIRST_MINUTES:
            raise ValueError(f"{self} has no room for one review")


@dataclass(frozen=True)
class Done:
    """What a person has reviewed in a week: how many for the first time, how many again."""

    first: int = 0
    again: int = 0

    @property
    def minutes(self) -> int:
        """About how long it took."""
        return self.first * FIRST_MINUTES + self.again * LATER_MINUTES


@dataclass(frozen=True)
class Week:
    """A person's week: the day of the moment at which it begins, and how many weeks the first round has left.

    `round_left` counts this week; 1 for the last one, and ever after.
    """

    day: date
    round_left: int


@dataclass(frozen=True)
class Planned:
    """The id of what waits for a later week, and the local day on which that week begins."""

    id: int
    week: date


@dataclass(frozen=True)
class Load:
    """The ids of what is ready for a person this week, in order, and what is planned for later, in order."""

    ready: tuple[int, ...] = ()
    planned: tuple[Planned, ...] = ()

    @property
    def waiting(self) -> tuple[int, ...]:
        """The ids of all of it, in order."""
        return *self.ready, *(each.id for each in self.planned)

    @property
    def weeks(self) -> dict[int, date | None]:
        """The week of each by its id; None for what is ready."""
        return dict.fromkeys(self.ready) | {each.id: each.week for each in self.planned}

    @property
    def next_week(self) -> tuple[int, date] | None:
        """How many are planned for the next week in which some are, and its day; None when nothing is planned."""
        if not self.planned:
            return None
        day = self.planned[0].week
        return sum(each.week == day for each in self.planned), day


def load(ordered: Sequence[Waiting], done: Done, weeks: Iterator[Week], budget: Budget) -> Load:
    """What is `ordered` by priority, cut into weeks; `done` is what was reviewed in the first of `weeks`.

    What was done and what is ready stay within the budget together, so when one that is ready is reviewed for the
    first time in its week, the load is the same without it. In the first round the never reviewed are spread evenly
    over the weeks left of it; where they don't fit into four weeks the budget wins, and the rest comes in the weeks
    after. The later weeks hold what is waiting now: what becomes due meanwhile moves them.
    """
    rest = deque(ordered)
    ready = _portion(rest, done, next(weeks), budget)
    planned: list[Planned] = []
    while rest:
        week = next(weeks)
        planned += [Planned(each.id, week.day) for each in _portion(rest, Done(), week, budget)]
    return Load(tuple(each.id for each in ready), tuple(planned))


def weeks_of(person: Person, *, begun: datetime, now: datetime) -> Iterator[Week]:
    """The person's weeks from the present one on; the company's first subject came at `begun`.

    A week runs from one moment of the pair to the next, on the person's own clock. The first round is the week
    in which the company began and the three after it.
    """
    rhythm = person.weekday, person.at, person.timezone
    since = last_moment(*rhythm, now=now)
    number = round((since - last_moment(*rhythm, now=begun)) / A_WEEK)
    while True:
        yield Week(since.astimezone(ZoneInfo(person.timezone)).date(), max(1, FIRST_ROUND - number))
        since, number = next_moment(*rhythm, after=since), number + 1


def _portion(rest: deque[Waiting], done: Done, week: Week, budget: Budget) -> list[Waiting]:
    """Takes out of `rest` what comes in a week: in order, until one doesn't fit."""
    room = _room_for_first(rest, done, week)
    count, minutes = done.first + done.again, done.minutes
    taken: list[Waiting] = []
    passed_over: list[Waiting] = []
    while rest:
        if rest[0].is_first and room <= 0:
            passed_over.append(rest.popleft())
            continue
        count, minutes = count + 1, minutes + (FIRST_MINUTES if rest[0].is_first else LATER_MINUTES)
        if count > budget.subjects or minutes > budget.minutes:
            break
        room -= rest[0].is_first
        taken.append(rest.popleft())
    rest.extendleft(reversed(passed_over))
    return taken


def _room_for_first(rest: Collection[Waiting], done: Done, week: Week) -> int:
    """How many first reviews the week still takes: an even share of them all, less those done in it."""
    if week.round_left == 1:
        return len(rest)
    of_all = sum(each.is_first for each in rest) + done.first
    return -(-of_all // week.round_left) - done.first
