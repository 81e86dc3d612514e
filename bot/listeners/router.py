"""Seven Bolt listeners for everything: read the payload, route it, acknowledge, and do the rest afterwards.

Each registered listener costs every payload about 18 microseconds, so there is one per kind of payload.
With process_before_response nothing may follow ack(): what calls Slack runs in a lazy listener on the
executor that the wiring gives to Bolt.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.desk import Desk
from bot.listeners import act as acts
from bot.listeners import after
from bot.listeners.act import Act, Body
from bot.listeners.reply import Reply
from bot.listeners.routes import COMMAND, ROUTES, handled
from bot.listeners.trouble import Reported, on_error
from bot.slack import member_of
from bot.usecases import roster
from bot.views import setup as setup_views
from bot.views.messages import message_view

log = logging.getLogger(__name__)

ANY = re.compile("")
USER_CHANGE = "user_change"
EVENTS = (*ROUTES["event"], USER_CHANGE)


def register(app: App, desk: Desk, client: WebClient) -> None:
    """Register the listeners. `client` is the one for clicks: it gives up after two seconds."""

    def answers(read: Callable[[Body], Act]) -> Callable[..., None]:
        def answer(body: dict[str, Any], ack: Ack, context: BoltContext) -> None:
            context["act"] = act = read(body)
            context["reply"] = reply = route(desk, act)
            if act.kind != "options":  # one for every letter typed
                done = "asking Slack" if reply.ask else (reply.ack or {}).get("response_action", "done")
                log.info("%s %s of %s: %s", act.kind, act.name, act.user, done)
            ack(**(reply.ack or {}))

        return answer

    def finish(context: BoltContext) -> None:
        if "reply" not in context:  # the answer failed, and its acknowledgement has said so
            return
        with Reported(desk, context["act"]):
            after.finish(desk, client, context["act"], context["reply"])

    def changed(body: dict[str, Any]) -> None:
        user = body["event"]["user"]
        member, known = member_of(user), roster.who(desk, user["id"])
        if known and "locale" not in user:
            member = replace(member, language=known.language)
        roster.link(desk, [member])

    app.command(COMMAND)(ack=answers(acts.read_command), lazy=[finish])
    app.shortcut(ANY)(ack=answers(acts.read_shortcut), lazy=[finish])
    app.action(ANY)(ack=answers(acts.read_action), lazy=[finish])
    app.view(ANY)(ack=answers(acts.read_view), lazy=[finish])
    app.options(ANY)(ack=answers(acts.read_options), lazy=[finish])
    app.event("app_home_opened")(ack=answers(acts.read_event), lazy=[finish])
    app.event(USER_CHANGE)(changed)
    app.error(on_error(desk))


def route(desk: Desk, act: Act) -> Reply:
    """The reply to an act. What needs Slack's answer first is put off until after the acknowledgement."""
    if after.is_setup(act):
        view = setup_views.waiting_view(desk.texts(roster.who(desk, act.user)))
        return Reply(
            ack={"response_action": "update", "view": view} if act.kind == "view" else None, ask=True
        )
    person = roster.who(desk, act.user)
    if person is None:
        return Reply(ack=_until_known(desk, act), ask=True)
    return handled(desk, person, act)


def _until_known(desk: Desk, act: Act) -> dict[str, Any] | None:
    """The acknowledgement while Slack is asked who somebody is: no choices, or a window that stays open."""
    if act.kind == "options":
        return {"options": []}
    if act.kind == "view":
        t = desk.texts()
        return {"response_action": "update", "view": message_view(t("notice.moment"), t)}
    return None
