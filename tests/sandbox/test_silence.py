"""A bot that says nothing, or not in time: what the person is told, and what is sent again."""

import threading
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.line import Line, NotAcknowledged
from bot.sandbox.people import Channel, User
from bot.sandbox.workspace import Workspace
from tests.sandbox.blocks import Json
from tests.sandbox.robot import Robot

ANNA = "U1ANNA"


@pytest.fixture
def lonely() -> Workspace:
    """A workspace with nobody at the other end, and Slack's patience cut to a moment."""
    users, channels = [User(ANNA, "Anna Prøve", "anna@example.dk")], [Channel("C1SALES", "salg")]
    return Workspace(users, channels, line=Line(patience=0.05, retries=(0, 0, 0)))


ACTS = [
    ("command", lambda workspace: workspace.command(ANNA, "C1SALES", "")),
    ("shortcut", lambda workspace: workspace.shortcut(ANNA, "review.start")),
]


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_without_a_bot_the_person_is_told(lonely: Workspace, name: str, act: Any) -> None:
    act(lonely)
    said = lonely.notice(ANNA) or ""
    assert said == (
        "/review failed with the error “dispatch_failed”."
        if name == "command"
        else "This app is not responding. Try again?"
    )


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_an_unacknowledged_act_is_told_to_the_person(lonely: Workspace, name: str, act: Any) -> None:
    robot = Robot(lonely)
    robot.answers = [None]
    act(lonely)
    assert len(robot.envelopes) == 1
    assert lonely.notice(ANNA) == (
        "/review failed with the error “operation_timeout”."
        if name == "command"
        else "This app is not responding. Try again?"
    )
    act(lonely)
    assert lonely.notice(ANNA) is None


def test_an_acknowledgement_that_comes_too_late_is_none(lonely: Workspace) -> None:
    robot, enough = Robot(lonely), threading.Event()

    def late(_payload: Json) -> Json:
        enough.wait(10)
        return {"text": "too late"}

    robot.answers = [late]
    lonely.command(ANNA, "C1SALES", "")
    enough.set()
    assert lonely.notice(ANNA) == "/review failed with the error “operation_timeout”."
    assert lonely.messages("C1SALES") == []


def test_what_the_bot_raises_is_not_hidden_from_the_test(lonely: Workspace) -> None:
    def broken(_payload: Json) -> Json:
        raise ZeroDivisionError

    Robot(lonely).answers = [broken]
    with pytest.raises(ZeroDivisionError):
        lonely.shortcut(ANNA, "review.start")


def test_a_forged_delivery_without_answer_raises(lonely: Workspace) -> None:
    with pytest.raises(NotAcknowledged, match="no bot is connected"):
        lonely.deliver("interactive", {})
    robot = Robot(lonely)
    robot.answers = [None]
    with pytest.raises(NotAcknowledged, match="did not acknowledge"):
        lonely.deliver("interactive", {})


def test_an_event_is_sent_four_times_until_it_is_acknowledged(lonely: Workspace) -> None:
    robot = Robot(lonely)
    robot.answers = [None] * 9
    lonely.open_home(ANNA)
    assert [envelope["retry_attempt"] for envelope in robot.envelopes] == [0, 1, 2, 3]
    assert len({envelope["payload"]["event_id"] for envelope in robot.envelopes}) == 1
    assert lonely.notice(ANNA) is None
    robot.answers = [None]
    lonely.open_home(ANNA)
    assert [envelope["retry_attempt"] for envelope in robot.envelopes[4:]] == [0, 1]


def test_later_retries_come_by_themselves() -> None:
    workspace = Workspace([User(ANNA, "Anna", "a@example.dk")], line=Line(patience=1, retries=(0.01,)))
    robot, again = Robot(workspace), threading.Event()

    def second(_payload: Json) -> Json:
        again.set()
        return {}

    robot.answers = [None, second]
    workspace.open_home(ANNA)
    assert again.wait(10)
    workspace.shut()


def test_listeners_hear_of_every_change_until_they_stop(slack: WebClient, workspace: Workspace) -> None:
    heard: list[int] = []
    stop = workspace.subscribe(lambda: heard.append(len(workspace.messages("C1SALES"))))
    slack.chat_postMessage(channel="C1SALES", text="x")
    assert heard == [1]
    stop()
    slack.chat_postMessage(channel="C1SALES", text="y")
    assert heard == [1]


def test_waiting_ends_when_it_happens_or_not_at_all(slack: WebClient, workspace: Workspace) -> None:
    later = threading.Thread(target=lambda: slack.chat_postMessage(channel="C1SALES", text="x"))
    later.start()
    assert workspace.wait_for(lambda: workspace.messages("C1SALES"))[0].text == "x"
    later.join()
    with pytest.raises(TimeoutError):
        workspace.wait_for(lambda: workspace.messages("C3OPEN"), seconds=0.01)


def test_a_shut_workspace_says_so_to_its_listeners() -> None:
    workspace = Workspace()
    heard: list[bool] = []
    workspace.subscribe(lambda: heard.append(workspace.is_shut))
    workspace.shut()
    assert heard == [True]
