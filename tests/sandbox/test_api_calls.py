"""Who may call the Web API, and how people, channels and the app describe themselves."""

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.people import Channel, Identity, User
from bot.sandbox.server import serve
from bot.sandbox.workspace import Workspace


def error_of(refused: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(refused.value.response["error"])


def test_the_bot_learns_who_it_is(slack: WebClient, workspace: Workspace) -> None:
    answer = slack.auth_test()
    assert (answer["user_id"], answer["team_id"]) == (workspace.bot_user_id, workspace.team_id)
    assert "chat:write" in answer.headers["x-oauth-scopes"]


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", "", "not_authed"),
        ("auth.test", "xoxb-other", "invalid_auth"),
        ("auth.test", "xapp-sandbox", "invalid_auth"),
        ("apps.connections.open", "xoxb-sandbox", "invalid_auth"),
        ("chat.fireworks", "xoxb-sandbox", "unknown_method"),
    ],
)
def test_a_wrong_token_or_method_is_refused(
    workspace: Workspace, method: str, token: str, error: str
) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = httpx.post(f"{workspace.records.base_url}/api/{method}", headers=headers).json()
    assert (answer["ok"], answer["error"]) == (False, error)


def test_the_token_may_come_as_a_field_of_a_form(workspace: Workspace) -> None:
    fields = {"token": "xoxb-sandbox", "channel": "C1SALES", "text": "Sample", "mrkdwn": "false",
              "blocks": '[{"type": "divider"}]'}  # fmt: skip
    answer = httpx.post(f"{workspace.records.base_url}/api/chat.postMessage", data=fields).json()
    assert answer["ok"]
    message = workspace.messages("C1SALES")[0]
    assert (message.mrkdwn, message.blocks[0]["type"]) == (False, "divider")
    assert "token" not in workspace.calls[-1].arguments


def test_a_body_that_is_no_json_is_refused(workspace: Workspace) -> None:
    headers = {"Content-Type": "application/json"}
    answer = httpx.post(f"{workspace.records.base_url}/api/auth.test", content="{", headers=headers).json()
    assert answer["error"] == "invalid_json"


@pytest.mark.parametrize(
    ("method", "needed"),
    [
        ("users.list", "users:read"),
        ("users.info", "users:read"),
        ("users.lookupByEmail", "users:read.email"),
        ("chat.postMessage", "chat:write"),
        ("chat.update", "chat:write"),
        ("chat.postEphemeral", "chat:write"),
        ("conversations.info", "channels:read"),
        ("conversations.list", "channels:read"),
        ("conversations.open", "im:write"),
    ],
)
def test_a_missing_scope_is_named(method: str, needed: str) -> None:
    with serve(Workspace(identity=Identity(scopes=("commands",)))) as url:
        slack = WebClient("xoxb-sandbox", base_url=f"{url}/api/", retry_handlers=[])
        with pytest.raises(SlackApiError) as refused:
            slack.api_call(method)
    answer = refused.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", needed, "commands")


def test_people_come_in_pages_with_locale_and_email(slack: WebClient) -> None:
    people = []
    for page in slack.users_list(limit=1, include_locale=True):
        people += page["members"]
    assert [person["id"] for person in people] == ["U1ANNA", "U2BO", "USLACKBOT", "U0SANDBOX"]
    assert (people[1]["locale"], people[1]["is_admin"]) == ("en-GB", True)
    assert people[0]["profile"]["email"] == "anna@example.dk"
    assert (people[2]["is_bot"], people[3]["is_bot"]) == (False, True)
    assert "locale" not in slack.users_list()["members"][0]


def test_somebody_is_found_by_their_address_until_they_leave(slack: WebClient, workspace: Workspace) -> None:
    found = slack.users_lookupByEmail(email="Anna@example.dk")["user"]
    assert (found["id"], "locale" in found) == ("U1ANNA", False)

    workspace.change_user("U1ANNA", deleted=True)
    with pytest.raises(SlackApiError) as refused:
        slack.users_lookupByEmail(email="anna@example.dk")
    assert error_of(refused) == "users_not_found"


