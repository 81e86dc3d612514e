"""Amounts of money and percentages as people and systems write them; strict, exact, never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.crm.files.currencies import SIGNS, currency_of_sign
from bot.crm.files.errors import RowRefused
from bot.crm.files.styles import Styles
from bot.crm.files.text import shown
from flows.company.money import KEPT, to_places

AMOUNT_LIMIT = Decimal(10) ** 12

_LONGEST = 40  # signs; nothing longer is a number
_HUNDRED = Decimal(100)

_SIGN = rf"(?:{SIGNS}|[A-Za-z]{{3}})"
_MONEY = re.compile(
    rf"(?P<open>\()?(?P<minus>[-−–])?\s?(?P<before>{_SIGN})?\s?(?P<minus2>[-−–])?"
    rf"(?P<number>[0-9][0-9.,'’ ]*(?:,-|(?<![ .,]))(?![0-9]))\s?(?P<after>{_SIGN})?(?P<close>\))?",
    re.IGNORECASE,
)
_NUMBER = {
    "comma": re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:([.'’ ])[0-9]{3})(?:\1[0-9]{3})*)(?:,(?:-|[0-9]+))?"),
    "point": re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:([,'’ ])[0-9]{3})(?:\1[0-9]{3})*)(?:\.[0-9]+)?"),
}
_MARK = {"comma": ",", "point": "."}
_PERCENT = re.compile(r"(?P<minus>[-−–]\s?)?(?P<number>[0-9]+(?:[.,][0-9]+)?)\s?(?P<sign>%)?")


@dataclass(frozen=True)
class Amount:
    """A number with the currency that its own cell names, None when it names none."""

    value: Decimal
    sign: str | None


def _match(text: str) -> re.Match[str] | None:
    return _MONEY.fullmatch(text) if len(text) <= _LONGEST else None


def _number(text: str, style: str) -> Decimal | None:
    if not _NUMBER[style].fullmatch(text):
        return None
    whole, _, part = text.partition(_MARK[style])
    digits = re.sub(r"[^0-9]", "", whole)
    return Decimal(f"{digits}.{part}") if part.isdigit() else Decimal(digits)


def _in_style(style: str, text: str) -> Decimal | None:
    found = _match(text)
    return _number(found["number"], style) if found else None


NUMBER_STYLES = Styles(
    "numbers",
    "numbers",
    {"comma": lambda text: _in_style("comma", text), "point": lambda text: _in_style("point", text)},
    {"comma": "a comma before the decimals, as in 1.234,50", "point": "a point before them, as in 1,234.50"},
)


def read_amount(text: str, style: str) -> Amount:
    """A cell that is not empty, in the style of its column ("comma" or "point" before the decimals).

    RowRefused when it is no number in that style, negative (also in parentheses), above 10^12, or finer than
    four decimals.
    """
    found = _match(text)
    value = _number(found["number"], style) if found else None
    sign = found["before"] or found["after"] if found else None
    if found is None or value is None or (sign and not currency_of_sign(sign)):
        raise RowRefused("amount_not_number", value=shown(text))
    if found["minus"] or found["minus2"] or found["open"] or found["close"]:
        raise RowRefused("amount_negative", value=shown(text))
    if value > AMOUNT_LIMIT:
        raise RowRefused("amount_too_big", value=shown(text))
    if -int(value.as_tuple().exponent) > KEPT:
        raise RowRefused("amount_too_fine", value=shown(text), decimals=KEPT)
    return Amount(value, sign)


def read_percent(text: str, *, scale: str, won: bool) -> Decimal:
    """A cell that is not empty, as a percentage from 0 to 100 in hundredths.

    Scale "share": the column holds 0 to 1. "percent": it holds 0 to 100. "mixed": with % or above 1 it is a
    percentage, between 0 and 1 a share, a bare 1 is 100 on a won row, and refused on any other. Either
    decimal mark will do, since nothing is grouped below 100.
    """
    found = _PERCENT.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        raise RowRefused("percent_not_number", value=shown(text))
    value = Decimal(found["number"].replace(",", "."))
    if not found["sign"]:
        value = _scaled(value, scale, won=won, text=text)
    if found["minus"] or value > _HUNDRED:
        raise RowRefused("percent_outside", value=shown(text))
    return to_places(value, 2)


def _scaled(value: Decimal, scale: str, *, won: bool, text: str) -> Decimal:
    if scale == "share":
        return value * _HUNDRED
    if scale == "percent" or value > 1:
        return value
    if value == 1 and not won:
        raise RowRefused("percent_one", value=shown(text))
    return value * _HUNDRED
