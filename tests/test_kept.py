"""Scores that are kept are those that are computed, after whatever was done and as time goes on."""

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.app.keeping import keep_all, keep_due
from bot.deals.usecases import changing, handover
from bot.evidence.usecases.adding import Given, add
from bot.kit.house import House
from bot.kit.refusal import Refusal
from bot.scorecards.loading import Scorecards
from bot.standing.checking import differences
from flows.company.changes import Change
from flows.company.people import Role
from flows.company.subjects import Kind, Status
from flows.scorecards.applying import AppliesTo
from storage import changes, kept_loads, kept_scores, people, subjects
from tests.journeys.conftest import SHIPPED, Office, id_of, open_office, staff
from tests.kept_anew import agree

COMPANIES, STEPS = 4, 25
LONG = int(os.environ.get("REVISOR_RANDOM_COMPANIES", "0"))  # so many companies, as for random people
SELLERS = ("U0METTE", "U0TOM")
OWNERS = (*SELLERS, "U0JENS", "U0ANNE")
WHO = st.sampled_from(OWNERS)
LARGE = SHIPPED.deal.model_copy(
    update={
        "id": "large",
        "applies_to": AppliesTo(amount_from={"DKK": 1_000_000}),
        "stages": None,
        "knockouts": (),
        "groups": {"all": next(iter(SHIPPED.deal.groups.values()))},
    }
)
AMOUNTS = st.none() | st.sampled_from([Decimal(0), Decimal(10), Decimal("0.5"), Decimal(1_200_000)])
DAYS = st.integers(-20, 160)
NUMBER = st.integers(0, 10**6)
JOBS = (keep_due, keep_all)


