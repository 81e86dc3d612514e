"""Random people play with everything that the bot shows them: nothing breaks, is lost, or is seen by others."""

import logging
import os
import shutil
from collections.abc import Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.kit import doors
from bot.kit.codec import ID
from bot.kit.refusal import Refusal
from bot.people.usecases.roster import plan_reminder
from bot.rhythm.usecases import viewing
from bot.rhythm.views.pairs import START
from bot.sandbox.line import Line
from bot.sandbox.workspace import Workspace
from flows.company.subjects import Kind, Status
from flows.review.action_item import Kind as Plan
from flows.review.action_item import NewActionItem
from flows.review.review import Purpose
from flows.rhythm.days_off import Rule
from flows.rhythm.due_actions import first_step
from flows.rhythm.pair import Cadence, Every
from flows.rhythm.reminders import AHEAD
from storage import action_items, blindness, people, second_views
from storage.drafts import begun_by
from storage.pairs import Terms
from storage.tables import drafts, subjects
from storage.tables import people as persons
from tests.journeys.conftest import CHANNELS, USERS, Office, id_of, open_office, staff
from tests.random_people.afterwards import Afterwards
from tests.random_people.hands import Hands, again, forward, one_of_any_kind
from tests.random_people.ledger import Ledger
from tests.random_people.rights import Secrets
from tests.random_people.watch import Errors, Watch
from tests.random_people.words import PLACES, Json, Words

STEPS, COMPANIES = 50, 6  # a step may be many acts
LONG = int(os.environ.get("REVISOR_RANDOM_COMPANIES", "0"))  # so many companies, unlike in every run
SELLERS = ("U0METTE", "U0TOM", "U0JENS", "U0ANNE")
PAIRS = (("U0METTE", "U0JENS"), ("U0TOM", "U0ANNE"))
REMEMBERED = 60
PEOPLE = st.sampled_from([user.id for user in USERS])
SEEDS = st.integers(0, 2**32 - 1)
IN_A_ROW, REPLAYED, PAGES = 8, 3, 5
MOST_FORGED = 5  # of ten: by somebody else


