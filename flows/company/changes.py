"""What was changed in a subject: a field before and after."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Value = str | int | Decimal | date | None


FIELDS = (
    "name",
    "customer",
    "owner_id",
    "amount",
    "currency",
    "close_date",
    "stage",
    "status",
    "product",
    "probability",
    "stage_probability",
    "created_on",
    "closed_on",
    "segment",
)


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
