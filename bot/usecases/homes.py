"""Whose Home shows what, and whose must be published again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection

from bot.desk import Desk
from bot.usecases.standings import Standing, by_attention, is_due, standings
from flows.people import Person, Reach, Role, answers, reads, scores
from storage import outbox, people, subjects

HOME = "home"
PER_PAGE = 25
FAILURES_FOR = timedelta(days=7)  # how long a refused message stands on an admin's Home


@dataclass(frozen=True)
class Home:
    """What one person's Home shows: one page of standings, and what an admin should look at.

    `given` waits for an auditor's own review; nothing of its score is to be shown.
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
    given: tuple[Standing, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are; an empty Home has one."""
        return max(1, -(-self.total // PER_PAGE))


def home_of(desk: Desk, person: Person, *, page: int = 0) -> Home:
    """The Home of a person: their reach, what is due on top, then what wants attention; 25 a page."""
    now = desk.clock()
    with desk.database.read() as tx:
        found = subjects.listed(tx, desk.workspace, viewer=person, reach=reads(person))
        ordered = _due_first(by_attention(standings(tx, desk, found, now=now)), now)
        due = [s.is_of(person) for s in ordered if is_due(s.subject, now=now)]
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
            given=_given(tx, desk, person, now),
            unmatched=len(people.unlinked(tx, desk.workspace)) if admin else 0,
        )
    return _turned(home, ordered, page)


def _given(tx: Connection, desk: Desk, person: Person, now: datetime) -> tuple[Standing, ...]:
    if answers(person) is not Reach.GIVEN:
        return ()
    given = subjects.listed(tx, desk.workspace, viewer=person, reach=Reach.GIVEN)
    return tuple(standings(tx, desk, given, now=now))


def _turned(home: Home, ordered: list[Standing], page: int) -> Home:
    shown = max(0, min(page, home.pages - 1))
    part = ordered[shown * PER_PAGE : (shown + 1) * PER_PAGE]
    return replace(home, page=shown, standings=tuple(part))


def _due_first(ordered: list[Standing], now: datetime) -> list[Standing]:
    return sorted(ordered, key=lambda s: not is_due(s.subject, now=now))


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
