"""Every limit of Slack that the bot can reach: exactly the limit goes in, one over gets Slack's name."""

import pytest

from bot.sandbox.limits import BLOCKS_CHARACTERS, VIEW_BYTES
from tests.sandbox.blocks import (
    Most,
    acted,
    asked,
    buttons,
    chart,
    confirm,
    element,
    image,
    lines,
    listed,
    markdown,
    message_of,
    modal,
    options,
    pie,
    plain,
    radios,
    rich,
    section,
    sections,
    selects,
    table,
    view_of,
)
from tests.sandbox.senders import ERRORS, Sender

MOST = [
    Most("blocks of a message", "message", 50, sections),
    Most("blocks of a modal", "modal", 100, lambda n: modal(*sections(n))),
    Most("blocks of a Home", "home", 100, sections),
    Most("characters of a message's blocks", "message", BLOCKS_CHARACTERS, message_of, "msg_blocks_too_long"),
    Most("bytes of a view", "modal", VIEW_BYTES, view_of, "view_too_large"),
    Most("a section's text", "message", 3000, lambda n: [section(text=plain("x" * n))]),
    Most("a section's mrkdwn", "home", 3000, lambda n: [section(text={"type": "mrkdwn", "text": "x" * n})]),
    Most("a section's fields", "message", 10, lambda n: [section(fields=[plain()] * n)]),
    Most("a field's text", "message", 2000, lambda n: [section(fields=[plain("x" * n)])]),
    Most("a header", "home", 150, lambda n: [{"type": "header", "text": plain("x" * n)}]),
    Most("elements of a context", "message", 10, lambda n: [{"type": "context", "elements": [plain()] * n}]),
    Most("a context's text", "message", 3000, lambda n: [{"type": "context", "elements": [plain("x" * n)]}]),
    Most("elements of actions", "message", 25, buttons),
    Most(
        "an input's label",
        "modal",
        2000,
        lambda n: modal({"type": "input", "label": plain("x" * n), "element": element("plain_text_input")}),
    ),
    Most(
        "an input's hint",
        "modal",
        2000,
        lambda n: modal(
            {
                "type": "input",
                "label": plain(),
                "hint": plain("x" * n),
                "element": element("plain_text_input"),
            }
        ),
    ),
    Most("a button's text", "message", 75, lambda n: acted("button", text=plain("x" * n))),
    Most("a button's value", "home", 2000, lambda n: acted("button", text=plain(), value="x" * n)),
    Most("a button's url", "home", 3000, lambda n: acted("button", text=plain(), url="x" * n)),
    Most(
        "a button's spoken label",
        "message",
        75,
        lambda n: acted("button", text=plain(), accessibility_label="x" * n),
    ),
    Most("a confirmation's title", "message", 100, lambda n: confirm(title=plain("x" * n))),
    Most("a confirmation's text", "message", 300, lambda n: confirm(text=plain("x" * n))),
    Most("a confirmation's yes", "message", 30, lambda n: confirm(confirm=plain("x" * n))),
    Most("a confirmation's no", "message", 30, lambda n: confirm(deny=plain("x" * n))),
    Most("a radio's text", "modal", 75, lambda n: radios(text="x" * n)),
    Most("a radio's value", "modal", 150, lambda n: radios(value="x" * n)),
    Most("a radio's description", "modal", 75, lambda n: radios(description=plain("x" * n))),
    Most("radio buttons", "modal", 10, lambda n: asked("radio_buttons", options=options(n))),
    Most("checkboxes", "modal", 10, lambda n: asked("checkboxes", options=options(n))),
    Most("an option's text", "modal", 75, lambda n: selects(text="x" * n)),
    Most("an option's value", "modal", 150, lambda n: selects(value="x" * n)),
    Most("an option's description", "modal", 75, lambda n: selects(description=plain("x" * n))),
    Most("a select's options", "modal", 100, lambda n: asked("static_select", options=options(n))),
    Most(
        "a select's groups",
        "modal",
        100,
        lambda n: asked("static_select", option_groups=[{"label": plain(), "options": options(1)}] * n),
    ),
    Most(
        "a group's options",
        "modal",
        100,
        lambda n: asked("static_select", option_groups=[{"label": plain(), "options": options(n)}]),
    ),
    Most(
        "a group's label",
        "modal",
        75,
        lambda n: asked("static_select", option_groups=[{"label": plain("x" * n), "options": options(1)}]),
    ),
    Most(
        "a select's placeholder",
        "modal",
        150,
        lambda n: asked("external_select", placeholder=plain("x" * n)),
    ),
    Most("an overflow's options", "message", 5, lambda n: acted("overflow", options=options(n))),
    Most("min_length", "modal", 3000, lambda n: asked("plain_text_input", min_length=n)),
    Most("max_length", "modal", 3000, lambda n: asked("plain_text_input", max_length=n)),
    Most("an initial text", "modal", 3000, lambda n: asked("plain_text_input", initial_value="x" * n)),
    Most("an action_id", "home", 255, lambda n: acted("button", text=plain(), **{"action_id": "x" * n})),
    Most("a block_id", "home", 255, lambda n: [section(block_id="x" * n)]),
    Most("a modal's title", "modal", 24, lambda n: modal(title=plain("x" * n))),
    Most("a modal's submit", "modal", 24, lambda n: modal(submit=plain("x" * n))),
    Most("a modal's close", "modal", 24, lambda n: modal(close=plain("x" * n))),
    Most("private_metadata", "modal", 3000, lambda n: modal(private_metadata="x" * n)),
    Most("callback_id", "modal", 255, lambda n: modal(callback_id="x" * n)),
    Most("external_id", "modal", 255, lambda n: modal(external_id="x" * n)),
    Most("an image's alt text", "message", 2000, lambda n: image(alt_text="x" * n)),
    Most("an image's address", "message", 3000, lambda n: image(image_url="x" * n)),
    Most("an image's title", "message", 2000, lambda n: image(title=plain("x" * n))),
    Most("a list's indent", "message", 8, listed),
    Most("markdown", "message", 12_000, lambda n: [markdown(n)]),
    Most("markdown in all", "message", 12_000, lambda n: [markdown(6000), markdown(n - 6000)]),
    Most("tables of a message", "message", 1, lambda n: table() * n),
    Most("a table's rows", "message", 100, lambda n: table(rows=n)),
    Most("a row's cells", "message", 20, lambda n: table(cells=n)),
    Most("a table's characters", "message", 10_000, lambda n: table(characters=n)),
    Most("charts of a message", "message", 2, lambda n: [chart()] * n),
    Most("a chart's title", "message", 50, lambda n: [chart("x" * n)]),
    Most("a pie's segments", "message", 6, pie),
    Most("a segment's label", "message", 20, lambda n: [chart(segments=[{"label": "x" * n, "value": 1}])]),
    Most("a chart's series", "message", 6, lambda n: lines(series=n)),
    Most("a series' points", "message", 20, lambda n: lines(points=n)),
    Most("a chart's names and labels", "message", 20, lambda n: lines(width=n)),
    Most("an axis label", "message", 50, lambda n: lines(x_label="x" * n)),
]


