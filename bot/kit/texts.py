"""Every word that a person reads: a key and its parameters become a text in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
)

from flows.company.money import to_places

BOT = Path(__file__).parents[1]
BABEL = {"en": "en_GB", "da": "da"}
MILLION = 1_000_000
SHORT = str.maketrans({"M": "m", "B": "bn", "T": "tn"})
CLOCK = {"en": "HH:mm", "da": "H.mm"}
# libyaml, where there is one: a quarter of a second of each start.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FORMATTED = 2000  # numbers, amounts and dates that are kept as they are written


@cache
def entries(language: str) -> dict[str, Any]:
    """All texts of a language by their dotted keys, from the words of every feature.

    Plural forms and lists are one text. ValueError for a key that two features have words for.
    """
    found: dict[str, Any] = {}
    for path in files(language):
        words = _flat(yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER))  # noqa: S506 - a safe one
        if twice := [key for key, _ in words if key in found]:
            raise ValueError(f"{path}: somebody else has words for {', '.join(twice)}")
        found.update(words)
    return found


def files(language: str) -> list[Path]:
    """The words of every feature in a language."""
    return sorted(BOT.glob(f"*/words/{language}.yml"))


def _flat(node: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Dotted keys; a mapping of plural forms (it has `other`) is one text, not a branch."""
    found: list[tuple[str, Any]] = []
    for key, value in node.items():
        if isinstance(value, Mapping) and "other" not in value:
            found += _flat(value, f"{prefix}{key}.")
        else:
            found.append((prefix + key, value))
    return found


@dataclass(frozen=True)
class Texts:
    """The words of one language ("en" or "da"), with its dates, numbers and money."""

    language: str
    timezone: str = "Europe/Copenhagen"

    def __call__(self, key: str, /, **params: object) -> str:
        """The text of `key`. `count` chooses the plural form; an unknown key is a KeyError.

        Whole numbers are written as the language groups them: 2,000 or 2.000.
        """
        entry = entries(self.language)[key]
        if isinstance(entry, Mapping):
            count = int(str(params["count"]))
            form = _locale(self.language).plural_form(count)
            entry = entry.get(form, entry["other"])
            params.setdefault("words", self.number(count))
        shown = {name: self._shown(value) for name, value in params.items()}
        return _filled(str(entry), shown) if shown else str(entry)

    def list_of(self, key: str) -> list[str]:
        """A text that is a list, such as the names of the weekdays."""
        return [str(item) for item in entries(self.language)[key]]

    def number(self, count: int) -> str:
        """A whole number in a sentence: to twelve as a word, above as figures."""
        words = self.list_of("numbers")
        return words[count] if 0 <= count < len(words) else self.figure(count)

    def figure(self, count: int) -> str:
        """A whole number in a line of figures: 2,000 or 2.000."""
        return _figure(count, self.language)

    def plain_number(self, number: Decimal, *, decimals: int) -> str:
        """A number with at least so many decimals, and as exactly as it is known: 1,250,000.50 or 1.250.000,50."""
        form = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
        return format_decimal(number, form, locale=BABEL[self.language], decimal_quantization=False)

    def _shown(self, value: object) -> object:
        return self.figure(value) if type(value) is int else value

    def money(self, amount: Decimal, currency: str) -> str:
        """Short money: DKK 485,000 or DKK 1.2m; 485.000 kr. or 1,2 mio. kr."""
        return _money(amount, currency, self.language)

    def percent(self, share: float | Decimal) -> str:
        """0.89 becomes 89% or 89 %; only all is 100%, and only nothing 0%."""
        if 0 < share < 1:
            share = min(max(share, Decimal("0.01")), Decimal("0.99"))
        whole = to_places(Decimal(share), 2)
        return format_percent(whole, locale=BABEL[self.language]).replace("\xa0", " ")

    def day(self, moment: date | datetime, *, now: datetime, weekday: bool = False) -> str:
        """A date in the reader's zone, with its year only when it is not this year's."""
        return self._dated("date.weekday" if weekday else "date.day", moment, now)

    def _dated(self, key: str, moment: date | datetime, now: datetime) -> str:
        local, form = self.local_date(moment), self(key)
        if local.year != self.local_date(now).year:
            form += self("date.year")
        return _date(local, form, self.language)

    def short_day(self, moment: date | datetime, *, now: datetime) -> str:
        """A date for a chart's label: 3 Nov or 3. nov., with its year only when it is not this year's."""
        return self._dated("date.short", moment, now)

    def clock(self, moment: datetime) -> str:
        """The time of day in the reader's zone: 10:00, or 10.00 in Danish."""
        return self.hour(moment.astimezone(ZoneInfo(self.timezone)).time())

    def hour(self, at: time) -> str:
        """A time of day as it is written: 08:00, or 8.00 in Danish."""
        return format_time(at, CLOCK[self.language], locale=BABEL[self.language])

    def week(self, moment: datetime) -> int:
        """The ISO week number in the reader's zone."""
        return self.local_date(moment).isocalendar().week

    def local_date(self, moment: date | datetime) -> date:
        """The day of a moment in the reader's zone; a date is itself."""
        if isinstance(moment, datetime):
            return moment.astimezone(ZoneInfo(self.timezone)).date()
        return moment


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(BABEL[language])


@lru_cache(FORMATTED)
def _figure(count: int, language: str) -> str:
    return format_decimal(count, locale=_locale(language))


@lru_cache(FORMATTED)
def _date(day: date, form: str, language: str) -> str:
    return format_date(day, form, locale=_locale(language))


@lru_cache(FORMATTED)
def _money(amount: Decimal, currency: str, language: str) -> str:
    locale, amount = _locale(language), _shortened(amount)
    if abs(amount) < MILLION:
        form = "#,##0 ¤" if language == "da" else "¤¤ #,##0"
        written = format_currency(amount, currency, form, locale=locale, currency_digits=False)
    elif language == "da":
        written = format_compact_currency(amount, currency, locale=locale, fraction_digits=1)
    else:
        figure = format_compact_decimal(amount, locale=locale, fraction_digits=1)
        return f"{currency} {figure.translate(SHORT)}"
    return written.replace("\xa0", " ")


def _filled(text: str, shown: Mapping[str, object]) -> str:
    """The text with its values; one that ends with a full stop ends the sentence too: "for 1,2 mio. kr."."""
    filled = ""
    for literal, name in _parts(text):
        ends_twice = literal.startswith(".") and filled.endswith(".")
        filled += literal.removeprefix(".") if ends_twice else literal
        filled += "" if name is None else str(shown[name])
    return filled


@cache
def _parts(text: str) -> tuple[tuple[str, str | None], ...]:
    """What stands between the names of its values, each with the name that follows it."""
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(text))


def _shortened(amount: Decimal) -> Decimal:
    """Rounded to what short money shows: whole below a million, else one decimal of its millions, billions …"""
    whole = to_places(amount, 0)
    if abs(whole) < MILLION:
        return whole
    unit = Decimal(1000) ** (whole.adjusted() // 3)
    return to_places(amount / unit, 1) * unit