def test_a_cursor_that_nobody_gave_is_refused(slack: WebClient) -> None:
    for cursor in ("æøå", "bm90OmE="):
        with pytest.raises(SlackApiError) as refused:
            slack.users_list(cursor=cursor)
        assert error_of(refused) == "invalid_cursor"


def test_without_the_scope_nobody_sees_an_email() -> None:
    anna = User("U1", "Anna Prøve", "anna@example.dk")
    with serve(Workspace([anna], identity=Identity(scopes=("users:read",)))) as url:
        person = WebClient("xoxb-sandbox", base_url=f"{url}/api/").users_info(user="U1")["user"]
    assert "email" not in person["profile"]


def test_a_person_is_described_with_zone_and_kind(slack: WebClient, workspace: Workspace) -> None:
    workspace.change_user("U1ANNA", is_ultra_restricted=True, tz="America/New_York")
    person = slack.users_info(user="U1ANNA", include_locale=True)["user"]
    assert (person["tz"], person["locale"], person["is_restricted"]) == ("America/New_York", "da-DK", True)
    assert person["tz_offset"] in {-18000, -14400}


def test_a_deactivated_person_has_no_zone(slack: WebClient, workspace: Workspace) -> None:
    workspace.change_user("U1ANNA", deleted=True)
    person = slack.users_info(user="U1ANNA")["user"]
    assert person["deleted"]
    assert "tz" not in person


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("users.info", {"user": "U9NOBODY"}, "user_not_found"),
        ("users.lookupByEmail", {"email": "nobody@example.dk"}, "users_not_found"),
        ("conversations.info", {"channel": "C9NONE"}, "channel_not_found"),
        ("conversations.info", {"channel": "C2SECRET"}, "channel_not_found"),
        ("conversations.info", {}, "invalid_arguments"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"users": "U9NOBODY"}, "user_not_found"),
        ("users.list", {"limit": "many"}, "invalid_arguments"),
    ],
)
def test_a_question_about_nobody_is_refused(
    slack: WebClient, method: str, arguments: dict[str, str], error: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        slack.api_call(method, params=arguments)
    assert error_of(refused) == error


def test_channels_are_listed_as_far_as_the_bot_sees_them(slack: WebClient, workspace: Workspace) -> None:
    names = {channel["name"] for channel in slack.conversations_list()["channels"]}
    assert names == {"salg", "alle", "gammel", "faelles"}
    both = "public_channel,private_channel"
    workspace.change_channel("C2SECRET", bot_is_member=True)
    listed = slack.conversations_list(types=both, exclude_archived=True)["channels"]
    assert {channel["name"] for channel in listed} == {"salg", "lukket", "alle", "faelles"}
    assert slack.conversations_info(channel="C5SHARED")["channel"]["is_ext_shared"]


def test_direct_messages_open_for_living_people_only(slack: WebClient, workspace: Workspace) -> None:
    channel = slack.conversations_open(users="U1ANNA")["channel"]["id"]
    assert channel == workspace.dm_of("U1ANNA")
    assert slack.conversations_open(channel=channel)["channel"]["id"] == channel
    workspace.change_user("U1ANNA", deleted=True)
    with pytest.raises(SlackApiError) as refused:
        slack.conversations_open(users="U1ANNA")
    assert error_of(refused) == "user_disabled"


def test_a_taken_port_is_said_at_once(workspace: Workspace) -> None:
    port = int(workspace.records.base_url.rsplit(":", maxsplit=1)[1])
    with pytest.raises(OSError, match="in use"), serve(Workspace(), port=port):
        pass


def test_a_workspace_may_have_nobody_and_nothing() -> None:
    assert Workspace().users == {}
    assert Workspace(channels=[Channel("C1", "x")]).channels["C1"].name == "x"
