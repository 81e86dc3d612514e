"""Faults on request: what a client sees, and whether the message stands."""

from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.workspace import Workspace


def post(slack: WebClient) -> None:
    slack.chat_postMessage(channel="C1SALES", text="x")


def test_a_rate_limit_says_when_to_come_back_and_does_nothing(slack: WebClient, workspace: Workspace) -> None:
    workspace.faults.add(method="chat.postMessage", kind="429", seconds=30)
    with pytest.raises(SlackApiError) as refused:
        post(slack)
    answer = refused.value.response
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert answer.headers["Retry-After"] == "30"
    assert workspace.messages("C1SALES") == []
    assert workspace.refused == []


def test_a_server_error_does_nothing(slack: WebClient, workspace: Workspace) -> None:
    workspace.faults.add(method="chat.postMessage", kind="500")
    with pytest.raises(SlackApiError) as refused:
        post(slack)
    assert refused.value.response.status_code == 500
    assert workspace.messages("C1SALES") == []


def test_an_error_may_name_the_scope_that_is_needed(slack: WebClient, workspace: Workspace) -> None:
    workspace.faults.add(
        method="chat.postMessage", kind="error", error="missing_scope", needed="chat:write.public"
    )
    with pytest.raises(SlackApiError) as refused:
        post(slack)
    answer = refused.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write.public")
    assert answer["provided"] == ",".join(workspace.identity.scopes)


def test_an_app_installed_anew_has_the_scopes_that_it_is_given(
    slack: WebClient, workspace: Workspace
) -> None:
    workspace.reinstall("users:read")
    with pytest.raises(SlackApiError, match="missing_scope"):
        post(slack)
    listed = slack.users_list()
    assert listed.headers["x-oauth-scopes"] == "users:read"
    assert [member["profile"].get("email") for member in listed["members"]] == [None] * 4

    workspace.reinstall("users:read", "users:read.email", "chat:write")
    post(slack)
    assert slack.users_info(user="U1ANNA")["user"]["profile"]["email"] == "anna@example.dk"


@pytest.mark.parametrize(("kind", "standing"), [("drop_before", 0), ("drop_after", 1)])
def test_a_dropped_connection_gives_no_answer(
    slack: WebClient, workspace: Workspace, kind: str, standing: int
) -> None:
    workspace.faults.add(method="chat.postMessage", kind=kind)
    with pytest.raises((RemoteDisconnected, ConnectionResetError, URLError)):
        post(slack)
    assert len(workspace.messages("C1SALES")) == standing
    assert [(call.method, call.answer) for call in workspace.calls] == [("chat.postMessage", None)]


def test_a_late_answer_is_late_and_good(slack: WebClient, workspace: Workspace) -> None:
    workspace.faults.add(method="chat.postMessage", kind="delay", seconds=0.05)
    post(slack)
    assert len(workspace.messages("C1SALES")) == 1


def test_a_delay_outlasts_an_impatient_client_and_still_happens(
    slack: WebClient, workspace: Workspace
) -> None:
    workspace.faults.add(method="chat.postMessage", kind="delay", seconds=1.2)
    slack.timeout = 1
    with pytest.raises((TimeoutError, URLError)):
        post(slack)
    assert workspace.wait_for(lambda: workspace.messages("C1SALES"))


def test_a_fault_strikes_as_often_as_asked_and_only_its_method(
    slack: WebClient, workspace: Workspace
) -> None:
    workspace.faults.add(method="chat.postMessage", kind="500", times=2)
    slack.auth_test()
    for _ in range(2):
        with pytest.raises(SlackApiError):
            post(slack)
    post(slack)
    assert workspace.faults.pending() == ()


def test_a_fault_of_any_method_strikes_the_next_call(slack: WebClient, workspace: Workspace) -> None:
    workspace.faults.add(method="*", kind="500")
    with pytest.raises(SlackApiError):
        slack.auth_test()
    slack.auth_test()


def test_faults_can_be_taken_back(slack: WebClient, workspace: Workspace) -> None:
    workspace.faults.add(method="*", kind="500", times=9)
    workspace.faults.clear()
    post(slack)


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive", "restricted_action"])
def test_slack_can_be_told_to_say_no(slack: WebClient, workspace: Workspace, error: str) -> None:
    workspace.faults.add(method="chat.postMessage", kind="error", error=error)
    with pytest.raises(SlackApiError) as refused:
        post(slack)
    assert refused.value.response["error"] == error
    assert workspace.messages("C1SALES") == []


def test_an_unknown_fault_is_refused(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="not a valid Kind"):
        workspace.faults.add(method="chat.postMessage", kind="flood")


def test_every_call_is_kept_with_its_arguments_and_answer(slack: WebClient, workspace: Workspace) -> None:
    post(slack)
    call = workspace.calls[-1]
    assert (call.method, call.arguments["text"]) == ("chat.postMessage", "x")
    assert call.answer is not None
    assert call.answer["ok"]
