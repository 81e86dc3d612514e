"""What `revisor run` says about settings that are missing or wrong: all of it once, in words, and no token."""

import os
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bot.kit.settings import SettingsError, from_env
from tests.starting import ended

RIGHT = {"SLACK_BOT_TOKEN": "xoxb-1-hemmelig", "SLACK_APP_TOKEN": "xapp-1-hemmelig"}
BOT = "SLACK_BOT_TOKEN is not set: it is the bot token and begins with xoxb-"
APP = "SLACK_APP_TOKEN is not set: it is the app-level token for Socket Mode and begins with xapp-"
ODD = "holds characters that no token has: copy it again"
URL = "SLACK_API_URL is not a web address: it begins with https:// or http://"


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"SLACK_BOT_TOKEN": ""}, BOT),
        ({"SLACK_APP_TOKEN": "  "}, APP),
        (
            {"SLACK_BOT_TOKEN": "xapp-1-hemmelig"},
            "SLACK_BOT_TOKEN is not the bot token: it begins with xoxb-",
        ),
        (
            {"SLACK_APP_TOKEN": "xoxb-1-hemmelig"},
            "SLACK_APP_TOKEN is not the app-level token for Socket Mode: it begins with xapp-",
        ),
        ({"SLACK_BOT_TOKEN": "xoxb-1-hemme\nlig"}, f"SLACK_BOT_TOKEN {ODD}"),
        ({"SLACK_BOT_TOKEN": "xoxb-1-hemme…"}, f"SLACK_BOT_TOKEN {ODD}"),
        ({"SLACK_APP_TOKEN": "xapp-1 hemmelig"}, f"SLACK_APP_TOKEN {ODD}"),
        ({"SLACK_API_URL": "slack.com/api"}, URL),
        ({"SLACK_API_URL": "ftp://slack.com/api"}, URL),
        ({"SLACK_API_URL": "http://[slack.com/api"}, URL),
        ({"SLACK_API_URL": "http://localhost:port/api"}, URL),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL begins with sqlite:/// or postgresql+psycopg://"),
        ({"REVISOR_LANGUAGE": "sv"}, "REVISOR_LANGUAGE is en or da"),
        (
            {"REVISOR_TIMEZONE": "Copenhagen"},
            "REVISOR_TIMEZONE is no known time zone: write it like Europe/Copenhagen",
        ),
        (
            {"REVISOR_CURRENCY": "KRONER"},
            "REVISOR_CURRENCY is no known currency: write its three letters, like DKK",
        ),
        ({"REVISOR_SCORECARDS": "/nowhere"}, "REVISOR_SCORECARDS is no folder: /nowhere"),
    ],
)
def test_each_wrong_setting_is_named_in_plain_words(env: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        from_env({**RIGHT, **env}, needs_slack=True)

    assert str(wrong.value) == said


def test_all_that_is_wrong_is_said_once_and_no_token_is_printed(tmp_path: Path) -> None:
    done = _run(
        tmp_path,
        SLACK_BOT_TOKEN="xoxp-1-hemmelig",
        SLACK_APP_TOKEN="xapp-1-hemmelig…",
        SLACK_API_URL="slack",
        DATABASE_URL="revisor.db",
        REVISOR_LANGUAGE="Danish",
        REVISOR_TIMEZONE="CET+1",
        REVISOR_CURRENCY="kr.",
        REVISOR_SCORECARDS="cards",
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert [line.split()[0] for line in done.stderr.splitlines()] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_API_URL",
        "DATABASE_URL",
        "REVISOR_LANGUAGE",
        "REVISOR_TIMEZONE",
        "REVISOR_CURRENCY",
        "REVISOR_SCORECARDS",
    ]
    assert "hemmelig" not in done.stderr


def test_without_any_setting_both_tokens_are_asked_for(tmp_path: Path) -> None:
    done = _run(tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{BOT}\n{APP}\n")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////nowhere/at/all.db", "The database sqlite:////nowhere/at/all.db cannot be opened"),
        ("postgresql+psycopg://me:hemmelig@127.0.0.1:1/x", "The database postgresql://127.0.0.1/x cannot"),
    ],
)
def test_a_database_that_is_not_there_is_one_sentence_without_its_password(
    tmp_path: Path, url: str, said: str
) -> None:
    done = _run(tmp_path, **RIGHT, DATABASE_URL=url)

    assert done.returncode == 2
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert "hemmelig" not in done.stderr


def test_a_broken_scorecard_is_named_with_its_file_before_anything_starts(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "deal.yml").write_text("kind: deal\nname: [oops\n")

    done = _run(tmp_path, **RIGHT, REVISOR_SCORECARDS=str(cards))

    assert done.returncode == 2
    assert "deal.yml" in done.stderr
    assert "customer.yml" in done.stderr
    assert "Traceback" not in done.stderr


def _run(folder: Path, **env: str) -> "CompletedProcess[str]":
    return ended(("run",), folder, {"PATH": os.environ["PATH"], **env}, 15)
