"""Deals that are open here and not in the file any more, and deals that the file says were merged into others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.crm.files.errors import Asked, in_doubt
from bot.kit.desk import Desk
from flows.company.changes import Change
from flows.company.subjects import Kind, Status, Subject
from flows.facts import Imported
from flows.imports import DealRecord, Reading
from storage import changes, subjects
from storage.engine import in_parts

AT_ONCE = 250
GONE = "gone"  # the key that says what becomes of them
ALL, NONE, ASK = "all", "none", "ask"  # its answers; the last asks where they are most of what is open


@dataclass(frozen=True)
class Missing:
    """A deal that is open here and not in the file."""

    id: int
    source_id: str
    name: str


@dataclass(frozen=True)
class Merged:
    """A deal that lives on in another one."""

    subject: Subject
    into: str  # the other one's name with its id


@dataclass(frozen=True)
class Vanished:
    """What of a source is open here but not in its file, by name, of how many that are open; and what was merged.

    `certain` is False where rows could not be read so far that they say which deals they are.
    """

    missing: tuple[Missing, ...] = ()
    open: int = 0
    merged: tuple[Merged, ...] = ()
    certain: bool = True

    @property
    def is_most(self) -> bool:
        """Whether more than half of what is open is not in the file, which then seems to be a part of them only."""
        return len(self.missing) * 2 > self.open

    def ask(self) -> None:
        """Asked where that is so."""
        if not self.is_most:
            return
        answers = [(ALL, ""), (NONE, "")]
        raise Asked([in_doubt(GONE, "gone", answers, count=len(self.missing), of=self.open)])


def vanished(desk: Desk, reading: Reading[DealRecord]) -> Vanished:
    """What is open of the file's source and not in it, and what was merged; changes nothing."""
    merged = tuple(_merged(desk, reading))
    listed = subjects.open_from(desk.tx, Kind.DEAL, reading.source)
    there = reading.ids
    if there is None:
        return Vanished(open=len(listed), merged=merged, certain=False)
    out = there | {each.subject.source_id for each in merged}
    missing = tuple(Missing(*row) for row in listed if row[1] not in out)
    return Vanished(missing, len(listed), merged)


def _merged(desk: Desk, reading: Reading[DealRecord]) -> Sequence[Merged]:
    into = _survivors(reading)
    found: list[Merged] = []
    for ids in in_parts(list(into), AT_ONCE):
        listed = subjects.identified(desk.tx, Kind.DEAL, ids, sources=[reading.source])
        found += [Merged(each, into[each.source_id]) for each in listed if each.status is not Status.GONE]
    return sorted(found, key=lambda each: each.subject.id)


def _survivors(reading: Reading[DealRecord]) -> dict[str, str]:
    """The ids of deals that were merged, with the name and the id of the one that each lives on in."""
    into = {
        id_: f"{record.name} ({record.source_id})"
        for record in reading.records
        for id_ in record.merged_ids
        if id_ != record.source_id and id_ not in (reading.ids or ())
    }
    losers = [record for record in reading.records if record.merged_into]
    if losers:
        names = {record.source_id: record.name for record in reading.records}
        for record in losers:
            other = record.merged_into or ""
            into[record.source_id] = f"{names[other]} ({other})" if other in names else other
    return into


def close_missing(desk: Desk, ids: Collection[int], source: str) -> int:
    """Close those of these deals as gone that are still open; returns how many. A few hundred at a time."""
    still = [each for each in subjects.those(desk.tx, ids) if each.status is Status.OPEN]
    _close(desk, still, source)
    return len(still)


def close_merged(desk: Desk, merged: Collection[Merged], source: str) -> None:
    """Close these deals as gone, each with the name of the one that it lives on in. A few hundred at a time."""
    t = desk.texts()
    reasons = {each.subject.id: t("subject.merged_into", name=each.into) for each in merged}
    _close(desk, [each.subject for each in merged], source, reasons)


def _close(
    desk: Desk, closed: Collection[Subject], source: str, reasons: Mapping[int, str] | None = None
) -> None:
    moved = {each.id: [Change("status", each.status, Status.GONE)] for each in closed}
    for id_, reason in (reasons or {}).items():
        moved[id_].append(Change(changes.LOST_REASON, None, reason))
    changes.apply_many(desk.tx, moved, by_source=f"import {source}")
    subjects.set_due_of(desk.tx, moved.keys(), None)
    desk.say(Imported(frozenset(each.owner_id for each in closed if each.owner_id is not None)))
