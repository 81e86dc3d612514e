"""Action items: the form, saving one, and saying that one is done."""

from datetime import date
from typing import Literal

from bot.actions.usecases import adding
from bot.actions.usecases.action_items import today_of
from bot.actions.usecases.adding import StatedItem
from bot.actions.views import form as views
from bot.actions.views.action_items import ABOUT
from bot.actions.views.form import FORM, Form, block_id
from bot.kit import doors, fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.messages import message_view
from bot.kit.place import run_in
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, Window, below, errors, has_room, on_top, show
from bot.kit.texts import Texts
from flows.company.people import Person

BESIDE = {"action_day": "by", "action_question": "question", "owner_unlisted": "who"}


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Lay the form over where somebody clicked; the button carries the subject and maybe the area."""
    subject_id, area_id = ABOUT.load(act.value)
    form = Form(subject_id, _under(act), run_in(act.data))
    blank = adding.blank(desk, person, form.subject_id, area_id=area_id)
    today = today_of(person, desk.now)
    return on_top(act, views.add_view(blank, form, person, desk.texts(person), today=today))


def options(desk: Desk, person: Person, act: Act) -> Reply:
    """Who could do it."""
    found = adding.candidates(desk, person, FORM.load(act.data).subject_id)
    return Reply(ack={"options": views.options(found, act.text, desk.texts(person))})


def save(desk: Desk, person: Person, act: Act) -> Reply:
    """Add the action item, and show anew what stands under the form."""
    form, t = FORM.load(act.data), desk.texts(person)
    stated, problems = _read(act, form, t)
    if stated is None:
        return errors(problems)
    try:
        adding.add(desk, person, form.subject_id, stated)
    except Refusal as refusal:
        if refusal.code not in BESIDE:
            raise
        return errors({block_id(BESIDE[refusal.code], form.subject_id): t(f"refused.{refusal.code}")})
    return below(
        act, Window(form.under or "why", form.subject_id, run=form.run), laid_over=form.under is not None
    )


def done(desk: Desk, person: Person, act: Act) -> Reply:
    """Note that an action item is done and show why its subject has its colour, to those who may read it."""
    item, may_read = adding.finish(desk, person, ID.load(act.value))
    t = desk.texts(person)
    if not may_read:
        return show(act, message_view(t("action.is_done", what=item.what), t))
    return show(act, Window("why", item.subject_id))


def _under(act: Act) -> Literal["why", "result"] | None:
    """What stands under the form once it is laid over the window of this click."""
    if not has_room(act):
        return None
    shown = act.view.get("callback_id")
    return "result" if shown in doors.RESULTS else "why" if shown == doors.WHY_WINDOW else None


def _read(act: Act, form: Form, t: Texts) -> tuple[StatedItem | None, dict[str, str]]:
    """The action item as it was filled in, or what is wrong beside each field."""
    what = fields.said(act, block_id("what", form.subject_id), views.VALUE)
    who = _chosen(act, "who", form, views.WHO)
    day = _day(act, form)
    problems = {}
    if not what:
        problems["what"] = t("common.empty")
    if len(what) > views.MOST_WHAT:
        problems["what"] = t("common.too_long", most=views.MOST_WHAT)
    if who != views.CUSTOMER and not who.isdecimal():
        problems["who"] = t("refused.owner_unlisted")
    if day is None:
        problems["by"] = t("refused.action_day")
    if day is None or problems:
        return None, {block_id(part, form.subject_id): said for part, said in problems.items()}
    person_id = None if who == views.CUSTOMER else ID.load(who)
    return StatedItem(what, person_id, day, _chosen(act, "question", form, views.VALUE)), {}


def _chosen(act: Act, part: str, form: Form, action_id: str) -> str:
    return fields.chosen(act, block_id(part, form.subject_id), action_id)


def _day(act: Act, form: Form) -> date | None:
    try:
        return fields.day(fields.said(act, block_id("by", form.subject_id), views.VALUE, "selected_date"))
    except ValueError:
        return None
