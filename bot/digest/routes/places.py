"""Setting where, when and how a digest is posted. It asks Slack who reads a channel: after the acknowledgement."""

import logging
import re
from dataclasses import replace
from datetime import time

from slack_sdk import WebClient

from bot.digest.usecases import places
from bot.digest.usecases.places import Setting
from bot.digest.views import places as views
from bot.digest.views.places import Said
from bot.kit import audience, fields
from bot.kit.act import Act
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.member import Member
from bot.kit.messages import message_view
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, on_top, show
from bot.kit.scopes import CHANNELS, GUESTS, SHARED, UNSEEN
from bot.kit.settings import LANGUAGES, is_zone
from bot.kit.slack import TROUBLE, error_of, explained, lacks
from bot.kit.texts import Texts
from flows.company.people import Person
from storage import guests, people
from storage.digest_places import Terms

log = logging.getLogger(__name__)

WEEKDAY = re.compile("[0-6]")
AT = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
EARLIEST = time(4)  # earlier hours may be skipped or repeated when the clocks change
OUTSIDERS = (SHARED, GUESTS)
NO_GREETING = {
    "not_in_channel": "no_greeting",
    "channel_not_found": "no_greeting",
    "restricted_action": "no_greeting",
    "is_archived": "channel_archived",
    UNSEEN: "channel_unseen",
}


def open_(house: House, _client: WebClient, act: Act, who: Member) -> Reply:
    """Show the form, or say who may."""
    with house.read(act.workspace) as desk:
        t, person = _texts(desk, act, who), people.by_slack(desk.tx, act.user)
        try:
            setting = places.setting(desk, person, is_admin=who.is_admin)
        except Refusal as refusal:
            return on_top(act, message_view(_said_of(refusal, t), t))
    return on_top(act, views.place_view(setting, views.said_now(setting), t))


def choose(house: House, _client: WebClient, act: Act, who: Member) -> Reply:
    """Another team was chosen in the form: show what is set for that one, or why there is nothing to set."""
    problem, slack_id = "", _user(act)
    with house.read(act.workspace) as desk:
        t, person = _texts(desk, act, who), people.by_slack(desk.tx, act.user)
        try:
            setting = places.setting(desk, person, is_admin=who.is_admin)
        except Refusal as refusal:
            return show(act, message_view(_said_of(refusal, t), t))
        try:
            setting = places.setting(desk, person, is_admin=who.is_admin, leader=_leader(desk, slack_id))
        except Refusal as refusal:
            problem = _said_of(refusal, t)
    said = replace(views.said_now(setting), leader=slack_id)
    return show(act, views.place_view(setting, said, t, problem=problem))


def zones(_desk: Desk, _person: Person, act: Act) -> Reply:
    """The time zones that somebody types words of."""
    return Reply(ack={"options": views.zones(act.text)})


def save(house: House, client: WebClient, act: Act, who: Member) -> Reply:
    """Set it, and say hello in a channel that is another one; or show the form again with what is in the way."""
    with house.read(act.workspace) as desk:
        t, person = _texts(desk, act, who), people.by_slack(desk.tx, act.user)
        try:
            setting = places.setting(desk, person, is_admin=who.is_admin, leader=_leader(desk, _user(act)))
            said = _said(act, setting)
        except Refusal as refusal:
            return show(act, message_view(_said_of(refusal, t), t))
        known, greeting = guests.all_of(desk.tx), _greeting(desk, said)
    try:
        allowed = _ticked(act, said) or places.confirmed(setting.place, said.channel)
        if outsiders := _outsiders(client, said.channel, known, allowed):
            return show(act, views.place_view(setting, said, t, outsiders=outsiders))
        if said.channel and not (setting.place and setting.place.channel == said.channel):
            _greet(client, said.channel, greeting)
    except Refusal as refusal:
        return show(act, views.place_view(setting, said, t, problem=_said_of(refusal, t)))
    terms = Terms(said.channel, said.weekday, said.at, said.timezone, said.language, said.amounts)
    with house.write(act.workspace) as desk:
        team = setting.leader.id if setting.leader else None
        places.set_place(desk, team, terms, by=act.user, confirmed=_ticked(act, said))
    return show(act, views.done_view(_done(setting, said, t), t))


