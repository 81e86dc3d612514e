"""Filling in and submitting a modal: Slack's shapes of what is in it, and its own checks."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.acts import TROUBLE
from bot.sandbox.workspace import Workspace
from tests.sandbox.blocks import Json, asking, modal, option, plain
from tests.sandbox.robot import Robot, show, top

ANNA = "U1ANNA"
COLOURS = [option("Red", "red"), option("Green", "green", description=plain("all well"))]
SAID = [{**one, "text": plain(one["text"]["text"])} for one in COLOURS]


# element, what somebody enters, the state before, the state after
STATES: list[tuple[str, Json, Any, Json, Json]] = [
    ("plain_text_input", {}, "Hej", {"value": None}, {"value": "Hej"}),
    ("plain_text_input", {"initial_value": "x"}, "", {"value": "x"}, {"value": None}),
    ("number_input", {"is_decimal_allowed": False}, "70", {"value": None}, {"value": "70"}),
    ("radio_buttons", {"options": COLOURS, "initial_option": COLOURS[0]}, "green",
     {"selected_option": SAID[0]}, {"selected_option": SAID[1]}),
    ("static_select", {"options": COLOURS}, "green", {"selected_option": None}, {"selected_option": SAID[1]}),
    ("static_select", {"option_groups": [{"label": plain(), "options": COLOURS}]}, "red",
     {"selected_option": None}, {"selected_option": SAID[0]}),
    ("checkboxes", {"options": COLOURS}, ["red", "green"],
     {"selected_options": []}, {"selected_options": SAID}),
    ("checkboxes", {"options": COLOURS, "initial_options": [COLOURS[0]]}, None,
     {"selected_options": [SAID[0]]}, {"selected_options": []}),
    ("users_select", {"initial_user": "U2BO"}, "U1ANNA", {"selected_user": "U2BO"}, {"selected_user": "U1ANNA"}),
    ("conversations_select", {}, "C1SALES",
     {"selected_conversation": None}, {"selected_conversation": "C1SALES"}),
    ("channels_select", {}, "C3OPEN", {"selected_channel": None}, {"selected_channel": "C3OPEN"}),
    ("timepicker", {"initial_time": "09:00"}, "10:30", {"selected_time": "09:00"}, {"selected_time": "10:30"}),
    ("timepicker", {"timezone": "Europe/Copenhagen"}, "10:30",
     {"selected_time": None, "timezone": "Europe/Copenhagen"},
     {"selected_time": "10:30", "timezone": "Europe/Copenhagen"}),
    ("datepicker", {}, "2026-11-23", {"selected_date": None}, {"selected_date": "2026-11-23"}),
    ("datetimepicker", {}, "1795465263", {"selected_date_time": None}, {"selected_date_time": 1795465263}),
]  # fmt: skip


@pytest.mark.parametrize("case", STATES, ids=lambda case: case[0])
def test_what_is_entered_has_slacks_shape(
    slack: WebClient, workspace: Workspace, robot: Robot, case: tuple[str, Json, Any, Json, Json]
) -> None:
    kind, fields, value, before, after = case
    show(slack, robot, asking(kind, **fields, optional=True))
    assert top(workspace)["state"]["values"] == {"b": {"a": {"type": kind, **before}}}
    workspace.fill(ANNA, "b", "a", value)
    workspace.submit(ANNA)
    assert robot.heard["type"] == "view_submission"
    assert robot.heard["view"]["state"]["values"] == {"b": {"a": {"type": kind, **after}}}


@pytest.mark.parametrize(
    ("kind", "fields", "value"),
    [
        ("radio_buttons", {"options": COLOURS}, "blue"),
        ("radio_buttons", {"options": COLOURS}, None),
        ("static_select", {"options": COLOURS}, "blue"),
        ("checkboxes", {"options": COLOURS}, ["red", "blue"]),
        ("external_select", {}, "never suggested"),
        ("users_select", {}, "U9NOBODY"),
        ("conversations_select", {"filter": {"exclude_external_shared_channels": True}}, "C5SHARED"),
        ("conversations_select", {"filter": {"include": ["public"]}}, "C2SECRET"),
        ("conversations_select", {}, "C4OLD"),
        ("timepicker", {}, "25:00"),
        ("datepicker", {}, "tomorrow"),
    ],
)
def test_what_an_element_does_not_offer_cannot_be_entered(
    slack: WebClient, workspace: Workspace, robot: Robot, kind: str, fields: Json, value: Any
) -> None:
    show(slack, robot, asking(kind, **fields))
    with pytest.raises(ValueError, match=r"no option|not in this picker|does not fit|unselected"):
        workspace.fill(ANNA, "b", "a", value)


def test_one_element_takes_one_value_and_an_unknown_one_none(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    show(slack, robot, asking("plain_text_input"))
    with pytest.raises(TypeError, match="one value"):
        workspace.fill(ANNA, "b", "a", ["x", "y"])
    with pytest.raises(LookupError, match="nothing there"):
        workspace.fill(ANNA, "b", "other", "x")
    with pytest.raises(LookupError, match="has no modal"):
        workspace.fill("U2BO", "b", "a", "x")


REQUIRED = "Please complete this required field."
NUMBER = {"is_decimal_allowed": False, "min_value": "0", "max_value": "100"}


@pytest.mark.parametrize(
    ("kind", "fields", "value", "said"),
    [
        ("plain_text_input", {}, None, REQUIRED),
        ("plain_text_input", {"optional": True}, None, None),
        ("plain_text_input", {"min_length": 3}, "ab", "Please enter at least 3 characters."),
        ("plain_text_input", {"min_length": 3}, "abc", None),
        ("plain_text_input", {"max_length": 3}, "abcd", "Please enter no more than 3 characters."),
        ("plain_text_input", {"max_length": 3}, "abc", None),
        ("plain_text_input", {}, "x" * 3001, "Please enter no more than 3000 characters."),
        ("plain_text_input", {}, "x" * 3000, None),
        ("number_input", NUMBER, None, REQUIRED),
        ("number_input", {**NUMBER, "optional": True}, None, None),
        ("number_input", NUMBER, "0", None),
        ("number_input", NUMBER, "-1", "Please enter a number that is at least 0."),
        ("number_input", NUMBER, "100", None),
        ("number_input", NUMBER, "101", "Please enter a number that is at most 100."),
        ("number_input", NUMBER, "1.5", "Please enter a valid number."),
        ("number_input", {"is_decimal_allowed": True}, "1.5", None),
        ("number_input", NUMBER, "many", "Please enter a valid number."),
        ("checkboxes", {"options": COLOURS}, None, REQUIRED),
        ("checkboxes", {"options": COLOURS}, "red", None),
        ("static_select", {"options": COLOURS}, None, REQUIRED),
    ],
)
def test_slacks_own_checks_come_before_the_bot_hears(
    slack: WebClient,
    workspace: Workspace,
    robot: Robot,
    kind: str,
    fields: Json,
    value: Any,
    said: str | None,
) -> None:
    show(slack, robot, asking(kind, **fields))
    if value is not None:
        workspace.fill(ANNA, "b", "a", value)
    workspace.submit(ANNA)
    assert workspace.modal_errors(ANNA) == ({"b": said} if said else {})
    assert (robot.heard["type"] == "view_submission") is (said is None)
    assert (workspace.modal(ANNA) is None) is (said is None)


def test_a_submission_tells_who_where_and_what(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    show(slack, robot, asking("plain_text_input"), private_metadata="7")
    workspace.fill(ANNA, "b", "a", "Hej")
    view = top(workspace)
    workspace.submit(ANNA)
    heard = robot.heard
    assert heard["user"] == {"id": ANNA, "username": "anna", "name": "anna", "team_id": workspace.team_id}
    assert heard["team"] == {"id": workspace.team_id, "domain": "sandbox"}
    assert heard["view"] == view
    assert (heard["view"]["private_metadata"], heard["view"]["callback_id"]) == ("7", "form")
    assert {"trigger_id", "api_app_id", "token", "response_urls"} <= heard.keys()
    assert robot.envelopes[-1]["accepts_response_payload"]


def test_a_modal_without_submit_cannot_be_submitted(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    reading = {name: field for name, field in modal().items() if name != "submit"}
    slack.views_open(trigger_id=robot.trigger(), view=reading)
    with pytest.raises(LookupError, match="nothing to submit"):
        workspace.submit(ANNA)


def test_closing_is_told_only_to_a_bot_that_asked(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    show(slack, robot)
    workspace.close(ANNA)
    assert robot.heard["type"] == "shortcut"
    show(slack, robot, notify_on_close=True)
    workspace.close(ANNA)
    assert (robot.heard["type"], robot.heard["is_cleared"]) == ("view_closed", False)
    with pytest.raises(LookupError, match="has no modal"):
        workspace.close(ANNA)


def test_closing_one_that_clears_closes_all(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    show(slack, robot)
    slack.views_push(trigger_id=robot.trigger(), view=modal(clear_on_close=True, notify_on_close=True))
    workspace.close(ANNA)
    assert workspace.modal(ANNA) is None
    assert robot.heard["is_cleared"]


def test_suggested_options_can_be_chosen(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    show(slack, robot, asking("external_select"))
    robot.answers = [{"options": COLOURS}]
    assert workspace.suggest(ANNA, "b", "a", "gr") == COLOURS
    heard = robot.heard
    assert (heard["type"], heard["value"], heard["action_id"], heard["block_id"]) == (
        "block_suggestion", "gr", "a", "b",
    )  # fmt: skip
    assert heard["container"] == {"type": "view", "view_id": top(workspace)["id"]}
    workspace.fill(ANNA, "b", "a", "green")
    assert top(workspace)["state"]["values"]["b"]["a"]["selected_option"] == COLOURS[1]


def test_suggestions_may_come_in_groups(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    show(slack, robot, asking("external_select"))
    robot.answers = [{"option_groups": [{"label": plain(), "options": COLOURS}]}]
    assert workspace.suggest(ANNA, "b", "a", "") == COLOURS


@pytest.mark.parametrize(
    ("count", "text", "refused"),
    [(100, 75, False), (101, 75, True), (1, 76, True)],
)
def test_suggestions_have_their_limits_too(
    slack: WebClient, workspace: Workspace, robot: Robot, count: int, text: int, refused: bool
) -> None:
    show(slack, robot, asking("external_select"))
    robot.answers = [{"options": [option("x" * text, f"v{number}") for number in range(count)]}]
    assert len(workspace.suggest(ANNA, "b", "a", "")) == (0 if refused else count)
    assert (workspace.notice(ANNA) == TROUBLE) is refused


def test_an_input_that_acts_at_once_is_told_at_once(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    show(slack, robot, asking("static_select", options=COLOURS, dispatch_action=True))
    workspace.fill(ANNA, "b", "a", "red")
    assert robot.heard["type"] == "block_actions"
    assert robot.heard["actions"][0]["selected_option"] == SAID[0]
    assert robot.heard["view"]["state"]["values"]["b"]["a"]["selected_option"] == SAID[0]
