"""What a value of a report is in a cell of a workbook: a number or a text, with the format in which it is shown."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_precision

from bot.kit.blocks import cut
from bot.kit.texts import Texts
from bot.printing.cells import said, shaped
from flows.company.colour import Colour
from flows.company.money import Money
from flows.report.report import Cell, Report, Share

MOST_TEXT = 32_767  # characters of a cell
LAST_DIGITS = Decimal(10) ** 15  # a number in a workbook has fifteen
GROUNDS = {Colour.GREEN: "#dcefe3", Colour.YELLOW: "#fdf0c2", Colour.RED: "#f9dcd8", Colour.GREY: "#ffffff"}
WHOLE, BROKEN, SHARE = "#,##0", "#,##0.##", "0.0%"
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
EPOCH = date(1899, 12, 30).toordinal()  # a workbook counts days from here
A_DAY = 24 * 60 * 60  # seconds


class Look(NamedTuple):
    """How a cell looks: the format of its number or date ("" for a text), and the colour of its ground."""

    form: str = ""
    ground: str = ""


TEXT = Look()


class Value(NamedTuple):
    """What is written into a cell."""

    of: str | float
    look: Look = TEXT


class Values:
    """The values of one report in the words of one language."""

    def __init__(self, report: Report, t: Texts) -> None:
        """Ten thousand rows are written in a second or two: so each kind has its own way, found by its type."""
        self._t = t
        self._now = report.cut_off
        self._zone = ZoneInfo(report.zone)
        self._colours = {each: Value(shaped(each, t), Look(ground=GROUNDS[each])) for each in Colour}
        self._ways: Mapping[type, Callable[[Any, str | None], Value]] = {
            str: lambda cell, _: Value(cut(cell, MOST_TEXT)),
            Colour: lambda cell, _: self._colours[cell],
            Money: lambda cell, currency: _number(
                cell.amount, money_form(cell.currency, cell.currency == currency)
            ),
            Share: lambda cell, _: _number(cell.of_one, SHARE),
            int: lambda cell, _: _number(Decimal(cell), WHOLE),
            Decimal: lambda cell, _: _number(cell, WHOLE if cell == int(cell) else BROKEN),
            date: lambda cell, _: Value(float(cell.toordinal() - EPOCH), Look(DAY)),
            datetime: lambda cell, _: self._moment(cell),
        }

    def of(self, cell: Cell, currency: str | None) -> Value:
        """A cell that is known; `currency` is the one that is said beside its amount."""
        way = self._ways.get(type(cell))
        return way(cell, currency) if way else Value(cut(said(cell, self._t, self._now), MOST_TEXT))

    def _moment(self, moment: datetime) -> Value:
        local = moment.astimezone(self._zone)
        seconds = (local.hour * 60 + local.minute) * 60 + local.second
        return Value(local.toordinal() - EPOCH + seconds / A_DAY, Look(MOMENT))


def _number(number: Decimal, form: str) -> Value:
    """As text where a workbook would round it off."""
    return Value(float(number), Look(form)) if abs(number) < LAST_DIGITS else Value(str(number))


@lru_cache(200)
def money_form(currency: str, is_said: bool) -> str:  # noqa: FBT001 - a cache knows no names
    """With the decimals of the currency, which stands beside the figure unless something else says it."""
    places = get_currency_precision(currency)
    figure = WHOLE + (f".{'0' * places}" if places else "")
    code = "".join(filter(str.isalpha, currency))
    return figure if is_said else f"[${code}] {figure}"
