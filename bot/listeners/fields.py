"""What stands in a form's fields: texts, plain amounts, dates. A forged payload may hold anything there."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from bot.listeners.act import Act, Body, typed
from bot.usecases.refusal import Refusal
from bot.views.place import MOST_ID
from flows.money import KEPT, to_places

BELOW = Decimal(10**12)
DIGITS = re.compile(r"[0-9]{1,10}")  # as many as MOST_ID has; Python refuses to read thousands


def said(act: Act, block_id: str, action_id: str, key: str = "value") -> str:
    """The text of a field without spaces around it; "" for an empty field, and for one that isn't there."""
    return typed(element(act, block_id, action_id).get(key)).strip()


def holds(act: Act, block_id: str, action_id: str) -> bool:
    """Whether the form has this field."""
    return bool(element(act, block_id, action_id))


def ticked(act: Act, block_id: str, action_id: str) -> set[str]:
    """The values of the boxes that are ticked."""
    chosen = element(act, block_id, action_id).get("selected_options") or []
    return {str(choice.get("value")) for choice in chosen}


def element(act: Act, block_id: str, action_id: str) -> Body:
    """What Slack says of one element of the form; empty when it isn't there."""
    return act.state.get(block_id, {}).get(action_id, {})


def amount(text: str) -> Decimal | None:
    """A plain amount or nothing; raises ValueError below 0 and at 10^12 and more."""
    return _number(text, places=KEPT, fits=lambda number: 0 <= number < BELOW)


def percent(text: str) -> Decimal | None:
    """0 to 100 with two decimals or nothing; raises ValueError for everything else."""
    return _number(text, places=2, fits=lambda number: 0 <= number <= 100)


def day(text: str) -> date | None:
    """A date or nothing; raises ValueError for what no calendar has."""
    return date.fromisoformat(text) if text else None


def number(text: str) -> int:
    """The id that a button or a choice carries; refuses what is none."""
    found = whole(text)
    if found is None:
        raise Refusal("not_yours")
    return found


def whole(text: str) -> int | None:
    """A whole number as an id, a page or a weekday is one; None for everything else, of whatever length."""
    if not DIGITS.fullmatch(text) or int(text) >= MOST_ID:
        return None
    return int(text)


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
