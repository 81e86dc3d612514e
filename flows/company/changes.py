"""What was changed in a subject: a field before and after."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flows.company.subjects import STATED

Value = str | int | Decimal | date | None


# In the order in which changes are told: who carries it comes third.
FIELDS = (*STATED[:2], "owner_id", *STATED[2:])


@dataclass(frozen=True)
class Change:
    """One field of a subject, before and after."""

    field: str
    before: Value
    after: Value

    @property
    def decimals(self) -> int:
        """With how many decimals both its numbers are written: none where both are whole, else two or more."""
        numbers = [value for value in (self.before, self.after) if isinstance(value, Decimal)]
        needed = max((_decimals(number) for number in numbers), default=0)
        return max(needed, 2) if needed else 0


def _decimals(number: Decimal) -> int:
    return len(f"{number:f}".partition(".")[2].rstrip("0"))
