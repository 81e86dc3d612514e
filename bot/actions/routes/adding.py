"""Adding action items: the forms, and saving one."""

from datetime import date
from typing import Literal

from bot.actions.routes.lists import mine
from bot.actions.usecases import adding
from bot.actions.usecases.adding import StatedItem
from bot.actions.usecases.reading import today_of
from bot.actions.views import form as views
from bot.actions.views import plan as plans
from bot.actions.views.action_items import ABOUT
from bot.actions.views.form import FORM, Form, block_id
from bot.kit import doors, fields
from bot.kit.act import Act
from bot.kit.codec import ID
from bot.kit.desk import Desk
from bot.kit.place import run_in
from bot.kit.refusal import Refusal
from bot.kit.reply import Reply, Window, below, errors, has_room, on_top
from bot.kit.texts import Texts
from flows.company.people import Person
from flows.review.action_item import Kind

BESIDE = {
    "action_no_day": "by",
    "action_day": "by",
    "action_question": "question",
    "owner_unlisted": "who",
    "action_owner": "who",
}
BESIDE_PLAN = {
    "action_no_day": plans.BY,
    "action_day": plans.BY,
    "action_owner": plans.WHO,
    "action_whose": plans.WHO,
    "action_what": plans.WHAT,
    "owner_unlisted": plans.WHO,
}


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
        adding.add(desk, person, stated)
    except Refusal as refusal:
        if refusal.code not in BESIDE:
            raise
        return errors({block_id(BESIDE[refusal.code], form.subject_id): t(f"refused.{refusal.code}")})
    return below(
        act, Window(form.under or "why", form.subject_id, run=form.run), laid_over=form.under is not None
    )


def open_plan(desk: Desk, person: Person, act: Act) -> Reply:
    """Lay the form for an action of a plan over the window of one's own."""
    near = adding.planners(desk, person)
    return on_top(act, plans.plan_view(near, desk.texts(person), today=today_of(person, desk.now)))


def save_plan(desk: Desk, person: Person, act: Act) -> Reply:
    """Add the action, and show one's own anew."""
    t, what = desk.texts(person), fields.said(act, plans.WHAT, views.VALUE)
    who = fields.chosen(act, plans.WHO, plans.WHO)
    about = fields.chosen(act, plans.ABOUT, plans.ABOUT)
    if len(what) > views.MOST_WHAT:
        return errors({plans.WHAT: t("common.too_long", most=views.MOST_WHAT)})
    stated = StatedItem(
        what,
        ID.load(who) if who else None,
        _day(act, plans.BY),
        _kind(act, plans.KIND),
        about_id=ID.load(about) if about not in {"", plans.TEAM} else None,
    )
    try:
        adding.add(desk, person, stated)
    except Refusal as refusal:
        if refusal.code not in BESIDE_PLAN:
            raise
        return errors({BESIDE_PLAN[refusal.code]: t(f"refused.{refusal.code}")})
    return below(act, mine(desk, person), laid_over=True)


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
    day = _day(act, block_id("by", form.subject_id))
    problems = {}
    if not what:
        problems["what"] = t("common.empty")
    if len(what) > views.MOST_WHAT:
        problems["what"] = t("common.too_long", most=views.MOST_WHAT)
    if who != views.CUSTOMER and not who.isdecimal():
        problems["who"] = t("refused.owner_unlisted" if who else "refused.action_owner")
    if day is None:
        problems["by"] = t("refused.action_no_day")
    if day is None or problems:
        return None, {block_id(part, form.subject_id): said for part, said in problems.items()}
    person_id = None if who == views.CUSTOMER else ID.load(who)
    question_id = _chosen(act, "question", form, views.VALUE)
    kind = _kind(act, block_id("kind", form.subject_id))
    return StatedItem(what, person_id, day, kind, form.subject_id, question_id), {}


def _chosen(act: Act, part: str, form: Form, action_id: str) -> str:
    return fields.chosen(act, block_id(part, form.subject_id), action_id)


def _kind(act: Act, block: str) -> Kind:
    """The kind that was chosen; forms of older versions ask for none."""
    said = fields.chosen(act, block, views.VALUE)
    if said not in {"", *(kind.value for kind in Kind)}:
        raise Refusal("unknown_field")
    return Kind(said) if said else Kind.CUSTOMER


def _day(act: Act, block: str) -> date | None:
    try:
        return fields.day(fields.said(act, block, views.VALUE, "selected_date"))
    except ValueError:
        return None
