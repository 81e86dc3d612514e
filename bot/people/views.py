"""Setup: pairs, their weekly moment, and the channel of the digest."""

from collections.abc import Sequence
from typing import Any

from bot.kit.blocks import Block, View, context, divider, field, header, modal, option, section
from bot.kit.texts import Texts
from bot.people.usecases.setup import Setup

SAVE = "setup.save"
DONE = "setup.done"
SELLER = "setup.seller"
MANAGER = "setup.manager"
WEEKDAY = "setup.weekday"
TIME = "setup.time"
CHANNEL = "setup.channel"
MOST = 20


def setup_view(
    setup: Setup, t: Texts, *, problem: str = "", view_state: dict[str, Any] | None = None
) -> View:
    """The form. `problem` stands on top of it when the last try did not work; `view_state` is what it said."""
    said = view_state or {}
    blocks: list[Block] = []
    if problem:
        blocks += [section("⚠ " + problem), divider()]
    blocks += [section(t("setup.lead")), header(t("setup.pair"))]
    blocks += [
        _picker(t("setup.seller"), "users_select", SELLER, said, optional=True),
        _picker(t("setup.manager"), "users_select", MANAGER, said, optional=True),
        field(t("setup.weekday"), _weekday(t, said), block_id=WEEKDAY),
        field(
            t("setup.time"),
            {"type": "timepicker", "action_id": TIME, "initial_time": said.get(TIME) or "09:00"},
            block_id=TIME,
            hint=t("setup.time_hint"),
        ),
        header(t("setup.digest")),
        _channel(setup, t, said),
    ]
    return modal(
        t("setup.title"),
        blocks + _as_it_is(setup, t),
        callback_id=SAVE,
        close=t("button.close"),
        submit=t("setup.save"),
    )


def _picker(label: str, kind: str, id_: str, said: dict[str, Any], *, optional: bool) -> Block:
    element: Block = {"type": kind, "action_id": id_}
    if said.get(id_):
        element["initial_user"] = said[id_]
    return field(label, element, block_id=id_, optional=optional)


def _weekday(t: Texts, said: dict[str, Any]) -> Block:
    names = t.list_of("weekdays")
    choices = [option(name[:1].upper() + name[1:], str(number)) for number, name in enumerate(names)]
    return {
        "type": "static_select",
        "action_id": WEEKDAY,
        "options": choices,
        "initial_option": choices[int(said.get(WEEKDAY) or 0)],
    }


def _channel(setup: Setup, t: Texts, said: dict[str, Any]) -> Block:
    element: Block = {
        "type": "conversations_select",
        "action_id": CHANNEL,
        "filter": {
            "include": ["public", "private"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        },
    }
    chosen = said.get(CHANNEL) or setup.channel
    if chosen:
        element["initial_conversation"] = chosen
    return field(t("setup.channel"), element, block_id=CHANNEL, hint=t("setup.channel_hint"), optional=True)


def _as_it_is(setup: Setup, t: Texts) -> list[Block]:
    blocks: list[Block] = [divider()]
    weekdays = t.list_of("weekdays")
    if setup.pairs:
        pairs = [
            t("setup.pair_line", seller=seller, manager=manager, weekday=weekdays[day], time=t.hour(at))
            for seller, manager, day, at in setup.pairs
        ]
        blocks.append(section(t("setup.pairs") + "\n" + "\n".join(_first(pairs, t))))
    else:
        blocks.append(section(t("setup.no_pairs")))
    moved = [t("setup.moved_line", name=name, listed=old, slack=new) for name, old, new in setup.moved]
    for title, lines in (("unmatched", [f"• {email}" for email in setup.unmatched]), ("moved", moved)):
        if lines:
            blocks.append(section(t(f"setup.{title}") + "\n" + "\n".join(_first(lines, t))))
    if setup.unknown:
        blocks.append(context(t("setup.unknown", count=setup.unknown)))
    return blocks


def _first(lines: list[str], t: Texts) -> list[str]:
    """The first of a long list, and how many there are besides."""
    more = len(lines) - MOST
    return lines if more <= 0 else [*lines[:MOST], t("list.more", count=more)]


def waiting_view(t: Texts) -> View:
    """While the greeting is on its way to the channel."""
    return modal(t("setup.title"), [section(t("setup.waiting"))], callback_id=DONE, close=t("button.close"))


def done_view(lines: Sequence[str], t: Texts) -> View:
    """What was set."""
    return modal(t("setup.title"), [section("\n".join(lines))], callback_id=DONE, close=t("button.done"))
