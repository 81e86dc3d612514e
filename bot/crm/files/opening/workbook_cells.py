"""A cell of a workbook to the text that a CSV file would have: a day as 2026-12-18, a number without noise."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from flows.company.money import CURRENCIES

_OWN_FORMATS = 164  # below stand Excel's, whose currency is that of whoever looks
_EXACT = 10**15  # a number of more digits has been rounded by Excel
# [$kr-406]: a sign and, in hexadecimal, the language that it is written in.
_SIGN = re.compile(r"\[\$([^\]-]*)(?:-([0-9A-Fa-f]+))?\]")
_PADDED = re.compile("0{2,}")  # shows 42 as 00042, as an id is written elsewhere too
_QUOTED = re.compile(r'"([^"]*)"|([€£¥₹])')
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CODES = {
    ("kr", 0x406): "DKK",
    ("kr", 0x41D): "SEK",
    ("kr", 0x414): "NOK",
    ("kr", 0x814): "NOK",
    ("kr", 0x40F): "ISK",
    ("$", 0x409): "USD",
    ("$", 0x1009): "CAD",
    ("$", 0xC0C): "CAD",
    ("$", 0xC09): "AUD",
    ("$", 0x1409): "NZD",
}


class CellTexts:
    """The texts of a workbook's cells; what its number formats mean is found out once for each."""

    def __init__(self) -> None:
        self._formats: dict[str, tuple[bool, str]] = {}

    def text(self, cell: Any) -> str:
        """The cell's value as text, "" when it has none; a line break in it becomes a space."""
        value = cell.value
        if value is None:
            return ""
        if isinstance(value, str):
            return value if value.isprintable() else re.sub(r"[\r\n]+", " ", value.replace("_x000D_", ""))
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, int | float):
            return self._number(value, cell)
        return _moment(value)

    def _number(self, value: float, cell: Any) -> str:
        own = cell.style_array.numFmtId >= _OWN_FORMATS
        percent, sign = self._format(cell.number_format or "", own=own)
        if percent:
            return f"{number_text(value, times=100)}%"
        if _PADDED.fullmatch(cell.number_format or "") and float(value).is_integer():
            return number_text(value).zfill(len(cell.number_format))
        return f"{number_text(value)} {sign}" if sign else number_text(value)

    def _format(self, code: str, *, own: bool) -> tuple[bool, str]:
        if code not in self._formats:
            first = code.split(";", 1)[0]
            percent = "%" in _LITERAL.sub("", first)
            self._formats[code] = (percent, currency_of_format(first) if own else "")
        return self._formats[code]


def number_text(value: float, *, times: int = 1) -> str:
    """The number in the 15 digits that Excel keeps, with a point before the decimals.

    Three decimals get a nought behind, since 1.234 could be taken for 1,234. A number above 10^15, of which Excel has
    rounded the last digits, is written with an exponent, so that no id is read from it.
    """
    if abs(value) >= _EXACT:
        return f"{value:.14E}"
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    text = f"{(exact * times).normalize():f}"
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def currency_of_format(code: str) -> str:
    """The ISO code or the sign that a number format shows beside its figures, "" when it shows none."""
    if found := _SIGN.search(code):
        sign = found[1].strip()
        language = int(found[2], 16) & 0xFFFF if found[2] else 0
        return _CODES.get((sign.casefold().removesuffix("."), language), sign)
    for quoted, bare in _QUOTED.findall(code):
        sign = (quoted or bare).strip()
        if sign in {"€", "£", "$", "¥", "₹"} or sign.casefold() in {"kr", "kr."} or sign in CURRENCIES:
            return str(sign)
    return ""


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        near = value.replace(microsecond=0) + timedelta(seconds=value.microsecond >= 500_000)
        return (
            near.date().isoformat()
            if near.time() == time()
            else near.isoformat(" ", "minutes" if not near.second else "seconds")
        )
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}" + (
            f":{seconds % 60:02}" if seconds % 60 else ""
        )
    return value.isoformat() if isinstance(value, date) else str(value)
