"""What the heading of an amount says besides its name: the currency, and whether it counts in thousands."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.crm.files.text import clean
from bot.crm.files.values.currency_names import codes_of
from flows.company.money import CURRENCIES

_TOKEN = re.compile(r"[^\W\d_]+\$?|[0-9][0-9.,'’]*|[^\w\s.,'’()\[\]{}/:;*\"&%#+-]")
_COUNTS = frozenset(
    (
        *(
            "thousand",
            "thousands",
            "tusind",
            "tusinde",
            "tusinder",
            "tusen",
            "tusental",
            "tausend",
            "tsd",
            "tkr",
            "kkr",
        ),
        *(
            "million",
            "millions",
            "millioner",
            "miljon",
            "miljoner",
            "millionen",
            "mio",
            "mill",
            "mln",
            "mn",
            "mkr",
        ),
        *("milliard", "milliarder", "milliarden", "mia", "mrd", "billion", "billions", "bn"),
    )
)
_ZEROS = re.compile(r"(?:1[.,'’]?)?(?:000[.,'’]?)+")
_US_DOLLAR = re.compile(r"\bUS[- ]dollars?\b", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LETTER = r"t|k|mm?|bn"  # a count only in brackets, after "in", or at a currency
_LETTERS = frozenset({"t", "k", "m", "mm"})
_JOINED = re.compile(
    rf"(?:{_LETTER})(?P<after>kr|[a-z]{{3}}|\$)|(?P<before>[a-z]{{3}})(?:{_LETTER})", re.IGNORECASE
)
_IN_BRACKETS = re.compile(rf"[(\[]\s*(?:in\s+|i\s+)?(?:{_LETTER})\.?\s*[)\]]", re.IGNORECASE)
_LITTLE = frozenset({"in", "i", "im", "s", "x"})
_NAMES = frozenset(
    {"kr", "euro", "euros", "dollar", "dollars", "kroner", "kronor", "kronen", "krone", "krona"}
)
# Codes that are words too count only in capitals.
_WORDS = frozenset(
    {"all", "try", "top", "pen", "cup", "mad", "gel", "lak", "ron", "sos", "bam", "mop", "std"}
)


@dataclass(frozen=True)
class Priced:
    """A heading: its name without currency and counts, the currency as written ("": none), and whether it counts."""

    name: str
    sign: str
    counts: bool


@lru_cache(maxsize=1_000)
def priced(heading: str) -> Priced:
    """What a heading says: "Amount (EUR)" is the amount, in EUR; "Beløb i t.kr." the beløb, in kr, and counts."""
    text = _CAMEL.sub(" ", _US_DOLLAR.sub("USD", clean(heading)))
    tokens = [token.strip(".,'’") for token in _TOKEN.findall(text.replace("_", " "))]
    name, signs, counts = list[str](), list[str](), bool(_IN_BRACKETS.search(text))
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        joined = _JOINED.fullmatch(token)
        at = (joined["after"] or joined["before"]) if joined else ""
        if _is_sign(token):
            signs.append(token)
        elif _is_count(before, token, after, counts=counts):
            counts = True
            signs += ["kr"] if token.casefold().endswith("kr") else []
        elif at and _is_sign(at):
            counts = True
            signs.append(at)
        else:
            name.append(token.casefold())
    if counts or signs:
        name = [word for word in name if word not in _LITTLE]
    agreed = signs[0] if len({codes_of(sign) for sign in signs}) == 1 else " ".join(signs)
    return Priced(" ".join(name), agreed, counts)


def _is_count(before: str, token: str, after: str, *, counts: bool) -> bool:
    word = token.casefold()
    if word in _LETTERS:
        return counts or before.casefold() == "in" or _is_sign(before) or _is_sign(after)
    return word in _COUNTS or bool(_ZEROS.fullmatch(word))


def _is_sign(token: str) -> bool:
    """Whether it is a currency's code or sign, or one of the few names that headings use."""
    word = token.casefold()
    if word in _WORDS:
        return token.isupper()
    if word.isalpha() and word not in _NAMES:
        return len(word) == 3 and word.upper() in CURRENCIES
    return bool(token) and bool(codes_of(token))
