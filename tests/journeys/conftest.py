"""A small company in a sandbox workspace, with the real bot in this process: journeys are played on it."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Table, select

from bot.app.following import follow
from bot.app.jobs import tick
from bot.app.wiring import CLICKS_AT_ONCE, identity_of, make_app
from bot.digest.usecases.places import set_place
from bot.finding import views as finding_views
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.member import Company
from bot.kit.settings import Settings
from bot.kit.slack import SEND_TIMEOUT, make_client
from bot.people.jobs import meet
from bot.people.usecases import roster
from bot.review.usecases import reviews
from bot.review.views import page as review_views
from bot.review.views import restart
from bot.sandbox.in_process import dispatch_to
from bot.sandbox.line import Line
from bot.sandbox.payloads import interaction
from bot.sandbox.people import Channel, Identity, User
from bot.sandbox.server import serve
from bot.sandbox.workspace import Workspace
from bot.scorecards import loading as scorecards
from bot.scorecards.loading import Scorecards
from flows.company.changes import Change
from flows.company.people import NewPerson, Person, Role
from flows.company.subjects import Kind, NewSubject, Status
from flows.review.draft import Said
from storage import blindness, changes, people, subjects, tables, workspaces
from storage.digest_places import Terms
from storage.engine import Database, Transaction, insert, open_database
from tests.remembered import done
from tests.waiting import PATIENCE, until

SHIPPED = scorecards.load(None)  # read once: nothing changes it
START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # a Monday, 09:00 in Copenhagen
Json = dict[str, Any]


def texts_in(node: object) -> Iterator[str]:
    """Every text that a person sees in a view or in blocks, in order."""
    if isinstance(node, dict):
        if node.get("type") in {"plain_text", "mrkdwn", "text"} and isinstance(node.get("text"), str):
            yield node["text"]
        for key, value in node.items():
            if key not in {"private_metadata", "state"} and not isinstance(value, str):
                yield from texts_in(value)
        if isinstance(node.get("initial_value"), str):
            yield node["initial_value"]
    elif isinstance(node, list):
        for item in node:
            yield from texts_in(item)


@dataclass
class Office:
    """The workspace and the bot's house; `now` is the bot's clock and stands still until moved.

    `id` is the workspace's in the database.
    """

    workspace: Workspace
    house: House
    id: int
    url: str
    now: datetime = START
    acknowledged: list[Json] = field(default_factory=list)
    delivered: list[Json] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    stop: Callable[[], object] = lambda: None
    afterwards: Executor | None = None

    def start(self) -> None:
        """Start the bot at this desk."""
        settings = self.house.settings
        client = make_client(settings, timeout=SEND_TIMEOUT)
        afterwards = self.afterwards or ThreadPoolExecutor(CLICKS_AT_ONCE)
        app = make_app(self.house, identity_of(client.auth_test().data, settings.bot_token), afterwards)
        disconnect = self.workspace.connect(_noting(self, dispatch_to(app)))

        def stop() -> None:
            disconnect()
            afterwards.shutdown()

        self.stop = stop

    def restart(self, cards: Scorecards) -> None:
        """Start the bot anew, with other scorecards in force; windows and drafts stay as they are."""
        self.stop()
        self.house = replace(self.house, cards=lambda _folder, _zone: cards, shelf={})
        self.start()

    def read(self) -> AbstractContextManager[Desk]:
        """A desk of the bot's, for looking only."""
        return self.house.read(self.id)

    def write(self) -> AbstractContextManager[Desk]:
        """A desk of the bot's."""
        return self.house.write(self.id)

    @property
    def cards(self) -> Scorecards:
        """The scorecards in force."""
        return self.house.cards(self.house.settings.scorecards, self.house.settings.timezone)

    def who(self, slack_id: str) -> Person:
        """Somebody on the company's list."""
        with self.read() as desk:
            person = people.by_slack(desk.tx, slack_id)
        assert person is not None
        return person

    def sent(self) -> list[Json]:
        """Everything that the bot has sent so far: the arguments of its calls, and its acknowledgements."""
        return [*[call.arguments for call in self.workspace.calls], *self.acknowledged]

    def keeps_up_home(self, slack_id: str) -> bool:
        """Whether the bot has noted that somebody on the list has opened theirs."""
        c = tables.people.c
        with self.read() as desk:
            row = desk.tx.execute(select(c.home_opened_at).where(c.slack_id == slack_id)).first()
        return row is None or row.home_opened_at is not None

    def passes(self, **delta: float) -> None:
        """Let time pass, then let the ticker tick."""
        self.now += timedelta(**delta)
        self.tick()

    def tick(self) -> None:
        """What the ticker does every second."""
        tick(self.house)

    def person(self, slack_id: str) -> "Actor":
        """Act as somebody."""
        return Actor(self, slack_id)

    def add_person(self, slack_id: str, role: Role, *, manager: str | None = None, **more: Any) -> int:
        """Put somebody of the workspace on the company's list, and find them in Slack."""
        with self.write() as desk:
            person_id = self._list(desk.tx, slack_id, role, manager=manager, **more)
        self.meets()
        return person_id

    def add_people(self, *listed: tuple[str, Role, str | None]) -> None:
        """The same for many at once: Slack id, role, and the manager's Slack id, managers first."""
        with self.write() as desk:
            for slack_id, role, manager in listed:
                self._list(desk.tx, slack_id, role, manager=manager)
        self.meets()

    def meets(self) -> None:
        """Find whom the list names in Slack."""
        meet(self.house)

    def _list(
        self, tx: Transaction, slack_id: str, role: Role, *, manager: str | None = None, **more: Any
    ) -> int:
        user = self.workspace.users[slack_id]
        leader = people.by_email(tx, self.workspace.users[manager].email) if manager else None
        new = NewPerson(
            email=user.email,
            name=user.name,
            role=role,
            manager_id=leader.id if leader else None,
            weekday=more.get("weekday", 0),
            at=more.get("at", time(9, 0)),
            timezone=user.tz,
            language=user.locale[:2],
        )
        return people.save(tx, new)

    def reviewed(
        self, subject_id: int, slack_id: str, level: int | None, *, percent: int | None = None
    ) -> None:
        """Somebody has reviewed a subject with this level throughout, with proof of today; maybe an own estimate."""
        probability = None if percent is None else Decimal(percent)
        person = self.who(slack_id)
        with self.write() as desk:
            page = reviews.open_review(desk, person, subject_id)
            if page.is_start:
                everything = [area.id for area in page.scorecard.areas]
                here = {"version": page.draft.version, "ticked": everything}
                page = reviews.choose_areas(desk, person, page.draft.id, **here)
            for area in page.scorecard.areas:
                ids = tuple(question.id for question in area.questions)
                said = Said(area.id, dict.fromkeys(ids, level), "“We want this”", ids)
                place = {"version": page.draft.version, "page": page.draft.page}
                page = reviews.turn_page(desk, person, page.draft, **place, said=said, by=1)
            reviews.submit(desk, person, page.draft.id, version=page.draft.version, probability=probability)

    def blinds(self, subject_id: int, slack_id: str, *, days: int | None = None) -> None:
        """Somebody is blind to a subject from now on, for some days or until they have sent their own review."""
        person, until = self.who(slack_id), None if days is None else self.now + timedelta(days=days)
        with self.write() as desk:
            blindness.begin(desk.tx, subject_id, person.id, until=until)

    def nth(self, number: int, table: Table = tables.subjects) -> str:
        """The id of the workspace's first, second … row of a table, as a button carries it."""
        ids = select(table.c.id).where(table.c.workspace_id == self.id, table.c.id > 0).order_by(table.c.id)
        with self.read() as desk:
            return str(desk.tx.execute(ids.offset(number - 1).limit(1)).scalar_one())

    def plan(self, person_id: int) -> None:
        """Set the next reminder of somebody, as loading the list of people does."""
        with self.write() as desk:
            roster.plan_reminder(desk, person_id)

    def wait_for_zone(self, slack_id: str, zone: str | None) -> None:
        """Wait until the bot has heard of somebody's zone (None: that they are not in Slack any more)."""

        def known() -> bool:
            with self.read() as desk:
                person = people.by_slack(desk.tx, slack_id)
            return (person.timezone if person else None) == zone

        until(known)

    def changes(self, subject_id: int, field: str, before: object, after: object) -> None:
        """A source says something else of a subject."""
        with self.write() as desk:
            change = Change(field, before, after)  # type: ignore[arg-type]
            changes.apply_changes(desk.tx, subject_id, [change], by_source="csv")

    def set_digest(
        self, channel: str, *, leader: str | None = None, by: str | None = None, **terms: Any
    ) -> None:
        """Have the digest come to this channel from the next Monday on: the company's, or the team's of a `leader`."""
        team = self.who(leader).id if leader else None
        with self.write() as desk:
            set_place(desk, team, Terms(channel, **terms), by=by)

    def add(self, name: str, owner_id: int | None, *, kind: Kind = Kind.DEAL, **more: Any) -> int:
        """Add a subject that is due at once; `days` is how far its close is away."""
        subject = NewSubject(
            kind=kind,
            source="csv",
            source_id=more.get("source_id", f"D{next(self.numbers)}"),
            name=name,
            customer=more.get("customer", ""),
            owner_id=owner_id,
            amount=more.get("amount", Decimal(1_200_000)),
            currency=more.get("currency", "DKK"),
            close_date=self.now.date() + timedelta(days=more.get("days", 90)),
            stage=None,
            status=more.get("status", Status.OPEN),
            seen_at=self.now,
            due_at=more.get("due_at", self.now),
        )
        with self.write() as desk:
            return subjects.insert_many(desk.tx, [subject])[0]


