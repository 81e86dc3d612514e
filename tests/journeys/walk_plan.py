"""The walk's part about next steps, and about levels that somebody else lowered."""

from collections.abc import Callable

from bot.actions.views import form as step
from bot.actions.views import plan
from bot.kit import doors
from bot.remarks import views as remarks
from bot.why.views import subject
from tests.journeys.conftest import Actor, Json, Office, id_of

Named = Callable[[str], str]
METTE, JENS = "U0METTE", "U0JENS"


def next_steps(office: Office, named: Named) -> None:
    """Steps of oneself, a colleague and the customer, with mistakes first; one past its date, one done, a copy."""
    mette, jens = office.person(METTE), office.person(JENS)
    deal = office.add(named("planned"), id_of(office, METTE), customer=named("customer"), days=20)
    mette.forges(doors.REVIEW, str(deal))
    mette.reviews("111 222 000 --- 222", evidence=f"“{named('proof')}”")
    _lays_form(mette, deal, "D3")
    odd = mette.modal
    for part, held in {
        "what": {"value": " "},
        "who": {"selected_option": {"value": "x"}},
        "by": {"selected_date": "2020-01-01"},
    }.items():
        action_id = step.WHO if part == "who" else step.VALUE
        odd["state"]["values"][step.block_id(part, deal)][action_id] = held
    assert mette.submits_again(odd)
    _plans(mette, deal, named("step"), who=step.CUSTOMER)
    mette.clicks(doors.WHY)
    mette.workspace.wait_for(lambda: mette.modal["callback_id"] == doors.WHY_WINDOW)
    for number, who in enumerate((JENS, "U0TOM", METTE, METTE, METTE)):
        _lays_form(mette, deal)
        _plans(mette, deal, f"{named('step')} {number}", who=str(id_of(office, who)))
    office.tick()
    jens.clicks(plan.DONE, on="message")
    office.person("U0TOM").clicks(plan.DONE, on="message")
    office.passes(days=9)
    mette.forges(doors.WHY, str(deal))
    mette.presses(plan.DONE)
    mette.presses(subject.COPY)
    mette.forges(plan.ADD, plan.ABOUT.dump((int(mette.office.nth(1)), "")))
    mette.forges(plan.DONE, "9999")
    mette.closes()


def _lays_form(actor: Actor, deal: int, area: str = "") -> None:
    actor.clicks(plan.ADD, value=plan.ABOUT.dump((deal, area)))
    actor.workspace.wait_for(lambda: actor.modal["callback_id"] == step.SAVE)


def _plans(actor: Actor, deal: int, what: str, *, who: str) -> None:
    for query in ("zzzz", ""):
        actor.workspace.suggest(actor.id, step.block_id("who", deal), step.WHO, query)
    actor.workspace.fill(actor.id, step.block_id("who", deal), step.WHO, who)
    actor.workspace.fill(actor.id, step.block_id("what", deal), step.VALUE, what[: step.MOST_WHAT])
    under = actor.modal["previous_view_id"]
    before = len(_updates(actor, under))
    actor.submits()
    actor.workspace.wait_for(lambda: len(_updates(actor, under)) > before)


def _updates(actor: Actor, view_id: str) -> list[Json]:
    calls = [call for call in actor.workspace.calls if call.method == "views.update"]
    return [call.arguments for call in calls if call.arguments.get("view_id") == view_id]


def lowering(office: Office, named: Named) -> None:
    """Two levels that a manager lowers, the owner's remark with mistakes first, and where it is printed."""
    mette, jens = office.person(METTE), office.person(JENS)
    deal = office.add(named("lowered"), id_of(office, METTE), customer=named("customer"))
    office.reviewed(deal, METTE, 3)
    jens.forges(doors.REVIEW, str(deal))
    jens.reviews("1-3 333 333 333 333", evidence=f"“{named('proof')}”")
    jens.closes()
    office.tick()
    mette.forges(doors.WHY, str(deal))
    mette.clicks(remarks.ADD)
    mette.workspace.wait_for(lambda: mette.modal["callback_id"] == remarks.SAVE)
    form = mette.modal
    form["state"]["values"][remarks.TEXT][remarks.TEXT]["value"] = " "
    assert mette.submits_again(form)
    mette.workspace.fill(METTE, remarks.TEXT, remarks.TEXT, named("remark")[: remarks.MOST_TEXT])
    mette.submits()
    form["state"]["values"][remarks.TEXT][remarks.TEXT]["value"] = "x"
    assert mette.submits_again(form)
    office.tick()
    jens.forges(remarks.ADD, str(deal))
    jens.forges("", "", callback_id=remarks.SAVE, data="x")
    for opened in (doors.HISTORY, subject.COPY, doors.WHY):
        mette.forges(opened, str(deal))
    mette.closes()
