"""Setup: for workspace admins and the role admin. It asks Slack, so it runs after the acknowledgement."""

import logging
import re
from datetime import time
from typing import Any

from slack_sdk import WebClient

from bot.digest.posting import next_digest
from bot.kit.act import Act
from bot.kit.house import House
from bot.kit.member import Member
from bot.kit.messages import message_view
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, show
from bot.kit.scopes import EMAILS
from bot.kit.slack import TROUBLE, error_of, explained, lacks, member
from bot.kit.texts import Texts
from bot.people import views
from bot.people.usecases import setup as usecases
from bot.people.usecases.meeting import texts
from bot.people.usecases.people import Pair, make_pair
from flows.company.people import Person, Role
from storage import people

log = logging.getLogger(__name__)

NO_GREETING = {
    "not_in_channel": "no_greeting",
    "channel_not_found": "no_greeting",
    "restricted_action": "no_greeting",
    "is_archived": "channel_archived",
}
WEEKDAY = re.compile("[0-6]")
TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
EARLIEST = time(4, 0)  # earlier times may be skipped or repeated when the clocks change


def may_set_up(person: Person | None, who: Member) -> bool:
    """Workspace admins and owners, and whoever has the role admin."""
    return who.is_admin or (person is not None and person.role is Role.ADMIN)


def open_(house: House, _client: WebClient, act: Act, who: Member) -> Reply:
    """Show the form, or say who may."""
    with house.read(act.workspace) as desk:
        t = texts(desk, who)
        hidden = t("refused.no_emails", scopes=EMAILS) if who.has_no_email else ""
        person = people.by_slack(desk.tx, act.user)
        if not may_set_up(person, who):
            text = hidden if hidden and person is None else t("setup.not_you")
            return show(act, message_view(text, t))
        return show(act, views.setup_view(usecases.current(desk), t, problem=hidden))


def save(house: House, client: WebClient, act: Act, who: Member) -> Reply:
    """Save the pair, say hello in the digest channel, and show what was set; or the form again with what to do."""
    with house.read(act.workspace) as desk:
        t = texts(desk, who)
        if not may_set_up(people.by_slack(desk.tx, act.user), who):
            return show(act, message_view(t("setup.not_you"), t))
    try:
        said = _said(act)
    except ValueError:
        return show(act, message_view(t("refused.unknown_field"), t))
    lines: list[str] = []
    try:
        lines += _save_pair(house, client, act, said, t)
        lines += _save_channel(house, client, act, said, t)
    except Refusal as refusal:
        problem = " ".join([*lines, t(f"refused.{refusal.code}", **refusal.params)])
        with house.read(act.workspace) as desk:
            return show(act, views.setup_view(usecases.current(desk), t, problem=problem, view_state=said))
    return show(act, views.done_view(lines or [t("setup.nothing")], t))


def _said(act: Act) -> dict[str, Any]:
    """What the form says; raises ValueError for a weekday or a time that it doesn't offer."""

    def value(id_: str, key: str) -> Any:
        return act.state.get(id_, {}).get(id_, {}).get(key)

    said = {
        views.SELLER: value(views.SELLER, "selected_user"),
        views.MANAGER: value(views.MANAGER, "selected_user"),
        views.WEEKDAY: (value(views.WEEKDAY, "selected_option") or {}).get("value") or "0",
        views.TIME: value(views.TIME, "selected_time") or "09:00",
        views.CHANNEL: value(views.CHANNEL, "selected_conversation"),
    }
    if not WEEKDAY.fullmatch(str(said[views.WEEKDAY])) or not TIME.fullmatch(str(said[views.TIME])):
        raise ValueError(said)
    return said


def _save_pair(house: House, client: WebClient, act: Act, said: dict[str, Any], t: Texts) -> list[str]:
    seller, manager = said[views.SELLER], said[views.MANAGER]
    if not seller and not manager:
        return []
    if not seller or not manager:
        raise Refusal("pair_half")
    at = time.fromisoformat(said[views.TIME])
    if at < EARLIEST:
        raise Refusal("pair_at_night")
    try:
        ours = house.companies[act.workspace]
        pair = Pair(member(client, seller, ours), member(client, manager, ours), int(said[views.WEEKDAY]), at)
    except TROUBLE as error:
        raise _silent("slack_silent", error) from error
    if pair.seller.has_no_email or pair.manager.has_no_email:
        raise Refusal("no_emails", scopes=EMAILS)
    with house.write(act.workspace) as desk:
        make_pair(desk, pair)
    weekday = t.list_of("weekdays")[pair.weekday]
    return [
        t(
            "setup.pair_saved",
            seller=pair.seller.name,
            manager=pair.manager.name,
            weekday=weekday,
            time=t.hour(at),
        )
    ]


def _save_channel(house: House, client: WebClient, act: Act, said: dict[str, Any], t: Texts) -> list[str]:
    channel = said[views.CHANNEL]
    with house.read(act.workspace) as desk:
        now = desk.workspace
        text = desk.texts()("setup.greeting" if now.colours_at else "setup.greeting_at_first")
    if not channel or channel == now.digest_channel:
        return []
    try:
        client.chat_postMessage(
            channel=channel, text=text, mrkdwn=False, unfurl_links=False, unfurl_media=False
        )
    except TROUBLE as error:
        raise _silent(NO_GREETING.get(error_of(error), "channel_silent"), error) from error
    with house.write(act.workspace) as desk:
        usecases.set_channel(desk, channel, next_digest(desk))
    return [t("setup.channel_saved")]


def _silent(code: str, error: Exception) -> Refusal:
    """Why Slack did not do it: for a scope that the app lacks trying again would be of no use."""
    log.warning("Setup failed: %s", explained(error))
    scopes = lacks(error)
    return Refusal("lacks", scopes=scopes) if scopes else Refusal(code, error=error_of(error))
