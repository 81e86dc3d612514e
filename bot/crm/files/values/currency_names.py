"""What currency a sign, a code or a name stands for, in the languages that exports write it in."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from bot.crm.files.text import fold
from flows.company.money import CURRENCIES

Codes = frozenset[str]

_IN_USE = {
    code
    for territory in get_global("territory_currencies")
    for code in get_territory_currencies(territory, date(2024, 1, 1), date(2100, 1, 1))
}
# Their last word is the money's own: "krone" is several countries', "zloty" one's.
_KIND_LAST = ("en", "da", "de", "sv", "nb", "nl")
_LANGUAGES = (*_KIND_LAST, "fi", "fr", "es", "it", "pt", "pl", "cs", "hu", "ro", "is", "tr", "ru", "uk", "bg")
_COUNTS = (None, 1, 2, 5)  # every language's forms of the plural are among these
# The likeliest first: in this order they are offered.
_SIGNS = {
    "kr": "DKK SEK NOK ISK",
    "$": "USD CAD AUD NZD SGD HKD MXN TWD ARS BBD BMD BND BSD BZD CLP COP CUP DOP FJD GYD JMD KYD LRD NAD SBD SRD "
    "TTD UYU XCD",
    "dkr": "DKK",
    "skr": "SEK",
    "nkr": "NOK",
    "ikr": "ISK",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY CNY",
    "￥": "JPY CNY",
    "rs": "INR PKR LKR NPR MUR SCR",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "s$": "SGD",
    "sg$": "SGD",
    "r$": "BRL",
    "fr": "CHF",
    "sfr": "CHF",
    "lei": "RON MDL",
}
_OWN_NAMES = {
    "pound sterling": "GBP",
    "pounds sterling": "GBP",
    "sterling": "GBP",
    "u s dollar": "USD",
    "u s dollars": "USD",
}
_PARTS = re.compile(r"[:;,/|()\[\]]|\s[-–]\s")
_NO_CODES: Codes = frozenset()


@lru_cache(maxsize=1_000)
def codes_of(text: str) -> Codes:
    """The currencies that a text may mean: none when it is no currency, several for "$", "kr" or "Krone".

    Also where it says one twice ("EUR - Euro", "US Dollars : $"): then what all of it agrees upon.
    """
    whole = _plain(text)
    if whole is not None:
        return whole
    found: Codes | None = None
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        codes = _of_part(part)
        found = codes if found is None else found & codes
    return found or _NO_CODES


def _of_part(part: str) -> Codes:
    """A part in one piece, or with its code or sign before or behind it: "Danish Krone DKK"."""
    whole = _plain(part)
    if whole is not None:
        return whole
    first, _, rest = part.partition(" ")
    before, _, last = part.rpartition(" ")
    for one, other in ((first, rest), (last, before)):
        codes, others = _plain(one), _plain(other)
        if codes and others:
            return codes & others
    return _NO_CODES


def _plain(text: str) -> Codes | None:
    if text.upper() in CURRENCIES:
        return frozenset({text.upper()})
    sign = sign_key(text)
    if sign in _SIGNS:
        return frozenset(_SIGNS[sign].split())
    return _signs().get(sign) or _names().get(fold(text))


def likeliest_first(sign: str, codes: Codes) -> list[str]:
    """The currencies in the order in which a person would look for them."""
    known = [code for code in _SIGNS.get(sign_key(sign), "USD EUR GBP DKK SEK NOK").split() if code in codes]
    return known + sorted(codes - set(known))


def sign_key(text: str) -> str:
    """A sign as it is compared: "Kr." is "kr"."""
    return " ".join(text.casefold().split()).rstrip(".")


@lru_cache(maxsize=1)
def _signs() -> dict[str, Codes]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for language in _LANGUAGES:
        for code, sign in Locale.parse(language).currency_symbols.items():
            # Single letters are as often a thousand or a ton as some money.
            if code in _IN_USE and code != sign and not (len(sign) == 1 and sign.isalpha()):
                found[sign_key(sign)].add(code)
    return {sign: frozenset(codes) for sign, codes in found.items()}


@lru_cache(maxsize=1)
def _names() -> dict[str, Codes]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for language in _LANGUAGES:
        for code in CURRENCIES:
            for name in _in_language(language, code):
                found[name].add(code)
                if language in _KIND_LAST and code in _IN_USE and not re.search("[0-9]", name):
                    found[name.rpartition(" ")[2]].add(code)
    for name, code in _OWN_NAMES.items():
        found[name].add(code)
    for land, code in (("dansk", "DKK"), ("norsk", "NOK"), ("svensk", "SEK"), ("islandsk", "ISK")):
        found[f"{land}e kr"].add(code)
        found[f"{land}a kr"].add(code)
    return {name: frozenset(codes) for name, codes in found.items() if not name.isdigit()}


def _in_language(language: str, code: str) -> Iterator[str]:
    for count in _COUNTS:
        if name := fold(get_currency_name(code, count=count, locale=language)):
            yield name