def _greeting(desk: Desk, said: Said) -> str:
    t = Texts(said.language or desk.settings.language)
    return t("place.greeting" if desk.workspace.colours_at else "place.greeting_at_first", **_when(said, t))


def _texts(desk: Desk, act: Act, who: Member) -> Texts:
    person = people.by_slack(desk.tx, act.user)
    if person:
        return desk.texts(person)
    return Texts(who.language or desk.settings.language, who.timezone or desk.settings.timezone)


def _said_of(refusal: Refusal, t: Texts) -> str:
    return t(f"refused.{refusal.code}", **refusal.params)


def _user(act: Act) -> str | None:
    return fields.element(act, views.LEADER, views.LEADER).get("selected_user") or None


def _leader(desk: Desk, slack_id: str | None) -> Person | None:
    """Whose team is meant; refuses somebody who is not on the list."""
    if slack_id is None:
        return None
    found = people.by_slack(desk.tx, slack_id)
    if found is None:
        raise Refusal("place_unknown")
    return found


def _said(act: Act, setting: Setting) -> Said:
    """What the form says; refuses what it doesn't offer, and a time at night."""
    weekday, at = (
        fields.chosen(act, views.WEEKDAY, views.WEEKDAY),
        fields.said(act, views.AT, views.AT, "selected_time"),
    )
    zone, language = (
        fields.chosen(act, views.ZONE, views.ZONE),
        fields.chosen(act, views.LANGUAGE, views.LANGUAGE),
    )
    if not WEEKDAY.fullmatch(weekday) or not AT.fullmatch(at) or (zone and not is_zone(zone)):
        raise Refusal("unknown_field")
    if language not in (views.AS_COMPANY, *LANGUAGES):
        raise Refusal("unknown_field")
    if time.fromisoformat(at) < EARLIEST:
        raise Refusal("place_at_night")
    leader = setting.leader.slack_id if setting.leader else None
    channel = fields.said(act, f"{views.CHANNEL}.{leader or ''}", views.CHANNEL, "selected_conversation")
    return Said(
        leader,
        channel or None,
        int(weekday),
        time.fromisoformat(at),
        zone or None,
        None if language == views.AS_COMPANY else language,
        amounts=not fields.ticked(act, views.AMOUNTS, views.AMOUNTS),
    )


def _ticked(act: Act, said: Said) -> str:
    """Of which others they have said that they may read this channel: the most of it that a form has."""
    held = fields.ticked(act, views.confirm_id(said.channel or ""), views.CONFIRM)
    return next((readers for readers in OUTSIDERS if readers in held), "")


def _outsiders(client: WebClient, channel: str | None, known: frozenset[str], allowed: str) -> str:
    """Who else reads a channel than is allowed, by our name for them; refuses where Slack doesn't say."""
    try:
        audience.check(client, channel or "", known, allowed=allowed)
    except TROUBLE as error:
        if error_of(error) in OUTSIDERS:
            return error_of(error)
        raise _silent(error) from error
    return ""


def _greet(client: WebClient, channel: str, text: str) -> None:
    try:
        client.chat_postMessage(
            channel=channel, text=text, mrkdwn=False, unfurl_links=False, unfurl_media=False
        )
    except TROUBLE as error:
        raise _silent(error) from error


def _silent(error: Exception) -> Refusal:
    """Why Slack did not do it: for a scope that the app lacks trying again would be of no use."""
    log.warning("The digest's channel was not set: %s", explained(error))
    if scopes := lacks(error):
        return Refusal("lacks", scopes=scopes)
    code = NO_GREETING.get(error_of(error), "channel_silent")
    return Refusal(code, error=error_of(error), scopes=", ".join(CHANNELS))


def _when(said: Said, t: Texts) -> dict[str, str]:
    return {"weekday": t.list_of("weekdays")[said.weekday], "time": t.hour(said.at)}


def _done(setting: Setting, said: Said, t: Texts) -> list[str]:
    whose = views.whose(setting.leader, t)
    if not said.channel:
        return [t("place.saved_none", whose=whose)]
    return [t("place.saved", whose=whose, **_when(said, t))]
