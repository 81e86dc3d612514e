"""What stands in a form's fields: texts, plain amounts, dates. A forged payload may hold anything there."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from bot.kit.act import Act, Body, typed
from flows.company.money import KEPT, to_places

BELOW = Decimal(10**12)
MOST_NOTE = 2000  # characters of evidence


def said(act: Act, block_id: str, action_id: str, key: str = "value") -> str:
    """The text of a field without spaces around it; "" for an empty field, and for one that isn't there."""
    return typed(element(act, block_id, action_id).get(key)).strip()


def holds(act: Act, block_id: str, action_id: str) -> bool:
    """Whether the form has this field."""
    return bool(element(act, block_id, action_id))


def chosen(act: Act, block_id: str, action_id: str) -> str:
    """The value of what stands chosen in a menu; "" where nothing does."""
    held = element(act, block_id, action_id).get("selected_option") or {}
    return str(held.get("value") or "")


def ticked(act: Act, block_id: str, action_id: str) -> set[str]:
    """The values of the boxes that are ticked."""
    held = element(act, block_id, action_id).get("selected_options") or []
    return {str(choice.get("value")) for choice in held}


def element(act: Act, block_id: str, action_id: str) -> Body:
    """What Slack says of one element of the form; empty when it isn't there."""
    return act.state.get(block_id, {}).get(action_id, {})


def first_input(act: Act) -> str | None:
    """The block_id of the form's first field, beside which a word may stand; None for a form without fields."""
    blocks: list[Body] = act.view.get("blocks") or []
    return next((str(block.get("block_id")) for block in blocks if block.get("type") == "input"), None)


def amount(text: str) -> Decimal | None:
    """A plain amount or nothing; raises ValueError below 0 and at 10^12 and more."""
    return _number(text, places=KEPT, fits=lambda number: 0 <= number < BELOW)


def percent(text: str) -> Decimal | None:
    """0 to 100 with two decimals or nothing; raises ValueError for everything else."""
    return _number(text, places=2, fits=lambda number: 0 <= number <= 100)


def day(text: str) -> date | None:
    """A date or nothing; raises ValueError for what no calendar has."""
    return date.fromisoformat(text) if text else None


def _number(text: str, *, places: int, fits: Callable[[Decimal], bool]) -> Decimal | None:
    """A finite number that fits, with so many decimals, or nothing."""
    if not text:
        return None
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite() or not fits(number):
        raise ValueError(text)
    return to_places(number, places)
