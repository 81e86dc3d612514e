"""Terminals on fresh migrated databases, with nothing of our own environment in them."""

import os
from pathlib import Path

import pytest

from tests.bot.terminal import Terminal


@pytest.fixture
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own as the current one, and no setting in the environment."""
    for name in list(os.environ):
        if name.startswith(("SLACK_", "REVISOR_", "DATABASE_URL")):
            monkeypatch.delenv(name)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def terminal(
    clean: Path, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal, once on each kind of database."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    return Terminal(clean, database_url, capsys)


@pytest.fixture
def light(
    clean: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal on SQLite, for what has nothing to do with the kind of database."""
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    return Terminal(clean, sqlite_url, capsys)
