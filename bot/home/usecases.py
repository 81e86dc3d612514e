"""Whose Home shows what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.digest.usecases.first_round import MAY_START, has_colours, round_of
from bot.kit.desk import Desk
from bot.kit.scopes import NO_SCOPE
from bot.standing.loads import loads_of
from bot.standing.standings import Standing, by_attention, scored, standings
from flows.company.people import Person, Reach, Role, answers, reads, scores
from flows.company.subjects import Subject
from flows.figures.first_round import Round
from flows.rhythm.load import Load
from storage import outbox, people, subjects

PER_PAGE = 25
FAILURES_FOR = timedelta(days=7)  # how long a refused message stands on an admin's Home


@dataclass(frozen=True)
class Home:
    """What one person's Home shows: one page of standings, and what an admin should look at.

    `load` is their own; `ready` are the ids of all that is ready for whoever carries it, `weeks` the week's day
    of what is planned. `due_to_team` counts what is ready for others. `unowned` are the customers without an
    owner, for a manager to find one. `round` is how far the first round is, for a director while no colours go
    to the channel. `given` waits for an auditor's own review. `held` counts the messages that wait because the app
    may not post.
    """

    person: Person
    standings: tuple[Standing, ...]
    total: int
    load: Load
    due_to_team: int
    page: int
    may_score: bool
    ready: frozenset[int] = frozenset()
    weeks: Mapping[int, date] = field(default_factory=dict)
    next_due: Subject | None = None
    trouble: tuple[outbox.OutboxRow, ...] = ()
    failed: tuple[outbox.OutboxRow, ...] = ()
    held: int = 0
    unmatched: int = 0
    unowned: tuple[Subject, ...] = ()
    given: tuple[Subject, ...] = ()
    round: Round | None = None

    @property
    def pages(self) -> int:
        """How many pages there are; an empty Home has one."""
        return max(1, -(-self.total // PER_PAGE))


def home_of(desk: Desk, person: Person, *, page: int = 0) -> Home:
    """The Home of a person: what is ready on top, what is planned, then what wants attention; 25 a page."""
    found = subjects.listed(desk.tx, viewer=person, reach=reads(person))
    attention = by_attention(standings(desk, person, found))
    loads = loads_of(desk, _owners(person, attention))
    own = loads.get(person.id, Load())
    ready = frozenset(subject.id for load in loads.values() for subject in load.ready)
    finds = scores(person) is Reach.TEAM
    unowned = [s for s in attention if finds and s.subject.owner_id is None]
    owned = [s for s in attention if not finds or s.subject.owner_id is not None]
    ordered = [*unowned, *_in_order(owned, own, ready)]
    admin = person.role is Role.ADMIN
    home = Home(
        person=person,
        standings=(),
        total=len(ordered),
        load=own,
        due_to_team=sum(s.subject.id in ready and not s.is_of(person) for s in ordered),
        page=0,
        may_score=scores(person) is not Reach.NONE,
        ready=ready,
        weeks={each.waiting.id: each.week for load in loads.values() for each in load.planned},
        next_due=_next_due([s.subject for s in ordered if s.is_of(person)], desk.now),
        trouble=tuple(outbox.unknowns(desk.tx)) if admin else (),
        failed=tuple(outbox.failures(desk.tx, since=desk.now - FAILURES_FOR)) if admin else (),
        held=outbox.waiting(desk.tx, error=NO_SCOPE) if admin else 0,
        given=_given(desk, person),
        unmatched=len(people.unlinked(desk.tx)) if admin else 0,
        unowned=tuple(s.subject for s in unowned),
        round=round_of(scored(attention)) if person.role in MAY_START and not has_colours(desk) else None,
    )
    return _turned(home, ordered, page)


def _given(desk: Desk, person: Person) -> tuple[Subject, ...]:
    if answers(person) is not Reach.GIVEN:
        return ()
    return tuple(subjects.listed(desk.tx, viewer=person, reach=Reach.GIVEN))


def _owners(person: Person, found: Iterable[Standing]) -> list[Person]:
    owners = {standing.owner.id: standing.owner for standing in found if standing.owner}
    return list({**owners, person.id: person}.values())


def _turned(home: Home, ordered: list[Standing], page: int) -> Home:
    shown = max(0, min(page, home.pages - 1))
    part = ordered[shown * PER_PAGE : (shown + 1) * PER_PAGE]
    return replace(home, page=shown, standings=tuple(part))


def _in_order(attention: list[Standing], own: Load, ready: frozenset[int]) -> list[Standing]:
    """What is ready on top, one's own first and in the order of the load; then one's own that is planned."""
    place = {each.id: number for number, each in enumerate(own.waiting)}

    def key(standing: Standing) -> tuple[bool, bool, int]:
        id_ = standing.subject.id
        return id_ not in ready, id_ not in place, place.get(id_, 0)

    return sorted(attention, key=key)


def _next_due(ordered: Sequence[Subject], now: datetime) -> Subject | None:
    coming = [s for s in ordered if s.due_at and s.due_at > now]
    return min(coming, key=lambda s: (s.due_at, s.id), default=None)
