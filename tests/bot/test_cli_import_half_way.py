"""An import that ends half-way: what is in stays in, it is said, and the same file again does exactly the rest."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from bot.crm.usecases.deals import AT_ONCE
from tests.bot.terminal import Terminal

HEADING = "id,name,account,owner_email,amount,currency,close_date,status"
PEOPLE = ("Mette Sørensen,mette@example.dk,seller,,,", "Jens Åberg,jens@example.dk,seller,,,")
COUNT = 2 * AT_ONCE + 10
TIMES = ("seen_at", "due_at", "updated_at", "at", "holds_until", "kept_at", "asked_at")


def a_file(amount: int = 1000) -> str:
    """Many deals, every third of them won: an account's last one lies some batches after its first."""
    rows = (
        f"D{n},Deal {n},Account {n % (AT_ONCE + 7)} A/S,{('mette', 'jens')[n % 5 % 2]}@example.dk,{amount + n},DKK,"
        f"2026-12-{1 + n % 28:02},{('open', 'open', 'won')[n % 3]}"
        for n in range(COUNT)
    )
    return "\n".join((HEADING, *rows, ""))


@pytest.fixture
def manned(terminal: Terminal) -> Terminal:
    """Two sellers are there."""
    terminal.loads(*PEOPLE)
    return terminal


@pytest.fixture
def whole(
    manned: Terminal, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """Where both files came in undisturbed."""
    other = replace(manned, url=f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'whole.db')}")
    monkeypatch.setenv("DATABASE_URL", other.url)
    other.loads(*PEOPLE)
    for file in (a_file(), a_file(amount=5000).replace("mette@", "jens@", AT_ONCE)):
        assert other.imports(file).code == 0
    monkeypatch.setenv("DATABASE_URL", manned.url)
    return other


@contextmanager
def at_each_end(act: Callable[[Connection], None]) -> Iterator[None]:
    """Before each transaction that has written a subject is kept, this is done."""
    written: set[Connection] = set()

    def hear(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT INTO subjects", "UPDATE subjects")):
            written.add(connection)

    def end(connection: Connection) -> None:
        if connection in written:
            written.discard(connection)
            act(connection)

    event.listen(Engine, "before_cursor_execute", hear)
    event.listen(Engine, "commit", end)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
        event.remove(Engine, "commit", end)


@contextmanager
def ending_after(commits: int, error: BaseException) -> Iterator[None]:
    """The transaction after so many that have written a subject is not kept: this happens instead."""
    left = [commits]

    def end(_connection: Connection) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise error

    with at_each_end(end):
        yield


def disk_is_full() -> OperationalError:
    return OperationalError("COMMIT", {}, Exception("database or disk is full"))


def stored(terminal: Terminal) -> dict[str, list[dict[str, object]]]:
    """All that an import writes, but for the moments at which it did; subjects go by their own ids."""
    known = {row.id: (row.kind, row.source_id) for row in terminal.rows("subjects")}
    found = {}
    for name in ("subjects", "changes", "kept_scores"):
        rows = [row._asdict() for row in terminal.rows(name)]
        named = [{**row, "subject_id": known[row.get("subject_id") or row["id"]]} for row in rows]
        found[name] = [{key: row[key] for key in row.keys() - {"id", *TIMES}} for row in named]
    return found


@pytest.mark.parametrize(("batches", "error"), [(1, disk_is_full()), (2, KeyboardInterrupt())])
def test_what_ends_half_way_says_how_far_it_came_and_the_same_file_does_the_rest(
    manned: Terminal, batches: int, error: BaseException
) -> None:
    with ending_after(batches, error):
        said = manned.imports(a_file())

    done = min(batches * AT_ONCE, COUNT)
    assert said.code == 3
    assert f"{done} of {COUNT} new and changed deals are in and stay. Import the same file again" in said.err
    assert "Done" not in said.out
    assert len(manned.deals()) == done

    again = manned.imports(a_file())
    assert f"{COUNT - done} new, 0 changed, {done} unchanged, 0 refused." in again.out
    assert manned.imports(a_file()).out.endswith("Nothing to change.\n")


def test_what_ends_before_the_first_batch_has_changed_nothing(manned: Terminal) -> None:
    before = manned.everything()

    with ending_after(0, disk_is_full()):
        said = manned.imports(a_file())

    assert (said.code, said.err) == (1, "The database could not be used: database or disk is full\n")
    assert manned.everything() == before


@pytest.mark.parametrize("batches", [1, 2, 3])
def test_broken_off_anywhere_and_done_again_leaves_the_same_as_one_run(
    manned: Terminal, whole: Terminal, batches: int
) -> None:
    for file in (a_file(), a_file(amount=5000).replace("mette@", "jens@", AT_ONCE)):
        with ending_after(batches, disk_is_full()):
            manned.imports(file)
        assert manned.imports(file).code == 0

    assert stored(manned) == stored(whole)


def test_no_transaction_of_a_large_import_brings_in_more_than_a_batch(manned: Terminal) -> None:
    counts: list[int] = []

    def hear(connection: Connection) -> None:
        counts.append(connection.exec_driver_sql("SELECT count(*) FROM subjects").scalar_one())

    with at_each_end(hear):
        manned.imports(a_file())

    steps = [after - before for before, after in pairwise(counts)]
    assert counts[-1] > COUNT
    assert max(steps) <= AT_ONCE + len(PEOPLE)
