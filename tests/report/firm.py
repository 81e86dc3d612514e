"""A firm whose autumn is played: people, deals and customers, reviews, evidence, actions, decisions, second views."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, update

from bot.app.following import follow
from bot.app.wiring import bound
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.settings import Settings
from bot.report.usecases.report import made
from bot.sandbox.people import Identity
from bot.scorecards import loading
from flows.company.changes import Change
from flows.company.people import NewPerson, Role
from flows.company.subjects import Kind, NewSubject, Status
from flows.report.period import Period
from flows.report.report import Report
from flows.review.action_item import Fate, NewActionItem
from flows.review.action_item import Kind as ActionKind
from flows.review.draft import Answers
from flows.review.evidence import NewEvidence
from flows.review.review import Purpose
from flows.review.submission import Ending, new_review
from flows.rhythm.due_actions import Reminder, Step
from flows.scoring.score import Facts
from storage import (
    action_items,
    added_evidence,
    blindness,
    changes,
    decisions,
    drafts,
    people,
    rebuild,
    reviews,
    scorecards,
    scores,
    second_views,
    subjects,
    submitting,
    tables,
)
from storage.engine import Database

NOVEMBER, OCTOBER, QUARTER = (Period.read(each) for each in ("2026-11", "2026-10", "2026-Q4"))
PROOF = "https://mail.example.dk/1: “We want this”"


def at(month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    """A moment in the autumn of 2026, in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@dataclass
class Firm:
    """The firm's house; `now` is its clock. People and subjects are known by the names that they were given."""

    house: House
    id: int
    now: datetime = datetime(2026, 10, 1, 12, tzinfo=UTC)
    ids: dict[str, int] = field(default_factory=dict)

    def write(self) -> AbstractContextManager[Desk]:
        """A desk at this moment."""
        return self.house.write(self.id)

    def report(self, period: Period = NOVEMBER, *, team: str | None = None) -> Report:
        """The report as it is made at this moment."""
        with self.house.read(self.id) as desk:
            return made(desk, period, team=self.ids[team] if team else None, company="Nordhavn")

    def person(self, name: str, role: Role = Role.SELLER, manager: str | None = None) -> None:
        """Put somebody on the list, or say something else of them."""
        new = NewPerson(
            email=f"{name.split(maxsplit=1)[0].lower()}@example.dk",
            name=name,
            role=role,
            manager_id=self.ids[manager] if manager else None,
            weekday=0,
            at=time(9),
            timezone="Europe/Copenhagen",
            language="da",
        )
        with self.write() as desk:
            self.ids[name] = people.save(desk.tx, new)

    def subject(self, name: str, owner: str | None, amount: str | None = "100000", **stated: Any) -> None:
        """A deal, unless it is said to be a customer, that comes at this moment."""
        parts: dict[str, Any] = {
            "kind": Kind.DEAL,
            "source": "csv",
            "source_id": name,
            "name": name,
            "customer": f"Kunde {name}",
            "owner_id": self.ids[owner] if owner else None,
            "amount": Decimal(amount) if amount else None,
            "currency": "DKK",
            "close_date": date(2026, 12, 18),
            "stage": None,
            "status": Status.OPEN,
            "seen_at": self.now,
            "due_at": self.now,
        }
        with self.write() as desk:
            self.ids[name] = subjects.insert_many(desk.tx, [NewSubject(**parts | stated)])[0]

    def change(self, called: str, /, **after: Any) -> None:
        """A source says something else of a subject."""
        with self.write() as desk:
            new = [Change(key, None, value) for key, value in after.items()]
            changes.apply_changes(desk.tx, self.ids[called], new, by_source="csv")

    def review(
        self,
        name: str,
        person: str,
        level: int | None,
        *,
        levels: Mapping[str, int] | None = None,
        purpose: Purpose = Purpose.OWN,
        **more: Any,
    ) -> int:
        """Somebody reviews a subject at one level throughout, with proof, but for some questions; gives the id."""
        with self.write() as desk:
            subject = subjects.those(desk.tx, [self.ids[name]])[0]
            card = desk.scorecards.deal if subject.kind is Kind.DEAL else desk.scorecards.customer
            scorecards.keep(desk.tx, card.version, card.kind.value, card.model_dump(mode="json"))
            said = {each.id: level for each in card.questions()} | dict(levels or {})
            answers = Answers(
                levels=said,
                evidence={area.id: PROOF for area in card.areas},
                covers={area.id: [each.id for each in area.questions] for area in card.areas},
            )
            of = {"subject_id": subject.id, "person_id": self.ids[person], "scorecard_hash": card.version}
            draft = drafts.start(desk.tx, **of, answers=answers)
            last = reviews.latest(desk.tx, subject.id)
            facts = Facts(stage=subject.stage, close_date=subject.close_date)
            view_id = more.pop("second_view_id", None)
            ending = Ending(card, draft, last, purpose=purpose, second_view_id=view_id)
            new = new_review(ending, facts, probability=Decimal(more.pop("probability", 50)), now=desk.now)
            return submitting.submit(desk.tx, replace(new, **more)).review_id

    def evidence(self, name: str, person: str, area_id: str) -> None:
        """Somebody adds proof to an area without a review."""
        with self.write() as desk:
            current = scores.of(desk.tx, [self.ids[name]])[self.ids[name]]
            card = scorecards.get(desk.tx, current.scorecard_hash)
            area = next(each for each in card.areas if each.id == area_id)
            new = NewEvidence(
                subject_id=self.ids[name],
                area_id=area_id,
                covers=tuple(each.id for each in area.questions),
                text=PROOF + f" {desk.now:%d%m}",
                occurred_on=desk.now.date(),
                written_at=desk.now,
                person_id=self.ids[person],
            )
            added_evidence.add(desk.tx, new)
            rebuild.with_added(desk.tx, card, current)

    def second_view(self, name: str, seller: str, manager: str) -> int:
        """A manager is asked for a view of their own."""
        with self.write() as desk:
            return second_views.give(
                desk.tx,
                self.ids[name],
                to=self.ids[manager],
                by=self.ids[seller],
                purpose=Purpose.SECOND,
            )

    def compares(self, view_id: int, name: str, manager: str) -> None:
        """Both views stand side by side from now on."""
        with self.write() as desk:
            second_views.submit(desk.tx, view_id, Purpose.SECOND)
            c = tables.second_views.c
            opened = update(tables.second_views).where(c.id == view_id).values(opened_at=desk.now)
            desk.tx.execute(opened)
            blindness.lift(desk.tx, self.ids[name], self.ids[manager])

    def action(self, what: str, doer: str, name: str | None = None, **more: Any) -> int:
        """Something is agreed; gives its id."""
        with self.write() as desk:
            current = scores.of(desk.tx, [self.ids[name]]).get(self.ids[name]) if name else None
            question = more.get("question_id")
            new = NewActionItem(
                kind=more.get("kind", ActionKind.CUSTOMER),
                subject_id=self.ids[name] if name else None,
                question_id=question,
                scorecard_hash=current.scorecard_hash if current and question else None,
                what=what,
                person_id=self.ids[doer],
                by=more.get("by", date(2026, 11, 27)),
                created_by=self.ids[doer],
                created_at=desk.now,
            )
            return action_items.write(desk.tx, new, Step(Reminder.DUE, desk.now + timedelta(days=90)))

    def done(self, item_id: int, doer: str, fate: Fate = Fate.DONE) -> None:
        """Something becomes of an action."""
        with self.write() as desk:
            action_items.hold(desk.tx, item_id)
            action_items.settle(desk.tx, item_id, fate, by_person=self.ids[doer])

    def decision(self, what: str, seller: str, manager: str, asked: str) -> int:
        """A 1-to-1 asks somebody for a decision; gives its id."""
        with self.write() as desk:
            here, row = {"workspace_id": self.id}, self._occurrence(seller, desk.now)
            of = insert(tables.occurrences).values(row | here).returning(tables.occurrences.c.id)
            meeting = {
                "occurrence_id": desk.tx.execute(of).scalar_one(),
                "seller_id": self.ids[seller],
                "manager_id": self.ids[manager],
                "subject_ids": [],
                "begun_at": desk.now,
                "begun_by": self.ids[manager],
                "place": "decisions",
            }
            new = insert(tables.meetings).values(meeting | here).returning(tables.meetings.c.id)
            asks = {
                "meeting_id": desk.tx.execute(new).scalar_one(),
                "what": what,
                "asked_id": self.ids[asked],
                "by": date(2026, 12, 1),
                "person_id": self.ids[manager],
                "at": desk.now,
            }
            made_ = insert(tables.decisions).values(asks | here).returning(tables.decisions.c.id)
            decision_id: int = desk.tx.execute(made_).scalar_one()
            return decision_id

    def _occurrence(self, seller: str, now: datetime) -> dict[str, object]:
        return {
            "seller_id": self.ids[seller],
            "day": now.date() + timedelta(days=400),  # a day that no cadence has planned
            "at": "09:00",
            "timezone": "Europe/Copenhagen",
            "begins_at": now,
            "state": "held",
            "planned_at": now,
        }

    def answers(self, decision_id: int, text: str, by: str) -> None:
        """The decision is there."""
        with self.write() as desk:
            decisions.answer(desk.tx, decision_id, text, person_id=self.ids[by])


