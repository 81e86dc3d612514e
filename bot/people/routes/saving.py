"""What Setup saves: who is whom, somebody's place, and the digest's channel."""

from collections.abc import Sequence
from datetime import time

from slack_sdk import WebClient

from bot.digest.posting import next_digest
from bot.kit import audience
from bot.kit.act import Act
from bot.kit.house import House
from bot.kit.member import Member
from bot.kit.scopes import CHANNELS, SHARED, UNSEEN
from bot.kit.slack import TROUBLE, error_of
from bot.kit.texts import Texts
from bot.people import views
from bot.people.routes.form import Said, silent
from bot.people.usecases import setup as usecases
from bot.people.usecases.matching import settle
from bot.people.usecases.people import Place, give_place
from flows.company.people import SCORES, Person, Role

NO_GREETING = {
    "not_in_channel": "no_greeting",
    "channel_not_found": "no_greeting",
    "restricted_action": "no_greeting",
    "is_archived": "channel_archived",
    SHARED: "channel_shared",
    UNSEEN: "channel_unseen",
}


def save_same(house: House, act: Act, same: Sequence[tuple[Member, Person]], t: Texts) -> list[str]:
    """Take those of the list for whom they were said to be in Slack."""
    if same:
        with house.write(act.workspace) as desk:
            for who, person in same:
                settle(desk, who, person)
    return [t("setup.same_saved", name=person.name, email=who.email) for who, person in same]


def save_place(house: House, act: Act, said: Said, found: dict[str, Member], t: Texts) -> list[str]:
    """Give somebody their role, their manager and their moment, where somebody was chosen."""
    if views.SELLER not in found:
        return []
    role = Role(said[views.ROLE]) if said[views.ROLE] else None
    at, weekday = time.fromisoformat(said[views.TIME]), int(said[views.WEEKDAY])
    place = Place(found[views.SELLER], role, found.get(views.MANAGER), weekday, at)
    with house.write(act.workspace) as desk:
        give_place(desk, place)
    name, moment = place.member.name, {"weekday": t.list_of("weekdays")[weekday], "time": t.hour(at)}
    lines = [t("setup.role_saved", name=name, role=t(f"setup.role_{role}"))] if role else []
    if place.manager:
        lines.append(t("setup.pair_saved", seller=name, manager=place.manager.name, **moment))
    elif role in SCORES:
        lines.append(t("setup.moment_saved", name=name, **moment))
    return lines


def save_channel(house: House, client: WebClient, act: Act, said: Said, t: Texts) -> list[str]:
    """Say hello in the digest's channel, where another one was chosen and only our own people read it."""
    channel = said[views.CHANNEL]
    with house.read(act.workspace) as desk:
        now = desk.workspace
        text = desk.texts()("setup.greeting" if now.colours_at else "setup.greeting_at_first")
    if not channel or channel == now.digest_channel:
        return []
    try:
        audience.check(client, channel)
        client.chat_postMessage(
            channel=channel, text=text, mrkdwn=False, unfurl_links=False, unfurl_media=False
        )
    except TROUBLE as error:
        code = NO_GREETING.get(error_of(error), "channel_silent")
        raise silent(code, error, scopes=", ".join(CHANNELS)) from error
    with house.write(act.workspace) as desk:
        usecases.set_channel(desk, channel, next_digest(desk), by=act.user)
    return [t("setup.channel_saved")]
