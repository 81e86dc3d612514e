"""A year of two hundred pairs, hour by hour: the number and the times of all messages are those expected."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import func, select

from bot.app.following import follow
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.settings import Settings
from bot.people.usecases.roster import plan_reminder
from bot.rhythm.jobs import remind
from bot.rhythm.usecases import away, by_hand
from bot.scorecards import loading
from flows.company.people import NewPerson, Person, Role
from flows.company.subjects import Kind, NewSubject, Status
from flows.rhythm.pair import Cadence
from storage import people, subjects, workspaces
from storage.engine import open_database
from storage.occurrences import occurrences
from storage.outbox import outbox
from storage.pairs import Terms
from tests.a_year import (
    AN_HOUR,
    BEGINS,
    DIRECTOR,
    ENDS,
    Leaves,
    Meets,
    Pauses,
    absences,
    managers,
    pairs,
    pauses,
    zone_of,
)
from tests.expected_year import Message, Year

KINDS = {"reminder", "reminder_today", "not_prepared", "meeting_settled"}
SHIPPED = loading.load(None)
DUE_AT = select(func.min(occurrences.c.due_at)).where(occurrences.c.due_at.is_not(None))


@dataclass
class Played:
    """The bot's house with the pairs in it; `ids` are the people's by their numbers."""

    house: House
    workspace: int
    now: datetime = BEGINS
    ids: dict[int, int] = field(default_factory=dict)

    def lists(self, found: list[Meets]) -> None:
        """Put everybody on the list and into Slack, each with a deal to review, and have the pairs meet as they do."""
        countries = {pair.seller: pair.countries[0] for pair in found}
        with self.house.write(self.workspace) as desk:
            for number in range(len(found) + 1):
                person_id = people.save(desk.tx, _listed(number))
                people.link(
                    desk.tx, person_id, slack_id=f"U{number}", timezone=zone_of(number), language="en"
                )
                people.set_country(desk.tx, person_id, countries.get(number))
                self.ids[number] = person_id
            subjects.insert_many(desk.tx, [_deal(self.ids[pair.seller]) for pair in found])
            for pair in found:
                self._pair(desk, pair)

    def _pair(self, desk: Desk, pair: Meets) -> None:
        seller_id, manager_id, at = self.ids[pair.seller], self.ids[pair.manager], time(pair.at)
        if pair.is_as_listed:
            people.set_pair(desk.tx, seller_id=seller_id, manager_id=manager_id, weekday=pair.weekday, at=at)
        else:
            cadence = Cadence(pair.every, pair.weekday, at, pair.zone, BEGINS.date(), pair.nth)
            stand_in_id = self.ids.get(-1 if pair.stand_in is None else pair.stand_in)
            ahead = timedelta(hours=pair.ahead)
            terms = Terms(cadence, own_zone=True, ahead=ahead, rule=pair.rule, stand_in_id=stand_in_id)
            people.agree(desk.tx, seller_id, manager_id, terms)
        plan_reminder(desk, seller_id)

    def leaves(self, each: Leaves) -> None:
        """Somebody says until when they are away."""
        with self.house.write(self.workspace) as desk:
            stand_in = None if each.stand_in is None else self._person(desk, each.stand_in)
            away.go_away(desk, self._person(desk, each.person), each.until, stand_in)

    def pauses(self, seller: int, *, paused: bool) -> None:
        """A seller pauses their pair, or has it go on."""
        with self.house.write(self.workspace) as desk:
            by_hand.pause(desk, self._person(desk, seller), self.ids[seller], paused=paused)

    def ticks(self) -> datetime:
        """Do all that is due now, also what becomes so by that; gives when something is due again."""
        while True:
            remind(self.house)
            with self.house.database.across() as connection:
                due_at: datetime = connection.execute(DUE_AT).scalar_one()
            if due_at > self.now:
                return due_at

    def messages(self) -> Counter[Message]:
        """All that was put into the outbox: when, of which kind, to whom."""
        c = outbox.c
        with self.house.database.across() as connection:
            rows = connection.execute(select(c.asked_at, c.kind, c.address)).all()
        return Counter((row.asked_at, row.kind, int(row.address.removeprefix("U"))) for row in rows)

    def _person(self, desk: Desk, number: int) -> Person:
        person = people.by_id(desk.tx, self.ids[number])
        assert person is not None
        return person


def _listed(number: int) -> NewPerson:
    role = Role.DIRECTOR if number == DIRECTOR else Role.MANAGER if number in managers() else Role.SELLER
    name = f"Person {number}"
    return NewPerson(f"p{number}@example.dk", name, role, None, 0, time(9), zone_of(number), "en")


def _deal(owner_id: int) -> NewSubject:
    """A deal that waits for a review all year, so that nobody is left out."""
    return NewSubject(
        kind=Kind.DEAL,
        source="csv",
        source_id=f"D{owner_id}",
        name="Packing line",
        customer="",
        owner_id=owner_id,
        amount=Decimal(1000),
        currency="DKK",
        close_date=date(2028, 3, 1),
        stage=None,
        status=Status.OPEN,
        seen_at=BEGINS,
        due_at=BEGINS,
    )


def _acts(
    played: Played, leaves: Iterable[Leaves], pausing: Iterable[Pauses]
) -> dict[datetime, list[Callable[[], None]]]:
    """What people do at each moment, in order."""
    found: defaultdict[datetime, list[Callable[[], None]]] = defaultdict(list)
    for each in leaves:
        found[each.at].append(partial(played.leaves, each))
    for pause in pausing:
        found[pause.since].append(partial(played.pauses, pause.seller, paused=True))
        found[pause.until].append(partial(played.pauses, pause.seller, paused=False))
    return found


@pytest.fixture
def played(sqlite_url: str) -> Iterator[Played]:
    """The house at the beginning of the year, with nobody in it; what a server's database does is tested by days."""
    database = open_database(sqlite_url)
    settings = Settings(database_url=sqlite_url)
    with database.across(writes=True) as connection:
        workspace = workspaces.add(connection, now=BEGINS, team_id="T1").id
    house = House(database, settings, lambda: found.now, lambda _folder, _zone: SHIPPED, follow)
    found = Played(house, workspace)
    yield found
    database.close()


def test_in_a_year_every_message_comes_once_and_at_its_time_and_no_other(played: Played) -> None:
    everybody, leaves, pausing = pairs(), absences(), pauses()
    acts = _acts(played, leaves, pausing)
    played.lists(everybody)

    due_at = BEGINS
    while played.now < ENDS:
        for act in acts.get(played.now, ()):
            act()
        if played.now in acts or played.now >= due_at:
            due_at = played.ticks()
        played.now += AN_HOUR

    found, expected = played.messages(), Year(leaves, pausing).messages(everybody)
    assert len(everybody) == 200
    assert {kind for _, kind, _ in expected} == KINDS
    assert sorted((found - expected).elements()) == []
    assert sorted((expected - found).elements()) == []
