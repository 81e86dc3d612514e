"""Posting, changing and pointing to messages as Slack allows it."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.people import Channel, Identity
from bot.sandbox.server import serve
from bot.sandbox.workspace import Workspace

DIVIDER = {"type": "divider"}


def refusal(slack: WebClient, method: str, **arguments: object) -> str:
    with pytest.raises(SlackApiError) as refused:
        slack.api_call(method, json=arguments)
    return str(refused.value.response["error"])


def test_a_message_to_a_person_lands_in_their_direct_messages(slack: WebClient, workspace: Workspace) -> None:
    answer = slack.chat_postMessage(channel="U1ANNA", text="Hej")
    assert answer["channel"] == workspace.dm_of("U1ANNA") == "D1ANNA"
    message = workspace.messages("D1ANNA")[0]
    assert (message.text, message.ts, message.user) == ("Hej", answer["ts"], workspace.bot_user_id)


def test_unfurling_and_mrkdwn_are_kept_with_the_message(slack: WebClient, workspace: Workspace) -> None:
    slack.chat_postMessage(channel="C1SALES", text="x", mrkdwn=False, unfurl_links=False, unfurl_media=False)
    message = workspace.messages("C1SALES")[0]
    assert not message.mrkdwn
    assert (message.raw["unfurl_links"], message.raw["unfurl_media"]) == (False, False)


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C9NONE", "channel_not_found"),
        ("U9NOBODY", "channel_not_found"),
        ("C2SECRET", "channel_not_found"),
        ("C3OPEN", "not_in_channel"),
        ("C4OLD", "is_archived"),
        ("", "invalid_arguments"),
    ],
)
def test_where_the_bot_may_not_write_it_is_told(
    slack: WebClient, workspace: Workspace, channel: str, error: str
) -> None:
    assert refusal(slack, "chat.postMessage", channel=channel, text="Sample") == error
    assert refusal(slack, "chat.postEphemeral", channel=channel, user="U1ANNA", text="Sample") == error
    assert [call.answer["error"] for call in workspace.refused if call.answer] == [error] * 2


def test_an_invited_bot_may_write(slack: WebClient, workspace: Workspace) -> None:
    workspace.change_channel("C2SECRET", bot_is_member=True)
    assert slack.chat_postMessage(channel="C2SECRET", text="Hej")["ok"]


def test_with_the_wider_scope_it_writes_in_every_public_channel() -> None:
    scopes = ("chat:write", "chat:write.public")
    workspace = Workspace(channels=[Channel("C1", "alle")], identity=Identity(scopes=scopes))
    with serve(workspace) as url:
        assert WebClient("xoxb-sandbox", base_url=f"{url}/api/").chat_postMessage(channel="C1", text="x")[
            "ok"
        ]


def test_a_deactivated_person_gets_nothing(slack: WebClient, workspace: Workspace) -> None:
    workspace.change_user("U1ANNA", deleted=True)
    assert refusal(slack, "chat.postMessage", channel="U1ANNA", text="x") == "channel_not_found"


def test_a_message_says_something(slack: WebClient) -> None:
    assert refusal(slack, "chat.postMessage", channel="C1SALES") == "no_text"
    assert refusal(slack, "chat.postMessage", channel="C1SALES", blocks=[]) == "no_text"


def test_a_posted_text_is_cut_after_40000_characters(slack: WebClient, workspace: Workspace) -> None:
    slack.chat_postMessage(channel="C1SALES", text="x" * 40_000)
    slack.chat_postMessage(channel="C1SALES", text="x" * 40_001)
    assert [len(message.text) for message in workspace.messages("C1SALES")] == [40_000, 40_000]


def test_an_ephemeral_text_is_not_longer_than_40000_characters(slack: WebClient) -> None:
    slack.chat_postEphemeral(channel="C1SALES", user="U1ANNA", text="x" * 40_000)
    long = {"channel": "C1SALES", "user": "U1ANNA", "text": "x" * 40_001}
    assert refusal(slack, "chat.postEphemeral", **long) == "msg_too_long"


def test_a_changed_text_is_not_longer_than_4000_characters(slack: WebClient) -> None:
    ts = slack.chat_postMessage(channel="C1SALES", text="x")["ts"]
    slack.chat_update(channel="C1SALES", ts=ts, text="x" * 4000)
    assert refusal(slack, "chat.update", channel="C1SALES", ts=ts, text="x" * 4001) == "msg_too_long"


def test_a_change_replaces_text_and_blocks(slack: WebClient, workspace: Workspace) -> None:
    sent = slack.chat_postMessage(channel="U1ANNA", text="before", blocks=[DIVIDER])
    slack.chat_update(channel=sent["channel"], ts=sent["ts"], text="after")
    message = workspace.messages("D1ANNA")[0]
    assert (message.ts, message.text, message.blocks) == (sent["ts"], "after", [])


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"channel": "U1ANNA"}, "channel_not_found"),
        ({"ts": "1.000000"}, "message_not_found"),
        ({"text": ""}, "no_text"),
        ({"text": "x", "blocks": [{"type": "fireworks"}]}, "invalid_blocks"),
    ],
)
def test_a_change_that_slack_refuses(slack: WebClient, changes: dict[str, object], error: str) -> None:
    ts = slack.chat_postMessage(channel="C1SALES", text="x")["ts"]
    assert refusal(slack, "chat.update", **({"channel": "C1SALES", "ts": ts, "text": "y"} | changes)) == error


def test_nothing_changes_in_an_archived_channel(slack: WebClient, workspace: Workspace) -> None:
    ts = slack.chat_postMessage(channel="C1SALES", text="x")["ts"]
    workspace.change_channel("C1SALES", is_archived=True)
    assert refusal(slack, "chat.update", channel="C1SALES", ts=ts, text="y") == "is_inactive"


def test_an_ephemeral_message_is_for_one_person_and_never_changed(
    slack: WebClient, workspace: Workspace
) -> None:
    ts = slack.chat_postEphemeral(channel="C1SALES", user="U1ANNA", text="x")["message_ts"]
    assert workspace.messages("C1SALES")[0].ephemeral_to == "U1ANNA"
    assert refusal(slack, "chat.update", channel="C1SALES", ts=ts, text="y") == "message_not_found"
    stranger = {"channel": "C1SALES", "user": "U9NOBODY", "text": "x"}
    assert refusal(slack, "chat.postEphemeral", **stranger) == "user_not_in_channel"


def test_replies_stand_in_the_thread_and_not_in_the_channel(slack: WebClient, workspace: Workspace) -> None:
    parent = slack.chat_postMessage(channel="C1SALES", text="parent")["ts"]
    reply = slack.chat_postMessage(channel="C1SALES", text="reply", thread_ts=parent)["ts"]
    slack.chat_postMessage(channel="C1SALES", text="to a reply", thread_ts=reply)
    slack.chat_postMessage(channel="C1SALES", text="shown", thread_ts=parent, reply_broadcast=True)
    assert [message.text for message in workspace.messages("C1SALES")] == ["parent", "shown"]
    thread = [message.text for message in workspace.messages("C1SALES", parent)]
    assert thread == ["parent", "reply", "to a reply", "shown"]
    lost = {"channel": "C1SALES", "text": "x", "thread_ts": "1.000000"}
    assert refusal(slack, "chat.postMessage", **lost) == "thread_not_found"


def test_a_permalink_points_to_channel_message_and_thread(slack: WebClient) -> None:
    parent = slack.chat_postMessage(channel="C1SALES", text="parent")["ts"]
    reply = slack.chat_postMessage(channel="C1SALES", text="reply", thread_ts=parent)["ts"]
    link = slack.chat_getPermalink(channel="C1SALES", message_ts=parent)["permalink"]
    assert link.endswith(f"/archives/C1SALES/p{parent.replace('.', '')}")
    inside = slack.chat_getPermalink(channel="C1SALES", message_ts=reply)["permalink"]
    assert inside.endswith(f"?thread_ts={parent}&cid=C1SALES")
    assert refusal(slack, "chat.getPermalink", channel="C1SALES", message_ts="1.0") == "message_not_found"


def test_what_the_bot_cannot_see_has_no_permalink(slack: WebClient, workspace: Workspace) -> None:
    ts = workspace.post("U1ANNA", "C2SECRET", "between us")

    assert refusal(slack, "chat.getPermalink", channel="C2SECRET", message_ts=ts) == "channel_not_found"
    workspace.change_channel("C2SECRET", bot_is_member=True)
    assert slack.chat_getPermalink(channel="C2SECRET", message_ts=ts)["permalink"]


def test_timestamps_follow_workspace_time_and_never_repeat(slack: WebClient, workspace: Workspace) -> None:
    first = float(slack.chat_postMessage(channel="C1SALES", text="x")["ts"])
    workspace.clock.move(timedelta(days=7))
    later = float(slack.chat_postMessage(channel="C1SALES", text="x")["ts"])
    assert later - first >= timedelta(days=7).total_seconds()
    workspace.clock.move(timedelta(days=-7))
    after = float(slack.chat_postMessage(channel="C1SALES", text="x")["ts"])
    assert after > later


def test_left_out_ids_are_drawn_by_slack(slack: WebClient, workspace: Workspace) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Start"}}
    slack.chat_postMessage(channel="C1SALES", text="x", blocks=[{"type": "actions", "elements": [button]}])
    block = workspace.messages("C1SALES")[0].blocks[0]
    assert block["block_id"]
    assert block["elements"][0]["action_id"]
    assert block["elements"][0]["text"]["emoji"]


def address_of(workspace: Workspace) -> str:
    seen: list[str] = []

    def note(envelope: dict[str, Any]) -> dict[str, Any]:
        seen.append(envelope["payload"]["response_url"])
        return {}

    workspace.connect(note)
    workspace.command("U1ANNA", "C1SALES", "")
    return seen[0]


def test_a_response_url_takes_five_messages_for_the_person_alone(workspace: Workspace) -> None:
    address = address_of(workspace)
    answers = [httpx.post(address, json={"text": f"{number}"}).status_code for number in range(6)]
    assert answers == [200] * 5 + [404]
    assert [message.ephemeral_to for message in workspace.messages("C1SALES")] == ["U1ANNA"] * 5


def test_a_response_url_can_speak_to_the_channel(workspace: Workspace) -> None:
    httpx.post(address_of(workspace), json={"text": "Hej", "response_type": "in_channel"})
    assert workspace.messages("C1SALES")[0].ephemeral_to is None


def test_a_response_url_that_nobody_gave_is_refused(workspace: Workspace) -> None:
    answer = httpx.post(f"{workspace.records.base_url}/response/none", json={"text": "x"})
    assert (answer.status_code, answer.json()["error"]) == (404, "expired_url")
