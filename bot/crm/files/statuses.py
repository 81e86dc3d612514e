"""Whether a deal is open, won or lost, from whichever columns say so."""

import re

from bot.crm.files.errors import RowRefused
from bot.crm.files.sheet import Row, quoted
from bot.crm.files.text import fold
from flows.company.subjects import Status
from flows.imports import Reason, reason

_WORDS = {
    Status.WON: ("won", "closed won", "closedwon", "close won", "vundet", "lukket vundet", "ordre"),
    Status.LOST: ("lost", "closed lost", "closedlost", "close lost", "tabt", "lukket tabt"),
    Status.OPEN: ("open", "åben", "åbent", "igang", "i gang", "in progress"),
}
_STATUS = {word: status for status, words in _WORDS.items() for word in words}
_YES = frozenset({"1", "true", "yes", "y", "ja", "sand"})
_NO = frozenset({"0", "false", "no", "n", "nej", "falsk"})
_CLOSED = frozenset({"closed", "lukket", "afsluttet"})
_TAIL = re.compile(r"\s*\([^)]*\)$")  # HubSpot adds the pipeline's name


def status(row: Row, notes: list[Reason]) -> Status:
    """Open unless a column says otherwise: status, stage, or Closed and Won; an unknown status word is noted.

    RowRefused when two columns contradict each other, or a deal is closed and nothing says how it ended.
    """
    said = {found for found in (_word(row, "status"), _word(row, "stage"), _flags(row)) if found}
    if len(said) > 1:
        raise RowRefused("status_conflict", status=quoted(row, "status"), stage=quoted(row, "stage"))
    if said:
        return said.pop()
    if _flag(row, "closed") or fold(row.text("status")) in _CLOSED:
        raise RowRefused("closed_unclear")
    if row.text("status"):
        notes.append(reason("status_unknown", value=quoted(row, "status")))
    return Status.OPEN


def _word(row: Row, field: str) -> Status | None:
    return _STATUS.get(fold(_TAIL.sub("", row.text(field))))


def _flags(row: Row) -> Status | None:
    won, closed = _flag(row, "won"), _flag(row, "closed")
    if won:
        return Status.WON
    if closed:
        return Status.LOST if won is False else None
    return Status.OPEN if closed is False else None


def _flag(row: Row, field: str) -> bool | None:
    """True or False as the cell says; None without such a column, or when the cell says something else."""
    word = row.text(field).casefold()
    if word in _YES:
        return True
    return False if word in _NO else None
