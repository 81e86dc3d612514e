"""Which currency an amount is in: its column, else the sign in its cell, else the company's own."""

from dataclasses import dataclass

from bot.crm.files.errors import RowRefused
from bot.crm.files.text import shown
from flows.company.money import CURRENCIES

_ONE = {"€": "EUR", "£": "GBP"}
_SEVERAL = frozenset({"kr", "kr.", "$"})  # also Swedish and Norwegian, also Canadian and Australian
SIGNS = r"kr\.?|[€£$]"


@dataclass(frozen=True)
class Currency:
    """An ISO 4217 code; `assumed` when the file leaves it open and the company's own was taken."""

    code: str
    assumed: bool


def currency_of_sign(sign: str) -> str | None:
    """What a sign or code stands for: an ISO code, "several" when it could be many, None when unknown."""
    if sign.casefold() in _SEVERAL:
        return "several"
    code = _ONE.get(sign, sign.upper())
    return code if code in CURRENCIES else None


def currency(cell: str, sign: str | None, default: str) -> Currency:
    """The currency of a row from its currency cell and the sign beside its amount ("" and None: none there).

    RowRefused when the cell names no currency, or the two contradict each other.
    """
    stated = currency_of_sign(cell) if cell else "several"
    beside = currency_of_sign(sign) if sign else "several"
    if stated is None:
        raise RowRefused("currency_unknown", value=shown(cell))
    known = {code for code in (stated, beside) if code and code != "several"}
    if len(known) > 1:
        raise RowRefused("currency_conflict", cell=shown(cell), sign=shown(sign or ""))
    return Currency(known.pop(), assumed=False) if known else Currency(default, assumed=True)
