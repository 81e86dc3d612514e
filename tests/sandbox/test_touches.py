"""Buttons and menus on Home, in modals and on messages: what the bot hears of a touch."""

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from bot.sandbox.workspace import Workspace
from tests.sandbox.blocks import Json, element, modal, option, plain, section
from tests.sandbox.robot import Robot

ANNA = "U1ANNA"
CHOICES = [option("Red", "red"), option("Green", "green")]


def button(value: str = "1", **fields: Any) -> Json:
    return {"type": "button", "text": plain("Start"), "action_id": "deal.open", "value": value, **fields}


def row(value: str) -> Json:
    return section(block_id=f"row.{value}", accessory=button(value))


def test_a_button_of_home_is_told_by_its_value(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    slack.views_publish(user_id=ANNA, view={"type": "home", "blocks": [row("1"), row("2")]})
    workspace.click(ANNA, surface="home", action_id="deal.open", value="2")
    heard, home = robot.heard, workspace.home(ANNA)
    assert home is not None
    assert heard["actions"][0] == {
        "type": "button",
        "action_id": "deal.open",
        "block_id": "row.2",
        "value": "2",
        "text": {"type": "plain_text", "text": "Start", "emoji": False},
        "action_ts": heard["actions"][0]["action_ts"],
    }
    assert heard["container"] == {"type": "view", "view_id": home["id"]}
    assert (heard["view"], heard["state"]) == (home, home["state"])
    assert heard["trigger_id"]


def test_a_button_of_a_modal_brings_what_is_filled_in(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    asked = {"type": "input", "block_id": "b", "label": plain(), "element": element("plain_text_input")}
    back = {"type": "actions", "block_id": "nav", "elements": [button()]}
    slack.views_open(trigger_id=robot.trigger(), view=modal(asked, back))
    workspace.fill(ANNA, "b", "a", "half a sentence")
    workspace.click(ANNA, surface="modal", action_id="deal.open", block_id="nav")
    assert robot.heard["view"]["state"]["values"]["b"]["a"]["value"] == "half a sentence"


def test_a_menu_on_home_acts_with_its_choice(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    menu = {"type": "actions", "block_id": "b", "elements": [element("static_select", options=CHOICES)]}
    slack.views_publish(user_id=ANNA, view={"type": "home", "blocks": [menu]})
    workspace.click(ANNA, surface="home", action_id="a", value="green")
    assert robot.heard["actions"][0]["selected_option"]["value"] == "green"
    held = robot.heard["view"]["state"]["values"]["b"]["a"]
    assert held["selected_option"]["value"] == "green"


def test_a_button_of_a_message_brings_message_and_address(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    sent = slack.chat_postMessage(channel=ANNA, text="Due", blocks=[row("1")])
    slack.chat_postMessage(channel=ANNA, text="Newer, without button")
    workspace.click(ANNA, surface="message", action_id="deal.open")
    heard = robot.heard
    assert heard["container"] == {
        "type": "message", "message_ts": sent["ts"], "channel_id": sent["channel"], "is_ephemeral": False,
    }  # fmt: skip
    assert (heard["message"]["text"], heard["message"]["ts"]) == ("Due", sent["ts"])
    assert heard["channel"] == {"id": sent["channel"], "name": "directmessage"}
    assert heard["state"] == {"values": {}}
    httpx.post(heard["response_url"], json={"text": "Done", "replace_original": True})
    assert workspace.messages(sent["channel"])[0].text == "Done"
    httpx.post(heard["response_url"], json={"delete_original": True})
    assert len(workspace.messages(sent["channel"])) == 1


def test_an_old_messages_button_still_works(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    old = slack.chat_postMessage(channel="C1SALES", text="Old", blocks=[row("1")])["ts"]
    slack.chat_postMessage(channel="C1SALES", text="New", blocks=[row("2")])
    workspace.click(ANNA, surface="message", action_id="deal.open", channel="C1SALES", message_ts=old)
    assert robot.heard["actions"][0]["value"] == "1"
    workspace.click(ANNA, surface="message", action_id="deal.open", channel="C1SALES")
    assert robot.heard["actions"][0]["value"] == "2"


def test_a_menu_on_a_message_brings_its_choice_as_state(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    menu = {"type": "actions", "block_id": "b", "elements": [element("static_select", options=CHOICES)]}
    slack.chat_postMessage(channel=ANNA, text="x", blocks=[menu])
    workspace.click(ANNA, surface="message", action_id="a", value="red")
    assert robot.heard["state"]["values"]["b"]["a"]["selected_option"]["value"] == "red"


def test_an_overflow_brings_its_choice(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    more = section(accessory=element("overflow", options=CHOICES))
    slack.chat_postMessage(channel=ANNA, text="x", blocks=[more])
    workspace.click(ANNA, surface="message", action_id="a", value="red")
    assert robot.heard["actions"][0]["selected_option"]["value"] == "red"
    with pytest.raises(ValueError, match="no option"):
        workspace.click(ANNA, surface="message", action_id="a", value="blue")


def test_nobody_touches_what_they_do_not_see(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    slack.chat_postEphemeral(channel="C1SALES", user="U2BO", text="x", blocks=[row("1")])
    for surface in ("home", "modal", "message"):
        with pytest.raises(LookupError):
            workspace.click(ANNA, surface=surface, action_id="deal.open", channel="C1SALES")
    slack.views_publish(user_id=ANNA, view={"type": "home", "blocks": [row("1")]})
    with pytest.raises(LookupError, match="nothing there to touch"):
        workspace.click(ANNA, surface="home", action_id="deal.open", value="2")
    assert robot.envelopes == []
