"""Amounts of money and percentages as people and systems write them; strict, exact, never a float."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.crm.files.errors import Doubt, RowRefused
from bot.crm.files.text import shown
from bot.crm.files.values.currency_names import codes_of
from bot.crm.files.values.styles import Look, Styles
from flows.company.money import KEPT, to_places

AMOUNT_LIMIT = Decimal(10) ** 12
ROUNDED_TO = 2  # decimals of a number that has more than any money

_LONGEST = 60  # signs; nothing longer is a number
_HUNDRED = Decimal(100)
_SHOWN_BY_SPREADSHEETS = 6  # digits at most, where a number is too wide for its cell or for %g

_MARKS = r"$¢-¥฿\u20a0-\u20c0\ufe69\uff04\uffe0\uffe1\uffe5\uffe6"
_SIGN = rf"(?:[^\W\d_]|[{_MARKS}])(?:[^\W\d_]|[{_MARKS} .])*"
_FIGURES = r"[0-9](?:[0-9.,'’ ]*(?:[.,](?:--?|[–—])|(?<![ .,]))(?![0-9])|(?:[.,]?[0-9]+)?E[+-]?[0-9]{1,3})"
_MONEY = re.compile(
    rf"(?P<open>\()?(?P<minus>[-−–])?\s?(?P<before>{_SIGN})?\s?(?P<minus2>[-−–])?"
    rf"(?P<number>{_FIGURES})\s?(?P<after>{_SIGN})?(?P<close>\))?",
    re.IGNORECASE,
)
_EXPONENT = r"E[+-]?[0-9]{1,3}"
_NUMBER = {
    "comma": re.compile(
        rf"[0-9]+(?:,[0-9]+)?{_EXPONENT}"
        r"|(?:[0-9]+|[0-9]{1,3}(?:([.'’ ])[0-9]{3})(?:\1[0-9]{3})*)(?:,(?:--?|[–—]|[0-9]+))?",
        re.IGNORECASE,
    ),
    "point": re.compile(
        rf"[0-9]+(?:\.[0-9]+)?{_EXPONENT}"
        r"|(?:[0-9]+|[0-9]{1,3}(?:([,'’ ])[0-9]{3})(?:\1[0-9]{3})*|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3})"
        r"(?:\.(?:--?|[–—]|[0-9]+))?",
        re.IGNORECASE,
    ),
}
_IN_WORDS = re.compile(
    r"[0-9] ?(?:[tkm]|mm|t\.? ?kr|[tm]dkk|mio|mill?|mln|mn|mia|mrd|tsd|bn|tusind|thousand|million\w*)(?!\w)",
    re.IGNORECASE,
)
_MARK = {"comma": ",", "point": "."}
_PERCENT = re.compile(r"(?P<minus>[-−–]\s?)?(?P<number>[0-9]+(?:[.,][0-9]+)?)\s?(?P<sign>%)?")

_GROUPS = re.compile(r"[.,'’ ]")
_SHAPE = str.maketrans("23456789", "11111111")

STYLES = Styles("numbers", "numbers_either", "numbers_both", ("comma", "point"))


@dataclass(frozen=True)
class Amount:
    """A number with the currency that its own cell names ("": none).

    `rounded` when it had more decimals than money has, `exponent` when it was written with one.
    """

    value: Decimal
    sign: str
    rounded: bool = False
    exponent: bool = False


def amount_column(heading: str, cells: Iterable[tuple[int, str]], *, said: str | None) -> str | Doubt:
    """Which mark stands before the decimals in a column (line, text): "comma" or "point"; in doubt what to ask."""
    look, shapes = Look(STYLES), set[str]()
    for line, text in cells:
        shape = text.translate(_SHAPE)
        if shape in shapes:  # shows what another has shown
            continue
        shapes.add(shape)
        if (found := _match(text)) and _is_money(found):
            read = ((way, _number(found["number"], way)) for way in _MARK)
            look.add(line, text, {way: value for way, value in read if value is not None})
    decided = look.decide(heading, said)
    return decided if isinstance(decided, Doubt) else decided.way


def sign_beside(text: str) -> str | None:
    """The currency that stands beside the amount in its cell ("": none), None when the cell is no amount."""
    found = _match(text)
    return _sign(found) if found and _is_money(found) else None


@lru_cache(maxsize=10_000)
def read_amount(text: str, style: str, *, times: int = 1) -> Amount:
    """A cell that is not empty, in the style of its column ("comma" or "point" before the decimals), counting `times`.

    What has more decimals than any money is rounded and noted. RowRefused when it is no number in that style,
    negative (also in parentheses), above 10^12, or rounded by a spreadsheet.
    """
    found = _match(text)
    value = _number(found["number"], style) if found else None
    if found is None or not _is_money(found):
        raise RowRefused(
            "amount_in_words" if _IN_WORDS.search(text) else "amount_not_number", value=shown(text)
        )
    if value is None:
        raise RowRefused("amount_not_number", value=shown(text))
    value *= times
    if value and (found["minus"] or found["minus2"] or found["open"] or found["close"]):
        raise RowRefused("amount_negative", value=shown(text))
    if value > AMOUNT_LIMIT:
        raise RowRefused("amount_too_big", value=shown(text))
    return _kept(text, found, value)


def _kept(text: str, found: re.Match[str], value: Decimal) -> Amount:
    """With the decimals that money has, and what to say of it."""
    exponent = "e" in found["number"].casefold()
    if exponent and _may_be_rounded(found["number"]):
        raise RowRefused("amount_rounded", value=shown(text))
    value = _without_zeros(value)
    if _decimals(value) <= KEPT:
        return Amount(value, _sign(found), exponent=exponent)
    rounded = to_places(value, ROUNDED_TO)
    if not rounded:
        raise RowRefused("amount_too_fine", value=shown(text), decimals=KEPT)
    return Amount(rounded, _sign(found), rounded=True, exponent=exponent)


def _without_zeros(value: Decimal) -> Decimal:
    """The number with at most the decimals that it needs: 179500.00000000 has none of its own."""
    if 0 <= _decimals(value) <= KEPT:
        return value
    plain = value.normalize()
    return plain.quantize(Decimal(1)) if _decimals(plain) < 0 else plain


def _decimals(value: Decimal) -> int:
    """How many decimals are written; below 0 where even noughts before the point are not."""
    return -int(value.as_tuple().exponent)


def _may_be_rounded(number: str) -> bool:
    """Whether a spreadsheet may have written the number shorter than it is.

    It writes 1.3E+08 where 130,000,000 is too wide for the cell, also for 125,000,000; and never more than six digits.
    1.25E+06 is as wide as the number itself, and 1.25E7 is how programs write, who leave nothing out.
    """
    mantissa, power = re.split("E", number, flags=re.IGNORECASE)
    digits = re.sub("[^0-9]", "", mantissa)
    if not power.startswith("+") or len(digits) > int(power):
        return False
    return int(power) + 1 > len(number) or len(digits) == _SHOWN_BY_SPREADSHEETS


def _match(text: str) -> re.Match[str] | None:
    return _MONEY.fullmatch(text) if len(text) <= _LONGEST else None


def _sign(found: re.Match[str]) -> str:
    """Both where one stands on either side, which then must agree."""
    before, after = (found["before"] or "").strip(), (found["after"] or "").strip()
    return f"{before} {after}" if before and after else before or after


def _is_money(found: re.Match[str]) -> bool:
    """Whether what stands beside the number is a currency: "75 k" and "1,2 mio." are none."""
    sign = _sign(found)
    return not sign or bool(codes_of(sign))


def _number(text: str, style: str) -> Decimal | None:
    if not _NUMBER[style].fullmatch(text):
        return None
    whole, _, part = text.partition(_MARK[style])
    digits = whole if whole.isdecimal() else _GROUPS.sub("", whole)
    return Decimal(f"{digits}.{part}" if part[:1].isdigit() else digits)


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
