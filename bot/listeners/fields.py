"""What stands in a form's fields: texts, plain amounts, dates. A forged payload may hold anything there."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.listeners.act import Act, typed

BELOW = Decimal(10**12)


def said(act: Act, block_id: str, action_id: str, key: str = "value") -> str:
    """The text of a field without spaces around it; "" for an empty field, and for one that isn't there."""
    return typed(_element(act, block_id, action_id).get(key)).strip()


def holds(act: Act, block_id: str, action_id: str) -> bool:
    """Whether the form has this field."""
    return bool(_element(act, block_id, action_id))


def _element(act: Act, block_id: str, action_id: str) -> dict[str, Any]:
    return act.state.get(block_id, {}).get(action_id, {})


def amount(text: str) -> Decimal | None:
    """A plain amount or nothing; raises ValueError below 0 and at 10^12 and more."""
    if not text:
        return None
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite() or not 0 <= number < BELOW:
        raise ValueError(text)
    return number.quantize(Decimal("0.01"))


def percent(text: str) -> Decimal | None:
    """0 to 100 or nothing; raises ValueError for everything else."""
    number = amount(text)
    if number is not None and number > 100:
        raise ValueError(text)
    return number


def day(text: str) -> date | None:
    """A date or nothing; raises ValueError for what no calendar has."""
    return date.fromisoformat(text) if text else None
