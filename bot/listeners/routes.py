"""Which handler an act gets; the tables that the manifest is held against."""

import logging

from bot.desk import Desk
from bot.listeners import (
    adding,
    audits,
    changing,
    entry,
    evidence,
    handover,
    history,
    home,
    plan,
    remarks,
    review,
    run,
    subject,
)
from bot.listeners.act import Act
from bot.listeners.reply import Handler, Reply, show, update_in_ack
from bot.usecases.refusal import Refusal
from bot.views import audits as audit_views
from bot.views import changing as changing_views
from bot.views import correcting as correcting_views
from bot.views import deals as deal_views
from bot.views import evidence as evidence_views
from bot.views import evidence_form as evidence_forms
from bot.views import first_round, messages, notices, restart
from bot.views import handover as handover_views
from bot.views import history as history_views
from bot.views import home as home_views
from bot.views import plan as plan_views
from bot.views import remarks as remark_views
from bot.views import review as review_views
from bot.views import run as run_views
from bot.views import step as step_views
from bot.views import subject as subject_views
from bot.views.messages import refusal_view
from flows.people import Person

log = logging.getLogger(__name__)

COMMAND = "/review"
ROUTES: dict[str, dict[str, Handler]] = {
    "command": {COMMAND: entry.review_command},
    "shortcut": {notices.START: entry.start, evidence_forms.USE: evidence.use},
    "event": {"app_home_opened": home.opened},
    "action": {
        notices.START: entry.start,
        subject_views.OPEN: subject.open_,
        subject_views.HELP: subject.ask_help,
        subject_views.HISTORY: history.open_,
        history_views.FROM: history.compare,
        history_views.TO: history.compare,
        history_views.CHART: history.send,
        history_views.CORRECT: history.ask_reason,
        review_views.DROP: history.drop,
        subject_views.CHANGE: changing.open_,
        evidence_views.SEE: evidence.see,
        subject_views.ADD: evidence.open_,
        evidence_forms.AREA: evidence.turn,
        subject_views.COPY: changing.copy,
        audit_views.OPEN: audits.open_,
        audit_views.COMPARE: audits.compare,
        review_views.OPEN: review.open_,
        review_views.BACK: review.back,
        review_views.LEVEL: review.keep,
        run_views.START: run.start,
        run_views.SKIP: run.skip,
        run_views.STOP: run.stop,
        entry.PICK_ANY: entry.pick_any,
        deal_views.WHY: entry.why_picked,
        plan_views.ADD: plan.open_,
        plan_views.DONE: plan.done,
        remark_views.ADD: remarks.open_,
        home_views.ADD: adding.add,
        home_views.ADD_CUSTOMER: adding.add_customer,
        home_views.HAND_OVER: handover.open_,
        home_views.PAUSE: home.pause_reminders,
        home_views.COPIES: home.choose,
        first_round.COLOURS: home.start_colours,
        f"{home_views.TURN}.back": home.turn,
        f"{home_views.TURN}.on": home.turn,
    },
    "view": {
        subject_views.REVIEW: subject.review,
        correcting_views.BEGIN: history.correct,
        audit_views.GIVE: audits.give,
        restart.CHOOSE: review.choose,
        changing_views.SAVE: changing.save,
        evidence_forms.CHOOSE: evidence.choose,
        evidence_forms.KEEP: evidence.keep,
        step_views.SAVE: plan.save,
        remark_views.SAVE: remarks.save,
        handover_views.CHOOSE: handover.choose,
        handover_views.CONFIRM: handover.confirm,
        review_views.PAGE: review.next_,
        review_views.SUBMIT: review.submit,
        run_views.NEXT: run.next_,
        messages.RESUME: review.resume,
        deal_views.PICK: entry.picked,
        deal_views.CREATE: adding.create,
        deal_views.CREATE_CUSTOMER: adding.create_customer,
    },
    "options": {
        deal_views.PICKED: entry.pick_options,
        evidence_forms.SUBJECT: evidence.options,
        handover_views.FROM: handover.options,
        step_views.WHO: plan.options,
    },
}


def handled(desk: Desk, person: Person, act: Act) -> Reply:
    """The reply to an act of somebody whom we know; a refusal is told in words."""
    try:
        return ROUTES[act.kind].get(act.name, _outdated)(desk, person, act)
    except Refusal as refusal:
        log.info("Refused %s %s of %s: %s", act.kind, act.name, act.user, refusal.code)
        view = refusal_view(refusal, desk.texts(person), run=run.run_of(act))
        if act.kind == "options":
            return Reply(ack={"options": []})
        return update_in_ack(view) if act.kind == "view" else show(act, view)


def _outdated(_desk: Desk, _person: Person, _act: Act) -> Reply:
    """A button or a view that an older version of ours has sent."""
    raise Refusal("old_button")
