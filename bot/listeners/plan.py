"""Next steps: the form, saving one, and saying that one is done."""

from datetime import date

from bot.desk import Desk
from bot.listeners import fields
from bot.listeners.act import Act
from bot.listeners.fields import number
from bot.listeners.layers import below, has_room, on_top
from bot.listeners.reply import Reply, errors, show
from bot.listeners.run import run_of
from bot.texts import Texts
from bot.usecases import explaining, next_steps, outcomes, runs
from bot.usecases.next_steps import NewStep
from bot.usecases.plan import today_of
from bot.usecases.refusal import Refusal
from bot.views import step as views
from bot.views.blocks import View
from bot.views.messages import message_view
from bot.views.result import RESULTS, result_view
from bot.views.step import Form, block_id
from bot.views.subject import REVIEW, subject_view
from flows.people import Person

BESIDE = {"plan_day": "by", "plan_question": "question", "owner_unlisted": "who"}


def open_(desk: Desk, person: Person, act: Act) -> Reply:
    """Lay the form over where somebody clicked; the button carries the subject and maybe the area."""
    subject_id, _, area_id = act.value.partition(".")
    form = Form(number(subject_id), _under(act), run_of(act))
    blank = next_steps.blank(desk, person, form.subject_id, area_id=area_id)
    today = today_of(person, desk.now)
    return on_top(act, views.step_view(blank, form, person, desk.texts(person), today=today))


def options(desk: Desk, person: Person, act: Act) -> Reply:
    """Who could do it."""
    found = next_steps.candidates(desk, person, _form(act).subject_id)
    return Reply(ack={"options": views.options(found, act.text, desk.texts(person))})


def save(desk: Desk, person: Person, act: Act) -> Reply:
    """Put the step into the plan, and show what stands under the form with the plan as it is now."""
    form, t = _form(act), desk.texts(person)
    step, problems = _read(act, form, t)
    if step is None:
        return errors(problems)
    try:
        next_steps.add(desk, person, form.subject_id, step)
    except Refusal as refusal:
        if refusal.code not in BESIDE:
            raise
        return errors({block_id(BESIDE[refusal.code], form.subject_id): t(f"refused.{refusal.code}")})
    return below(act, _shown_under(desk, person, form), laid_over=bool(form.under))


def done(desk: Desk, person: Person, act: Act) -> Reply:
    """Note that a step is done and show why its subject has its colour, to those who may read it."""
    item, may_read = next_steps.finish(desk, person, number(act.value))
    t = desk.texts(person)
    if not may_read:
        return show(act, message_view(t("plan.is_done", what=item.what), t))
    explanation = explaining.explain(desk, person, item.subject_id)
    return show(act, subject_view(explanation, t, now=desk.now))


def _under(act: Act) -> str:
    """What stands under the form once it is laid over the window of this click; "" for nothing."""
    if not has_room(act):
        return ""
    shown = act.view.get("callback_id")
    return views.RESULT if shown in RESULTS else views.WHY if shown == REVIEW else ""


def _shown_under(desk: Desk, person: Person, form: Form) -> View:
    t, now = desk.texts(person), desk.now
    if form.under != views.RESULT:
        return subject_view(explaining.explain(desk, person, form.subject_id), t, now=now)
    outcome = outcomes.latest_outcome(desk, person, form.subject_id)
    after = runs.following(desk, person, form.run).run if form.run else None
    return result_view(outcome, t, now=now, run=form.run, after=after)


def _form(act: Act) -> Form:
    try:
        return Form.load(str(act.view.get("private_metadata") or ""))
    except ValueError as error:
        raise Refusal("not_yours") from error


def _read(act: Act, form: Form, t: Texts) -> tuple[NewStep | None, dict[str, str]]:
    """The step as it was filled in, or what is wrong beside each field."""
    what = fields.said(act, block_id("what", form.subject_id), views.VALUE)
    who = _chosen(act, "who", form, views.WHO)
    day = _day(act, form)
    problems = {}
    if not what:
        problems["what"] = t("deal.empty")
    if len(what) > views.MOST_WHAT:
        problems["what"] = t("review.long_evidence", most=views.MOST_WHAT)
    if who != views.CUSTOMER and not who.isdecimal():
        problems["who"] = t("refused.owner_unlisted")
    if day is None:
        problems["by"] = t("refused.plan_day")
    if day is None or problems:
        return None, {block_id(part, form.subject_id): said for part, said in problems.items()}
    person_id = None if who == views.CUSTOMER else number(who)
    return NewStep(what, person_id, day, _chosen(act, "question", form, views.VALUE)), {}


def _chosen(act: Act, part: str, form: Form, action_id: str) -> str:
    held = fields.element(act, block_id(part, form.subject_id), action_id)
    return str((held.get("selected_option") or {}).get("value") or "")


def _day(act: Act, form: Form) -> date | None:
    try:
        return fields.day(fields.said(act, block_id("by", form.subject_id), views.VALUE, "selected_date"))
    except ValueError:
        return None
