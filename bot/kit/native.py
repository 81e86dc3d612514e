"""Blocks that not every Slack workspace takes yet: which of a message are such, and which of them Slack has refused."""

import re
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.kit.blocks import FALLBACK, Message

POINTER = re.compile(r"json-pointer:/blocks/(\d{1,2})\b")


def native_kinds(message: Message) -> frozenset[str]:
    """The kinds of a message's blocks that its fallback does without; none of a message that has no fallback."""
    if FALLBACK not in message:
        return frozenset()
    return frozenset(_kinds(message["blocks"])) - frozenset(_kinds(message[FALLBACK]))


def refused_kinds(message: Message, error: Exception) -> frozenset[str]:
    """Which of them Slack has refused: those to which it points, or all where it points nowhere.

    None where it points only to others: then the mistake is ours.
    """
    native = native_kinds(message)
    said = error.response.get("response_metadata") or {} if isinstance(error, SlackApiError) else {}
    pointed = [int(number) for each in said.get("messages", ()) for number in POINTER.findall(str(each))]
    if not pointed:
        return native
    blocks: list[dict[str, Any]] = message["blocks"]
    return native & {blocks[number]["type"] for number in pointed if number < len(blocks)}


def _kinds(blocks: list[dict[str, Any]]) -> list[str]:
    return [block["type"] for block in blocks]
