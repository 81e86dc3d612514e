"""What Slack asks of blocks besides lengths and counts: refused with Slack's words and the place."""

from typing import Any

import pytest

from tests.sandbox.blocks import (
    acted,
    asked,
    chart,
    element,
    lines,
    modal,
    option,
    options,
    plain,
    section,
    selects,
    table,
)
from tests.sandbox.senders import ERRORS, Sender

NUMBERS = {"min_value": "0", "max_value": "100", "is_decimal_allowed": False}
OFFERED = option("Green", "green", description=plain("all well"))
BUTTON = {"type": "button", "text": plain(), "action_id": "a"}

# name, surface, what goes in, what is refused, Slack's words, the place
RULES: list[tuple[str, str, Any, Any, str, str]] = [
    ("a block_id stands once in a message", "message",
     [section(block_id="x"), section(block_id="y")], [section(block_id="x")] * 2,
     '`block_id` "x" already exists', "/blocks"),
    ("a block_id stands once in a modal", "modal",
     modal(section(block_id="x"), section(block_id="y")), modal(section(block_id="x"), section(block_id="x")),
     '`block_id` "x" already exists', "/view/blocks"),
    ("an action_id stands once in a block", "message",
     [{"type": "actions", "elements": [BUTTON, BUTTON | {"action_id": "b"}]}],
     [{"type": "actions", "elements": [BUTTON, BUTTON]}],
     '`action_id` "a" already exists', "/blocks/0"),
    ("an action_id may return in another block", "message",
     [section(accessory=BUTTON), section(accessory=BUTTON)],
     [{"type": "actions", "elements": [BUTTON, BUTTON]}],
     '`action_id` "a" already exists', "/blocks/0"),
    ("an input needs a submit", "modal",
     asked("plain_text_input"), {k: v for k, v in asked("plain_text_input").items() if k != "submit"},
     "missing required field: submit", "/view"),
    ("an initial option equals an option exactly", "modal",
     asked("radio_buttons", options=[OFFERED], initial_option=OFFERED),
     asked("radio_buttons", options=[OFFERED], initial_option={k: OFFERED[k] for k in ("text", "value")}),
     "initial_option must be one of the options, exactly", "/view/blocks/0/element"),
    ("an initial option of a group equals one of its options", "modal",
     asked("static_select", option_groups=[{"label": plain(), "options": [OFFERED]}], initial_option=OFFERED),
     asked("static_select", option_groups=[{"label": plain(), "options": [OFFERED]}], initial_option=option()),
     "initial_option must be one of the options, exactly", "/view/blocks/0/element"),
    ("ticked boxes equal options", "modal",
     asked("checkboxes", options=[OFFERED], initial_options=[OFFERED]),
     asked("checkboxes", options=[OFFERED], initial_options=[option()]),
     "initial_option must be one of the options, exactly", "/view/blocks/0/element"),
    ("a select has options or groups", "modal",
     asked("static_select", options=options(1)),
     asked("static_select", options=options(1), option_groups=[{"label": plain(), "options": options(1)}]),
     "needs options or option_groups", "/view/blocks/0/element"),
    ("min_length is not over max_length", "modal",
     asked("plain_text_input", min_length=5, max_length=5),
     asked("plain_text_input", min_length=6, max_length=5),
     "min_length must not be more than max_length", "/view/blocks/0/element"),
    ("min_value is not over max_value", "modal",
     asked("number_input", **NUMBERS), asked("number_input", **(NUMBERS | {"min_value": "101"})),
     "needs min_value <= initial_value <= max_value", "/view/blocks/0/element"),
    ("an initial number is within its limits", "modal",
     asked("number_input", **NUMBERS, initial_value="100"), asked("number_input", **NUMBERS, initial_value="101"),
     "needs min_value <= initial_value <= max_value", "/view/blocks/0/element"),
    ("a number's limits are strings", "modal",
     asked("number_input", **NUMBERS), asked("number_input", **(NUMBERS | {"min_value": 0})),
     "must be a string", "/view/blocks/0/element/min_value"),
    ("a number says whether it takes decimals", "modal",
     asked("number_input", is_decimal_allowed=True), asked("number_input"),
     "missing required field: is_decimal_allowed", "/view/blocks/0/element"),
    ("no decimals where none are allowed", "modal",
     asked("number_input", is_decimal_allowed=True, initial_value="1.5"),
     asked("number_input", is_decimal_allowed=False, initial_value="1.5"),
     "must be an integer where is_decimal_allowed is false", "/view/blocks/0/element"),
    ("a time is HH:mm", "modal",
     asked("timepicker", initial_time="09:00"), asked("timepicker", initial_time="9:00"),
     "must match the form", "/view/blocks/0/element/initial_time"),
    ("a date is YYYY-MM-DD", "modal",
     asked("datepicker", initial_date="2026-11-23"), asked("datepicker", initial_date="23.11.2026"),
     "must match the form", "/view/blocks/0/element/initial_date"),
    ("a title is plain text", "modal",
     modal(), modal(title={"type": "mrkdwn", "text": "Sample"}),
     "unsupported type: mrkdwn", "/view/title/type"),
    ("a header is plain text", "message",
     [{"type": "header", "text": plain()}], [{"type": "header", "text": {"type": "mrkdwn", "text": "Sample"}}],
     "unsupported type: mrkdwn", "/blocks/0/text/type"),
    ("a button is plain text", "message",
     acted("button", text=plain()), acted("button", text={"type": "mrkdwn", "text": "Sample"}),
     "unsupported type: mrkdwn", "/blocks/0/elements/0/text/type"),
    ("a select's option is plain text", "modal",
     selects(), asked("static_select", options=[{"text": {"type": "mrkdwn", "text": "x"}, "value": "v"}]),
     "unsupported type: mrkdwn", "/view/blocks/0/element/options/0/text/type"),
    ("a section says something", "message",
     [{"type": "section", "fields": [plain()]}], [{"type": "section"}],
     "missing required field: text or fields", "/blocks/0"),
    ("a modal has a title", "modal",
     modal(), {k: v for k, v in modal().items() if k != "title"},
     "missing required field: title", "/view"),
    ("unknown blocks are refused", "message",
     [{"type": "divider"}], [{"type": "fireworks"}],
     "unsupported type: fireworks", "/blocks/0/type"),
    ("misspelt fields are refused", "message",
     [section()], [section(txet=plain())],
     "invalid additional property: txet", "/blocks/0"),
    ("a table does not stand in a modal", "modal",
     modal(), modal(*table()), "unsupported type: table", "/view/blocks/0/type"),
    ("a chart does not stand in a modal", "modal",
     modal(), modal(chart()), "unsupported type: data_visualization", "/view/blocks/0/type"),
    ("a table does not stand on Home", "home",
     [section()], table(), "unsupported type: table", "/view/blocks/0/type"),
    ("a text input is no accessory", "modal",
     modal(section(accessory=BUTTON)), modal(section(accessory=element("plain_text_input"))),
     "unsupported type: plain_text_input", "/view/blocks/0/accessory/type"),
    ("a button is no input", "modal",
     asked("users_select"), modal({"type": "input", "label": plain(), "element": BUTTON}),
     "unsupported type: button", "/view/blocks/0/element/type"),
    ("one element has the focus", "modal",
     asked("plain_text_input", focus_on_load=True),
     modal(*[
         {"type": "input", "label": plain(), "element": element("plain_text_input", focus_on_load=True)}
     ] * 2),
     "only one element may have focus_on_load", "/view/blocks"),
    ("a chart's labels are its categories", "message",
     lines(points=2), [
         lines(points=2)[0] | {"chart": lines(points=2)[0]["chart"] | {"axis_config": {"categories": ["other"]}}}
     ],
     "the labels of every series must equal axis_config.categories", "/blocks/0/chart"),
    ("a conversation filter knows its kinds", "modal",
     asked("conversations_select", filter={"include": ["public"], "exclude_external_shared_channels": True}),
     asked("conversations_select", filter={"include": ["everything"]}),
     "must be a valid enum value", "/view/blocks/0/element/filter/include/0"),
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=[rule[0] for rule in RULES])
def test_what_breaks_a_rule_is_refused_with_its_place(sender: Sender, rule: tuple[Any, ...]) -> None:
    _, surface, good, bad, words, place = rule
    sender.send(surface, good)
    error, messages = sender.refusal(surface, bad)
    assert error == ERRORS[surface]
    assert any(words in said and said.endswith(f"[json-pointer:{place}]") for said in messages), messages


