"""How far a company's first round is: until enough is reviewed, no colours go to the digest's channel."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from bot.desk import Desk
from bot.usecases.standings import Standing
from flows.colour import Colour
from flows.digest import Mark, coverage
from flows.people import Role
from flows.subjects import Kind
from storage import workspaces

ENOUGH = Decimal("0.70")  # of the open deals, by count
MAY_START = {Role.DIRECTOR}  # colours may go to the channel earlier, when a director says so


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


def round_of(found: Iterable[Standing]) -> Round:
    """How far it is, by the open deals among `found`."""
    marks = [Mark(s.colour, s.subject.money) for s in found if s.subject.kind is Kind.DEAL]
    return Round(sum(mark.colour is not Colour.GREY for mark in marks), len(marks), coverage(marks))


def has_colours(desk: Desk) -> bool:
    """Whether colours go to the channel."""
    return workspaces.get(desk.tx).colours_at is not None