def open_firm(database: Database) -> Firm:
    """A firm without anybody."""
    firm: Firm

    def clock() -> datetime:
        return firm.now

    house = House(database, Settings(), clock, loading.reader(), follow)
    firm = Firm(house, 0)
    firm.id = bound(house, Identity().team_id)
    return firm


def staff(firm: Firm) -> None:
    """A director, a team of four, a team of two, and a seller without a manager."""
    firm.person("Dina Direktør", Role.DIRECTOR)
    for manager in ("Maria Manager", "Jens Leder"):
        firm.person(manager, Role.MANAGER)
    for seller in ("Mette Sælger", "Tom Sælger", "Ali Sælger"):
        firm.person(seller, manager="Maria Manager")
    firm.person("Bo Sælger", manager="Jens Leder")
    firm.person("Solo Sælger")


def autumn(firm: Firm) -> None:
    """October and November 2026."""
    firm.now = at(10, 1)
    staff(firm)
    for number, owner in enumerate(("Mette Sælger", "Tom Sælger", "Ali Sælger", "Bo Sælger", "Solo Sælger")):
        for kind, level in (("Alfa", 3), ("Beta", 1), ("Gamma", 2), ("Delta", None)):
            firm.subject(
                f"{kind} {number}",
                owner,
                str(100_000 * (number + 1) + 1000 * (level or 7)),
                currency="EUR" if number == 3 else "DKK",
                close_date=date(2026, 11, 20) if kind == "Beta" else date(2027, 1, 15),
            )
        firm.subject(
            f"Kunde {number}", owner, str(900_000 + number), kind=Kind.CUSTOMER, close_date=date(2026, 12, 9)
        )
    firm.now = at(10, 12)
    for number, owner in enumerate(("Mette Sælger", "Tom Sælger", "Ali Sælger", "Bo Sælger", "Solo Sælger")):
        for kind, level in (("Alfa", 3), ("Beta", 1), ("Gamma", 2)):
            firm.review(f"{kind} {number}", owner, level, probability=20 * level + number)
        firm.review(f"Kunde {number}", owner, number % 4)
    _november(firm)


