"""The history of a subject: comparing two reviews, the chart by message, and correcting the latest."""

from bot.desk import Desk
from bot.listeners import fields
from bot.listeners.act import Act
from bot.listeners.fields import number
from bot.listeners.page_fields import place_of
from bot.listeners.reply import Reply, errors, show, update_in_ack
from bot.listeners.review import page_view
from bot.usecases import correcting
from bot.usecases.history import History, ask_for_chart, history_of
from bot.views import correcting as correcting_views
from bot.views.blocks import View
from bot.views.history import FROM, TO, Pair, history_view
from flows.people import Person


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the last reviews of the subject whose id the button carries, and what the latest one changed."""
    history = history_of(desk, person, number(act.value))
    return show(act, _view(desk, person, history, _last_two(history)))


def compare(desk: Desk, person: Person, act: Act) -> Reply:
    """Show what changed between the two reviews that stand chosen."""
    history = _shown(desk, person, act)
    return show(act, _view(desk, person, history, _chosen(history, act)))


def send(desk: Desk, person: Person, act: Act) -> Reply:
    """Send the chart to the person's own messages; a click delivered twice, or a double click, sends one."""
    history = history_of(desk, person, number(act.value))
    pair = _chosen(history, act)
    click = f"{act.view.get('id')}.{act.view.get('hash')}" if act.in_modal else act.trigger_id
    ask_for_chart(desk, person, history.standing.subject.id, click=click)
    notice = desk.texts(person)("chart.on_its_way")
    return show(act, _view(desk, person, history, pair, notice=notice))


def ask_reason(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask why the review whose id the button carries is corrected."""
    review = correcting.correctable(desk, person, number(act.value))
    return show(act, correcting_views.reason_view(review, desk.texts(person), now=desk.now))


def correct(desk: Desk, person: Person, act: Act) -> Reply:
    """Open the review that corrects, in the acknowledgement."""
    reason = _reason(act)
    t = desk.texts(person)
    if not reason:
        return errors({correcting_views.REASON: t("correct.empty")})
    review_id = number(str(act.view.get("private_metadata") or ""))
    page = correcting.begin(desk, person, review_id, reason=reason)
    return update_in_ack(page_view(desk, person, page))


def drop(desk: Desk, person: Person, act: Act) -> Reply:
    """Go on with the open review as an ordinary one; what is filled in stays."""
    run = place_of(act).run if act.in_modal else None
    page = correcting.drop(desk, person, number(act.value))
    return show(act, page_view(desk, person, page, run=run))


def _reason(act: Act) -> str:
    said = fields.said(act, correcting_views.REASON, correcting_views.REASON)
    return said[: correcting_views.MOST_REASON]


def _shown(desk: Desk, person: Person, act: Act) -> History:
    return history_of(desk, person, number(str(act.view.get("private_metadata") or "")))


def _view(desk: Desk, person: Person, history: History, pair: Pair, *, notice: str = "") -> View:
    return history_view(history, pair, desk.texts(person), now=desk.now, notice=notice)


def _last_two(history: History) -> Pair:
    newest = history.entries[:2]
    return newest[-1], newest[0]


def _chosen(history: History, act: Act) -> Pair:
    """The reviews that stand in the two menus, the older first; the last two where nothing stands."""
    before, after = _last_two(history)
    pair = [_in_menu(act, FROM) or str(before.review.id), _in_menu(act, TO) or str(after.review.id)]
    first, second = sorted((history.entry(number(id_)) for id_ in pair), key=lambda entry: entry.review.id)
    return first, second


def _in_menu(act: Act, menu: str) -> str:
    held = next((elements[menu] for elements in act.state.values() if menu in elements), {})
    return str((held.get("selected_option") or {}).get("value") or "")