@dataclass(frozen=True)
class Actor:
    """One person at the screen."""

    office: Office
    id: str

    @property
    def workspace(self) -> Workspace:
        """Where they are."""
        return self.office.workspace

    @property
    def modal(self) -> Json:
        """The modal that they see; waits for one that is on its way."""
        view: Json = self.workspace.wait_for(lambda: self.workspace.modal(self.id))
        return view

    def modal_with(self, text: str) -> Json:
        """Wait until the modal says this."""
        self.workspace.wait_for(lambda: text in " | ".join(texts_in(self.workspace.modal(self.id) or {})))
        return self.modal

    @property
    def screen(self) -> str:
        """All texts of the modal, one a line."""
        return "\n".join(texts_in(self.modal))

    @property
    def home(self) -> str:
        """All texts of their Home, one a line, after opening it; it is kept up from now on."""
        shown = self.sees_home()
        until(lambda: self.office.keeps_up_home(self.id))
        return shown

    def sees_home(self) -> str:
        """All texts of what is shown where they open their Home, whatever it says."""
        return self._published(lambda: self.workspace.open_home(self.id))

    def _published(self, act: Callable[[], None]) -> str:
        def times() -> int:
            return len([call for call in self.workspace.calls if call.method == "views.publish"])

        before = times()
        act()
        self.workspace.wait_for(lambda: times() > before)
        return "\n".join(texts_in(self.workspace.home(self.id)))

    def messages(self) -> list[str]:
        """The direct messages from the bot: the text of each with its blocks' texts."""
        found = self.workspace.messages(self.workspace.dm_of(self.id))
        return ["\n".join([message.text, *texts_in(message.blocks)]) for message in found]

    def says(self, text: str, channel: str = "C1") -> None:
        """Type a command."""
        self.workspace.command(self.id, channel, text)

    def clicks(self, action_id: str, *, on: str = "modal", value: str | None = None) -> None:
        """Press a button."""
        self.workspace.click(self.id, surface=on, action_id=action_id, value=value)

    def picks(self, question_id: str, level: int | None) -> None:
        """Choose a level, None for not known."""
        block_id = self._block(f"{question_id}.v")
        value = review_views.UNKNOWN if level is None else str(level)
        self.workspace.fill(self.id, block_id, review_views.LEVEL, value)

    def writes(self, area_id: str, text: str) -> None:
        """Write evidence."""
        self.workspace.fill(self.id, self._block(f"{area_id}.evidence"), review_views.EVIDENCE, text)

    def estimates(self, percent: str) -> None:
        """Say the own probability."""
        self.workspace.fill(self.id, self._block("probability"), review_views.PROBABILITY, percent)

    def submits(self) -> None:
        """Press the modal's main button."""
        self.workspace.submit(self.id)

    def closes(self) -> None:
        """Close every window."""
        while self.workspace.modal(self.id):
            self.workspace.close(self.id)

    def presses(self, action_id: str, *, value: str | None = None) -> None:
        """Press a button in the modal and wait for what it shows."""
        before = self.modal["hash"]
        self.clicks(action_id, value=value)
        self.workspace.wait_for(
            lambda: (self.workspace.modal(self.id) or {}).get("hash") not in {None, before}
        )

    def turns(self, action_id: str) -> str:
        """Press a button on Home and read what stands there then."""
        return self._published(lambda: self.clicks(action_id, on="home"))

    def finds(self, typed: str) -> list[str]:
        """Type into the picker and read its choices."""
        options = self.workspace.suggest(self.id, finding_views.PICKED, finding_views.PICKED, typed)
        return [option["text"]["text"] for option in options]

    def submits_again(self, view: Json) -> str:
        """Submit a window as it was once: Slack delivers a form twice, or it stood open on another machine.

        Returns the texts of the answer, one a line.
        """
        answer = self.acknowledgement_of(view)
        said = answer.get("errors")
        return "\n".join(said.values() if said else texts_in(answer["view"]))

    def acknowledgement_of(self, view: Json) -> Json:
        """What the bot acknowledges this submitted window with."""
        about = interaction(self.workspace.records, self.id, "view_submission")
        return self.workspace.deliver("interactive", {**about, "view": view, "response_urls": []})

    def forges(self, action_id: str, value: str, *, callback_id: str | None = None, data: str = "") -> str:
        """Send what no screen offers: a button with any value, or a form with any data; read the answer."""
        self.closes()
        if callback_id is None:
            button = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
            about = interaction(self.workspace.records, self.id, "block_actions")
            self.workspace.deliver("interactive", {**about, "actions": [button]})
            return self.screen
        view = {"id": "V0", "type": "modal", "callback_id": callback_id, "private_metadata": data}
        return self.submits_again({**view, "state": {"values": {}}, "hash": "1.x"})

    def forges_in(self, view: Json, action_id: str, value: str) -> None:
        """Press a button that no window of ours has, in a window that says what it likes."""
        button = {"type": "button", "action_id": action_id, "block_id": "b", "value": value}
        about = interaction(self.workspace.records, self.id, "block_actions")
        self.workspace.deliver("interactive", {**about, "view": view, "actions": [button]})

    def forges_options(self, typed: str) -> list[Json]:
        """Ask for the picker's choices without having one."""
        about = interaction(self.workspace.records, self.id, "block_suggestion", with_trigger=False)
        asked = {
            "action_id": finding_views.PICKED,
            "block_id": finding_views.PICKED,
            "value": typed,
            "view": {},
        }
        found: list[Json] = self.workspace.deliver("interactive", {**about, **asked})["options"]
        return found

    def chosen(self, question_id: str) -> str:
        """The words of the level that stands chosen."""
        block_id = self._block(f"{question_id}.v")
        held = self.modal["state"]["values"][block_id][review_views.LEVEL]
        return str(held["selected_option"]["text"]["text"])

    def noted(self, area_id: str) -> str | None:
        """The evidence that stands in its field."""
        block_id = self._block(f"{area_id}.evidence")
        text: str | None = self.modal["state"]["values"][block_id][review_views.EVIDENCE]["value"]
        return text

    def reviews(self, levels: str, *, evidence: str = "", probability: str = "50") -> None:
        """Answer an open review from its first page to its result: "321 222 ..." by area, "-" for not known."""
        self.says_all_changed()
        kind = "D" if self._find("D1.1") else "C"
        for number, digits in enumerate(levels.split(), 1):
            area = f"{kind}{number}"
            self.workspace.wait_for(lambda start=f"{area}.1.v": self._find(start))
            for question, digit in enumerate(digits, 1):
                self.picks(f"{area}.{question}", None if digit == "-" else int(digit))
            if evidence:
                self.writes(area, evidence)
            self.submits()
        self.estimates(probability)
        self.submits()

    def ticks(self, *area_ids: str) -> None:
        """Say which areas have changed, on the first page of a later review."""
        self.workspace.fill(self.id, self._block("changed.v"), restart.CHANGED, list(area_ids))

    def says_all_changed(self) -> None:
        """Go on from the first page of a later review with every area ticked; a first review has none."""
        shown = [block for block in self.modal["blocks"] if block["block_id"].startswith("changed.v")]
        if not shown:
            return
        boxes = shown[0]["element"]
        self.ticks(*[choice["value"] for choice in boxes["options"]])
        self.submits()

    def _find(self, start: str) -> str | None:
        blocks = (self.workspace.modal(self.id) or {}).get("blocks", [])
        return next((block["block_id"] for block in blocks if block["block_id"].startswith(start)), None)

    def _block(self, start: str) -> str:
        found = self._find(start)
        if found is None:
            raise LookupError(f"no block {start} on: {self.screen}")
        return found