def _november(firm: Firm) -> None:
    firm.now = at(11, 3)
    firm.change("Beta 0", status=Status.WON)
    firm.change("Beta 1", close_date=date(2027, 2, 1), amount=Decimal(333_000))
    firm.change("Beta 2", status=Status.LOST)
    firm.change("Alfa 1", amount=Decimal("150000.5"))
    firm.change("Gamma 2", owner_id=firm.ids["Bo Sælger"])
    firm.change("Gamma 4", status=Status.GONE)
    firm.change("Alfa 4", currency="EUR")
    firm.subject("Ny 1", "Tom Sælger", "70000", close_date=date(2026, 12, 3))
    firm.subject("Ny 2", "Bo Sælger", None)
    firm.now = at(11, 5)
    firm.change("Ny 1", status=Status.WON)
    moved = firm.action("Ring til Mette om planen", "Mette Sælger", "Gamma 0", question_id="D1.1")
    firm.action("Send udkast", "Tom Sælger", "Alfa 1", by=date(2026, 11, 10))
    firm.action("Øv indvendinger", "Ali Sælger", kind=ActionKind.COACHING)
    dropped = firm.action("Find penge", "Bo Sælger", kind=ActionKind.MANAGEMENT)
    firm.now = at(11, 12)
    firm.evidence("Gamma 0", "Mette Sælger", "D1")
    view = firm.second_view("Gamma 1", "Tom Sælger", "Maria Manager")
    firm.now = at(11, 13)
    firm.review("Gamma 1", "Tom Sælger", 3)
    firm.review(
        "Gamma 1",
        "Maria Manager",
        3,
        levels={"D1.1": 1, "D2.2": 2},
        purpose=Purpose.SECOND,
        second_view_id=view,
    )
    firm.compares(view, "Gamma 1", "Maria Manager")
    firm.now = at(11, 16)
    firm.review("Gamma 0", "Mette Sælger", 2, levels={"D1.1": 3})
    firm.done(moved, "Mette Sælger")
    firm.done(dropped, "Bo Sælger", Fate.DROPPED)
    wrong = firm.review("Alfa 2", "Ali Sælger", 0)
    firm.now = at(11, 17)
    firm.review("Alfa 2", "Ali Sælger", 3, corrects_id=wrong, reason="Det var den forkerte salgsmulighed")
    firm.decision("Må vi give 5 % rabat?", "Mette Sælger", "Maria Manager", "Dina Direktør")
    asked = firm.decision("Kan Bo få en bil?", "Bo Sælger", "Jens Leder", "Dina Direktør")
    firm.now = at(11, 20)
    firm.answers(asked, "Nej, men et togkort", "Dina Direktør")
    firm.now = at(11, 30, 20)


