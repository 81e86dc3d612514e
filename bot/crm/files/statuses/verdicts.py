"""What the columns of status say of a deal together."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.crm.files.statuses.meanings import DAYS, FLAGS, PHRASES, Cell, Meanings
from bot.crm.files.statuses.phrases import Said, flag
from bot.crm.files.text import shown
from flows.company.subjects import Status
from flows.imports import Reason, reason

SHOWN = (*PHRASES, "closed", "won", "lost")  # whose words are shown
_ENDS = {Said.OPEN: Status.OPEN, Said.WON: Status.WON, Said.LOST: Status.LOST}


@dataclass(frozen=True)
class Verdict:
    """What the columns of status say of a deal together: its status, or None with why it is refused.

    `unsaid` are the cells that might say it to whoever understands them, where nothing else does.
    """

    said: Mapping[str, str]  # field -> text
    status: Status | None
    unsaid: tuple[Cell, ...] = ()
    refusal: Reason | None = None


def judge(texts: Mapping[str, str], meanings: Meanings, *, merged: bool) -> Verdict:
    """How a row's cells (field -> text) settle it; `merged` says that it names the deal it was merged into."""
    cells = {name: text for name in meanings.headings if (text := texts[name])}
    said = {name: meanings.of(name, text) for name, text in cells.items()}
    met = {name: text for name, text in cells.items() if name in SHOWN}
    if merged or Said.GONE in said.values():
        return Verdict(met, Status.GONE)
    ends = _ends(said)
    if len(ends) > 1:
        return Verdict(met, None, refusal=_conflict(texts))
    if Said.ARCHIVED in said.values() and ends <= {Status.OPEN}:
        return Verdict(met, Status.GONE)
    if ends or (ends := _ends_by_day(said)):
        return Verdict(met, ends.pop())
    unsaid = tuple((name, cells[name]) for name in _unsaid(said))
    if not {Said.CLOSED, Said.WON, Said.LOST}.isdisjoint(said.values()):
        return Verdict(met, None, unsaid, refusal=reason("closed_unclear"))
    return Verdict(met, Status.OPEN, unsaid)


def _conflict(texts: Mapping[str, str]) -> Reason:
    return reason("status_conflict", **{name: shown(texts.get(name, "")) for name in PHRASES})


def _ends(said: Mapping[str, Said | None]) -> set[Status]:
    """All that a person or a system has written down of how the deal stands."""
    values = set(said.values())
    ends = {_ENDS[each] for name, each in said.items() if each in _ENDS and name not in DAYS}
    if Said.NOT_WON in values and (Status.WON in ends or Said.CLOSED in values):
        ends.add(Status.LOST)
    if Said.NOT_LOST in values and Said.CLOSED in values and not ends:
        ends.add(Status.WON)
    return ends


def _ends_by_day(said: Mapping[str, Said | None]) -> set[Status]:
    """Won or lost as the day of the one or the other says; nothing where both have a day."""
    ends = {_ENDS[each] for name, each in said.items() if name in DAYS and each in _ENDS}
    return ends if len(ends) == 1 else set()


def names_another(texts: Mapping[str, str]) -> bool:
    """Whether the row names the deal that it was merged into."""
    other = texts.get("merged_into", "")
    return other not in ("", texts.get("id")) and flag(other) is not False


def _unsaid(said: Mapping[str, Said | None]) -> list[str]:
    """The columns whose words may say how the deal stands, to whoever understands them."""
    words = [name for name in PHRASES if name in said and said[name] in (None, Said.CLOSED)]
    if said.get("status") is not None and Said.CLOSED not in said.values():
        return []
    if words or any(name in said for name in PHRASES):
        return words
    return [name for name, each in said.items() if name in FLAGS and each in (None, Said.NOT_WON)]