@pytest.mark.parametrize("most", MOST, ids=lambda most: most.name)
def test_exactly_the_limit_goes_in_and_one_over_is_refused(sender: Sender, most: Most) -> None:
    sender.send(most.surface, most.build(most.limit))
    error, _ = sender.refusal(most.surface, most.build(most.limit + 1))
    assert error == (most.error or ERRORS[most.surface])


FEWEST = [
    Most("a plain text", "message", 1, lambda n: [section(text=plain("x" * n))]),
    Most("a mrkdwn text", "message", 1, lambda n: [section(text={"type": "mrkdwn", "text": "x" * n})]),
    Most("a rich text", "message", 1, lambda n: [rich({"type": "text", "text": "x" * n})]),
    Most("a modal's title", "modal", 1, lambda n: modal(title=plain("x" * n))),
    Most("a button's text", "home", 1, lambda n: acted("button", text=plain("x" * n))),
    Most("an option's value", "modal", 1, lambda n: selects(value="x" * n)),
    Most("a cell's text", "message", 1, lambda n: table(characters=n)),
    Most("elements of a context", "message", 1, lambda n: [{"type": "context", "elements": [plain()] * n}]),
    Most("elements of actions", "home", 1, buttons),
    Most("radio buttons", "modal", 1, lambda n: asked("radio_buttons", options=options(n))),
    Most("a select's options", "modal", 1, lambda n: asked("static_select", options=options(n))),
    Most("an overflow's options", "message", 1, lambda n: acted("overflow", options=options(n))),
    Most("a section's fields", "message", 1, lambda n: [section(fields=[plain()] * n)]),
    Most("max_length", "modal", 1, lambda n: asked("plain_text_input", max_length=n)),
    Most("a pie's segments", "message", 1, pie),
    Most("a pie's values", "message", 1, lambda n: [chart(segments=[{"label": "Sample", "value": n}])]),
]


@pytest.mark.parametrize("fewest", FEWEST, ids=lambda fewest: fewest.name)
def test_the_least_goes_in_and_one_under_is_refused(sender: Sender, fewest: Most) -> None:
    sender.send(fewest.surface, fewest.build(fewest.limit))
    error, _ = sender.refusal(fewest.surface, fewest.build(fewest.limit - 1))
    assert error == ERRORS[fewest.surface]
