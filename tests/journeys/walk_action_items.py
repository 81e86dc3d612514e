"""The walk's part about action items, and about levels that somebody else lowered."""

from collections.abc import Callable

from bot.actions.views import action_items
from bot.actions.views.form import CUSTOMER, MOST_WHAT, SAVE, VALUE, WHO, block_id
from bot.kit import doors
from bot.remarks import views as remarks
from bot.why.views import subject
from tests.journeys.conftest import Actor, Json, Office, id_of

Named = Callable[[str], str]
METTE, JENS = "U0METTE", "U0JENS"


def acting(office: Office, named: Named) -> None:
    """Action items of oneself, a colleague and the customer, mistakes first; one past its date, one done, a copy."""
    mette, jens = office.person(METTE), office.person(JENS)
    deal = office.add(named("to be acted on"), id_of(office, METTE), customer=named("customer"), days=20)
    mette.forges(doors.REVIEW, str(deal))
    mette.reviews("111 222 000 --- 222", evidence=f"“{named('proof')}”")
    _lays_form(mette, deal, "D3")
    odd = mette.modal
    for part, held in {
        "what": {"value": " "},
        "who": {"selected_option": {"value": "x"}},
        "by": {"selected_date": "2020-01-01"},
    }.items():
        action_id = WHO if part == "who" else VALUE
        odd["state"]["values"][block_id(part, deal)][action_id] = held
    assert mette.submits_again(odd)
    _adds(mette, deal, named("action"), who=CUSTOMER)
    mette.clicks(doors.WHY)
    mette.workspace.wait_for(lambda: mette.modal["callback_id"] == doors.WHY_WINDOW)
    for number, who in enumerate((JENS, "U0TOM", METTE, METTE, METTE)):
        _lays_form(mette, deal)
        _adds(mette, deal, f"{named('action')} {number}", who=str(id_of(office, who)))
    office.tick()
    jens.clicks(action_items.DONE, on="message")
    office.person("U0TOM").clicks(action_items.DONE, on="message")
    office.passes(days=9)
    mette.forges(doors.WHY, str(deal))
    under, before = mette.modal["id"], len(_updates(mette, mette.modal["id"]))
    mette.presses(action_items.DONE)
    mette.submits()
    mette.workspace.wait_for(
        lambda: len(_updates(mette, under)) == before + 2
    )  # at Done, and once it was said
    mette.presses(subject.COPY)
    mette.forges(action_items.ADD, action_items.ABOUT.dump((int(mette.office.nth(1)), "")))
    mette.forges(action_items.DONE, "9999")
    mette.closes()


def _lays_form(actor: Actor, deal: int, area: str = "") -> None:
    actor.clicks(action_items.ADD, value=action_items.ABOUT.dump((deal, area)))
    actor.workspace.wait_for(lambda: actor.modal["callback_id"] == SAVE)


def _adds(actor: Actor, deal: int, what: str, *, who: str) -> None:
    for query in ("zzzz", ""):
        actor.workspace.suggest(actor.id, block_id("who", deal), WHO, query)
    actor.workspace.fill(actor.id, block_id("who", deal), WHO, who)
    actor.workspace.fill(actor.id, block_id("what", deal), VALUE, what[:MOST_WHAT])
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
