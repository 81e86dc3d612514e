"""The form that says where, when and how a digest is posted; and word of a channel where it can't be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from zoneinfo import available_timezones

from bot.digest.usecases.places import Setting
from bot.kit import doors
from bot.kit.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    divider,
    field,
    modal,
    option,
    plain,
    section,
)
from bot.kit.scopes import CHANNELS, GUESTS, NO_SCOPE, POSTING, SHARED, UNSEEN
from bot.kit.texts import Texts
from flows.company.people import Person

SAVE = "place.save"
DONE = "place.done"
LEADER = "place.leader"
CHANNEL = "place.channel"
WEEKDAY = "place.weekday"
AT = "place.at"
ZONE = "place.zone"
LANGUAGE = "place.language"
AMOUNTS = "place.amounts"
CONFIRM = "place.confirm"
HIDDEN = "hidden"
AS_COMPANY = "company"
MOST_ZONES = 100
KNOWN = {"is_archived", "not_in_channel", "channel_not_found", NO_SCOPE, SHARED, GUESTS, UNSEEN}


@dataclass(frozen=True)
class Said:
    """What the form says: Slack's ids of whoever leads the team and of the channel, and the rest as it stands there."""

    leader: str | None = None
    channel: str | None = None
    weekday: int = 0
    at: time = time(8)
    timezone: str | None = None
    language: str | None = None
    amounts: bool = True


def said_now(setting: Setting) -> Said:
    """What is set now, as the form says it."""
    leader = setting.leader.slack_id if setting.leader else None
    place = setting.place
    if place is None:
        return Said(leader)
    return Said(leader, place.channel, place.weekday, place.at, place.timezone, place.language, place.amounts)


def place_view(setting: Setting, said: Said, t: Texts, *, problem: str = "", outsiders: str = "") -> View:
    """The form; on top stands the `problem` of the last try, or who else reads the channel (our name for them)."""
    blocks: list[Block] = []
    if problem:
        blocks += [section("⚠ " + problem), divider()]
    if outsiders and said.channel:
        blocks += [
            section("⚠ " + t(f"place.asked_{outsiders}")),
            _confirm(said.channel, outsiders, t),
            divider(),
        ]
    blocks += _whose(setting, said, t)
    blocks += [
        _channel(said, t),
        field(t("place.weekday"), _weekday(said, t), block_id=WEEKDAY),
        field(
            t("place.at"),
            {"type": "timepicker", "action_id": AT, "initial_time": f"{said.at:%H:%M}"},
            block_id=AT,
        ),
        field(t("place.zone"), _zone(said, t), block_id=ZONE, hint=t("place.zone_hint"), optional=True),
        field(t("place.language"), _language(said, t), block_id=LANGUAGE),
        field(t("place.amounts"), _amounts(said, t), block_id=AMOUNTS, optional=True),
    ]
    return modal(t("place.title"), blocks, callback_id=SAVE, close=t("button.close"), submit=t("place.save"))


def _whose(setting: Setting, said: Said, t: Texts) -> list[Block]:
    if not setting.may_choose:
        return [section(t("place.own", name=setting.leader.name if setting.leader else ""))]
    element: Block = {"type": "users_select", "action_id": LEADER}
    if said.leader:
        element["initial_user"] = said.leader
    hint = t("place.leader_hint")
    return [
        section(t("place.lead")),
        field(t("place.leader"), element, block_id=LEADER, hint=hint, optional=True, tells=True),
    ]


