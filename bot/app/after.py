"""After the acknowledgement: the calls that a reply orders, and acts that had to ask Slack first."""

import logging
from dataclasses import replace
from time import sleep

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.app.answering import answer
from bot.app.posting import tell_slow
from bot.app.routes import route_of
from bot.app.trouble import tell
from bot.kit.act import Act
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.logged import logged
from bot.kit.member import Member
from bot.kit.messages import message_view, notice_view, whom_to_ask
from bot.kit.reply import AsksSlack, Call, Reply, show
from bot.kit.scopes import EMAILS
from bot.kit.slack import BUSY_NAMES, HALF_DONE, TROUBLE, error_of, explained, lacks, member, remedy
from bot.kit.texts import Texts
from bot.people.jobs import take_over
from bot.people.usecases import roster
from bot.people.usecases.meeting import texts
from storage import outbox, people

log = logging.getLogger(__name__)

# Somebody clicked twice, or an old click came late: the newer views stand.
HARMLESS = {"hash_conflict", "push_limit_reached"}
# What a slow line or a closed window does; any other no of Slack's is a mistake of ours.
SLOW = {"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged", "not_found"}
# Seconds that the acknowledgement of a form gets as a start: a call that overtook it would be undone by it.
ACK_FIRST = 0.3
SLOW_STATUS = 429  # too many calls, or Slack's own trouble from 500 on


def finish(house: House, client: WebClient, act: Act, reply: Reply) -> None:
    """Make the reply's calls; a put-off act is handled now, with what Slack says of the person."""
    if reply.ask:
        if act.kind == "view":
            sleep(ACK_FIRST)
        try:
            reply = _asked(house, client, act)
        except TROUBLE as error:
            reply = _unasked(house, act, error)
    for call in reply.calls:
        _make(house, client, act, call)
    for afterwards in reply.afterwards:
        afterwards(house, client, act)


def _make(house: House, client: WebClient, act: Act, call: Call) -> None:
    try:
        getattr(client, call.method)(**call.arguments)
    except TROUBLE as error:
        name = error_of(error)
        log.warning("%s for %s failed: %s", call.method, act.user, explained(error))
        if name not in HARMLESS:
            _make_good(house, act, call, error)


def _make_good(house: House, act: Act, call: Call, error: Exception) -> None:
    """What a call failed to show comes by another way: a Home from the outbox, a window by a word about it."""
    if not _is_slow(error):
        tell(house, act, logged(error, str(act)))
        return
    with house.write(act.workspace) as desk:
        if call.method != "views_publish":
            tell_slow(desk, act.user, subject_id=call.subject_id)
        elif person := people.by_slack(desk.tx, act.user):
            outbox.ask_homes(desk.tx, [person.id])


def _is_slow(error: Exception) -> bool:
    if not isinstance(error, SlackApiError):
        return True
    return error.response.status_code >= SLOW_STATUS or error_of(error) in SLOW | BUSY_NAMES | HALF_DONE


def _unasked(house: House, act: Act, error: Exception) -> Reply:
    """Slack did not say who somebody is, so nothing was done; a window may still open to say so."""
    log.warning("Slack did not say who %s is: %s", act.user, explained(error))
    with house.read(act.workspace) as desk:
        t = desk.texts(people.by_slack(desk.tx, act.user))
    scopes = lacks(error)
    text = t("refused.lacks", scopes=scopes) if scopes else t("notice.unasked", error=error_of(error))
    return _told(act, text, t)


def _asked(house: House, client: WebClient, act: Act) -> Reply:
    who = member(client, act.user, house.companies[act.workspace])
    take_over(house, act.workspace, [who])
    with house.read(act.workspace) as desk:
        person = people.by_slack(desk.tx, act.user)
        stranger = _stranger(desk, act, who) if person is None else None
    route = route_of(act)
    if isinstance(route, AsksSlack) and not who.is_guest:
        return route.handler(house, client, act, who)
    return stranger or _without_ack(act, answer(house, act))


def _stranger(desk: Desk, act: Act, who: Member) -> Reply:
    """Somebody whom the list doesn't name, or a guest: told whom to ask, and nothing else."""
    t = texts(desk, who)
    if who.has_no_email:
        log.warning("Slack tells no e-mail address of %s: %s", act.user, remedy(EMAILS))
        return _told(act, t("refused.no_emails", scopes=EMAILS), t)
    admins = () if who.is_guest else roster.admins(desk)
    log.info("%s (%s) is %s", act.user, who.name, "a guest" if who.is_guest else "not on the list")
    if who.is_guest:
        return _told(act, t("refused.guest"), t)
    return _told(act, whom_to_ask(admins, t), t)


def _told(act: Act, text: str, t: Texts) -> Reply:
    """One thing said where somebody acted: on Home, in a window; among choices there is no place for it."""
    if act.kind == "event":
        view = notice_view(text, t)
        return Reply(calls=(Call("views_publish", {"user_id": act.user, "view": view}),))
    return Reply() if act.kind == "options" else show(act, message_view(text, t))


def _without_ack(act: Act, reply: Reply) -> Reply:
    """The acknowledgement is gone already: the view that it would have carried is shown by a call."""
    view = (reply.ack or {}).get("view")
    return replace(reply, calls=(*reply.calls, *show(act, view).calls)) if view else reply
