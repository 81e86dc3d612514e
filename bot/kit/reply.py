"""What a handler answers: the acknowledgement, the calls to Slack that follow it, and which window they show."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from slack_sdk import WebClient

from bot.kit.act import Act
from bot.kit.blocks import View
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.member import Member
from bot.kit.place import Run
from bot.kit.texts import Texts
from flows.company.people import Person

WindowName = Literal["why", "review", "result"]


@dataclass(frozen=True)
class Window:
    """A window of another feature, by the name under which that one registered it; it stands wherever a view may.

    It is made in the act's own transaction once the handler is done; "review" may begin a draft, so what leads to
    it is no `Look`. `notice` is a sentence on top of it, `run`
    what it is part of.
    """

    name: WindowName
    subject_id: int
    notice: str = ""
    run: Run | None = None


@dataclass(frozen=True)
class Call:
    """One Web API call to make after the acknowledgement. `subject_id` is what to offer again if it fails."""

    method: str
    arguments: dict[str, Any]
    subject_id: int | None = None


Afterwards = Callable[[House, WebClient, Act], None]


@dataclass(frozen=True)
class Reply:
    """`ack` is the acknowledgement's payload (None: an empty one); `calls` are made afterwards.

    `ask` puts the act itself off until after the acknowledgement, because it needs to ask Slack something.
    `afterwards` is what else asks Slack, once the calls are made; it opens transactions of its own.
    """

    ack: dict[str, Any] | None = None
    calls: tuple[Call, ...] = ()
    ask: bool = False
    afterwards: tuple[Afterwards, ...] = ()

    @property
    def goes_on(self) -> bool:
        """Whether anything follows the acknowledgement."""
        return bool(self.ask or self.calls or self.afterwards)

    def with_views(self, view_of: Callable[[Window], View]) -> "Reply":
        """The same with a view in place of each window that it names."""

        def shown(payload: dict[str, Any]) -> dict[str, Any]:
            window = payload.get("view")
            return {**payload, "view": view_of(window)} if isinstance(window, Window) else payload

        calls = tuple(replace(call, arguments=shown(call.arguments)) for call in self.calls)
        return replace(self, ack=None if self.ack is None else shown(self.ack), calls=calls)


Handler = Callable[[Desk, Person, Act], Reply]
Shows = Callable[[Desk, Person, Window], View]


@dataclass(frozen=True)
class Look:
    """A handler that changes nothing: its transaction waits for no writer."""

    handler: Handler


@dataclass(frozen=True)
class Keeps:
    """A handler that keeps what a draft says, and nothing else: it waits for no disk, so it answers sooner.

    A power cut may cost the last click; what is submitted stands after one.
    """

    handler: Handler


@dataclass(frozen=True)
class AsksSlack:
    """A handler that must hear first who somebody is in Slack: it runs after the acknowledgement, for anybody.

    It opens transactions of its own, none around a call. `waiting` is what a form shows until then.
    """

    handler: Callable[[House, WebClient, Act, Member], Reply]
    waiting: Callable[[Texts], View]


Route = Handler | Look | Keeps | AsksSlack


def open_view(trigger_id: str, view: View | Window, *, subject_id: int | None = None) -> Reply:
    """Acknowledge, then open a modal."""
    return Reply(calls=(Call("views_open", {"trigger_id": trigger_id, "view": view}, subject_id),))


def update_in_ack(view: View | Window) -> Reply:
    """Answer a submitted modal with the next view, in the acknowledgement itself."""
    return Reply(ack={"response_action": "update", "view": view})


def errors(problems: dict[str, str]) -> Reply:
    """Answer a submitted modal with a word beside each field (by block_id)."""
    return Reply(ack={"response_action": "errors", "errors": problems})


def show(act: Act, view: View | Window, *, subject_id: int | None = None) -> Reply:
    """Show a view after a click: in the modal where it was clicked, else as a new one."""
    if not act.in_modal:
        return open_view(act.trigger_id, view, subject_id=subject_id)
    arguments: dict[str, object] = {"view_id": act.view["id"], "view": view}
    if act.kind == "action":  # a submitted view has had another hash since its acknowledgement
        arguments["hash"] = act.view.get("hash")
    return Reply(calls=(Call("views_update", arguments, subject_id),))


def has_room(act: Act) -> bool:
    """Whether a window can be laid over the one where somebody clicked: Slack takes three."""
    before = act.view.get("previous_view_id")
    return act.in_modal and (not before or before == act.view.get("root_view_id"))


def on_top(act: Act, view: View | Window) -> Reply:
    """Lay a window over the one where somebody clicked; where that is the third already, or none, show it."""
    if not has_room(act):
        return show(act, view)
    return Reply(calls=(Call("views_push", {"trigger_id": act.trigger_id, "view": view}),))


def below(act: Act, view: View | Window, *, laid_over: bool) -> Reply:
    """Close a form that was `laid_over` another window and show that one anew; else show it in the form's place."""
    under = act.view.get("previous_view_id")
    if not laid_over or not under:
        return update_in_ack(view)
    return Reply(calls=(Call("views_update", {"view_id": under, "view": view}),))
