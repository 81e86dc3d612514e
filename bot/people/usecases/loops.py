"""Managers on a list who would go round and come back to themselves."""

from collections.abc import Mapping, Sequence

from flows.imports import PersonRecord


def loops(known: Mapping[str, str | None], records: Sequence[PersonRecord]) -> tuple[PersonRecord, ...]:
    """The records that would close a loop of managers; `known` are the managers now, addresses by addresses.

    Without those the rest may close another one with what stands here already, so it is looked at again.
    """
    rest, closing = list(records), list[PersonRecord]()
    while True:
        above = {**known, **{record.email: record.manager_email for record in rest}}
        found = [record for record in rest if record.email in _above(record.email, above)]
        if not found:
            return tuple(closing)
        closing += found
        rest = [record for record in rest if record not in found]


def _above(email: str, managers: Mapping[str, str | None]) -> set[str]:
    """Everybody whom one comes to by going from manager to manager."""
    found: set[str] = set()
    manager = managers.get(email)
    while manager and manager not in found:
        found.add(manager)
        manager = managers.get(manager)
    return found
