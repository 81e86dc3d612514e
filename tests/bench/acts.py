"""Single acts in this process, on SQLite: /review beside a bare Bolt, and turning a page beside raw statements."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from slack_bolt import Ack, App, BoltRequest
from sqlalchemy import event, update

from bot.app.wiring import identity_of, make_app
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.review.usecases.reviews import held_draft, open_review, turn_page
from flows.company.people import Role
from flows.review.draft import Said
from storage import people, subjects
from storage.engine import Database
from tests.bench.company import TEAM, Shape, settle
from tests.bench.members import deal, person, seller
from tests.bench.plan import Plan
from tests.bench.timing import ROUNDS, Measured, Run, in_turns

AUTH = {"team_id": TEAM, "user_id": "U0", "bot_id": "B0"}
# Slack ids: one with 511 deals that are due, one with 1,489 that are not, and one with a deal never reviewed.
BIG, REST, NEW = seller(0), seller(1), "U0NEW"
DEALS, DUE = 2_000, 511


def single_acts(plan: Plan, house: House, workspace: int, file: Path) -> Iterator[Measured]:
    """Fill the empty workspace in the SQLite database `file` with three sellers' deals, and measure their acts."""
    settle(house, workspace, Shape(DEALS, sellers=2, managers=1))
    with house.write(workspace) as desk:
        new = person(desk, NEW, Role.SELLER)
        _hand_out(desk)
        subjects.insert_many(desk.tx, [deal(desk, DEALS, new)])
    yield from _acknowledging(plan, house)
    yield _turning(plan, house, workspace, file)


def _hand_out(desk: Desk) -> None:
    ids, table = [each.id for each in subjects.everything(desk.tx, open_only=True)], subjects.subjects
    later = desk.now + timedelta(days=30)
    for slack_id, theirs, due_at in ((BIG, ids[:DUE], desk.now), (REST, ids[DUE:], later)):
        owner = people.by_slack(desk.tx, slack_id)
        assert owner is not None
        which = update(table).where(table.c.id.in_(theirs))
        desk.tx.execute(which.values(owner_id=owner.id, due_at=due_at))


class NothingAfter(Executor):
    """Leaves out what follows an acknowledgement: only the acknowledgement is measured."""

    def submit(self, _fn: Callable[..., Any], /, *_args: Any, **_kwargs: Any) -> Future[Any]:
        """Forget it."""
        return Future()


def _acknowledging(plan: Plan, house: House) -> Iterator[Measured]:
    """/review through our router, beside Bolt with one listener that only acknowledges."""

    def bare_ack(ack: Ack) -> None:
        ack()

    who, nothing = identity_of(AUTH, "xoxb-1"), NothingAfter()
    ours, bare = make_app(house, who, nothing), make_app(house, who, nothing)
    bare._listeners.clear()
    bare.command("/review")(bare_ack)
    for what, user, text in (
        ("help", NEW, "help"),
        ("opens a review: one write", NEW, ""),
        ("511 due: picker", BIG, ""),
        ("nothing of 1,489 due", REST, ""),
    ):
        clicks, least = _clicks(plan, ours, user, text), _clicks(plan, bare, user, text)
        yield in_turns(f"acknowledge /review, {what} (beside bare Bolt)", clicks, least, acts=plan.clicks)


def _clicks(plan: Plan, app: App, user: str, text: str) -> Run:
    body = {"command": "/review", "text": text, "user_id": user, "team_id": TEAM, "trigger_id": "1.1"}

    def run() -> None:
        for _ in range(plan.clicks):
            assert app.dispatch(BoltRequest(mode="socket_mode", body=body)).status == 200

    return run


def _turning(plan: Plan, house: House, workspace: int, file: Path) -> Measured:
    """A page turn, beside the same statements through raw sqlite3 on a copy of the database."""
    with house.write(workspace) as desk:
        new = people.by_slack(desk.tx, NEW)
        assert new is not None
        (mine,) = subjects.open_of(desk.tx, new.id)
        draft = open_review(desk, new, mine.id).draft
        area = desk.scorecards.deal.areas[0]
    raw = _copy(house.database, file)
    versions = iter(range(draft.version, draft.version + ROUNDS * plan.clicks))

    def turn() -> None:
        for _ in range(plan.clicks):
            version = next(versions)
            said = Said(area.id, {q.id: version % 4 for q in area.questions}, f"12 Nov: {version}", ())
            with house.write(workspace) as desk:
                held = held_draft(desk, new, draft.id)
                turn_page(desk, new, held, version=version, page=0, said=said, by=1)

    with _heard(house.database) as heard:

        def replay() -> None:
            for statement, parameters in heard:
                raw.execute(statement, parameters).fetchall()
            heard.clear()

        what = "turn a page (beside the same statements in raw sqlite3)"
        found = in_turns(what, turn, replay, acts=plan.clicks)
    (reached,) = raw.execute("SELECT version FROM drafts WHERE id = ?", (draft.id,)).fetchone()
    assert reached == draft.version + ROUNDS * plan.clicks, "the copy had the same turns"
    raw.close()
    return found


def _copy(database: Database, file: Path) -> sqlite3.Connection:
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = sqlite3.connect(shutil.copy(file, file.with_name("copy.db")), isolation_level=None)
    raw.execute("PRAGMA synchronous = FULL")
    return raw


@contextmanager
def _heard(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """The statements that the database is told meanwhile, each with its parameters."""
    heard: list[tuple[str, Any]] = []

    def hear(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            heard.append((statement, parameters))

    def hear_begin(_connection: object) -> None:
        heard.append(("BEGIN IMMEDIATE", ()))

    def hear_end(_connection: object) -> None:
        heard.append(("COMMIT", ()))

    event.listen(database.engine, "before_cursor_execute", hear)
    event.listen(database.engine, "begin", hear_begin)
    event.listen(database.engine, "commit", hear_end)
    yield heard
    event.remove(database.engine, "before_cursor_execute", hear)
    event.remove(database.engine, "begin", hear_begin)
    event.remove(database.engine, "commit", hear_end)
