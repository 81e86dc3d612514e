"""Whose Home shows what, and whose must be published again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection

from bot.desk import Desk
from bot.usecases.standings import Standing, by_attention, is_due, standings
from flows.people import Person, Reach, Role, reads, scores
from storage import outbox, people, subjects

HOME = "home"
PER_PAGE = 25
FAILURES_FOR = timedelta(days=7)  # how long a refused message stands on an admin's Home


@dataclass(frozen=True)
class Home:
    """What one person's Home shows: one page of standings, and what an admin should look at.

    `unowned` are the customers without an owner, for a manager to find one.
    """

    person: Person
    standings: tuple[Standing, ...]
    total: int
    due: int
    due_to_team: int
    page: int
    may_score: bool
    next_due: Standing | None = None
    trouble: tuple[outbox.OutboxRow, ...] = ()
    failed: tuple[outbox.OutboxRow, ...] = ()
    unmatched: int = 0
    unowned: tuple[Standing, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are; an empty Home has one."""
        return max(1, -(-self.total // PER_PAGE))


def home_of(desk: Desk, person: Person, *, page: int = 0) -> Home:
    """The Home of a person: their reach, what is due on top, then what wants attention; 25 a page."""
    now = desk.clock()
    with desk.database.read() as tx:
        found = subjects.listed(tx, desk.workspace, viewer=person, reach=reads(person))
        finds = scores(person) is Reach.TEAM
        ordered = _due_first(by_attention(standings(tx, desk, found, now=now)), now, find_owners=finds)
        due = [s.is_of(person) for s in ordered if is_due(s.subject, now=now) and s.subject.owner_id]
        unowned = [s for s in ordered if finds and s.subject.owner_id is None]
        admin = person.role is Role.ADMIN
        home = Home(
            person=person,
            standings=(),
            total=len(ordered),
            due=due.count(True),
            due_to_team=due.count(False),
            page=0,
            may_score=scores(person) is not Reach.NONE,
            next_due=_next_due([s for s in ordered if s.is_of(person)], now),
            trouble=tuple(outbox.unknowns(tx, desk.workspace)) if admin else (),
            failed=tuple(outbox.failures(tx, desk.workspace, since=now - FAILURES_FOR)) if admin else (),
            unmatched=len(people.unlinked(tx, desk.workspace)) if admin else 0,
            unowned=tuple(unowned),
        )
    return _turned(home, ordered, page)


def _turned(home: Home, ordered: list[Standing], page: int) -> Home:
    shown = max(0, min(page, home.pages - 1))
    part = ordered[shown * PER_PAGE : (shown + 1) * PER_PAGE]
    return replace(home, page=shown, standings=tuple(part))


def _due_first(ordered: list[Standing], now: datetime, *, find_owners: bool) -> list[Standing]:
    """What wants an owner of the person who can find one, then what is due, then the rest."""
    return sorted(
        ordered,
        key=lambda s: (
            not (find_owners and s.subject.owner_id is None),
            not is_due(s.subject, now=now),
        ),
    )


def _next_due(ordered: list[Standing], now: datetime) -> Standing | None:
    coming = [s for s in ordered if s.subject.due_at and s.subject.due_at > now]
    return min(coming, key=lambda s: (s.subject.due_at, s.subject.id), default=None)


def ask_homes(tx: Connection, desk: Desk, person_ids: Iterable[int | None], *, now: datetime) -> None:
    """Have these people's Homes published again, after the change that this transaction makes."""
    wanted = set(person_ids)
    for person in people.all_of(tx, desk.workspace):
        if person.id in wanted and person.slack_id:
            outbox.put(
                tx,
                desk.workspace,
                kind=HOME,
                recipient=person.slack_id,
                key=f"home:{uuid4().hex}",
                facts={},
                due_at=now,
            )


def ask_homes_of_admins(tx: Connection, desk: Desk, *, now: datetime) -> None:
    """Have the admins' Homes published again: they look after messages that did not go well."""
    admins = people.with_role(tx, desk.workspace, Role.ADMIN)
    ask_homes(tx, desk, [person.id for person in admins], now=now)
