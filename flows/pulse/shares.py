"""How many have answered a statement, and how sure the share of favourable answers is."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

FEWEST = 5  # answers that may be shown: of fewer, somebody's own could be told
Z = NormalDist().inv_cdf(0.975)  # 95 %


@dataclass(frozen=True)
class Tally:
    """How many have `answered` with a number, how many of those favourably, and how many said that they don't know."""

    favourable: int = 0
    answered: int = 0
    unknown: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.favourable + other.favourable, self.answered + other.answered, self.unknown + other.unknown
        )

    def __sub__(self, part: "Tally") -> "Tally":
        """The rest without a part of it."""
        return Tally(
            self.favourable - part.favourable, self.answered - part.answered, self.unknown - part.unknown
        )

    @property
    def is_empty(self) -> bool:
        """Whether nobody has said anything, so that there is nothing to give away."""
        return self.answered + self.unknown == 0

    @property
    def is_enough(self) -> bool:
        """Whether it may be shown."""
        return self.answered >= FEWEST

    @property
    def share(self) -> float:
        """The share (0-1) of favourable answers of those who chose a number; ZeroDivisionError where nobody has."""
        return self.favourable / self.answered


def wilson(tally: Tally) -> tuple[float, float]:
    """Between which shares (0-1) the true one lies with 95 % certainty (Wilson 1927): anywhere, without answers."""
    if not tally.answered:
        return 0.0, 1.0
    square = Z * Z / tally.answered
    middle = (tally.share + square / 2) / (1 + square)
    reach = Z * sqrt(tally.share * (1 - tally.share) / tally.answered + square / tally.answered / 4)
    low, high = middle - reach / (1 + square), middle + reach / (1 + square)
    return (low if tally.favourable else 0.0), (high if tally.favourable < tally.answered else 1.0)
