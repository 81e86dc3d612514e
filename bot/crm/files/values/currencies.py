"""Which currency an amount is in: its column, the sign in its cell, its heading, else the company's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.crm.files.errors import Doubt, MapRefused, RowRefused, in_doubt
from bot.crm.files.text import shown
from bot.crm.files.values.currency_names import Codes, codes_of, likeliest_first, sign_key
from flows.company.money import CURRENCIES

PREFIX = "currency."  # --map currency.$=USD says what a sign means in this file
BARE = "none"  # --map currency.none=EUR says it of the numbers without a sign
_OFFERED = 4


@dataclass(frozen=True)
class Signs:
    """What holds for the whole file: the company's currency, what the heading says ("": nothing), the answers."""

    default: str
    heading: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    def codes(self, text: str) -> Codes:
        """What a cell, a sign or the heading may mean in this file, the person's word first."""
        answer = self.answers.get(sign_key(text))
        return frozenset({answer}) if answer else codes_of(text)


@dataclass(frozen=True)
class Currency:
    """An ISO 4217 code; where the file leaves it open, the company's own, and `could_be` all that it may be."""

    code: str
    could_be: Codes = frozenset()


def answers(mapping: Mapping[str, str]) -> dict[str, str]:
    """What --map says of signs: the sign as it is compared -> its currency; MapRefused for what is no currency."""
    found = {}
    for key, value in mapping.items():
        if key.startswith(PREFIX):
            code = value.strip().upper()
            if code not in CURRENCIES:
                raise MapRefused("no_currency", key=shown(key), value=shown(value))
            found[sign_key(key.removeprefix(PREFIX))] = code
    return found


def currency(cell: str, sign: str, signs: Signs) -> Currency:
    """The currency of a row from its currency cell, the sign beside its amount ("": none there) and the heading.

    RowRefused when one of them names no currency, or they contradict each other.
    """
    common: Codes | None = None
    for text in (cell, sign, signs.heading):
        if text:
            codes = signs.codes(text)
            if not codes:
                raise RowRefused("currency_unknown", value=shown(text))
            common = codes if common is None else common & codes
    if common is None:
        answer = signs.answers.get(BARE)
        return Currency(answer) if answer else Currency(signs.default, CURRENCIES)
    if not common:
        raise RowRefused("currency_conflict", cell=shown(cell or sign), sign=shown(sign or signs.heading))
    return Currency(next(iter(common))) if len(common) == 1 else Currency(signs.default, common)


def doubts(pairs: Iterable[tuple[str, str, int]], signs: Signs) -> list[Doubt]:
    """What to ask about the currencies of all rows: (currency cell, sign beside the amount, line).

    A sign that the company's currency is never written with is some other's; and a bare number among signs of
    others may be theirs.
    """
    asked: dict[str, Doubt] = {}
    bare, others = 0, set[str]()
    for cell, sign, line in pairs:
        try:
            found = currency(cell, sign, signs)
        except RowRefused:
            continue
        if found.could_be is CURRENCIES:
            bare = bare or line
        elif found.could_be and signs.default not in found.could_be:
            text = next(text for text in (sign, cell, signs.heading) if text and len(signs.codes(text)) > 1)
            asked.setdefault(sign_key(text), _about_sign(text, line, found.could_be))
        elif not cell and found.code != signs.default:
            others.add(found.code)
    if bare and others:
        asked[BARE] = _about_bare(bare, [signs.default, *sorted(others)])
    return list(asked.values())


def _about_sign(sign: str, line: int, codes: Codes) -> Doubt:
    offered = likeliest_first(sign, codes)[:_OFFERED]
    answers = [(code, "") for code in offered]
    return in_doubt(PREFIX + sign_key(sign), "sign", answers, value=shown(sign), line=line)


def _about_bare(line: int, codes: list[str]) -> Doubt:
    return in_doubt(PREFIX + BARE, "no_sign", [(code, "") for code in codes], line=line)
