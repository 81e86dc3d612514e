"""Opening, stacking, changing and publishing views by the Web API."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.people import User
from bot.sandbox.refusal import Refused
from bot.sandbox.triggers import Keys, exchange_trigger, use_reply_address
from bot.sandbox.views import Views
from bot.sandbox.workspace import Workspace
from tests.sandbox.blocks import Json, asked, modal, option, plain, section
from tests.sandbox.robot import Robot

HOME = {"type": "home", "blocks": [section()]}


def refusal(slack: WebClient, method: str, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        slack.api_call(method, json=arguments)
    return str(refused.value.response["error"])


def shown(workspace: Workspace) -> Json:
    view = workspace.modal("U1ANNA")
    assert view is not None
    return view


def test_a_modal_opens_for_whoever_clicked(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    opened = slack.views_open(trigger_id=robot.trigger(), view=modal(callback_id="sample"))["view"]
    assert shown(workspace)["id"] == opened["id"] == opened["root_view_id"]
    assert opened["callback_id"] == "sample"
    assert opened["previous_view_id"] is None
    assert workspace.modal("U2BO") is None


def test_a_trigger_works_once(slack: WebClient, robot: Robot) -> None:
    trigger = robot.trigger()
    slack.views_open(trigger_id=trigger, view=modal())
    assert refusal(slack, "views.open", trigger_id=trigger, view=modal()) == "exchanged_trigger_id"
    assert refusal(slack, "views.push", trigger_id=trigger, view=modal()) == "exchanged_trigger_id"


def test_a_trigger_that_nobody_gave_is_refused(slack: WebClient) -> None:
    assert refusal(slack, "views.open", trigger_id="1.2.x", view=modal()) == "invalid_trigger_id"
    assert refusal(slack, "views.open", view=modal()) == "invalid_arguments"


def test_a_refused_view_leaves_the_trigger_unused(slack: WebClient, robot: Robot) -> None:
    trigger = robot.trigger()
    assert refusal(slack, "views.open", trigger_id=trigger, view=HOME) == "invalid_arguments"
    assert slack.views_open(trigger_id=trigger, view=modal())["ok"]


@pytest.mark.parametrize(("age", "error"), [(3.0, ""), (3.1, "expired_trigger_id")])
def test_a_trigger_lives_three_seconds(age: float, error: str) -> None:
    now = 100.0
    triggers = Keys(lambda: now)
    name = triggers.make("U1")
    now += age
    if error:
        with pytest.raises(Refused, match=error):
            exchange_trigger(triggers, name)
    else:
        assert exchange_trigger(triggers, name) == "U1"


@pytest.mark.parametrize(("age", "error"), [(1800.0, ""), (1801.0, "expired_url")])
def test_a_response_url_lives_half_an_hour(age: float, error: str) -> None:
    now = 100.0
    replies = Keys(lambda: now)
    name = replies.make("U1", channel="C1")
    now += age
    if error:
        with pytest.raises(Refused, match=error):
            use_reply_address(replies, name)
    else:
        assert use_reply_address(replies, name).channel == "C1"


def test_modals_stack_three_deep(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    assert refusal(slack, "views.push", trigger_id=robot.trigger(), view=modal()) == "not_found"
    first = slack.views_open(trigger_id=robot.trigger(), view=modal())["view"]
    second = slack.views_push(trigger_id=robot.trigger(), view=modal())["view"]
    third = slack.views_push(trigger_id=robot.trigger(), view=modal())["view"]
    assert (third["root_view_id"], third["previous_view_id"]) == (first["id"], second["id"])
    assert refusal(slack, "views.push", trigger_id=robot.trigger(), view=modal()) == "push_limit_reached"
    assert shown(workspace)["id"] == third["id"]
    workspace.close("U1ANNA")
    assert shown(workspace)["id"] == second["id"]


def test_an_update_gives_a_new_hash_and_refuses_an_old_one(slack: WebClient, robot: Robot) -> None:
    first = slack.views_open(trigger_id=robot.trigger(), view=modal())["view"]
    ids = {"view_id": first["id"], "hash": first["hash"]}
    second = slack.views_update(**ids, view=modal(title=plain("New")))["view"]
    assert (second["id"], second["title"]["text"]) == (first["id"], "New")
    assert second["hash"] != first["hash"]
    assert refusal(slack, "views.update", **ids, view=modal()) == "hash_conflict"


def test_a_closed_or_unknown_view_is_not_found(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    view_id = slack.views_open(trigger_id=robot.trigger(), view=modal())["view"]["id"]
    workspace.close("U1ANNA")
    assert refusal(slack, "views.update", view_id=view_id, view=modal()) == "not_found"
    assert refusal(slack, "views.update", external_id="none", view=modal()) == "not_found"
    assert refusal(slack, "views.update", view=modal()) == "invalid_arguments"


def test_an_external_id_names_one_live_view(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    named = modal(external_id="mine")
    slack.views_open(trigger_id=robot.trigger(), view=named)
    slack.views_update(external_id="mine", view=modal(external_id="mine", title=plain("New")))
    assert shown(workspace)["title"]["text"] == "New"
    other = robot.trigger("U2BO")
    assert refusal(slack, "views.open", trigger_id=other, view=named) == "duplicate_external_id"


def test_typed_words_stay_under_unchanged_ids(slack: WebClient, workspace: Workspace, robot: Robot) -> None:
    view_id = slack.views_open(trigger_id=robot.trigger(), view=question("b", "a"))["view"]["id"]
    workspace.fill("U1ANNA", "b", "a", "typed")
    slack.views_update(view_id=view_id, view=question("b", "a", initial_value="other"))
    assert held(workspace, "b", "a") == "typed"
    slack.views_update(view_id=view_id, view=question("b2", "a", initial_value="other"))
    assert held(workspace, "b2", "a") == "other"
    slack.views_update(view_id=view_id, view=question("b", "a"))
    assert held(workspace, "b", "a") is None


def question(block_id: str, action_id: str, **fields: Any) -> Json:
    view = asked("plain_text_input", **fields)
    view["blocks"][0]["block_id"] = block_id
    view["blocks"][0]["element"]["action_id"] = action_id
    return view


def held(workspace: Workspace, block_id: str, action_id: str) -> str | None:
    value: str | None = shown(workspace)["state"]["values"][block_id][action_id]["value"]
    return value


def test_a_choice_that_is_no_longer_offered_is_dropped(
    slack: WebClient, workspace: Workspace, robot: Robot
) -> None:
    def pick(*values: str) -> Json:
        view = asked("radio_buttons", options=[option(value, value) for value in values])
        view["blocks"][0]["block_id"] = "b"
        return view

    view_id = slack.views_open(trigger_id=robot.trigger(), view=pick("red", "green"))["view"]["id"]
    workspace.fill("U1ANNA", "b", "a", "green")
    slack.views_update(view_id=view_id, view=pick("red", "green", "grey"))
    assert shown(workspace)["state"]["values"]["b"]["a"]["selected_option"]["value"] == "green"
    slack.views_update(view_id=view_id, view=pick("red"))
    assert shown(workspace)["state"]["values"]["b"]["a"]["selected_option"] is None


def test_home_is_published_and_guarded_by_its_hash(slack: WebClient, workspace: Workspace) -> None:
    first = slack.views_publish(user_id="U1ANNA", view=HOME)["view"]
    second = slack.views_publish(user_id="U1ANNA", view=HOME, hash=first["hash"])["view"]
    assert (second["id"], second["type"]) == (first["id"], "home")
    old = {"user_id": "U1ANNA", "view": HOME, "hash": first["hash"]}
    assert refusal(slack, "views.publish", **old) == "hash_conflict"
    home = workspace.home("U1ANNA")
    assert home is not None
    assert home["hash"] == second["hash"]
    assert workspace.home("U2BO") is None


def test_home_is_for_people_and_takes_no_modal(slack: WebClient) -> None:
    assert refusal(slack, "views.publish", user_id="U9NOBODY", view=HOME) == "invalid_arguments"
    assert refusal(slack, "views.publish", user_id="U1ANNA", view=modal()) == "invalid_arguments"
    assert refusal(slack, "views.publish", user_id="U2BO", view=HOME, hash="none") == "hash_conflict"


def test_what_a_test_reads_it_cannot_change(slack: WebClient, workspace: Workspace) -> None:
    slack.views_publish(user_id="U1ANNA", view=HOME)
    first = workspace.home("U1ANNA")
    assert first is not None
    first["blocks"].clear()
    again = workspace.home("U1ANNA")
    assert again is not None
    assert len(again["blocks"]) == 1


def test_the_oldest_keys_are_forgotten() -> None:
    keys = Keys(lambda: 0.0)
    first = keys.make("U1")
    for _ in range(5_000):
        keys.make("U1")
    assert keys.look(first) is None


def test_a_person_without_views_has_none() -> None:
    workspace = Workspace([User("U1", "Anna Prøve", "anna@example.dk")])
    views: Views = workspace.records.views
    assert (views.top("U1"), views.pop("U1"), views.clear("U1")) == (None, None, [])
