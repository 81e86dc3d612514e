"""`make bench`: what things cost beside the least they could cost, measured in turns in one run; no thresholds."""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from slack_bolt import Ack, App, BoltRequest
from slack_bolt.lazy_listener import LazyListenerRunner
from sqlalchemy import event

from bot.app.wiring import identity_of, make_app
from bot.crm.files.reading import read_deals
from bot.crm.usecases.deals import import_deals
from bot.digest.usecases.figures import status
from bot.home.posting import view_of
from bot.kit.blocks import View
from bot.kit.house import House
from bot.kit.settings import Settings
from bot.kit.slack import make_client
from bot.review.usecases.reviews import held_draft, open_review, turn_page
from bot.sandbox.people import User
from bot.sandbox.server import serve
from bot.sandbox.workspace import Workspace
from bot.standing.readers import COMPANY
from bot.standing.standings import standings
from flows.review.draft import Said
from storage import people, subjects
from tests.bench_company import BIG, NEW, NOW, OWNED, REST, TEAM, open_house

ROUNDS = 5
CLICKS = 25
AUTH = {"team_id": TEAM, "user_id": "U0", "bot_id": "B0"}
Run = Callable[[], object]


def best(*runs: Run) -> list[float]:
    """The best time of each, in seconds; they take turns, so that a busy moment of the machine meets them all."""
    found = [[_seconds(run) for run in runs] for _ in range(ROUNDS)]
    return [min(times) for times in zip(*found, strict=True)]


def _seconds(run: Run) -> float:
    before = time.perf_counter()
    run()
    return time.perf_counter() - before


class NothingAfter(LazyListenerRunner):
    """Leaves out what follows an acknowledgement: only the acknowledgement is measured."""

    def start(self, function: Callable[..., None], request: BoltRequest) -> None:
        """Forget it."""


def acknowledging(house: House) -> Iterator[tuple[str, float, float]]:
    """/review through our router, beside Bolt with one listener that only acknowledges."""

    def bare_ack(ack: Ack) -> None:
        ack()

    threads, who = ThreadPoolExecutor(1), identity_of(AUTH, "xoxb-1")
    ours, bare = make_app(house, who, threads), make_app(house, who, threads)
    bare._listeners.clear()
    bare.command("/review")(bare_ack)
    for app in (ours, bare):
        app.listener_runner.lazy_listener_runner = NothingAfter()
    for what, user, text in (
        ("help", NEW, "help"),
        ("opens a review: one write", NEW, ""),
        ("511 due: picker", BIG, ""),
        ("nothing of 1,489 due", REST, ""),
    ):
        mine, least = best(_clicks(ours, user, text), _clicks(bare, user, text))
        yield f"acknowledge /review, {what} (beside bare Bolt)", mine / CLICKS, least / CLICKS


def _clicks(app: App, user: str, text: str) -> Run:
    body = {"command": "/review", "text": text, "user_id": user, "team_id": "T1", "trigger_id": "1.1"}

    def run() -> None:
        for _ in range(CLICKS):
            assert app.dispatch(BoltRequest(mode="socket_mode", body=body)).status == 200

    return run


