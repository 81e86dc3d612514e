"""The demo's clock: moved in the sandbox, followed by the bot through a file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.clock import Clock, FileClock

CLOSE = timedelta(seconds=30)


def test_workspace_time_is_now_until_somebody_moves_it() -> None:
    clock = Clock()
    assert abs(clock() - datetime.now(UTC)) < CLOSE
    assert abs(clock.move(timedelta(days=7)) - datetime.now(UTC) - timedelta(days=7)) < CLOSE
    clock.move(timedelta(days=-7))
    assert clock.offset == timedelta(0)


def test_the_bots_clock_follows_through_the_file(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    theirs = FileClock(file)
    assert abs(theirs() - datetime.now(UTC)) < CLOSE
    clock = Clock(file=file)
    clock.move(timedelta(days=10, hours=3))
    assert abs(theirs() - clock()) < CLOSE
    assert theirs().tzinfo is UTC
    assert [path.name for path in tmp_path.iterdir()] == ["clock"]


def test_a_new_sandbox_starts_the_file_anew(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    Clock(file=file).move(timedelta(days=10))
    Clock(file=file)
    assert abs(FileClock(file)() - datetime.now(UTC)) < CLOSE


def test_a_file_that_holds_no_number_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("soon")
    with pytest.raises(ValueError, match="soon"):
        FileClock(file)()
