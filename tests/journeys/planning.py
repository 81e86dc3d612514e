"""Adding next steps as a person does, for tests of the plan."""

from bot.actions.views import form as step
from bot.actions.views import plan
from bot.kit import doors
from flows.review.action import ActionItem
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
    """Press "Add a next step", maybe the one of a red area, and wait for the form."""
    actor.clicks(plan.ADD, value=plan.ABOUT.dump((deal, area)))
    actor.workspace.wait_for(lambda: (actor.workspace.modal(actor.id) or {}).get("callback_id") == step.SAVE)


def says(actor: Actor, deal: int, **said: str) -> None:
    """Fill in the form; what is not said stays as it is."""
    for part, value in said.items():
        action_id = step.WHO if part == "who" else step.VALUE
        if part == "who":
            actor.workspace.suggest(actor.id, step.block_id(part, deal), action_id, "")
        actor.workspace.fill(actor.id, step.block_id(part, deal), action_id, value)


def adds(actor: Actor, deal: int, area: str = "", **said: str) -> None:
    """Add a next step from where the person is."""
    opens_form(actor, deal, area)
    says(actor, deal, **{"what": WHAT, **said})
    actor.submits()
    actor.modal_with(said.get("what", WHAT))


def why(actor: Actor, deal: int) -> str:
    """Open Why? and read it."""
    return actor.forges(doors.WHY, str(deal))


def items(office: Office, deal: int) -> list[ActionItem]:
    """What is in the plan."""
    with office.read() as desk:
        return action_items.of(desk.tx, [deal])
