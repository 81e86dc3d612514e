"""A deal's id in its system, in the one form that two exports of the same deal share."""

import re
from collections.abc import Iterable

from bot.crm.files.errors import RowRefused
from bot.crm.files.text import shown

LIMIT = 100
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_ANY_KIND = re.compile(r"[A-Za-z0-9]{15}(?:[A-Z0-5]{3})?")
_WHOLE = re.compile(r"([0-9]+)[.,]0")
_EXACT = 15  # digits of a whole number that a spreadsheet or a float still keeps
_OBJECT = re.compile(r"00[16][A-Za-z0-9]{12}(?:[A-Z0-5]{3})?")
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)


def are_whole_numbers(ids: Iterable[str]) -> bool:
    """Whether every id of a column is a whole number written as 1001.0, which is 1001 in another export."""
    found = False
    for text in ids:
        if text and not _WHOLE.fullmatch(text):
            return False
        found = found or bool(text)
    return found


def source_id(text: str, *, salesforce: bool, whole: bool = False) -> str:
    """The id to know a deal by; RowRefused when it is empty, too long, or has been damaged.

    In a column of whole numbers such as 1001.0 (`whole`) the id is 1001.
    Salesforce reports write 15 signs in which case counts, its API 18: the same and three check signs. Both
    become the 18. Elsewhere only what begins as an opportunity's or an account's id (006, 001) is taken for one.
    """
    if not text:
        raise RowRefused("no_id")
    if len(text) > LIMIT:
        raise RowRefused("too_long", field="id", limit=LIMIT)
    if whole and (number := _WHOLE.fullmatch(text)):
        if len(number[1]) > _EXACT:
            raise RowRefused("id_rounded", value=shown(text))
        text = number[1]
    if _ROUNDED.fullmatch(text):
        raise RowRefused("id_rounded", value=shown(text))
    if not (_ANY_KIND if salesforce else _OBJECT).fullmatch(text):
        return text
    long = long_form(text[:15])
    if len(text) == 18 and text != long:
        if salesforce:
            raise RowRefused("id_case", value=shown(text))
        return text
    return long


def checked(long: str) -> bool:
    """Whether the check signs of an 18-sign id are those of its first 15."""
    return long == long_form(long[:15])


def long_form(short: str) -> str:
    """The 18 signs of a 15-sign Salesforce id: each five give a check sign for where their capitals stand."""
    checks = (
        _SIGNS[sum(1 << at for at, sign in enumerate(short[start : start + 5]) if "A" <= sign <= "Z")]
        for start in (0, 5, 10)
    )
    return short + "".join(checks)
