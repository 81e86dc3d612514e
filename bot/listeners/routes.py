"""Which handler an act gets; the tables that the manifest is held against."""

import logging
from typing import Any

from bot.desk import Desk
from bot.house import House
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
from bot.listeners.reply import Handler, Look, Reply, show, update_in_ack
from bot.texts import Texts
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
from bot.views import setup as setup_views
from bot.views import step as step_views
from bot.views import subject as subject_views
from bot.views.messages import refusal_view
from flows.naming import fold
from flows.people import Person
from storage import people

log = logging.getLogger(__name__)

COMMAND = "/review"
ROUTES: dict[str, dict[str, Handler | Look]] = {
    "command": {COMMAND: entry.review_command},
    "shortcut": {notices.START: entry.start, evidence_forms.USE: Look(evidence.use)},
    "event": {"app_home_opened": Look(home.opened)},
    "action": {
        notices.START: entry.start,
        subject_views.OPEN: Look(subject.open_),
        subject_views.HELP: subject.ask_help,
        subject_views.HISTORY: Look(history.open_),
        history_views.FROM: Look(history.compare),
        history_views.TO: Look(history.compare),
        history_views.CHART: history.send,
        history_views.CORRECT: Look(history.ask_reason),
        review_views.DROP: history.drop,
        subject_views.CHANGE: Look(changing.open_),
        evidence_views.SEE: evidence.see,
        subject_views.ADD: Look(evidence.open_),
        evidence_forms.AREA: Look(evidence.turn),
        subject_views.COPY: Look(changing.copy),
        audit_views.OPEN: Look(audits.open_),
        audit_views.COMPARE: Look(audits.compare),
        review_views.OPEN: review.open_,
        review_views.BACK: review.back,
        review_views.LEVEL: review.keep,
        run_views.START: run.start,
        run_views.SKIP: run.skip,
        run_views.STOP: run.stop,
        entry.PICK_ANY: Look(entry.pick_any),
        deal_views.WHY: Look(entry.why_picked),
        plan_views.ADD: Look(plan.open_),
        plan_views.DONE: plan.done,
        remark_views.ADD: Look(remarks.open_),
        home_views.ADD: Look(adding.add),
        home_views.ADD_CUSTOMER: Look(adding.add_customer),
        home_views.HAND_OVER: Look(handover.open_),
        home_views.PAUSE: home.pause_reminders,
        home_views.COPIES: home.choose,
        first_round.COLOURS: home.start_colours,
        f"{home_views.TURN}.back": Look(home.turn),
        f"{home_views.TURN}.on": Look(home.turn),
    },
    "view": {
        subject_views.REVIEW: subject.review,
        correcting_views.BEGIN: history.correct,
        audit_views.GIVE: audits.give,
        restart.CHOOSE: review.choose,
        changing_views.SAVE: changing.save,
        evidence_forms.CHOOSE: Look(evidence.choose),
        evidence_forms.KEEP: evidence.keep,
        step_views.SAVE: plan.save,
        remark_views.SAVE: remarks.save,
        handover_views.CHOOSE: Look(handover.choose),
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
        deal_views.PICKED: Look(entry.pick_options),
        evidence_forms.SUBJECT: Look(evidence.options),
        handover_views.FROM: Look(handover.options),
        step_views.WHO: Look(plan.options),
    },
}


def route(house: House, act: Act) -> Reply:
    """The reply to an act: one transaction from who it is to what it comes to, and nothing of it where it is refused.

    What needs Slack's answer first is put off until after the acknowledgement.
    """
    handler = ROUTES[act.kind].get(act.name, _outdated)
    opened = house.read if isinstance(handler, Look) else house.write
    handle = handler.handler if isinstance(handler, Look) else handler
    try:
        with opened(act.workspace) as desk:
            person = people.by_slack(desk.tx, act.user)
            if is_setup(act):
                return _waiting(desk, person, act)
            if person is None:
                return Reply(ack=_until_known(desk, act), ask=True)
            return handle(desk, person, act)
    except Refusal as refusal:
        log.info("Refused %s %s of %s: %s", act.kind, act.name, act.user, refusal.code)
        return _refused(act, refusal, desk.texts(person))


def is_setup(act: Act) -> bool:
    """Whether this act belongs to setup, whose admins only Slack knows."""
    if act.kind == "command":
        return act.name == COMMAND and fold(act.text) in entry.SETUP_WORDS
    return (act.kind, act.name) in {("action", home_views.SETUP), ("view", setup_views.SAVE)}


def _waiting(desk: Desk, person: Person | None, act: Act) -> Reply:
    view = setup_views.waiting_view(desk.texts(person))
    return Reply(ack={"response_action": "update", "view": view} if act.kind == "view" else None, ask=True)


def _until_known(desk: Desk, act: Act) -> dict[str, Any] | None:
    """The acknowledgement while Slack is asked who somebody is: no choices, or a window that stays open."""
    if act.kind == "options":
        return {"options": []}
    if act.kind == "view":
        t = desk.texts()
        return {"response_action": "update", "view": messages.message_view(t("notice.moment"), t)}
    return None


def _refused(act: Act, refusal: Refusal, t: Texts) -> Reply:
    view = refusal_view(refusal, t, run=run.run_of(act))
    if act.kind == "options":
        return Reply(ack={"options": []})
    return update_in_ack(view) if act.kind == "view" else show(act, view)


def _outdated(_desk: Desk, _person: Person, _act: Act) -> Reply:
    """A button or a view that an older version of ours has sent."""
    raise Refusal("old_button")
