"""The rules that a scorecard declares: thresholds, stages, how long facts stay fresh, the calendar."""

from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from flows.scorecards.words import Declared

TIMEZONE = "Europe/Copenhagen"  # where nobody names one
AREA_POINTS = 9  # thresholds of an area are stated for three questions of three points
LONGEST_DAYS = 3660

Days = Annotated[int, Field(strict=True, ge=1, le=LONGEST_DAYS)]
Points = Annotated[int, Field(strict=True, ge=0, le=AREA_POINTS)]
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
Week = Annotated[int, Field(strict=True, ge=1, le=53)]
Level3 = Annotated[int, Field(strict=True, ge=1, le=3)]


class AreaCuts(Declared):
    """From how many of 9 points an area is green and yellow."""

    green: Points
    yellow: Points


class TotalCuts(Declared):
    """From how many percent of all points the whole is green and yellow."""

    green: Percent
    yellow: Percent


class Thresholds(Declared):
    """What counts as green and yellow in one stage group."""

    area: AreaCuts
    total: TotalCuts


class FromDays(Declared):
    """The stage group of a deal whose expected close is at least `from_days` days away."""

    from_days: Annotated[int, Field(strict=True)]
    group: str


class Stages(Declared):
    """How a deal gets its stage group: by its stage's name, else by the days to its expected close.

    `by_close` is read from the top and the first line that fits counts; `otherwise` is for what is nearer
    than all of them.
    """

    groups: dict[str, str]
    by_close: tuple[FromDays, ...]
    otherwise: str
    no_date: str

    @cached_property
    def by_name(self) -> dict[str, str]:
        """The declared groups by the stage's name in small letters."""
        return {stage.strip().casefold(): group for stage, group in self.groups.items()}


class Span(Declared):
    """A number of days, either of the calendar or working days."""

    days: Days | None = None
    working_days: Days | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.days is None) == (self.working_days is None):
            raise PydanticCustomError("span", "needs either days or working_days")
        return self


class EvidenceRule(Declared):
    """The highest level that counts without evidence, with a note and with proof; how long evidence lasts."""

    without: Level3
    note: Level3
    proof: Level3
    fresh: Span


class Calendar(Declared):
    """Whose public holidays and which ISO weeks are free, and in which zone a day begins and ends.

    A file may leave the zone out: whoever reads it puts the company's there.
    """

    country: str | None = None
    closed_weeks: Annotated[tuple[Week, ...], Field(max_length=26)] = ()
    timezone: str = TIMEZONE

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone as an object."""
        return ZoneInfo(self.timezone)

    def day_of(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(self.zone).date()
