"""Somebody else holds the database, or takes its file away: the person hears of it, and loses nothing by it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.kit import doors
from bot.review.views import page as review_views
from bot.sandbox.workspace import Workspace
from storage.engine import open_database
from tests.journeys.conftest import CHANNELS, USERS, Actor, Office, id_of, open_office, staff

BUSY = "The database is busy with something else just now. Nothing is lost: press again in a moment."
GONE = "Somebody has moved or replaced my database, so I have stopped."
PROOF = "12 Nov: they asked for an offer"


@pytest.fixture
def tom(database_url: str) -> Iterator[Actor]:
    """Tom, with one deal that is due, once on each kind of database."""
    yield from _with_a_deal(database_url)


@pytest.fixture
def light_tom(sqlite_url: str) -> Iterator[Actor]:
    """Tom on SQLite."""
    yield from _with_a_deal(sqlite_url)


def _with_a_deal(url: str) -> Iterator[Actor]:
    for office in open_office(url, workspace=Workspace(USERS, CHANNELS)):  # which waits three seconds
        staff(office).add("Service agreement", id_of(office, "U0TOM"), customer="Nordlys")
        assert "Service agreement" in office.person("U0TOM").home
        yield office.person("U0TOM")


@contextmanager
def held(office: Office) -> Iterator[None]:
    """Somebody else keeps the database to themselves, as an open database browser does."""
    other = open_database(office.house.settings.database_url)
    with other.across(writes=True) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE drafts IN ACCESS EXCLUSIVE MODE")
        yield
    other.close()


def on_first_page(tom: Actor) -> None:
    """Open the review and write some evidence on its first page."""
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    tom.writes("D1", PROOF)


def test_a_form_stays_open_with_everything_in_it_while_the_database_is_held(
    tom: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    on_first_page(tom)

    with held(tom.office):
        tom.submits()
        assert list(tom.workspace.modal_errors(tom.id).values()) == [BUSY]
        assert tom.noted("D1") == PROOF
    tom.submits()

    tom.modal_with("Page 2 of 6")
    (line,) = [record for record in caplog.records if "Nothing came of" in record.getMessage()]
    assert (line.levelname, line.exc_info) == ("WARNING", None)


def test_a_button_in_a_window_lays_the_sentence_over_it(tom: Actor) -> None:
    on_first_page(tom)
    tom.submits()
    tom.modal_with("Page 2 of 6")

    with held(tom.office):
        tom.clicks(review_views.BACK)
        tom.modal_with(BUSY)
    tom.workspace.close(tom.id)

    tom.modal_with("Page 2 of 6")


def test_a_command_and_a_button_on_home_open_a_window_that_says_it(tom: Actor) -> None:
    with held(tom.office):
        tom.says("/review")
        assert BUSY in tom.screen
        tom.closes()
        tom.clicks(doors.REVIEW, on="home")
        assert BUSY in tom.screen


def test_who_only_looks_waits_for_nobody_on_sqlite(light_tom: Actor) -> None:
    with held(light_tom.office):
        assert "Service agreement" in light_tom.home


def _deleted(file: Path) -> None:
    file.unlink()


def _moved(file: Path) -> None:
    file.rename(file.with_name("elsewhere.db"))


def _replaced(file: Path) -> None:
    shutil.copy(file, file.with_name("backup.db")).replace(file)


@pytest.mark.parametrize("away", [_deleted, _moved, _replaced])
def test_nobody_is_told_that_something_is_kept_once_the_file_is_gone(
    light_tom: Actor, away: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    on_first_page(light_tom)
    file = Path(light_tom.office.house.settings.database_url.removeprefix("sqlite:///"))

    away(file)
    light_tom.submits()

    (said,) = light_tom.workspace.modal_errors(light_tom.id).values()
    assert said.startswith(GONE)
    assert light_tom.noted("D1") == PROOF
    assert any(f"{file} was moved, deleted or replaced" in line for line in caplog.messages)
    assert file.exists() is (away is _replaced)