USERS = (
    User("U0METTE", "Mette Sælger", "mette@example.dk", locale="da-DK"),
    User("U0TOM", "Tom Seller", "tom@example.com", locale="en-GB", tz="Europe/London"),
    User("U0JENS", "Jens Leder", "jens@example.dk", locale="da-DK"),
    User("U0ANNE", "Anne Manager", "anne@example.com", locale="en-GB"),
    User("U0DORTE", "Dorte Director", "dorte@example.dk", locale="en-GB"),
    User("U0KARIN", "Karin Admin", "karin@example.dk", locale="en-GB", is_admin=True),
    User("U0VERA", "Vera Viewer", "vera@example.com", locale="en-GB"),
    User("U0AUGUST", "August Auditor", "august@example.com", locale="en-GB"),
    User("U0NEW", "Ny Person", "ny@example.dk", locale="en-GB"),
    User("U0GUEST", "Gitte Guest", "gitte@example.com", locale="en-GB", is_restricted=True),
)
CHANNELS = (
    Channel("C1", "sales", bot_is_member=True),
    Channel("C2", "leaders", is_private=True),
    Channel("C3", "old", is_archived=True, bot_is_member=True),
    Channel("C4", "shared", is_ext_shared=True, bot_is_member=True),
)


def patient(users: tuple[User, ...] = USERS, *, identity: Identity | None = None) -> Workspace:
    """A workspace that waits long for an acknowledgement, since a busy machine may be late with one.

    What is about Slack's three seconds takes a plain `Workspace`.
    """
    return Workspace(users, CHANNELS, identity=identity, line=Line(patience=PATIENCE))


