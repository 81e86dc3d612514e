"""Seven Bolt listeners for everything: read the payload, route it, acknowledge, and do the rest afterwards.

Each registered listener costs every payload about 18 microseconds, so there is one per kind of payload.
With process_before_response nothing may follow ack(): what calls Slack runs on an executor of its own. Bolt's lazy
listeners would do the same, but copy the whole request for each act, also where nothing follows.
"""

import logging
import re
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.app import after, formerly
from bot.app.answering import answer
from bot.app.routes import COMMAND, HEARD, ROUTES
from bot.app.trouble import Reported, on_error
from bot.kit import act as acts
from bot.kit.act import Act, Body
from bot.kit.house import House
from bot.kit.reply import Reply
from bot.kit.slack import member_of
from bot.people.jobs import take_over

log = logging.getLogger(__name__)

ANY = re.compile("")
USER_CHANGE = "user_change"
EVENTS = (*ROUTES["event"], *HEARD, USER_CHANGE)


def register(app: App, house: House, client: WebClient, afterwards: Executor) -> None:
    """Register the listeners. `client` is the one for clicks: it gives up after two seconds.

    What follows an acknowledgement runs on `afterwards`.
    """

    def answers(read: Callable[[Body], Act]) -> Callable[..., None]:
        def handle(body: dict[str, Any], ack: Ack, context: BoltContext) -> None:
            sent = replace(read(body), workspace=workspace_of(context))
            context["act"] = act = formerly.named_today(sent)
            with house.calm.answering():
                reply = formerly.named_as_sent(sent, answer(house, act))
            if act.kind != "options":  # one for every letter typed
                done = "asking Slack" if reply.ask else (reply.ack or {}).get("response_action", "done")
                log.info("%s: %s", act, done)
            ack(**(reply.ack or {}))
            go_on(act, reply)

        return handle

    def go_on(act: Act, reply: Reply) -> None:
        if reply.goes_on:
            afterwards.submit(finish, act, reply)

    def workspace_of(context: BoltContext) -> int:
        """Of the installation that the payload came through; somebody of another company has another team."""
        installation = context.authorize_result
        return house.workspace_of(str(installation.team_id if installation else ""))

    def finish(act: Act, reply: Reply) -> None:
        with Reported(house, act):
            after.finish(house, client, act, reply)

    def changed(body: dict[str, Any], context: BoltContext) -> None:
        workspace = workspace_of(context)
        take_over(house, workspace, [member_of(body["event"]["user"], house.companies[workspace])])

    app.command(COMMAND)(answers(acts.read_command))
    app.shortcut(ANY)(answers(acts.read_shortcut))
    app.action(ANY)(answers(acts.read_action))
    app.view(ANY)(answers(acts.read_view))
    app.options(ANY)(answers(acts.read_options))
    app.event("app_home_opened")(answers(acts.read_event))
    app.event(USER_CHANGE)(changed)
    _hear(app, house, workspace_of)
    app.error(on_error(house, go_on))


def _hear(app: App, house: House, workspace_of: Callable[[BoltContext], int]) -> None:
    """Register what nobody waits for an answer to."""

    def heard(body: dict[str, Any], context: BoltContext) -> None:
        event = body["event"]
        with house.write(workspace_of(context)) as desk:
            HEARD[event["type"]](desk, event)

    for name in HEARD:
        app.event(name)(heard)
