"""The answer to an act: one transaction, from who it is to what it comes to and the window that it leads to."""

import logging
from contextlib import AbstractContextManager
from typing import Any

from bot.app.routes import WINDOWS, route_of
from bot.kit.act import Act
from bot.kit.blocks import View
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.messages import message_view, refusal_view
from bot.kit.place import run_in
from bot.kit.refusal import Refusal
from bot.kit.reply import AsksSlack, Keeps, Look, Reply, Route, Window, show, update_in_ack
from bot.kit.texts import Texts
from flows.company.people import Person
from storage import people

log = logging.getLogger(__name__)


def answer(house: House, act: Act) -> Reply:
    """The reply to an act: in one transaction, of which nothing is kept where it is refused.

    What needs Slack's answer first is put off until after the acknowledgement.
    """
    route = route_of(act)
    try:
        with _desk(house.hurried, act.workspace, route) as desk:
            person = people.by_slack(desk.tx, act.user)
            if isinstance(route, AsksSlack):
                return Reply(ack=_waiting(act, route.waiting(desk.texts(person))), ask=True)
            if person is None:
                t = desk.texts()
                return Reply(ack=_waiting(act, message_view(t("notice.moment"), t)), ask=True)
            handle = route.handler if isinstance(route, Look | Keeps) else route
            return _with_windows(desk, person, handle(desk, person, act))
    except Refusal as refusal:
        log.info("Refused %s: %s", act, refusal.code)
        return _refused(act, refusal, desk.texts(person))


def _desk(house: House, workspace: int, route: Route) -> AbstractContextManager[Desk]:
    if isinstance(route, Look | AsksSlack):
        return house.read(workspace)
    return house.write(workspace, lasting=not isinstance(route, Keeps))


def _with_windows(desk: Desk, person: Person, reply: Reply) -> Reply:
    """The reply with the windows that it names, as the features make them that registered them."""

    def view_of(window: Window) -> View:
        return WINDOWS[window.name](desk, person, window)

    return reply.with_views(view_of)


def _waiting(act: Act, view: View) -> dict[str, Any] | None:
    """The acknowledgement while Slack is asked: no choices, or a window that stays open."""
    if act.kind == "options":
        return {"options": []}
    return {"response_action": "update", "view": view} if act.kind == "view" else None


def _refused(act: Act, refusal: Refusal, t: Texts) -> Reply:
    view = refusal_view(refusal, t, run=run_in(act.data))
    if act.kind == "options":
        return Reply(ack={"options": []})
    return update_in_ack(view) if act.kind == "view" else show(act, view)
