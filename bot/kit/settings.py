"""The settings: read once from the environment and .env into one frozen value, complaining once."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import is_currency
from dotenv import dotenv_values

from flows.scorecards.rules import TIMEZONE

SLACK_API_URL = "https://slack.com/api/"
DATABASE_URL = "sqlite:///revisor.db"
LANGUAGES = ("en", "da")
WEEKLY_SUBJECTS, WEEKLY_MINUTES = range(1, 51), range(3, 601)  # 3 minutes are one first review
KEEP_SENT_DAYS = range(1, 3651)


class SettingsError(Exception):
    """Some settings are missing or wrong; the text names all of them, one a line."""


@dataclass(frozen=True)
class Settings:
    """What the environment says. Tokens are kept out of every repr."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    slack_api_url: str = SLACK_API_URL
    database_url: str = field(default=DATABASE_URL, repr=False)
    language: str = "en"
    timezone: str = TIMEZONE
    currency: str = "DKK"
    scorecards: Path | None = None
    weekly_subjects: int = 7
    weekly_minutes: int = 15
    keep_sent_days: int = 30


def of_process(*, needs_slack: bool = False) -> Settings:
    """The settings of this process: its environment wins over the .env beside where it runs; see from_env."""
    try:
        found = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(".env cannot be read: save it as UTF-8 text.") from error
    return from_env({**found, **os.environ}, needs_slack=needs_slack)


def from_env(env: Mapping[str, str], *, needs_slack: bool) -> Settings:
    """Settings from environment variables; raises SettingsError with every problem at once.

    `needs_slack` is True for the commands that talk to Slack: only they want the two tokens.
    """
    problems = list(_problems(env, needs_slack=needs_slack))
    if problems:
        raise SettingsError("\n".join(problems))
    url = _value(env, "SLACK_API_URL", SLACK_API_URL)
    folder = env.get("REVISOR_SCORECARDS", "").strip()
    return Settings(
        bot_token=_value(env, "SLACK_BOT_TOKEN", ""),
        app_token=_value(env, "SLACK_APP_TOKEN", ""),
        slack_api_url=url if url.endswith("/") else url + "/",
        database_url=_value(env, "DATABASE_URL", DATABASE_URL),
        language=_value(env, "REVISOR_LANGUAGE", "en"),
        timezone=_value(env, "REVISOR_TIMEZONE", TIMEZONE),
        currency=_value(env, "REVISOR_CURRENCY", "DKK"),
        scorecards=Path(folder) if folder else None,
        weekly_subjects=int(_value(env, "REVISOR_WEEKLY_SUBJECTS", "7")),
        weekly_minutes=int(_value(env, "REVISOR_WEEKLY_MINUTES", "15")),
        keep_sent_days=int(_value(env, "REVISOR_KEEP_SENT_DAYS", "30")),
    )


def _value(env: Mapping[str, str], name: str, default: str) -> str:
    return env.get(name, "").strip() or default


def _problems(env: Mapping[str, str], *, needs_slack: bool) -> list[str]:
    return [*(_token_problems(env) if needs_slack else ()), *_other_problems(env)]


def _token_problems(env: Mapping[str, str]) -> list[str]:
    problems = []
    for name, prefix, kind in (
        ("SLACK_BOT_TOKEN", "xoxb-", "bot token"),
        ("SLACK_APP_TOKEN", "xapp-", "app-level token for Socket Mode"),
    ):
        value = env.get(name, "").strip()
        if value in {"", prefix}:  # the prefix alone is what .env.example holds
            problems.append(f"{name} is not set: it is the {kind} and begins with {prefix}")
        elif not value.startswith(prefix):
            problems.append(f"{name} is not the {kind}: it begins with {prefix}")
        elif not re.fullmatch(r"[A-Za-z0-9-]+", value):
            # A line break or an ellipsis copied along would fail in every call, with the token in the error.
            problems.append(f"{name} holds characters that no token has: copy it again")
    return problems


def _other_problems(env: Mapping[str, str]) -> list[str]:
    problems = []
    url = _value(env, "SLACK_API_URL", SLACK_API_URL)
    if not _is_web_address(url):
        problems.append("SLACK_API_URL is not a web address: it begins with https:// or http://")
    database = _value(env, "DATABASE_URL", DATABASE_URL)
    if not re.match(r"sqlite:///.|postgresql\+psycopg://.", database):
        problems.append("DATABASE_URL begins with sqlite:/// or postgresql+psycopg://")
    if _value(env, "REVISOR_LANGUAGE", "en") not in LANGUAGES:
        problems.append("REVISOR_LANGUAGE is en or da")
    if not is_zone(_value(env, "REVISOR_TIMEZONE", TIMEZONE)):
        problems.append("REVISOR_TIMEZONE is no known time zone: write it like Europe/Copenhagen")
    if not is_currency(_value(env, "REVISOR_CURRENCY", "DKK")):
        problems.append("REVISOR_CURRENCY is no known currency: write its three letters, like DKK")
    folder = env.get("REVISOR_SCORECARDS", "").strip()
    if folder and not Path(folder).is_dir():
        problems.append(f"REVISOR_SCORECARDS is no folder: {folder}")
    return [*problems, *_number_problems(env)]


def _number_problems(env: Mapping[str, str]) -> list[str]:
    listed = (
        ("REVISOR_WEEKLY_SUBJECTS", "7", WEEKLY_SUBJECTS),
        ("REVISOR_WEEKLY_MINUTES", "15", WEEKLY_MINUTES),
        ("REVISOR_KEEP_SENT_DAYS", "30", KEEP_SENT_DAYS),
    )
    return [
        f"{name} is a whole number from {fits[0]} to {fits[-1]}"
        for name, default, fits in listed
        if not _is_in(_value(env, name, default), fits)
    ]


def _is_in(text: str, fits: range) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5 and int(text) in fits


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without an address in them, or a port that is no number
        return False


def is_zone(name: str) -> bool:
    """Whether this machine knows a time zone of that name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
