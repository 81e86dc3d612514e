"""Days on which nobody meets, and what becomes of an occurrence that falls on one, or in somebody's absence."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

import holidays

from flows.rhythm.pair import A_DAY, Cadence
from flows.scorecards.workdays import SATURDAY

# In Denmark most are at home on 1 May, 5 June, 24 and 31 December, though no law says so.
OPTIONAL = {"DK"}


class Rule(StrEnum):
    """What a pair does about a day off or an absence.

    KEEP lets days off be days like others, and does about an absence as NEXT_WORKING_DAY: whoever meets as the list of
    people says, without a word on days off.
    """

    KEEP = "keep"
    SKIP = "skip"
    NEXT_WORKING_DAY = "next working day"
    STAND_IN = "stand-in"


class Reason(StrEnum):
    """Why an occurrence does not take place as the cadence has it; nobody's absence has a reason of its own."""

    DAY_OFF = "day off"
    AWAY = "away"
    PAUSED = "paused"
    CHOSEN = "chosen"  # by one of the two


@dataclass(frozen=True)
class DaysOff:
    """The public holidays of a pair's countries (ISO codes), and the ISO weeks in which the company is closed."""

    countries: frozenset[str] = frozenset()
    closed_weeks: frozenset[int] = frozenset()

    def has(self, day: date) -> bool:
        """Whether it is one, a weekend apart."""
        closed = day.isocalendar().week in self.closed_weeks
        return closed or any(day in _holidays(country, day.year) for country in self.countries)

    def works_on(self, day: date) -> bool:
        """Whether people work on that day."""
        return day.weekday() < SATURDAY and not self.has(day)


NONE = DaysOff()


@dataclass(frozen=True)
class Pairing:
    """What decides where an occurrence of a pair goes.

    `away_until` is the last day of the later of their absences, that one's included; `stands_in` whether somebody is
    there in place of who is away.
    """

    cadence: Cadence
    rule: Rule
    off: DaysOff = field(default=NONE)
    away_until: date | None = None
    stands_in: bool = False


@dataclass(frozen=True)
class Settled:
    """The day on which an occurrence takes place, the cadence's `day` or a later one; None where it is skipped.

    `reason` says why it is not as the cadence has it. `by_stand_in` is True where somebody else takes the place.
    """

    day: date
    on: date | None
    reason: Reason | None = None
    by_stand_in: bool = False


def settled(pairing: Pairing, day: date) -> Settled:
    """What becomes of the occurrence of a day.

    It never goes as far as the next one: then there is that one only.
    """
    reason = _hinders(pairing, day)
    if reason is None:
        return Settled(day, day)
    if reason is Reason.AWAY and pairing.rule is Rule.STAND_IN and pairing.stands_in:
        return Settled(day, day, reason, by_stand_in=True)
    if pairing.rule is Rule.SKIP:
        return Settled(day, None, reason)
    following, on = pairing.cadence.following(day), day + A_DAY
    while on < following:
        if _hinders(pairing, on) is None and on.weekday() < SATURDAY:
            return Settled(day, on, reason)
        on += A_DAY
    return Settled(day, None, reason)


def ahead(pairing: Pairing, day: date) -> list[Settled]:
    """What becomes of the occurrence of a day and of those after it, up to the first that takes place."""
    found = [settled(pairing, day)]
    while found[-1].on is None:
        found.append(settled(pairing, pairing.cadence.following(found[-1].day)))
    return found


def _hinders(pairing: Pairing, day: date) -> Reason | None:
    """What keeps the two from meeting on a day."""
    if pairing.rule is not Rule.KEEP and pairing.off.has(day):
        return Reason.DAY_OFF
    return Reason.AWAY if pairing.away_until and day <= pairing.away_until else None


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    categories = ("public", "optional") if country in OPTIONAL else ("public",)
    return frozenset(holidays.country_holidays(country, years=year, categories=categories))
