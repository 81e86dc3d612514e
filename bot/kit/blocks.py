"""Block Kit in small pieces: text is literal, and Slack's limits are kept where the pieces are made.

People's and files' text goes only into plain_text (emoji: false) or rich_text text elements.
Limits: Slack's Block Kit reference (text 3,000; button 75; option 75; placeholder 150; title 24).
"""

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]
View = dict[str, Any]
# Text and blocks; maybe the blocks to send where Slack refuses those, and `confirmed` (see bot.kit.outgoing).
Message = dict[str, Any]
FALLBACK = "fallback"


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something was left out; never empty."""
    return (text if len(text) <= limit else text[: limit - 1].rstrip() + "…") or " "


def plain(text: str, limit: int = 3000) -> Block:
    """A plain_text object."""
    return {"type": "plain_text", "text": cut(text, limit), "emoji": False}


def section(text: str, *, accessory: Block | None = None, block_id: str | None = None) -> Block:
    """A paragraph, with at most one thing to press beside it."""
    block: Block = {"type": "section", "text": plain(text)}
    if accessory:
        block["accessory"] = accessory
    if block_id:
        block["block_id"] = block_id
    return block


def header(text: str) -> Block:
    """A headline of at most 150 characters."""
    return {"type": "header", "text": plain(text, 150)}


def context(text: str) -> Block:
    """A quiet line."""
    return {"type": "context", "elements": [plain(text)]}


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def rich(*lines: Sequence[tuple[str, str]]) -> Block:
    """A rich_text block: every line is a row of (text, style), style "" | "bold" | "italic"."""
    return rich_lines(*[[words(text, style) for text, style in line] for line in lines])


def rich_lines(*lines: Sequence[Block]) -> Block:
    """A rich_text block: every line is a row of `words` and `link`s."""
    elements: list[Block] = []
    for number, line in enumerate(lines):
        elements += [words("\n")] if number else []
        elements += line
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def words(text: str, style: str = "") -> Block:
    """A piece of a rich_text line; style "" | "bold" | "italic"."""
    element: Block = {"type": "text", "text": cut(text, 3000)}
    if style:
        element["style"] = {style: True}
    return element


def link(text: str, url: str) -> Block:
    """A link in a rich_text line."""
    return {"type": "link", "url": url, "text": cut(text, 3000)}


def quote(text: str) -> Block:
    """Somebody's words as a quotation."""
    part = {"type": "rich_text_quote", "elements": [words(text)]}
    return {"type": "rich_text", "elements": [part]}


def bullets(items: Iterable[str]) -> Block:
    """A rich_text list."""
    rows = [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": cut(item, 1000)}]}
        for item in items
    ]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": rows}],
    }


def preformatted(text: str) -> Block:
    """Text to be copied as it stands."""
    element: Block = {"type": "text", "text": cut(text, 3000)}
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [element]}]}


def button(
    text: str, action_id: str, *, value: str = "-", primary: bool = False, label: str | None = None
) -> Block:
    """A button; `label` is what a screen reader says."""
    element: Block = {
        "type": "button",
        "text": plain(text, 75),
        "action_id": action_id,
        "value": value,
    }
    if primary:
        element["style"] = "primary"
    if label:
        element["accessibility_label"] = cut(label, 75)
    return element


def confirmed(pressed: Block, *, title: str, text: str, yes: str, no: str) -> Block:
    """A button that asks once more before it does anything."""
    words_ = {"title": plain(title, 100), "text": plain(text, 300)}
    return pressed | {"confirm": words_ | {"confirm": plain(yes, 30), "deny": plain(no, 30)}}


def actions(*elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def option(text: str, value: str, note: str | None = None) -> Block:
    """One choice; its words are at most 75 characters, as is its note."""
    choice: Block = {"text": plain(text, 75), "value": value}
    if note:
        choice["description"] = plain(note, 75)
    return choice


def field(
    label: str,
    element: Block,
    *,
    block_id: str,
    hint: str | None = None,
    optional: bool = False,
    tells: bool = False,
) -> Block:
    """An input block; one that `tells` is heard of at every choice, not only when the modal is sent."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": element,
        "optional": optional,
    }
    if hint:
        block["hint"] = plain(hint, 2000)
    if tells:
        block["dispatch_action"] = True
    return block


def modal(
    title: str,
    blocks: list[Block],
    *,
    callback_id: str,
    close: str,
    submit: str | None = None,
    data: str = "",
) -> View:
    """A modal view. `data` is private_metadata."""
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "close": plain(close, 24),
        "blocks": blocks,
        "private_metadata": data,
    }
    if submit:
        view["submit"] = plain(submit, 24)
    return view
