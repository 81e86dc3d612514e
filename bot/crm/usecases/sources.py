"""Whether the ids of a file say that another system wrote it than the one it was taken for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.crm.files.errors import Asked, Doubt, in_doubt, told
from flows.company.subjects import Subject, key_of
from flows.imports import DealRecord, Reading, Reason

_SMALL = 8  # signs; two systems may well give the same short id to two deals
_RENAMED = 3  # deals whose names alone differ: as many as nobody renames at once

Identified = Mapping[tuple[str, str], Subject]  # by source and id


@dataclass
class Met:
    """What the ids of a file met: deals `here`, of its source, of which some are called otherwise (`moved`).

    And ids that its source doesn't have but others do, with the number that are the same deals by all that is known.
    """

    here: int = 0
    moved: int = 0
    example: tuple[Reason, ...] = ()
    others: Counter[str] = field(default_factory=Counter)
    alike: Counter[str] = field(default_factory=Counter)

    def meet(self, reading: Reading[DealRecord], records: Sequence[DealRecord], known: Identified) -> None:
        """With some records of the file, and the deals of any source that have their ids."""
        sources = sorted({source for source, _ in known} - {reading.source})
        for record in records:
            if before := known.get((reading.source, record.source_id)):
                self.here += 1
                if _is_another(reading, before, record):
                    self.moved += 1
                    self.example = self.example or _example(before, record)
            else:
                for source in sources:
                    if other := known.get((source, record.source_id)):
                        self.others[source] += 1
                        self.alike[source] += _is_same(other, record)

    def ask(self, reading: Reading[DealRecord], known_sources: Sequence[str]) -> None:
        """Asked where the file may well be another system's than it was taken for."""
        if self._is_moved(reading):
            raise Asked([self._moved(reading, known_sources)])
        if known := self.elsewhere:
            raise Asked([self._elsewhere(reading, known, known_sources)])

    @property
    def elsewhere(self) -> list[tuple[str, int]]:
        """The other sources that most of the file's deals are known from, with how many."""
        return [
            (source, count)
            for source, count in self.others.most_common()
            if self.alike[source] * 2 >= count and self.alike[source] > self.here
        ]

    def _is_moved(self, reading: Reading[DealRecord]) -> bool:
        least = 1 if len(_telling(reading)) > 1 else _RENAMED
        return self.moved >= least and self.moved * 2 >= self.here

    def _moved(self, reading: Reading[DealRecord], known_sources: Sequence[str]) -> Doubt:
        others = [(source, told("known_there", count=count)) for source, count in self.others.most_common()]
        return in_doubt(
            "source",
            "source_moved",
            (
                (reading.source, told("known_and_changed", count=self.here)),
                *others,
                (_unused(reading.source, known_sources), told("of_its_own")),
            ),
            moved=self.moved,
            here=self.here,
            source=reading.source,
            example=self.example,
        )

    def _elsewhere(
        self, reading: Reading[DealRecord], known: list[tuple[str, int]], known_sources: Sequence[str]
    ) -> Doubt:
        own = reading.source if reading.source not in known_sources or self.here else ""
        return in_doubt(
            "source",
            "source_elsewhere",
            (
                *((source, told("known_there", count=count)) for source, count in known),
                (own or _unused(reading.source, known_sources), told("not_that_one")),
            ),
            source=reading.source,
            others=tuple(source for source, _ in known),
        )


def _telling(reading: Reading[DealRecord]) -> tuple[str, ...]:
    """The fields that say which deal it is; a name that the file doesn't state is made of the others."""
    named = next((each for each in ("name", "product") if each in reading.columns), None)
    return (*(("customer",) if "customer" in reading.stated else ()), *((named,) if named else ()))


def _is_another(reading: Reading[DealRecord], before: Subject, record: DealRecord) -> bool:
    if record.account_id is not None and record.account_id == before.account_id:
        return False
    telling = [(_key(before, each), _key(record, each)) for each in _telling(reading)]
    return bool(telling) and all(old and new and old != new for old, new in telling)


def _key(of: Subject | DealRecord, name: str) -> str:
    return key_of(getattr(of, name) or "")


def _is_same(other: Subject, record: DealRecord) -> bool:
    """Whether another source's deal with this id is this deal: called so, or of an id that only one system gives."""
    if len(record.source_id) >= _SMALL:
        return True
    by_name = _key(other, "name") == _key(record, "name")
    return by_name or (_key(other, "customer") == _key(record, "customer") != "")


def _example(before: Subject, record: DealRecord) -> tuple[Reason, ...]:
    was, is_ = (", ".join(filter(None, (each.name, each.customer))) for each in (before, record))
    return (told("was_and_is", id=record.source_id, was=was, now=is_),)


def _unused(source: str, known_sources: Sequence[str]) -> str:
    """A name for a system that nobody has met: this one, else with a number."""
    number = 2
    while (name := f"{source}-{number}") in known_sources:
        number += 1
    return name if source in known_sources else source