def test_blocks_that_are_no_list_are_refused(sender: Sender) -> None:
    assert sender.refusal("message", {"type": "section"})[0] == "invalid_blocks_format"


def test_blocks_that_are_no_json_are_refused(sender: Sender) -> None:
    assert sender.refusal("message", "[{")[0] == "invalid_blocks_format"


def test_a_view_that_is_no_json_is_refused(sender: Sender) -> None:
    assert sender.refusal("modal", "{")[0] == "invalid_arguments"


def test_every_element_that_the_bot_uses_goes_in(sender: Sender) -> None:
    kinds = {
        "radio_buttons": {"options": options(2)},
        "checkboxes": {"options": options(2)},
        "plain_text_input": {"multiline": True, "placeholder": plain(), "initial_value": ""},
        "number_input": NUMBERS,
        "static_select": {"options": options(2)},
        "external_select": {"min_query_length": 0, "placeholder": plain()},
        "users_select": {"initial_user": "U1"},
        "conversations_select": {"filter": {"include": ["public", "private"]}},
        "timepicker": {"initial_time": "09:00", "timezone": "Europe/Copenhagen"},
        "datepicker": {"initial_date": "2026-11-23"},
    }
    for kind, fields in kinds.items():
        sender.send("modal", asked(kind, **fields))
        view = sender.workspace.modal("U1")
        assert view is not None
        assert view["blocks"][0]["element"]["type"] == kind
