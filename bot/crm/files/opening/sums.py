"""Rows of sums in an export: a total's word beside figures, or figures alone."""

import re
from collections.abc import Mapping, Sequence, Set

from bot.crm.files.opening.sheet_xml import UNCOMPUTED
from bot.crm.files.text import clean, fold
from bot.crm.files.unknown import means_nothing

_TOTAL = re.compile(
    r"(?:(?:grand|sub|sum|account|group|alt|samlet|total|net) ?)?(?:totals?|sum|summer|i alt|ialt|summa|summe)"
    r"(?: (?:for|of|af|av|von) .*)?(?: [0-9]+ \w+)?"
    r"|hovedtotal|totalt|mellemsum|delsum|delsumma|totalsumma|totalsum|gesamt(?:summe|ergebnis)?"
    r"|zwischensumme|ergebnis|resultat|average|avg|count|gennemsnit|antal"
)
_ENDS_AS_TOTAL = re.compile(
    r".* (?:totals?|subtotal|i alt|ialt|sum|summa|summe|totalt|resultat|ergebnis|gesamt)"
)
# Figures, with a code or a short unit at most: 150,000 kr., 12 records, 5 DKK.
_FIGURE = re.compile(
    r"(?=.*[0-9])(?:[^\W\d_]{1,3}(?![^\W\d_])|records?\b|deals?\b|items?\b|[\d\W_])+", re.IGNORECASE
)
_CODE = re.compile("[A-Z]{3}")  # a currency's
_SURE = ("sub", "grand", "mellem", "zwischen", "del", "i alt", "hoved")


def is_surely_one(name: str) -> bool:
    """Whether what stands for a name is a word that no record is called by."""
    return fold(name).startswith(_SURE)


def is_sum(cells: Sequence[str], *, id_at: int | None, name_at: int | None) -> bool:
    """A row without an id that states figures beside a total's word, or figures and codes alone.

    Beside the word of a subtotal the name of its group may stand, but no name of a record. `id_at` and `name_at` are
    the positions of identity and name, None where the file has no such column.
    """
    texts = {
        at: text for at, cell in enumerate(cells) if (text := clean(cell)) and not means_nothing("", text)
    }
    figures = {at for at, text in texts.items() if text == UNCOMPUTED or _FIGURE.fullmatch(text)}
    words = {at: fold(text) for at, text in texts.items() if at not in figures}
    totals = {at for at, word in words.items() if _TOTAL.fullmatch(word)}
    others = {at for at in words.keys() - totals if not _CODE.fullmatch(texts[at])}
    if id_at in texts.keys() - totals:
        return False
    if totals:
        return not others or (len(others) == 1 and id_at is not None and name_at not in others)
    if not words:
        return True
    return len(words) < len(texts) and id_at is not None and _ends_as_total(words, others)


def _ends_as_total(words: Mapping[int, str], others: Set[int]) -> bool:
    """Whether the only words are a group's name and that of its total, as Excel's subtotals write it."""
    return len(others) == 1 and all(_ENDS_AS_TOTAL.fullmatch(words[at]) for at in others)
