"""Adding action items as a person does."""

from bot.actions.views import form
from bot.actions.views.action_items import ABOUT, ADD
from bot.kit import doors
from flows.review.action_item import ActionItem
from storage import action_items
from tests.journeys.conftest import Actor, Office

WHAT = "Book a meeting with the CFO"
RED_PROCESS = "222 222 000 222 222"


def sent(office: Office, levels: str = RED_PROCESS) -> Actor:
    """Tom at the result of a review."""
    tom = office.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Service agreement")
    tom.reviews(levels, evidence="12 Nov: “we want this”")
    tom.modal_with("Result")
    return tom


def opens_form(actor: Actor, deal: int, area: str = "") -> None:
    """Press "Add an action", maybe the one of a red area, and wait for the form."""
    actor.clicks(ADD, value=ABOUT.dump((deal, area)))
    actor.workspace.wait_for(lambda: (actor.workspace.modal(actor.id) or {}).get("callback_id") == form.SAVE)


def says(actor: Actor, deal: int, **said: str) -> None:
    """Fill in the form; what is not said stays as it is."""
    for part, value in said.items():
        action_id = form.WHO if part == "who" else form.VALUE
        if part == "who":
            actor.workspace.suggest(actor.id, form.block_id(part, deal), action_id, "")
        actor.workspace.fill(actor.id, form.block_id(part, deal), action_id, value)


def adds(actor: Actor, deal: int, area: str = "", **said: str) -> None:
    """Add an action item from where the person is."""
    opens_form(actor, deal, area)
    says(actor, deal, **{"what": WHAT, **said})
    actor.submits()
    actor.modal_with(said.get("what", WHAT))


def why(actor: Actor, deal: int) -> str:
    """Open Why? and read it."""
    return actor.forges(doors.WHY, str(deal))


def items(office: Office, deal: int) -> list[ActionItem]:
    """The action items of a deal."""
    with office.read() as desk:
        return action_items.of(desk.tx, [deal])
