"""The settings: read once, every problem said once and in plain words, and no token ever shown."""

from pathlib import Path

import pytest

from bot.kit.settings import Settings, SettingsError, from_env
from tests.bot.terminal import Terminal

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-12345-secret", "SLACK_APP_TOKEN": "xapp-67890-secret"}
ALL_WRONG = {
    "SLACK_BOT_TOKEN": "xapp-67890-secret",
    "SLACK_APP_TOKEN": "hunter2-secret",
    "SLACK_API_URL": "slack.example",
    "DATABASE_URL": "mysql://me:secret@host/db",
    "REVISOR_LANGUAGE": "fr",
    "REVISOR_TIMEZONE": "Copenhagen",
    "REVISOR_CURRENCY": "kroner",
    "REVISOR_SCORECARDS": "no-such-folder",
    "REVISOR_WEEKLY_SUBJECTS": "many",
    "REVISOR_WEEKLY_MINUTES": "1.5",
}


def problems(env: dict[str, str], *, needs_slack: bool = True) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        from_env(env, needs_slack=needs_slack)
    return str(caught.value).splitlines()


def test_without_anything_said_the_defaults_hold() -> None:
    assert from_env({}, needs_slack=False) == Settings(
        bot_token="",
        app_token="",
        slack_api_url="https://slack.com/api/",
        database_url="sqlite:///revisor.db",
        language="en",
        timezone="Europe/Copenhagen",
        currency="DKK",
        scorecards=None,
        weekly_subjects=7,
        weekly_minutes=15,
        keep_sent_days=30,
    )


def test_everything_can_be_said(tmp_path: Path) -> None:
    said = from_env(
        {
            **TOKENS,
            "SLACK_API_URL": "http://127.0.0.1:8765/api",
            "DATABASE_URL": "postgresql+psycopg://me:pw@host/db",
            "REVISOR_LANGUAGE": "da",
            "REVISOR_TIMEZONE": "Atlantic/Faroe",
            "REVISOR_CURRENCY": "EUR",
            "REVISOR_SCORECARDS": str(tmp_path),
            "REVISOR_WEEKLY_SUBJECTS": "10",
            "REVISOR_WEEKLY_MINUTES": "30",
        },
        needs_slack=True,
    )

    assert (said.bot_token, said.app_token) == tuple(TOKENS.values())
    assert said.slack_api_url == "http://127.0.0.1:8765/api/"
    assert said.database_url == "postgresql+psycopg://me:pw@host/db"
    assert (said.language, said.timezone, said.currency) == ("da", "Atlantic/Faroe", "EUR")
    assert said.scorecards == tmp_path
    assert (said.weekly_subjects, said.weekly_minutes) == (10, 30)


@pytest.mark.parametrize("empty", ["", "  "])
@pytest.mark.parametrize("name", sorted(ALL_WRONG.keys() - TOKENS.keys()))
def test_an_empty_setting_is_its_default(name: str, empty: str) -> None:
    assert from_env({name: empty}, needs_slack=False) == from_env({}, needs_slack=False)


def test_everything_that_is_wrong_is_said_at_once_and_each_once() -> None:
    assert problems(ALL_WRONG) == [
        "SLACK_BOT_TOKEN is not the bot token: it begins with xoxb-",
        "SLACK_APP_TOKEN is not the app-level token for Socket Mode: it begins with xapp-",
        "SLACK_API_URL is not a web address: it begins with https:// or http://",
        "DATABASE_URL begins with sqlite:/// or postgresql+psycopg://",
        "REVISOR_LANGUAGE is en or da",
        "REVISOR_TIMEZONE is no known time zone: write it like Europe/Copenhagen",
        "REVISOR_CURRENCY is no known currency: write its three letters, like DKK",
        "REVISOR_SCORECARDS is no folder: no-such-folder",
        "REVISOR_WEEKLY_SUBJECTS is a whole number from 1 to 50",
        "REVISOR_WEEKLY_MINUTES is a whole number from 3 to 600",
    ]


@pytest.mark.parametrize(
    "tokens", [{}, {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}, {"SLACK_BOT_TOKEN": " "}]
)
def test_missing_tokens_are_both_named_also_when_the_example_was_never_filled_in(
    tokens: dict[str, str],
) -> None:
    assert problems(tokens) == [
        "SLACK_BOT_TOKEN is not set: it is the bot token and begins with xoxb-",
        "SLACK_APP_TOKEN is not set: it is the app-level token for Socket Mode and begins with xapp-",
    ]


def test_tokens_are_neither_shown_nor_wanted_by_commands_that_stay_away_from_slack() -> None:
    wrong = {"SLACK_BOT_TOKEN": "nonsense", "SLACK_APP_TOKEN": ""}

    assert from_env(wrong, needs_slack=False).bot_token == "nonsense"


def test_no_secret_is_in_what_is_said_or_in_the_settings_own_text() -> None:
    texts = ["\n".join(problems(ALL_WRONG)), repr(from_env(TOKENS, needs_slack=True))]
    texts.append(repr(from_env({"DATABASE_URL": "postgresql+psycopg://u:secret@h/d"}, needs_slack=False)))

    assert not [text for text in texts if "secret" in text or "hunter2" in text]


@pytest.mark.parametrize("zone", ["Mars/Phobos", "../etc/passwd", "/etc/localtime", "Europe", "\0"])
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    assert problems({"REVISOR_TIMEZONE": zone}, needs_slack=False) == [
        "REVISOR_TIMEZONE is no known time zone: write it like Europe/Copenhagen"
    ]


@pytest.mark.parametrize("currency", ["dkk", "KR", "XYZ", "€"])
def test_a_currency_that_is_none_is_refused(currency: str) -> None:
    assert problems({"REVISOR_CURRENCY": currency}, needs_slack=False) == [
        "REVISOR_CURRENCY is no known currency: write its three letters, like DKK"
    ]


@pytest.mark.parametrize("number", ["0", "51", "-1", "7.0", "seven", "９", "99999999999999999999"])
def test_a_week_of_nothing_or_of_no_number_is_refused(number: str) -> None:
    assert problems({"REVISOR_WEEKLY_SUBJECTS": number}, needs_slack=False) == [
        "REVISOR_WEEKLY_SUBJECTS is a whole number from 1 to 50"
    ]


def test_dotenv_is_read_and_the_environment_wins(light: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    light.file(".env", "REVISOR_CURRENCY=SEK\nREVISOR_LANGUAGE=xx\n")
    assert light("check").err == "REVISOR_LANGUAGE is en or da\n"

    monkeypatch.setenv("REVISOR_LANGUAGE", "da")
    light.imports("id,name,amount\n1,Nordlys,100\n")
    assert light.deals()["csv", "1"].currency == "SEK"

    monkeypatch.setenv("REVISOR_CURRENCY", "NOK")
    light.imports("id,name,amount\n2,Lumen,100\n")
    assert light.deals()["csv", "2"].currency == "NOK"


def test_dotenv_may_say_where_the_database_is(light: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    light.file(".env", "DATABASE_URL='sqlite:///named-in-dotenv.db'\n")

    assert light("migrate").code == 0
    assert (light.folder / "named-in-dotenv.db").exists()
    assert not (light.folder / "revisor.db").exists()


def test_a_dotenv_that_is_no_text_is_said_so(light: Terminal) -> None:
    light.file(".env", b"\xff\xfeS\0")

    said = light("check")
    assert (said.code, said.err) == (2, ".env cannot be read: save it as UTF-8 text.\n")
