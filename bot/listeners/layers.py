"""Windows on top of a window: a form is laid over what it belongs to, and that is shown anew once it is sent."""

from bot.listeners.act import Act
from bot.listeners.reply import Call, Reply, show, update_in_ack
from bot.views.blocks import View


def has_room(act: Act) -> bool:
    """Whether a window can be laid over the one where somebody clicked: Slack takes three."""
    before = act.view.get("previous_view_id")
    return act.in_modal and (not before or before == act.view.get("root_view_id"))


def on_top(act: Act, view: View) -> Reply:
    """Lay a window over the one where somebody clicked; where that is the third already, or none, show it."""
    if not has_room(act):
        return show(act, view)
    return Reply(calls=(Call("views_push", {"trigger_id": act.trigger_id, "view": view}),))


def below(act: Act, view: View, *, laid_over: bool) -> Reply:
    """Close a form that was `laid_over` another window and show that one anew; else show it in the form's place."""
    under = act.view.get("previous_view_id")
    if not laid_over or not under:
        return update_in_ack(view)
    return Reply(calls=(Call("views_update", {"view_id": under, "view": view}),))