@pytest.fixture
def company() -> dict[str, int]:
    """What is different about the company in a module's tests; nothing, unless the module says so."""
    return {}


@pytest.fixture
def office(sqlite_url: str, company: dict[str, int]) -> Iterator[Office]:
    """A workspace with ten people; Mette (Danish) reports to Jens, Tom (English) to Anne; Karin is the admin."""
    yield from open_office(sqlite_url, **company)  # type: ignore[arg-type]


@pytest.fixture
def any_office(database_url: str, company: dict[str, int]) -> Iterator[Office]:
    """The same office on SQLite and on PostgreSQL."""
    yield from open_office(database_url, **company)  # type: ignore[arg-type]


def open_office(
    url: str,
    *,
    language: str = "en",
    users: tuple[User, ...] = USERS,
    is_new: bool = False,
    workspace: Workspace | None = None,
    afterwards: Executor | None = None,
    **more: int,
) -> Iterator[Office]:
    """The office on a migrated, empty database; `language` is the company's, `more` other settings of its.

    Unless it `is_new`, the company is past its first round: something came five weeks ago and is gone again.
    `afterwards` runs what follows an acknowledgement in place of the bot's own threads.
    """
    database: Database = open_database(url)
    workspace = workspace or patient(users)
    with serve(workspace) as base:
        settings = Settings(
            bot_token=workspace.identity.bot_token,
            app_token=workspace.identity.app_token,
            slack_api_url=f"{base}/api/",
            database_url=url,
            language=language,
            **more,  # type: ignore[arg-type]
        )
        office = Office(workspace, None, 0, base)  # type: ignore[arg-type]
        house = House(database, settings, lambda: office.now, lambda _folder, _zone: SHIPPED, follow)
        with database.across(writes=True) as connection:
            team_id = workspace.identity.team_id
            known = workspaces.by_team(connection, team_id)
            office.id = (known or workspaces.add(connection, now=START, team_id=team_id)).id
        client = make_client(settings, timeout=SEND_TIMEOUT)
        company = Company(team_id, workspace.identity.enterprise_id)
        office.house = replace(house, clients={office.id: client}, companies={office.id: company})
        if not is_new:
            with office.write() as desk:
                past_its_first_round(desk.tx)
        office.afterwards = afterwards
        office.start()
        try:
            yield office
        finally:
            office.stop()
            database.close()


