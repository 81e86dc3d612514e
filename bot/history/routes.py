"""The history of a subject: comparing two reviews, and the chart by message."""

from bot.history.usecases import Entry, History, ask_for_chart, history_of
from bot.history.views.history import FROM, TO, Pair, history_view
from bot.kit.act import Act
from bot.kit.blocks import View
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.reply import Reply, show
from flows.company.people import Person


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Show the last reviews of the subject whose id the button carries, and what the latest one changed."""
    history = history_of(desk, person, ID.load(act.value))
    return show(act, _view(desk, person, history, _last_two(history)))


def compare(desk: Desk, person: Person, act: Act) -> Reply:
    """Show what changed between the two reviews that stand chosen."""
    history = history_of(desk, person, ID.load(act.data))
    return show(act, _view(desk, person, history, _chosen(history, act)))


def send(desk: Desk, person: Person, act: Act) -> Reply:
    """Send the chart to the person's own messages; a click delivered twice, or a double click, sends one."""
    history = history_of(desk, person, ID.load(act.value))
    pair = _chosen(history, act)
    click = f"{act.view.get('id')}.{act.view.get('hash')}" if act.in_modal else act.trigger_id
    ask_for_chart(desk, person, history.subject.id, click=click)
    notice = desk.texts(person)("chart.on_its_way")
    return show(act, _view(desk, person, history, pair, notice=notice))


def _view(desk: Desk, person: Person, history: History, pair: Pair, *, notice: str = "") -> View:
    return history_view(history, pair, desk.texts(person), now=desk.now, notice=notice)


def _last_two(history: History) -> Pair:
    newest = history.entries[:2]
    return newest[-1], newest[0]


def _chosen(history: History, act: Act) -> Pair:
    """The reviews that stand in the two menus, the older first; the last two where nothing stands."""
    before, after = _last_two(history)
    pair = (_in_menu(history, act, FROM) or before, _in_menu(history, act, TO) or after)
    first, second = sorted(pair, key=lambda entry: entry.review.id)
    return first, second


def _in_menu(history: History, act: Act, menu: str) -> Entry | None:
    held = next((elements[menu] for elements in act.state.values() if menu in elements), {})
    chosen = (held.get("selected_option") or {}).get("value")
    return history.entry(ID.load(str(chosen))) if chosen else None