class RandomPeople(RuleBasedStateMachine):
    """One company and its people, from its first morning on."""

    def __init__(self, database: Path) -> None:
        """Open the office; `database` is a file of its own."""
        super().__init__()
        self.open = ExitStack()
        self.afterwards = Afterwards()
        slack = Workspace(USERS, CHANNELS, timer=lambda: 0.0, line=Line(patience=60))
        opening = contextmanager(open_office)
        self.office: Office = self.open.enter_context(
            opening(f"sqlite:///{database}", workspace=slack, afterwards=self.afterwards)
        )
        logging.getLogger().addHandler(errors := Errors())
        self.open.callback(logging.getLogger().removeHandler, errors)
        self.typed: dict[str, str] = {}
        ledger = Ledger()
        self.watch = Watch(self.office, Secrets(self.typed), errors, ledger)
        self.who = USERS[0].id

    def teardown(self) -> None:
        """The last look, and the end of the office."""
        with self.open:
            self.watch.thoroughly()

    @initialize(seed=SEEDS)
    def a_company(self, seed: int) -> None:
        """Everybody but a newcomer and a guest is on the list; there are deals and customers of most of them.

        To some of these their managers are blind, and each manager views one before their next 1-to-1. Something is to
        be done for each, and is in somebody's plan.
        """
        self.words = Words(self.office.now, Random(seed), "", self.typed)  # noqa: S311
        staff(self.office)
        for seller, manager in PAIRS:
            self._pair(seller, manager)
        self.office.set_digest("C1")
        for number in range(8):
            subject_id = self._new_subject()
            if number % 4 == 0:
                self._blind(subject_id)
            self._agree(subject_id)
        for seller, manager in PAIRS:
            self._views(seller, manager)
        self._look("", [], "a company of people")

    @rule(seed=SEEDS, who=PEOPLE)
    def somebody_else_acts(self, seed: int, who: str) -> None:
        """Somebody comes to the screen."""
        self.who = who
        self.somebody_goes_on(seed)

    @rule(seed=SEEDS)
    def somebody_goes_on(self, seed: int) -> None:
        """Whoever sits at the screen does one more thing."""
        hands = self._hands(seed)
        self._done(hands, self._act(hands))

    @rule(seed=SEEDS)
    def somebody_answers(self, seed: int) -> None:
        """Whoever sits at the screen fills in the open window and sends it, if there is one."""
        hands = self._hands(seed)
        if self.office.workspace.modal(self.who) is None:
            self._done(hands, self._act(hands))
            return
        hands.fill(share=0.5)
        self._done(hands, hands.submit())

    @rule(seed=SEEDS, who=PEOPLE)
    def somebody_answers_to_the_end(self, seed: int, who: str) -> None:
        """Somebody sits down and goes from window to window: a review has many pages."""
        self.somebody_else_acts(seed, who)
        for more in range(IN_A_ROW):
            self.somebody_answers(seed + more)

    @rule(seed=SEEDS, who=PEOPLE)
    def something_old_comes_again(self, seed: int, who: str) -> None:
        """Old clicks and windows are delivered again: twice at once, later, or forwarded to somebody else."""
        for more in range(REPLAYED):
            words = self._words(seed + more, who)
            old = [
                each for each in self.office.delivered[-REMEMBERED:] if "user" in each or "command" in each
            ]
            if old:
                self._comes_again(words, one_of_any_kind(words.random, old), who)

    def _comes_again(self, words: Words, payload: Json, who: str) -> None:
        if words.random.randrange(10) >= MOST_FORGED:
            who = payload["user_id"] if "command" in payload else payload["user"]["id"]
        self.who = who
        before = len(self.office.delivered)
        answer = again(self.office.workspace, payload, who)
        self.afterwards.settle()
        done = f"{payload.get('type', 'command')} again"
        self._look(who, self.office.delivered[before:], done, answer)

    @rule(seed=SEEDS, who=PEOPLE)
    def a_message_is_forwarded(self, seed: int, who: str) -> None:
        """Somebody presses a button of a message that was written to somebody else."""
        words = self._words(seed, who)
        slack = self.office.workspace
        messages = [each for user in slack.users for each in slack.messages(slack.dm_of(user))]
        if messages:
            before = len(self.office.delivered)
            done = forward(slack, words.random.choice(messages), who, words)
            self.afterwards.settle()
            self._look(who, self.office.delivered[before:], done)

    @rule(hours=st.sampled_from([0, 1, 20, 24, 7 * 24, 40 * 24]))
    def time_passes(self, hours: int) -> None:
        """Minutes to weeks pass, and the ticker ticks."""
        self.office.passes(hours=hours, minutes=1)
        self._look("", [], f"{hours} hours pass")

    @rule(seed=SEEDS)
    def a_source_says_otherwise(self, seed: int) -> None:
        """An import brings something new, or changes, closes or hands over what is there."""
        self.words = self._words(seed, "")
        if self.words.random.random() < 0.25:
            self.a_pair_prepares(seed, self.words.random.choice(PAIRS))
        self._look("", [], self._imported())

    @rule(seed=SEEDS, pair=st.sampled_from(PAIRS))
    def a_pair_prepares(self, seed: int, pair: tuple[str, str]) -> None:
        """A manager views something before the next 1-to-1, and either of the two may review it."""
        seller, manager = pair
        self.words = self._words(seed, manager)
        if self.words.random.random() < 0.5:
            self._views(seller, manager)
            self._look(manager, [], "chooses what to view")
        with self.office.read() as desk:
            waiting = second_views.asked_of(desk.tx, id_of(self.office, manager))
        asked = [each.subject_id for each in waiting]
        for who in self.words.random.sample(pair, k=2):
            self._reviews_some(who, asked)
            self._look(who, [], "reviews what is viewed")

    @rule(seed=SEEDS, pair=st.sampled_from(PAIRS))
    def a_pair_meets(self, seed: int, pair: tuple[str, str]) -> None:
        """Either of the two begins their 1-to-1, or goes on with it, and then the other does."""
        for more, who in enumerate(self._words(seed, pair[0]).random.sample(pair, k=2)):
            self.who = who
            self.office.workspace.command(who, "C1", "rhythm")
            self.afterwards.settle()
            value = ID.dump(id_of(self.office, pair[0]))
            with suppress(LookupError):  # they are no pair any more, or nothing is planned
                self.office.workspace.click(who, surface="modal", action_id=START, value=value)
            self.afterwards.settle()
            self._look(who, [], "meets")
            for number in range(PAGES):
                self.somebody_answers(seed + PAGES * more + number)

    def _act(self, hands: Hands) -> str:
        random = hands.words.random
        if self.office.workspace.modal(self.who) is not None and random.random() < 0.75:
            kinds = [lambda: hands.fill(share=0.5), hands.submit, lambda: hands.press("modal"), hands.close]
            return random.choices(kinds, weights=(2, 4, 6, 1))[0]()
        ways = [self._opens_home, lambda: hands.press("home"), lambda: hands.press("message"), self._types]
        shortcuts = [self._uses_the_shortcut, hands.use_message]
        return random.choices([*ways, *shortcuts], weights=(2, 6, 3, 4, 1, 2))[0]()

    def _opens_home(self) -> str:
        self.office.workspace.open_home(self.who)
        return "opens Home"

    def _uses_the_shortcut(self) -> str:
        self.office.workspace.shortcut(self.who, doors.BEGIN)
        return "uses the shortcut"

    def _types(self) -> str:
        typed = self.words.command()
        self.office.workspace.command(self.who, self.words.random.choice(("C1", "C2")), typed)
        return f"types {typed[:40]!r}"

    def _imported(self) -> str:
        random = self.words.random
        with self.office.read() as desk:
            ids = sorted(desk.tx.connection.exec_driver_sql("select id from subjects").scalars())
        subject_id, owners = random.choice(ids), [id_of(self.office, each) for each in SELLERS]
        change: tuple[str, object] = random.choice(
            (
                ("new", None),
                ("audit", None),
                ("blind", None),
                ("owner_id", random.choice((*owners, None))),
                ("status", random.choice(list(Status))),
                ("close_date", self.office.now.date() + timedelta(days=random.randrange(-30, 200))),
                ("amount", Decimal(random.randrange(10**7))),
            )
        )
        if change[0] == "new":
            subject_id = self._new_subject()
        elif change[0] == "audit":
            self._give(subject_id)
        elif change[0] == "blind":
            self._blind(subject_id)
        else:
            self.office.changes(subject_id, change[0], None, change[1])
        return f"subject {subject_id}: {change[0]} is {change[1]}"

    def _give(self, subject_id: int) -> None:
        """The director gives it to the auditor, who would seldom get anything from random clicks."""
        by, to = id_of(self.office, "U0DORTE"), id_of(self.office, "U0AUGUST")
        with self.office.write() as desk:
            if second_views.under_way(desk.tx, subject_id, to) is None:
                second_views.give(desk.tx, subject_id, to=to, by=by, purpose=Purpose.AUDIT)

    def _pair(self, seller: str, manager: str) -> None:
        """They meet each week, and are reminded a day ahead."""
        seller_id = id_of(self.office, seller)
        with self.office.write() as desk:
            cadence = Cadence(Every.WEEK, 3, time(10), "Europe/Copenhagen", self.office.now.date())
            terms = Terms(cadence, own_zone=True, ahead=AHEAD, rule=Rule.KEEP)
            people.agree(desk.tx, seller_id, id_of(self.office, manager), terms)
            plan_reminder(desk, seller_id)

    def _views(self, seller: str, manager: str) -> None:
        """A manager chooses something to view before their next 1-to-1 with a seller."""
        seller_id, person = id_of(self.office, seller), self.office.who(manager)
        with self.office.write() as desk, suppress(Refusal):
            found = viewing.one_more(desk, person, seller_id)
            chosen, _ = self.words.random.choice(found.offers)
            viewing.choose(desk, person, seller_id, chosen.id, number=found.number, instead_of=None)

    def _reviews_some(self, who: str, asked: Sequence[int]) -> None:
        """Somebody reviews some of what a manager was asked for, but what they have begun by hand."""
        person_id = id_of(self.office, who)
        with self.office.read() as desk:
            begun = begun_by(desk.tx, person_id)
        for subject_id in asked:
            if subject_id not in begun and self.words.random.random() < 0.5:
                with suppress(Refusal):
                    self.office.reviewed(subject_id, who, self.words.random.randrange(4))

    def _blind(self, subject_id: int) -> None:
        """Who manages its owner, or carries it, is to score it blind for a week or until they have.

        Not who has begun already: what they have answered would be thrown away.
        """
        random, its = self.words.random, subjects.c.id == subject_id
        with self.office.write() as desk:
            owner = select(persons).join(subjects, subjects.c.owner_id == persons.c.id).where(its)
            row = desk.tx.execute(owner).one_or_none()
            person_id = (
                random.choice((row.id, row.manager_id or row.id)) if row else id_of(self.office, "U0JENS")
            )
            until = random.choice((None, desk.now + timedelta(days=7)))
            begun = drafts.c.subject_id == subject_id, drafts.c.person_id == person_id
            if desk.tx.execute(select(drafts.c.id).where(*begun)).first() is None:
                blindness.begin(desk.tx, subject_id, person_id, until=until)

    def _new_subject(self) -> int:
        random = self.words.random
        owner = random.choice((*SELLERS, None))
        return self.office.add(
            f"{random.choice(PLACES)} {self.words.token()}",
            id_of(self.office, owner) if owner else None,
            kind=random.choice((Kind.DEAL, Kind.DEAL, Kind.CUSTOMER)),
            customer=random.choice(("", f"{random.choice(PLACES)} {self.words.token()}")),
            days=random.randrange(-10, 200),
            currency=random.choice(("DKK", "EUR")),
        )

    def _agree(self, subject_id: int) -> None:
        """Somebody is to do something for a subject, or the customer is; and somebody something of their own plan."""
        random = self.words.random
        doer, planner = self.office.who(random.choice(SELLERS)), self.office.who(random.choice(SELLERS))
        by = self.office.now.date() + timedelta(days=random.randrange(20))
        kind = random.choice((Plan.CUSTOMER, Plan.COACHING))
        own = {"person_id": planner.id, "about_id": planner.id, "created_by": planner.id}
        stated = (
            {"kind": kind, "subject_id": subject_id, "person_id": doer.id, "created_by": doer.id},
            {"subject_id": subject_id, "person_id": None, "created_by": doer.id},
            {"kind": Plan.COMPETENCE, "subject_id": None, **own},
        )
        step = first_step(by, doer.timezone, now=self.office.now)
        with self.office.write() as desk:
            for each in stated:
                what = f"Call {self.words.token()}"
                plain = {"question_id": None, "scorecard_hash": None, "what": what, "by": by}
                action_items.write(desk.tx, NewActionItem(**plain, **each, created_at=desk.now), step)

    def _words(self, seed: int, who: str) -> Words:
        # Small seeds come often; with the step they still mean something else every time.
        random = Random(seed * 1_000_003 + self.watch.steps)  # noqa: S311
        return Words(self.office.now, random, who, self.typed)

    def _hands(self, seed: int) -> Hands:
        self.words = self._words(seed, self.who)
        return Hands(self.office.workspace, self.who, self.words)

    def _done(self, hands: Hands, what: str) -> None:
        sent = self.office.delivered[self.before :]
        self.afterwards.settle()
        self._look(hands.user_id, sent, what)

    def _look(self, who: str, sent: list[Json], done: str, answer: Json | None = None) -> None:
        note(f"{who} {done}")
        self.watch.look(by=who, payloads=sent, answer=answer)
        self.before = len(self.office.delivered)


def test_random_people_break_nothing_lose_nothing_and_see_only_what_is_theirs(
    sqlite_template: Path, quick_folder: Path
) -> None:
    companies = iter(range(10**9))

    def company() -> RandomPeople:
        return RandomPeople(Path(shutil.copy(sqlite_template, quick_folder / f"{next(companies)}.db")))

    profile = settings(
        max_examples=LONG or COMPANIES,
        stateful_step_count=STEPS,
        derandomize=not LONG,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate] if LONG else [Phase.generate, Phase.shrink],
    )
    run_state_machine_as_test(company, settings=profile)
