"""The bot's house with two hundred pairs in it: what they do in a year, all jobs, and what is put into the outbox."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, union_all

from bot.actions.usecases import adding, settling
from bot.app.features import FEATURES
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.refusal import Refusal
from bot.meetings.feature import FEATURE as MEETINGS
from bot.people.usecases.roster import plan_reminder
from bot.pulse.feature import FEATURE as PULSE
from bot.rhythm.feature import FEATURE as RHYTHM
from bot.rhythm.usecases import away, by_hand, later
from bot.second_views.feature import FEATURE as SECOND_VIEWS
from flows.company.people import NewPerson, Person, Role
from flows.company.subjects import Kind, NewSubject, Status
from flows.review.action_item import Kind as About
from flows.rhythm.pair import Cadence
from storage import mutes, occurrences, people, pulses, second_views, subjects
from storage.action_items import action_items
from storage.outbox import outbox
from storage.pairs import Terms
from storage.snoozes import snoozes
from tests.year.action_items import Agreed, Fate
from tests.year.acts import Leaves, PutsOff, muted
from tests.year.company import BEGINS, DIRECTOR, Meets, Message, country, everybody, managers, zone_of

# What keeps scores, takes digests or looks for people writes no message here: once a month is often enough.
TELLS = (RHYTHM, SECOND_VIEWS, MEETINGS, PULSE)
OFTEN = [job for feature in TELLS for job in feature.jobs if job.every is None]
MONTHLY = [job for feature in FEATURES for job in feature.jobs if job not in OFTEN]
o, a, p = occurrences.occurrences.c, action_items.c, pulses.pulses.c
MOMENTS = union_all(
    *(
        select(func.min(each).label("at"))
        for each in (o.due_at, a.due_at, pulses.pulse_asks.c.due_at, snoozes.c.due_at)
    ),
    select(func.min(p.opens_at).label("at")).where(p.opened_at.is_(None)),
)


@dataclass
class Played:
    """The bot's house with the pairs in it; `ids` are the people's by their numbers, `items` those of action items."""

    house: House
    workspace: int
    now: datetime = BEGINS
    month: int = 0
    ids: dict[int, int] = field(default_factory=dict)
    items: dict[int, int] = field(default_factory=dict)

    def lists(self, found: list[Meets]) -> None:
        """Put everybody on the list and into Slack, with deals to review, and have the pairs meet as they do."""
        with self.house.write(self.workspace) as desk:
            for number in everybody():
                person_id = people.save(desk.tx, _listed(number))
                people.link(
                    desk.tx, person_id, slack_id=f"U{number}", timezone=zone_of(number), language="en"
                )
                people.set_country(desk.tx, person_id, country(number, zone_of(number)))
                mutes.choose(desk.tx, person_id, muted(number))
                self.ids[number] = person_id
            people.set_escalated(desk.tx, self.ids[DIRECTOR], escalated=True)
            subjects.insert_many(desk.tx, [_deal(self.ids[seller], each) for seller, each in _deals(found)])
            plan_reminder(desk, self.ids[DIRECTOR])
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

    def puts_off(self, each: PutsOff) -> None:
        """A seller wants to be reminded once more, which is refused where it would be too near to the 1-to-1."""
        with self.house.write(self.workspace) as desk, suppress(Refusal):
            later.put_off(desk, self._person(desk, each.seller), each.choice)

    def sends_views(self, manager: int) -> None:
        """A manager sends all views of their own that they are asked for; what they say in them is nothing here."""
        with self.house.write(self.workspace) as desk:
            for view in second_views.asked_of(desk.tx, self.ids[manager]):
                second_views.submit(desk.tx, view.id, view.purpose)

    def agrees(self, item: Agreed) -> None:
        """Somebody writes an action item down."""
        with self.house.write(self.workspace) as desk:
            doer_id = None if item.doer is None else self.ids[item.doer]
            about, subject_id = About.COACHING, None
            if doer_id is None:
                deal, *_ = subjects.open_of(desk.tx, self.ids[item.owner])
                about, subject_id = About.CUSTOMER, deal.id
            stated = adding.StatedItem(f"Call {item.number}", doer_id, item.by, about, subject_id)
            self.items[item.number] = adding.add(desk, self._person(desk, item.writer), stated).item.id

    def settles(self, item: Agreed) -> None:
        """Whoever sees to it says that it is done, or moves it."""
        with self.house.write(self.workspace) as desk:
            owner, item_id = self._person(desk, item.owner), self.items[item.number]
            if item.fate is Fate.MOVED:
                settling.move(desk, owner, item_id, item.moved_to)
            else:
                settling.done(desk, owner, item_id)

    def takes_back(self, item: Agreed) -> None:
        """Whoever has said so takes it back."""
        with self.house.write(self.workspace) as desk:
            settling.take_back(desk, self._person(desk, item.owner), self.items[item.number])

    def ticks(self) -> datetime:
        """Run the jobs until nothing is left to be done now; gives when something is due again."""
        for job in MONTHLY if self.now.month != self.month else ():
            job.run(self.house)
        self.month = self.now.month
        while True:
            for job in OFTEN:
                job.run(self.house)
            with self.house.database.across() as connection:
                due_at: datetime = min(filter(None, connection.execute(MOMENTS).scalars()))
                is_left = due_at <= self.now or occurrences.workspaces_unasked(connection, now=self.now)
            if not is_left:
                return due_at

    def messages(self) -> Counter[Message]:
        """All that was put into the outbox: when, of which kind, to whom; one that asks for views says for how many."""
        c = outbox.c
        with self.house.database.across() as connection:
            rows = connection.execute(select(c.asked_at, c.kind, c.address, c.facts)).all()
        return Counter(
            (row.asked_at, _kind(row.kind, row.facts), int(row.address.removeprefix("U"))) for row in rows
        )

    def _person(self, desk: Desk, number: int) -> Person:
        person = people.by_id(desk.tx, self.ids[number])
        assert person is not None
        return person


def _kind(kind: str, facts: Mapping[str, Any]) -> str:
    return f"{kind} {len(facts['views'])}" if "views" in facts else kind


def _listed(number: int) -> NewPerson:
    role = Role.DIRECTOR if number == DIRECTOR else Role.MANAGER if number in managers() else Role.SELLER
    name = f"Person {number}"
    return NewPerson(f"p{number}@example.dk", name, role, None, 0, time(9), zone_of(number), "en")


def _deals(found: list[Meets]) -> Iterator[tuple[int, int]]:
    """Each seller's deals by their numbers: one, and of some a second, of which nobody is to be asked besides."""
    for pair in found:
        yield from ((pair.seller, number) for number in range(1 + (pair.seller % 9 == 6)))


def _deal(owner_id: int, number: int) -> NewSubject:
    """A deal that waits for a review all year, so that nobody is left out."""
    return NewSubject(
        kind=Kind.DEAL,
        source="csv",
        source_id=f"D{owner_id}.{number}",
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
