"""Quarters of the calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 3
A_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of the calendar: `number` is 1 to 4. ValueError for any other."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse what is no quarter."""
        if self.number not in range(1, 5):
            raise ValueError(self)

    def __str__(self) -> str:
        """As it is kept: 2026-Q4."""
        return f"{self.year}-Q{self.number}"

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The one that a day lies in."""
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @classmethod
    def read(cls, written: str) -> "Quarter":
        """The one that is written so; ValueError for what is none."""
        year, _, number = written.partition("-Q")
        return cls(int(year), int(number))

    @property
    def begins_on(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.next.begins_on - A_DAY

    @property
    def next(self) -> "Quarter":
        """The one after it."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def before(self) -> "Quarter":
        """The one before it."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)