def later(firm: Firm) -> None:
    """December: nothing of it belongs to November, nor may it change what November says."""
    firm.now = at(12, 2)
    firm.change("Alfa 0", status=Status.WON, amount=Decimal(1))
    firm.change("Beta 3", status=Status.LOST, currency="USD", name="Noget andet")
    firm.change("Gamma 2", owner_id=firm.ids["Mette Sælger"])
    firm.change("Beta 2", status=Status.OPEN)
    firm.subject("For sent", "Mette Sælger", "999999")
    firm.evidence("Gamma 3", "Bo Sælger", "D2")
    for number, owner in enumerate(("Mette Sælger", "Tom Sælger", "Ali Sælger", "Bo Sælger", "Solo Sælger")):
        firm.review(f"Delta {number}", owner, 3)
        firm.review(f"Kunde {number}", owner, 0, probability=1)
    firm.review("Gamma 0", "Mette Sælger", 0)
    firm.review("Gamma 2", "Mette Sælger", 0)
    firm.action("Noget nyt", "Tom Sælger", "Alfa 1")
    firm.decision("Noget helt andet?", "Tom Sælger", "Maria Manager", "Dina Direktør")
    firm.person("Tom Sælger", manager="Jens Leder")
    firm.person("Bo Sælger", manager="Maria Manager")
    firm.now = at(2, 14).replace(year=2027)
