"""Setup: pairs, their weekly moment, the channel of the digest, and who of the list is whom in Slack."""

from collections.abc import Sequence
from typing import Any

from bot.digest.views.places import now_line
from bot.kit.blocks import Block, View, context, divider, field, header, modal, option, section
from bot.kit.member import Member
from bot.kit.texts import Texts
from bot.people.usecases.matching import Question
from bot.people.usecases.setup import Setup
from flows.company.people import Role

SAVE = "setup.save"
DONE = "setup.done"
SELLER = "setup.seller"
ROLE = "setup.role"
MANAGER = "setup.manager"
WEEKDAY = "setup.weekday"
TIME = "setup.time"
LISTED = "setup.listed"
IN_SLACK = "setup.in_slack"
SAME = "setup.same."
NOBODY = "nobody"
MOST = 20
MOST_CHOICES = 100
ROLES = tuple(role.value for role in Role if role is not Role.NONE)


def setup_view(
    setup: Setup,
    t: Texts,
    *,
    problem: str = "",
    view_state: dict[str, Any] | None = None,
    asked: Sequence[Question] = (),
) -> View:
    """The form; `view_state` is what it said. On top of it stands the `problem` of the last try, or what is `asked`."""
    said = view_state or {}
    blocks: list[Block] = []
    if problem:
        blocks += [section("⚠ " + problem), divider()]
    if asked:
        blocks += [section(t("setup.asked")), *[_same(question, t, said) for question in asked], divider()]
    blocks += [section(t("setup.lead")), header(t("setup.pair"))]
    blocks += [
        _picker(t("setup.seller"), "users_select", SELLER, said, optional=True),
        field(t("setup.role"), _role(t, said), block_id=ROLE, hint=t("setup.role_hint"), optional=True),
        _picker(t("setup.manager"), "users_select", MANAGER, said, optional=True),
        field(t("setup.weekday"), _weekday(t, said), block_id=WEEKDAY),
        field(
            t("setup.time"),
            {"type": "timepicker", "action_id": TIME, "initial_time": said.get(TIME) or "09:00"},
            block_id=TIME,
            hint=t("setup.time_hint"),
        ),
        divider(),
        now_line(setup.channel, t),
    ]
    return modal(
        t("setup.title"),
        blocks + _as_it_is(setup, t, said),
        callback_id=SAVE,
        close=t("button.close"),
        submit=t("setup.save"),
    )


def _picker(label: str, kind: str, id_: str, said: dict[str, Any], *, optional: bool) -> Block:
    element: Block = {"type": kind, "action_id": id_}
    if said.get(id_):
        element["initial_user"] = said[id_]
    return field(label, element, block_id=id_, optional=optional)


def _role(t: Texts, said: dict[str, Any]) -> Block:
    choices = [option(t(f"setup.role_{role}"), role, t(f"setup.role_{role}_does")) for role in ROLES]
    return _choice("static_select", ROLE, choices, said)


def _weekday(t: Texts, said: dict[str, Any]) -> Block:
    names = t.list_of("weekdays")
    choices = [option(name[:1].upper() + name[1:], str(number)) for number, name in enumerate(names)]
    return {
        "type": "static_select",
        "action_id": WEEKDAY,
        "options": choices,
        "initial_option": choices[int(said.get(WEEKDAY) or 0)],
    }


def same(member: Member) -> str:
    """The id of the question who of the list a member is."""
    return SAME + member.slack_id


def _same(question: Question, t: Texts, said: dict[str, Any]) -> Block:
    member, id_ = question.member, same(question.member)
    choices = [
        option(t("setup.same_yes", name=person.name), str(person.id), t("setup.same_as", email=person.email))
        for person in question.perhaps
    ]
    choices.append(option(t("setup.same_no"), NOBODY))
    element = _choice("radio_buttons", id_, choices, said)
    return field(t("setup.same", name=member.name, email=member.email), element, block_id=id_)


def _choice(kind: str, id_: str, choices: list[Block], said: dict[str, Any]) -> Block:
    """One of these, with what was said before."""
    element: Block = {"type": kind, "action_id": id_, "options": choices}
    if chosen := [choice for choice in choices if choice["value"] == said.get(id_)]:
        element["initial_option"] = chosen[0]
    return element


def _missing(setup: Setup, t: Texts, said: dict[str, Any]) -> list[Block]:
    """Who of the list Slack doesn't know, and where one of them can be put together with somebody there."""
    if not setup.unmatched:
        return []
    lines = [f"• {person.email}" for person in setup.unmatched]
    choices = [option(person.name, str(person.id), person.email) for person in setup.unmatched[:MOST_CHOICES]]
    listed = _choice("static_select", LISTED, choices, said)
    return [
        section(t("setup.unmatched") + "\n" + "\n".join(_first(lines, t))),
        field(t("setup.listed"), listed, block_id=LISTED, hint=t("setup.listed_hint"), optional=True),
        _picker(t("setup.in_slack"), "users_select", IN_SLACK, said, optional=True),
    ]


def _as_it_is(setup: Setup, t: Texts, said: dict[str, Any]) -> list[Block]:
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
    if others := [
        t("setup.other_line", name=name, role=t(f"setup.role_{role}")) for name, role in setup.others
    ]:
        blocks.append(section(t("setup.others") + "\n" + "\n".join(_first(others, t))))
    blocks += _missing(setup, t, said)
    if moved := [t("setup.moved_line", name=name, listed=old, slack=new) for name, old, new in setup.moved]:
        blocks.append(section(t("setup.moved") + "\n" + "\n".join(_first(moved, t))))
    if setup.unknown:
        blocks.append(context(t("setup.unknown", count=setup.unknown)))
    return blocks


def _first(lines: list[str], t: Texts) -> list[str]:
    """The first of a long list, and how many there are besides."""
    more = len(lines) - MOST
    return lines if more <= 0 else [*lines[:MOST], t("list.more", count=more)]


def waiting_view(t: Texts) -> View:
    """While Slack is asked who they are."""
    return modal(t("setup.title"), [section(t("setup.waiting"))], callback_id=DONE, close=t("button.close"))


def done_view(lines: Sequence[str], t: Texts) -> View:
    """What was set."""
    return modal(t("setup.title"), [section("\n".join(lines))], callback_id=DONE, close=t("button.done"))
