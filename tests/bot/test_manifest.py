"""The manifest tells Slack exactly what the bot listens to, and asks for no more than it needs."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from bot.app.router import EVENTS
from bot.app.routes import COMMAND, ROUTES, WINDOWS
from bot.kit.reply import WindowName
from bot.kit.scopes import SCOPES

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
KINDS_OF_IDS = sorted(set(ROUTES) - {"command", "event"})


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """The manifest as Slack reads it."""
    loaded: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return loaded


def test_it_is_of_the_second_version(manifest: dict[str, Any]) -> None:
    assert manifest["_metadata"] == {"major_version": 2, "minor_version": 1}


def test_the_scopes_are_these_nine_and_no_other(manifest: dict[str, Any]) -> None:
    assert manifest["oauth_config"] == {
        "scopes": {
            "bot": [
                *("chat:write", "commands", "users:read", "users:read.email"),
                *("channels:read", "groups:read", "files:read", "files:write", "mpim:write"),
            ]
        }
    }
    assert manifest["oauth_config"]["scopes"]["bot"] == [*SCOPES]


def test_the_events_are_those_that_have_a_listener(manifest: dict[str, Any]) -> None:
    subscribed = manifest["settings"]["event_subscriptions"]["bot_events"]

    assert sorted(subscribed) == sorted(EVENTS)
    assert len(set(subscribed)) == len(subscribed)


def test_the_command_is_the_one_that_is_routed_and_its_text_comes_as_it_was_typed(
    manifest: dict[str, Any],
) -> None:
    (command,) = manifest["features"]["slash_commands"]

    assert [command["command"]] == [COMMAND] == list(ROUTES["command"])
    assert command["should_escape"] is False
    assert command["description"]
    assert command["usage_hint"]


def test_the_shortcuts_are_those_that_are_routed(manifest: dict[str, Any]) -> None:
    shortcuts = manifest["features"]["shortcuts"]

    assert [shortcut["callback_id"] for shortcut in shortcuts] == list(ROUTES["shortcut"])
    assert {shortcut["callback_id"]: shortcut["type"] for shortcut in shortcuts} == {
        "review.start": "global",
        "evidence.use": "message",
    }
    assert [shortcut["name"] for shortcut in shortcuts if len(shortcut["name"]) > 24] == []


def test_home_is_on_and_direct_messages_are_only_read(manifest: dict[str, Any]) -> None:
    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": True,
    }
    assert manifest["features"]["bot_user"]["always_online"] is True


def test_it_works_over_socket_mode_so_no_address_stands_in_it(manifest: dict[str, Any]) -> None:
    settings = manifest["settings"]

    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"] == {"is_enabled": True}
    assert settings["org_deploy_enabled"] is False
    assert settings["token_rotation_enabled"] is False
    assert "url" not in MANIFEST.read_text(encoding="utf-8")


def test_its_texts_have_the_lengths_that_slack_wants(manifest: dict[str, Any]) -> None:
    shown = manifest["display_information"]

    assert shown["name"] == "Revisor"
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert re.fullmatch("#[0-9a-f]{6}", shown["background_color"])


@pytest.mark.parametrize("kind", KINDS_OF_IDS)
def test_every_routed_id_is_feature_dot_verb(kind: str) -> None:
    assert [id_ for id_ in ROUTES[kind] if not re.fullmatch(r"[a-z]+(\.[a-z]+){1,2}", id_)] == []


def test_every_window_that_a_feature_may_lead_to_is_registered() -> None:
    assert sorted(WINDOWS) == sorted(get_args(WindowName))
