"""The state of the installation, for an admin: what goes out, what is to be looked after, and how old the files are."""

from dataclasses import dataclass
from datetime import timedelta

from bot.kit.desk import Desk
from bot.kit.scopes import NO_SCOPE
from flows.company.people import Person, Role
from storage import last_imports, outbox, people
from storage.last_imports import LastImport
from storage.outbox import Flow, OutboxRow

FAILURES_FOR = timedelta(days=7)  # how long a refused message stands here


@dataclass(frozen=True)
class Installation:
    """What goes out (`flow`) and what did not: messages that may have arrived or not, and those that Slack refused.

    `held` counts those that wait because the app may not post, `unmatched` the people on the list who are not found in
    Slack; the last imports stand newest first.
    """

    flow: Flow
    unknown: tuple[OutboxRow, ...]
    failed: tuple[OutboxRow, ...]
    held: int
    unmatched: int
    imports: tuple[LastImport, ...]


def installation_of(desk: Desk, person: Person) -> Installation | None:
    """The state of it for an admin, None for anybody else."""
    if person.role is not Role.ADMIN:
        return None
    return Installation(
        flow=outbox.flow(desk.tx),
        unknown=tuple(outbox.unknowns(desk.tx)),
        failed=tuple(outbox.failures(desk.tx, since=desk.now - FAILURES_FOR)),
        held=outbox.waiting(desk.tx, error=NO_SCOPE),
        unmatched=len(people.unlinked(desk.tx)),
        imports=tuple(last_imports.of(desk.tx)),
    )