def turning(house: House, workspace: int, folder: Path) -> tuple[str, float, float]:
    """A page turn, beside the same statements through raw sqlite3 on a copy of the database."""
    with house.write(workspace) as desk:
        person = people.by_slack(desk.tx, NEW)
        assert person is not None
        draft = open_review(desk, person, sum(OWNED.values())).draft
        area = desk.scorecards.deal.areas[0]
    with house.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(folder / "revisor.db", folder / "copy.db")
    raw = sqlite3.connect(folder / "copy.db", isolation_level=None)
    raw.execute("PRAGMA synchronous = FULL")
    heard: list[tuple[str, Any]] = []
    versions = iter(range(draft.version, draft.version + 10_000))

    def turn() -> None:
        for _ in range(CLICKS):
            version = next(versions)
            said = Said(area.id, {q.id: version % 4 for q in area.questions}, f"12 Nov: {version}", ())
            with house.write(workspace) as desk:
                held = held_draft(desk, person, draft.id)
                turn_page(desk, person, held, version=version, page=0, said=said, by=1)

    def replay() -> None:
        for statement, parameters in heard:
            raw.execute(statement, parameters).fetchall()
        heard.clear()

    def hear(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        heard.append((statement, parameters))

    def hear_end(_connection: object) -> None:
        heard.append(("COMMIT", ()))

    event.listen(house.database.engine, "before_cursor_execute", hear)
    event.listen(house.database.engine, "commit", hear_end)
    mine, least = best(turn, replay)
    event.remove(house.database.engine, "before_cursor_execute", hear)
    event.remove(house.database.engine, "commit", hear_end)
    same = "SELECT version FROM drafts WHERE id = ?", (draft.id,)
    assert raw.execute(*same).fetchone() == (draft.version + ROUNDS * CLICKS,), "the copy had the same turns"
    raw.close()
    return "turn a page (beside the same statements in raw sqlite3)", mine / CLICKS, least / CLICKS


def reading(house: House, workspace: int, folder: Path) -> Iterator[tuple[str, float, float]]:
    """Scoring and status of 2,000 deals, beside reading their rows."""
    raw = sqlite3.connect(folder / "revisor.db")

    def rows() -> None:
        for table in ("subjects", "current_scores"):
            raw.execute(f"SELECT * FROM {table}").fetchall()

    def scored() -> None:
        with house.read(workspace) as desk:
            standings(desk, COMPANY, subjects.everything(desk.tx, open_only=True))

    def counted() -> None:
        with house.read(workspace) as desk:
            status(desk)

    score_time, status_time, least = best(scored, counted, rows)
    yield "score 2,000 deals (beside reading their rows)", score_time, least
    yield "status of 2,000 deals (beside reading their rows)", status_time, least
    raw.close()


def importing(house: House, workspace: int) -> tuple[str, float, float]:
    """8,800 new rows, beside reading the file only."""
    line = "I{n},Deal {n},Account {a},,Proposal,{n}.50,DKK,2026-09-01,2026-12-15,open"
    heading = "id,name,account,owner_email,stage,amount,currency,created,close_date,status"
    rows = (line.format(n=number, a=number % 85) for number in range(8_800))
    data = "\n".join((heading, *rows, "")).encode()

    def read() -> Any:
        return read_deals(data, source="bench", default_currency="DKK", today=NOW.date(), mapping={})

    found = read()
    assert len(found.records) == 8_800, found.refused[:3]
    least = _seconds(read)

    def load() -> None:
        with house.write(workspace) as desk:
            import_deals(desk, found)

    mine = least + _seconds(load)
    return f"import 8,800 rows, {8_800 / mine:,.0f} a second (beside reading the file)", mine, least


def homes(house: House, workspace: int) -> tuple[str, float, float]:
    """Rendering and publishing a Home of 511 subjects, beside publishing it."""

    def home() -> View:
        with house.read(workspace) as desk:
            person = people.by_slack(desk.tx, BIG)
            assert person is not None
            return view_of(desk, person)

    view = home()
    client = make_client(house.settings, timeout=10)

    def render() -> None:
        client.views_publish(user_id=BIG, view=home())

    mine, least = best(render, lambda: client.views_publish(user_id=BIG, view=view))
    return "render and publish Home with 511 subjects (beside publishing)", mine, least


@contextmanager
def house_in(folder: Path) -> Iterator[tuple[House, int]]:
    """The filled database, and a sandbox beside it."""
    workspace = Workspace([User(BIG, "Big Seller", "big@example.dk")])
    with serve(workspace) as url:
        settings = Settings(bot_token=workspace.identity.bot_token, slack_api_url=f"{url}/api/")
        house, id_ = open_house(folder, settings)
        yield house, id_
        house.database.close()


def main() -> None:
    """Measure everything and print one table."""
    table = Table("what", "ours", "least", "ratio")
    with tempfile.TemporaryDirectory() as name, house_in(Path(name)) as (house, id_):
        folder = Path(name)
        rows = [*acknowledging(house), turning(house, id_, folder), *reading(house, id_, folder)]
        for what, mine, least in [*rows, homes(house, id_), importing(house, id_)]:
            table.add_row(what, f"{mine * 1000:,.2f} ms", f"{least * 1000:,.2f} ms", f"{mine / least:,.1f}")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
