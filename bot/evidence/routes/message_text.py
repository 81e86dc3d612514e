"""The words of a message in Slack, as people read them: its rich text, its text, its blocks or what is attached."""

import re
from collections.abc import Callable
from typing import Any

from bot.evidence.routes import mrkdwn
from bot.evidence.routes.mrkdwn import Reader
from bot.kit.act import Body, typed

MOST_ITEMS = 1000
MENTIONS = {
    "user": ("@", "user_id"),
    "usergroup": ("@", "usergroup_id"),
    "channel": ("#", "channel_id"),
    "broadcast": ("@", "range"),
}
NAMED = re.compile(r"<(?:@|#|!subteam\^)(\w+)\|([^<>]+)>")


def text_of(message: Body, name_of: Callable[[str], str | None], *, zone: str) -> str:
    """What a message says, "" when it has no words. `zone` (an IANA name) is that of dates without words.

    People write rich text, so that is read first where it is all that there is; `text` is Slack's rendering of
    it, tells the names that rich text hasn't, and stands for the blocks of everything else.
    """
    text = typed(message.get("text"))
    reader = Reader(name_of, dict(NAMED.findall(text)), zone)
    blocks = _bodies(message.get("blocks"))
    told = "\n".join(filter(None, (_block(block, reader) for block in blocks)))
    is_rich = all(block.get("type") == "rich_text" for block in blocks)
    if told and (is_rich or not text):
        return typed(told).strip()
    attached = filter(None, (typed(each.get("text")) for each in _bodies(message.get("attachments"))))
    return mrkdwn.read(text or "\n".join(attached), reader).strip()


def _bodies(node: Any) -> list[Body]:
    return [each for each in node if isinstance(each, dict)] if isinstance(node, list) else []


def _block(block: Body, reader: Reader) -> str:
    if block.get("type") == "rich_text":
        return "\n".join(_part(part, reader) for part in _bodies(block.get("elements")))
    texts = _bodies([block.get("text"), *_bodies(block.get("fields")), *_bodies(block.get("elements"))])
    return "\n".join(filter(None, (_text(each, reader) for each in texts)))


def _text(found: Body, reader: Reader) -> str:
    """A text object; "" for anything else, such as a button."""
    said = str(found.get("text") or "")
    if found.get("type") == "mrkdwn":
        return mrkdwn.read(said, reader)
    return mrkdwn.unescaped(said) if found.get("type") == "plain_text" else ""


def _part(part: Body, reader: Reader) -> str:
    """A paragraph, quote or code of rich text; a list with its bullets or numbers."""
    if part.get("type") != "rich_text_list":
        return _line(part, reader).removesuffix("\n")
    lines = [_line(item, reader) for item in _bodies(part.get("elements"))]
    if part.get("style") != "ordered":
        return "\n".join(f"• {line}" for line in lines)
    before = part["offset"] if part.get("offset") in range(MOST_ITEMS) else 0
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, before + 1))


def _line(part: Body, reader: Reader) -> str:
    return "".join(_element(each, reader) for each in _bodies(part.get("elements")))


def _element(element: Body, reader: Reader) -> str:
    """One element of rich text; of a kind that we don't know, its text."""

    def said(key: str) -> str:
        return str(element.get(key) or "")

    kind = str(element.get("type"))
    if kind in MENTIONS:
        sign, key = MENTIONS[kind]
        return reader.named(sign, said(key))
    match kind:
        case "link":
            return mrkdwn.link(said("url"), said("text"))
        case "date":
            return said("fallback") or reader.day(said("timestamp"))
        case "emoji":
            return f":{said('name')}:"
        case _:
            return said("text")
