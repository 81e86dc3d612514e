"""Which handler an act gets: the tables from which the acts are answered, and that the manifest is held against."""

from bot.actions import routes as plan
from bot.actions.views import form as step_views
from bot.actions.views import plan as plan_views
from bot.app import entry
from bot.audits import routes as audits
from bot.audits import views as audit_views
from bot.deals.routes import adding, changing, handover
from bot.deals.views import adding as adding_views
from bot.deals.views import changing as changing_views
from bot.deals.views import handover as handover_views
from bot.digest import routes as digest
from bot.digest.views import first_round
from bot.evidence.routes import adding as evidence
from bot.evidence.views import exhibits as evidence_views
from bot.evidence.views import form as evidence_forms
from bot.finding import routes as finding
from bot.finding import views as finding_views
from bot.history import routes as history
from bot.history.views import history as history_views
from bot.home import routes as home
from bot.home import views as home_views
from bot.kit import doors
from bot.kit.act import Act
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.kit.reply import AsksSlack, Look, Reply, Route, Shows, WindowName
from bot.people import routes as setup
from bot.people import views as setup_views
from bot.remarks import routes as remarks
from bot.remarks import views as remark_views
from bot.review.routes import correcting, run
from bot.review.routes import pages as review
from bot.review.views import correcting as correcting_views
from bot.review.views import lost, restart
from bot.review.views import page as review_views
from bot.review.views import run as run_views
from bot.why import routes as subject
from bot.why.views import subject as subject_views
from flows.company.naming import fold
from flows.company.people import Person

COMMAND = "/review"
ROUTES: dict[str, dict[str, Route]] = {
    "command": {COMMAND: entry.review_command},
    "shortcut": {doors.BEGIN: entry.start, evidence_forms.USE: Look(evidence.use)},
    "event": {"app_home_opened": Look(home.opened)},
    "action": {
        doors.BEGIN: entry.start,
        doors.WHY: Look(subject.open_),
        subject_views.HELP: subject.ask_help,
        doors.HISTORY: Look(history.open_),
        history_views.FROM: Look(history.compare),
        history_views.TO: Look(history.compare),
        history_views.CHART: history.send,
        history_views.CORRECT: Look(correcting.ask_reason),
        review_views.DROP: correcting.drop,
        doors.CHANGE: Look(changing.open_),
        evidence_views.SEE: evidence.see,
        doors.ADD_EVIDENCE: Look(evidence.open_),
        evidence_forms.AREA: Look(evidence.turn),
        subject_views.COPY: Look(subject.copy),
        audit_views.OPEN: Look(audits.open_),
        audit_views.COMPARE: Look(audits.compare),
        doors.REVIEW: review.open_,
        review_views.BACK: review.back,
        review_views.LEVEL: review.keep,
        doors.RUN: run.start,
        run_views.SKIP: run.skip,
        run_views.STOP: run.stop,
        finding_views.PICK_ANY: Look(finding.pick_any),
        finding_views.WHY: Look(finding.why_picked),
        plan_views.ADD: Look(plan.open_),
        plan_views.DONE: plan.done,
        remark_views.ADD: Look(remarks.open_),
        doors.ADD_DEAL: Look(adding.add),
        doors.ADD_CUSTOMER: Look(adding.add_customer),
        doors.HAND_OVER: Look(handover.open_),
        home_views.PAUSE: home.pause_reminders,
        home_views.COPIES: home.choose,
        first_round.COLOURS: home.start_colours,
        f"{home_views.TURN}.back": Look(home.turn),
        f"{home_views.TURN}.on": Look(home.turn),
        doors.SETUP: AsksSlack(setup.open_, setup_views.waiting_view),
    },
    "view": {
        doors.WHY_WINDOW: subject.review,
        correcting_views.BEGIN: correcting.correct,
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
        doors.NEXT: run.next_,
        lost.RESUME: review.resume,
        finding_views.PICK: finding.picked,
        adding_views.CREATE: adding.create,
        adding_views.CREATE_CUSTOMER: adding.create_customer,
        setup_views.SAVE: AsksSlack(setup.save, setup_views.waiting_view),
    },
    "options": {
        finding_views.PICKED: Look(finding.pick_options),
        doors.EVIDENCE_SUBJECT: Look(evidence.options),
        handover_views.FROM: Look(handover.options),
        step_views.WHO: Look(plan.options),
    },
}
# What may stand after the command instead of a name, as it is folded (without accents, in small letters).
WORDS: dict[str, Route] = {
    fold(word): route
    for route, words in (
        (Look(digest.status), ("status", "oversigt")),
        (digest.post, ("digest", "ugeoverblik")),
        (Look(entry.help_), ("help", "hjælp")),
        (AsksSlack(setup.open_, setup_views.waiting_view), ("setup", "opsætning")),
    )
    for word in words
}
# Windows that other features lead to, by name.
WINDOWS: dict[WindowName, Shows] = {
    "why": subject.why,
    "review": review.review_window,
    "result": review.result_window,
}


def route_of(act: Act) -> Route:
    """The route of an act."""
    if act.kind == "command" and (word := WORDS.get(fold(act.text))):
        return word
    return ROUTES[act.kind].get(act.name, Look(_outdated))


def _outdated(_desk: Desk, _person: Person, _act: Act) -> Reply:
    """A button or a view that an older version of ours has sent."""
    raise Refusal("old_button")
