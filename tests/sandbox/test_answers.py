"""What the answer to a submitted form does to the modal."""

import pytest
from slack_sdk import WebClient

from bot.sandbox.acts import TROUBLE
from bot.sandbox.workspace import Workspace
from tests.sandbox.blocks import Json, asking, modal, plain
from tests.sandbox.robot import Robot, show, top

ANNA = "U1ANNA"


def test_an_update_in_the_answer_turns_the_page(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    show(slack, robot)
    first = top(workspace)
    robot.answers = [{"response_action": "update", "view": modal(title=plain("Page 2"))}]
    workspace.submit(ANNA)
    second = top(workspace)
    assert (second["id"], second["title"]["text"]) == (first["id"], "Page 2")
    assert second["hash"] != first["hash"]


def test_a_push_in_the_answer_lays_a_page_on_top(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    show(slack, robot)
    first = top(workspace)
    robot.answers = [{"response_action": "push", "view": modal(title=plain("On top"))}]
    workspace.submit(ANNA)
    assert top(workspace)["previous_view_id"] == first["id"]
    workspace.submit(ANNA)
    assert top(workspace)["id"] == first["id"]


def test_a_clear_in_the_answer_closes_everything(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    show(slack, robot)
    slack.views_push(trigger_id=robot.trigger(), view=modal())
    robot.answers = [{"response_action": "clear"}]
    workspace.submit(ANNA)
    assert workspace.modal(ANNA) is None


def test_errors_in_the_answer_stand_at_their_inputs(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    show(slack, robot, asking("plain_text_input", optional=True))
    robot.answers = [{"response_action": "errors", "errors": {"b": "Not there."}}]
    workspace.submit(ANNA)
    assert workspace.modal_errors(ANNA) == {"b": "Not there."}
    workspace.submit(ANNA)
    assert workspace.modal_errors(ANNA) == {}


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "update", "view": modal(title=plain("x" * 25))},
        {"response_action": "push", "view": {"type": "home", "blocks": []}},
        {"response_action": "update"},
        {"response_action": "errors", "errors": {"other": "x"}},
        {"response_action": "errors"},
        {"response_action": "dance"},
    ],
)
def test_an_answer_that_slack_refuses_leaves_the_modal_and_tells_the_person(
    slack: WebClient, workspace: Workspace, robot: Robot, answer: Json
) -> None:
    show(slack, robot, asking("plain_text_input", optional=True))
    before = top(workspace)
    robot.answers = [answer]
    workspace.submit(ANNA)
    assert top(workspace) == before
    assert workspace.notice(ANNA) == TROUBLE
    assert [call.method for call in workspace.refused] == ["acknowledgement"]


def test_an_answer_to_a_modal_that_is_gone_changes_nothing(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    show(slack, robot)

    def meanwhile(_payload: Json) -> Json:
        workspace.close(ANNA)
        return {"response_action": "update", "view": modal()}

    robot.answers = [meanwhile]
    workspace.submit(ANNA)
    assert (workspace.modal(ANNA), workspace.notice(ANNA), workspace.refused) == (None, None, [])
