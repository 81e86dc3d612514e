"""Saying what became of an action item, from wherever it stands; what lies under a window is shown anew."""

from datetime import date

from bot.actions.routes.lists import mine, team
from bot.actions.usecases import settling
from bot.actions.usecases.reading import listed
from bot.actions.views import mine as lists
from bot.actions.views import settling as views
from bot.actions.views.lines import lost
from bot.actions.views.settling import ABOUT_ITEM, DAY, NOTE, About, Under
from bot.kit import doors, fields
from bot.kit.act import Act
from bot.kit.blocks import View
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.messages import message_view
from bot.kit.refusal import Refusal
from bot.kit.reply import Call, Reply, Window, below, errors, has_room, on_top, show, update_in_ack
from flows.company.people import Person, reads
from flows.review.action_item import ActionItem
from storage import action_items, subjects

LISTS: dict[str, Under] = {doors.WHY_WINDOW: "why", lists.MINE: "mine", lists.TEAM: "team"}


def done(desk: Desk, person: Person, act: Act) -> Reply:
    """Note that it is done, and ask what came of it; what lies under the question is shown anew."""
    item = settling.done(desk, person, ID.load(act.value))
    about = About(item.id, LISTS.get(act.view.get("callback_id", "")))
    asked = on_top(act, views.outcome_view(item, about, desk.texts(person)))
    if about.under is None or not has_room(act):
        return asked
    beneath = {"view_id": act.view["id"], "view": _under(desk, person, about, item)}
    return Reply(calls=(*asked.calls, Call("views_update", beneath)))


def save_outcome(desk: Desk, person: Person, act: Act) -> Reply:
    """Keep what came of it."""
    about = ABOUT_ITEM.load(act.data)
    return _back_to(
        desk, person, act, settling.done(desk, person, about.item_id, fields.said(act, NOTE, NOTE))
    )


def open_drop(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask why it is dropped."""
    about, item = _about(desk, person, act)
    return on_top(act, views.drop_view(item, about, desk.texts(person)))


def save_drop(desk: Desk, person: Person, act: Act) -> Reply:
    """Drop it."""
    about, why = ABOUT_ITEM.load(act.data), fields.said(act, NOTE, NOTE)
    if not why:
        return errors({NOTE: desk.texts(person)("refused.action_why")})
    return _back_to(desk, person, act, settling.drop(desk, person, about.item_id, why))


def drop_lost(desk: Desk, person: Person, act: Act) -> Reply:
    """Drop an action item because its deal or customer was lost: it says so itself."""
    item, t = settling.settleable(desk, person, ID.load(act.value)), desk.texts(person)
    [read] = listed(desk, person, [item])
    dropped = settling.drop(desk, person, item.id, lost(read, t, now=desk.now))
    about = About(item.id, LISTS.get(act.view.get("callback_id", "")))
    return show(act, _under(desk, person, about, dropped))


def open_move(desk: Desk, person: Person, act: Act) -> Reply:
    """Ask to which day it is moved."""
    about, item = _about(desk, person, act)
    return on_top(act, views.move_view(item, about, desk.texts(person)))


def save_move(desk: Desk, person: Person, act: Act) -> Reply:
    """Move it: a line of its own, and the old one stays on record."""
    about = ABOUT_ITEM.load(act.data)
    try:
        moved = settling.move(desk, person, about.item_id, _day(act))
    except Refusal as refusal:
        if refusal.code not in {"action_day", "action_no_day"}:
            raise
        return errors({DAY: desk.texts(person)(f"refused.{refusal.code}")})
    return _back_to(desk, person, act, moved)


def take_back(desk: Desk, person: Person, act: Act) -> Reply:
    """Have it be open again."""
    item = settling.take_back(desk, person, ID.load(act.value))
    callback_id, t = act.view.get("callback_id", ""), desk.texts(person)
    if callback_id in LISTS:
        return show(act, _under(desk, person, About(item.id, LISTS[callback_id]), item))
    said = show(act, message_view(t("action.is_open_again", what=item.what), t))
    about = ABOUT_ITEM.load(act.data) if callback_id == views.OUTCOME_SAVE else About(item.id)
    under = act.view.get("previous_view_id")
    if about.under is None or not under:
        return said
    beneath = {"view_id": under, "view": _under(desk, person, about, item)}
    return Reply(calls=(*said.calls, Call("views_update", beneath)))


def _about(desk: Desk, person: Person, act: Act) -> tuple[About, ActionItem]:
    """What a button is about, and where it stands; refuses what somebody may not settle."""
    item = action_items.get(desk.tx, ID.load(act.value))
    if item is None:
        raise Refusal("not_yours")
    settling.refuse_others(desk, person, item)
    return About(item.id, LISTS.get(act.view.get("callback_id", ""))), item


def _back_to(desk: Desk, person: Person, act: Act, item: ActionItem) -> Reply:
    """Close a window that lay over a list, and show that anew; else say what was noted."""
    about = ABOUT_ITEM.load(act.data)
    if about.under is None:
        t = desk.texts(person)
        return update_in_ack(message_view(t("action.noted", what=item.what), t))
    return below(act, _under(desk, person, about, item), laid_over=True)


def _under(desk: Desk, person: Person, about: About, item: ActionItem) -> View | Window:
    """What lies under a window, as it is now; a word where they may not read the subject any more."""
    if about.under == "mine":
        return mine(desk, person)
    if about.under == "team":
        return team(desk, person)
    subject_id = item.subject_id or 0
    if about.under and subjects.get(desk.tx, subject_id, viewer=person, reach=reads(person)):
        return Window("why", subject_id)
    t = desk.texts(person)
    return message_view(t("action.noted", what=item.what), t)


def _day(act: Act) -> date | None:
    try:
        return fields.day(fields.said(act, DAY, DAY, "selected_date"))
    except ValueError:
        return None
