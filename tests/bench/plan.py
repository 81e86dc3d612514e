"""How much is measured, and for how long."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The databases that there are."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@dataclass(frozen=True)
class Plan:
    """What one run measures.

    Under load `sellers` press at once, each number for `seconds` and in `rounds` turns with the bare bot: in a company
    of `deals` under ten managers, and in one of `one_manager` deals under a single one; before that both bots are
    started as often as `starts` says. `tables` are the numbers of deals that the rest is measured with; what takes long
    there is not tried again after `seconds`. Single acts are timed in `clicks`, so many together.
    """

    databases: tuple[Kind, ...] = tuple(Kind)
    deals: int = 2_000
    one_manager: int = 10_000
    sellers: tuple[int, ...] = (1, 10, 50)
    seconds: float = 10
    rounds: int = 2
    starts: int = 3
    clicks: int = 25
    tables: tuple[int, ...] = (1_000, 10_000, 100_000)


QUICK = Plan(deals=1_000, one_manager=1_000, seconds=3, rounds=1, starts=1, tables=(1_000,))
