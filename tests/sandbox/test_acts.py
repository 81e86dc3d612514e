"""Commands, shortcuts, Home and profiles: what the bot hears, and what the person sees of its answer."""

import pytest
from slack_sdk import WebClient

from bot.sandbox.refusal import Refused
from bot.sandbox.workspace import Workspace
from tests.sandbox.blocks import plain, section
from tests.sandbox.robot import Robot

ANNA = "U1ANNA"


def test_a_command_tells_who_typed_what_where(workspace: Workspace, robot: Robot) -> None:
    workspace.command(ANNA, "C1SALES", "/review  Nordhavn ")
    heard = robot.heard
    assert robot.envelopes[-1]["type"] == "slash_commands"
    assert (heard["command"], heard["text"], heard["user_id"]) == ("/review", "Nordhavn", ANNA)
    assert (heard["channel_id"], heard["channel_name"]) == ("C1SALES", "salg")
    workspace.command(ANNA, "C2SECRET", "digest")
    assert (robot.heard["text"], robot.heard["channel_name"]) == ("digest", "privategroup")
    workspace.command(ANNA, workspace.dm_of(ANNA), "")
    assert (robot.heard["text"], robot.heard["channel_name"]) == ("", "directmessage")


def test_the_answer_to_a_command_is_for_the_person_alone(workspace: Workspace, robot: Robot) -> None:
    robot.answers = [{"text": "Nothing due."}, {"text": "All see it.", "response_type": "in_channel"}, {}]
    for _ in range(3):
        workspace.command(ANNA, "C1SALES", "")
    said = [(message.text, message.ephemeral_to) for message in workspace.messages("C1SALES")]
    assert said == [("Nothing due.", ANNA), ("All see it.", None)]


def test_an_answer_with_blocks_that_slack_refuses_is_not_shown(workspace: Workspace, robot: Robot) -> None:
    robot.answers = [{"text": "x", "blocks": [section(text=plain(""))]}]
    workspace.command(ANNA, "C1SALES", "")
    assert workspace.messages("C1SALES") == []
    assert "operation_timeout" in (workspace.notice(ANNA) or "")
    assert [call.method for call in workspace.refused] == ["acknowledgement"]


def test_another_apps_command_never_reaches_the_bot(workspace: Workspace, robot: Robot) -> None:
    workspace.command(ANNA, "C1SALES", "/remind me")
    assert robot.envelopes == []
    assert workspace.notice(ANNA) == "/remind is not a valid command."


def test_a_shortcut_carries_its_name_and_a_trigger(workspace: Workspace, robot: Robot) -> None:
    workspace.shortcut(ANNA, "review.start")
    assert (robot.heard["type"], robot.heard["callback_id"]) == ("shortcut", "review.start")
    assert robot.heard["trigger_id"]


def test_a_message_shortcut_carries_the_message_and_where_it_stands(
    workspace: Workspace, robot: Robot
) -> None:
    for channel, name in (
        ("C1SALES", "salg"),
        ("C2SECRET", "privategroup"),
        (workspace.dm_of(ANNA), "directmessage"),
    ):
        ts = workspace.post(ANNA, channel, "The board said yes")

        workspace.use_message(ANNA, "evidence.use", channel, ts)

        heard = robot.heard
        assert (heard["type"], heard["callback_id"]) == ("message_action", "evidence.use")
        assert (heard["channel"], heard["message_ts"]) == ({"id": channel, "name": name}, ts)
        message = heard["message"]
        assert (message["text"], message["ts"], message["user"]) == ("The board said yes", ts, ANNA)
        assert "bot_id" not in message
        assert heard["trigger_id"]
        assert "view" not in heard


def test_a_message_shortcut_on_a_message_that_is_gone_is_an_error(workspace: Workspace, robot: Robot) -> None:
    with pytest.raises(Refused, match="message_not_found"):
        workspace.use_message(ANNA, "evidence.use", "C1SALES", "1.000001")
    assert robot.envelopes == []


def test_opening_home_is_an_event(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    workspace.open_home(ANNA)
    event = robot.heard["event"]
    assert (robot.envelopes[-1]["type"], robot.heard["type"]) == ("events_api", "event_callback")
    assert (event["type"], event["user"], event["tab"]) == ("app_home_opened", ANNA, "home")
    assert event["channel"] == workspace.dm_of(ANNA)
    assert "view" not in event
    slack.views_publish(user_id=ANNA, view={"type": "home", "blocks": [section()]})
    workspace.open_home(ANNA)
    assert robot.heard["event"]["view"]["type"] == "home"


def test_a_changed_person_is_an_event(workspace: Workspace, robot: Robot) -> None:
    workspace.change_user(ANNA, tz="Asia/Tokyo", locale="en-US")
    person = robot.heard["event"]["user"]
    assert (robot.heard["event"]["type"], person["id"]) == ("user_change", ANNA)
    assert (person["tz"], person["locale"]) == ("Asia/Tokyo", "en-US")


def test_a_delivery_can_be_repeated_and_forged(workspace: Workspace, robot: Robot) -> None:
    workspace.shortcut(ANNA, "review.start")
    payload = robot.heard
    robot.answers = [{"response_action": "clear"}]
    assert workspace.deliver("interactive", payload) == {"response_action": "clear"}
    assert len(robot.envelopes) == 2
    assert robot.envelopes[0]["envelope_id"] != robot.envelopes[1]["envelope_id"]