def past_its_first_round(tx: Transaction) -> None:
    """The company's first subject came five weeks ago, has an id below 1, and is gone; colours go to the channel."""
    workspaces.start_colours(tx)
    long_ago = dict.fromkeys(("seen_at", "updated_at"), tx.now - timedelta(weeks=5))
    first = {"kind": "deal", "source": "before", "source_id": "first", "status": "gone", "currency": "DKK"}
    named = {"name": "Long ago", "customer": "", "folded": "long ago"}
    owned = {"id": 1 - tx.workspace, "workspace_id": tx.workspace}
    new = insert(tx, tables.subjects).values(**owned, **long_ago, **first, **named)
    tx.execute(new.on_conflict_do_nothing())


def _noting(office: Office, handler: Callable[[Json], Json | None]) -> Callable[[Json], Json | None]:
    def handle(envelope: Json) -> Json | None:
        office.delivered.append(envelope["payload"])
        answer = handler(envelope)
        if answer:
            office.acknowledged.append(answer)
        return answer

    return handle


def everybody(locale: str, named: Callable[[str], str]) -> tuple[User, ...]:
    """The same ten people, all with this locale, and with the names that `named` makes of theirs."""
    return tuple(replace(user, locale=locale, name=named(user.name)) for user in USERS)


@pytest.fixture
def nothing_refused(office: Office) -> Iterator[None]:
    """At the end Slack has refused nothing: no call, no acknowledgement."""
    yield
    assert [(call.method, call.answer) for call in office.workspace.refused] == []


@pytest.fixture
def staffed(office: Office) -> Office:
    """The office with everybody on the list but the new one and the guest."""
    return staff(office)


def staff(office: Office) -> Office:
    """Put the people on the list, each with their role."""
    if office.cards is SHIPPED and not office.workspace.faults.pending():
        settings = replace(office.house.settings, database_url="", slack_api_url="")
        about = (office.id, office.now, settings, *office.workspace.users.values())
        done(office.house.database, lambda: _staff(office), about=about)
    else:
        _staff(office)
    return office


def _staff(office: Office) -> None:
    office.add_people(
        ("U0JENS", Role.MANAGER, None),
        ("U0ANNE", Role.MANAGER, None),
        ("U0METTE", Role.SELLER, "U0JENS"),
        ("U0TOM", Role.SELLER, "U0ANNE"),
        ("U0DORTE", Role.DIRECTOR, None),
        ("U0KARIN", Role.ADMIN, None),
        ("U0VERA", Role.VIEWER, None),
        ("U0AUGUST", Role.AUDITOR, None),
    )


def id_of(office: Office, slack_id: str) -> int:
    """The database's id of somebody on the list."""
    with office.read() as desk:
        person = people.by_slack(desk.tx, slack_id)
    assert person is not None
    return person.id