def _channel(said: Said, t: Texts) -> Block:
    element: Block = {
        "type": "conversations_select",
        "action_id": CHANNEL,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if said.channel:
        element["initial_conversation"] = said.channel
    hint = t("place.channel_hint")
    # Slack keeps under an unchanged id what was chosen before, for whomever that was.
    return field(
        t("place.channel"), element, block_id=f"{CHANNEL}.{said.leader or ''}", hint=hint, optional=True
    )


def _weekday(said: Said, t: Texts) -> Block:
    names = t.list_of("weekdays")
    choices = [option(name[:1].upper() + name[1:], str(number)) for number, name in enumerate(names)]
    return _select(WEEKDAY, choices, str(said.weekday))


def _zone(said: Said, t: Texts) -> Block:
    element: Block = {
        "type": "external_select",
        "action_id": ZONE,
        "min_query_length": 2,
        "placeholder": plain(t("place.zone_none"), 150),
    }
    if said.timezone:
        element["initial_option"] = option(said.timezone, said.timezone)
    return element


def zones(typed: str) -> list[Block]:
    """The time zones whose names have these words in them, the first hundred."""
    words = typed.casefold().replace(" ", "_").split("/")
    found = [name for name in sorted(available_timezones()) if all(word in name.casefold() for word in words)]
    return [option(name, name) for name in found[:MOST_ZONES]]


def _language(said: Said, t: Texts) -> Block:
    choices = [option(t(f"place.in_{name}"), name) for name in (AS_COMPANY, "en", "da")]
    return _select(LANGUAGE, choices, said.language or AS_COMPANY)


def _select(id_: str, choices: list[Block], chosen: str) -> Block:
    initial = next(choice for choice in choices if choice["value"] == chosen)
    return {"type": "static_select", "action_id": id_, "options": choices, "initial_option": initial}


def _amounts(said: Said, t: Texts) -> Block:
    choice = option(t("place.hide_amounts"), HIDDEN, t("place.hide_amounts_note"))
    element: Block = {"type": "checkboxes", "action_id": AMOUNTS, "options": [choice]}
    return element if said.amounts else {**element, "initial_options": [choice]}


def confirm_id(channel: str) -> str:
    """The id of the box for one channel: what was ticked for it says nothing of another."""
    return f"{CONFIRM}.{channel}"


def _confirm(channel: str, outsiders: str, t: Texts) -> Block:
    choice = option(t("place.all_the_same"), outsiders)
    element = {"type": "checkboxes", "action_id": CONFIRM, "options": [choice]}
    return field(t("place.confirm"), element, block_id=confirm_id(channel), optional=True)


def waiting_view(t: Texts) -> View:
    """While Slack is asked who reads the channel."""
    return modal(t("place.title"), [section(t("place.waiting"))], callback_id=DONE, close=t("button.close"))


def done_view(lines: Sequence[str], t: Texts) -> View:
    """What was set."""
    return modal(t("place.title"), [section("\n".join(lines))], callback_id=DONE, close=t("button.done"))


def opening(t: Texts) -> Block:
    """The button that opens the form."""
    return button(t("place.open"), doors.DIGEST_PLACE)


def not_posted_message(error: str, leader: Person | None, t: Texts) -> Message:
    """That a digest is not in its channel, and why (Slack's name for the error where it has no words)."""
    text = t("notice.not_posted", why=why(error, t), whose=whose(leader, t))
    return {"text": text, "blocks": [section(text), actions(opening(t))]}


def whose(leader: Person | None, t: Texts) -> str:
    """Whose digest it is, as a sentence begins."""
    return t("place.of_team", name=leader.name) if leader else t("place.of_company")


def why(error: str, t: Texts) -> str:
    """Why nothing can be posted in a channel."""
    scopes = ", ".join(CHANNELS) if error == UNSEEN else POSTING
    return t(f"notice.why_{error}", scopes=scopes) if error in KNOWN else t("notice.why_refused", error=error)


def lost_lines(lost: Sequence[tuple[str, Person | None]], t: Texts) -> list[Block]:
    """On Home: whose digest can't be posted, and why, with the button that sets it right."""
    if not lost:
        return []
    lines = [t("place.lost", whose=whose(leader, t), why=why(error, t)) for error, leader in lost]
    return [section("⚠ " + "\n".join(lines), accessory=opening(t))]


def now_line(channel: str | None, t: Texts) -> Block:
    """In Setup: where the company's digest goes, and the button that sets it."""
    text = t("place.goes_somewhere") if channel else t("place.goes_nowhere")
    return section(text, accessory=opening(t))
