"""How far a company's first round of reviews is."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

ENOUGH = Decimal("0.70")  # of the open deals, by count


@dataclass(frozen=True)
class Round:
    """How many of the open deals have a colour, and the `share` (0-1) of them."""

    reviewed: int
    of: int
    share: Decimal

    @property
    def is_enough(self) -> bool:
        """Whether colours may go to the channel."""
        return self.share >= ENOUGH

    @property
    def whole_percent(self) -> Decimal:
        """The share in whole percents, never rounded up: 69.9 % is not 70 % yet."""
        return self.share.quantize(Decimal("0.01"), ROUND_FLOOR)