class Company(RuleBasedStateMachine):
    """A company in which everything may happen that moves a score or a load."""

    def __init__(self, database: Path) -> None:
        """Open the office; `database` is a file of its own."""
        super().__init__()
        self.open = ExitStack()
        opening = contextmanager(open_office)
        self.office: Office = self.open.enter_context(opening(f"sqlite:///{database}"))
        self.count = 0

    def teardown(self) -> None:
        """The end of the office."""
        self.open.close()

    @initialize()
    def begin(self) -> None:
        """Everybody is on the list, and some have deals."""
        staff(self.office)
        for number, slack_id in enumerate((*OWNERS, *OWNERS)):
            self.something_comes(slack_id, Decimal(number), 30 * number, kind=Kind.DEAL)

    @rule(
        who=st.none() | WHO,
        amount=AMOUNTS,
        days=DAYS,
        kind=st.sampled_from(Kind),
        currency=st.sampled_from(["DKK", "EUR"]),
        ago=st.integers(0, 20),
    )
    def something_comes(self, who: str | None, amount: Decimal | None, days: int, **more: Any) -> None:
        """A deal or a customer, new or seen before."""
        owner, self.count = (id_of(self.office, who) if who else None), self.count + 1
        ago = timedelta(days=more.pop("ago", 0))
        self.office.now -= ago
        self.office.add(f"Deal {self.count % 7}", owner, amount=amount, days=days, **more)
        self.office.now += ago

    @rule(number=NUMBER, level=st.none() | st.integers(0, 3))
    def one_is_reviewed(self, number: int, level: int | None) -> None:
        """By whoever carries it."""
        subject = self._one(number)
        with self.office.read() as desk:
            owner = people.by_id(desk.tx, subject.owner_id or 0)
        if owner and owner.slack_id and owner.role in {Role.SELLER, Role.MANAGER}:
            self.office.reviewed(subject.id, owner.slack_id, level)

    @rule(number=NUMBER, amount=AMOUNTS, days=DAYS)
    def a_source_says_otherwise(self, number: int, amount: Decimal | None, days: int) -> None:
        """Another value, another date."""
        subject, day = self._one(number), self.office.now.date() + timedelta(days=days)
        with self.office.write() as desk:
            found = [
                Change("amount", subject.amount, amount),
                Change("close_date", subject.close_date, day),
            ]
            changes.apply_many(desk.tx, {subject.id: found}, by_source="csv")

    @rule(number=NUMBER, who=WHO, status=st.sampled_from(Status))
    def somebody_changes_it(self, number: int, who: str, status: Status) -> None:
        """Its owner gives it to somebody, closes it, or opens it again."""
        subject, to = self._one(number, open_only=False), id_of(self.office, who)
        with self.office.write() as desk, suppress(Refusal):
            owner = people.by_id(desk.tx, subject.owner_id or 0)
            if owner:
                changing.change(desk, owner, subject.id, {"owner_id": to, "status": status})

    @rule(giver=WHO, taker=WHO)
    def somebody_leaves(self, giver: str, taker: str) -> None:
        """All that they carry goes to another."""
        admin, ids = self.office.who("U0KARIN"), (id_of(self.office, giver), id_of(self.office, taker))
        with self.office.write() as desk, suppress(Refusal):
            handover.hand_over(desk, admin, *ids)

    @rule(number=NUMBER, area=st.integers(0, 4))
    def evidence_is_added(self, number: int, area: int) -> None:
        """To one of the areas."""
        subject = self._one(number)
        with self.office.write() as desk, suppress(Refusal):
            owner = people.by_id(desk.tx, subject.owner_id or 0)
            card = desk.scorecards.for_(subject)
            asked = card.areas[area % len(card.areas)]
            given = Given(asked.id, tuple(question.id for question in asked.questions), "“Yes, we do”")
            if owner:
                add(desk, owner, subject.id, given)

    @rule(
        number=NUMBER,
        who=st.sampled_from(["U0JENS", "U0ANNE", "U0AUGUST"]),
        days=st.none() | st.integers(1, 9),
    )
    def somebody_is_blind(self, number: int, who: str, days: int | None) -> None:
        """For some days, or until they have sent their own."""
        self.office.blinds(self._one(number).id, who, days=days)

    @rule(hours=st.sampled_from([1, 15, 24, 24 * 7, 24 * 12, 24 * 45]), job=st.none() | st.sampled_from(JOBS))
    def time_passes(self, hours: int, job: Callable[[House], None] | None) -> None:
        """With one of the jobs that keep scores, after which time has ended nothing, or while they are late."""
        self.office.now += timedelta(hours=hours)
        if job:
            job(self.office.house)
            with self.office.house.database.across() as connection:
                assert kept_scores.workspaces_due(connection, now=self.office.now) == []
                assert kept_loads.workspaces_due(connection, now=self.office.now) == []

    @rule(hours=st.integers(1, 24 * 20))
    def the_clock_is_set_back(self, hours: int) -> None:
        """What was kept later says nothing of earlier."""
        self.office.now -= timedelta(hours=hours)

    @rule(number=NUMBER, amount=AMOUNTS)
    def somebody_writes_past_us(self, number: int, amount: Decimal | None) -> None:
        """Nothing is kept at the end of what is no act of ours."""
        subject = self._one(number)
        with self.office.house.database.write(self.office.id, self.office.now) as tx:
            changes.apply_changes(tx, subject.id, [Change("amount", subject.amount, amount)], by_source="x")

    @rule(others=st.booleans())
    def other_scorecards_count(self, others: bool) -> None:
        """From now on large deals have one of their own, or none."""
        cards = Scorecards(SHIPPED.deal, SHIPPED.customer, (LARGE,) if others else ())
        self.office.restart(cards)

    @rule(
        who=st.sampled_from(SELLERS), weekday=st.integers(0, 4), manager=st.sampled_from(["U0JENS", "U0ANNE"])
    )
    def a_pair_meets_otherwise(self, who: str, weekday: int, manager: str) -> None:
        """On another day, with another manager."""
        seller, leader = (self.office.who(slack_id) for slack_id in (who, manager))
        with self.office.write() as desk:
            pair = {"seller_id": seller.id, "manager_id": leader.id}
            people.set_pair(desk.tx, **pair, weekday=weekday, at=seller.at)

    @invariant()
    def what_is_kept_is_so(self) -> None:
        """And everybody sees what is so, whatever isn't kept yet."""
        with self.office.read() as desk:
            assert list(differences(desk)) == []
            agree(desk)

    def _one(self, number: int, *, open_only: bool = True) -> Any:
        with self.office.read() as desk:
            found = [each for each in subjects.everything(desk.tx, open_only=open_only) if each.id > 0]
            if not found:
                self.office.add("The only one", id_of(self.office, "U0TOM"))
                return self._one(number)
        return found[number % len(found)]


def test_what_is_kept_is_what_is_computed_whatever_happens(sqlite_template: Path, quick_folder: Path) -> None:
    copies = iter(range(10**6))

    def company() -> Company:
        return Company(Path(shutil.copy(sqlite_template, quick_folder / f"{next(copies)}.db")))

    run_state_machine_as_test(
        company,
        settings=settings(
            max_examples=max(COMPANIES, LONG),
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
