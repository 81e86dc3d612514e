"""What people do with evidence that is added without a review, for the journeys about it."""

from datetime import date

from bot.evidence.views import form as forms
from bot.kit import doors
from flows.review.evidence import AddedEvidence
from storage import added_evidence, scores, subjects
from tests.journeys.conftest import Actor, Office, id_of

NOTE = "20 Nov: Kim said on the phone that the budget is there"


def reviewed(office: Office, levels: str = "333 222 111 222 222") -> int:
    """Tom's deal with levels for which nobody wrote when and where."""
    deal = office.add("Service agreement", id_of(office, "U0TOM"), customer="Nordlys")
    tom = office.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    tom.reviews(levels)
    tom.closes()
    return deal


def opens_form(actor: Actor, deal: int) -> None:
    """Why?, then "Add evidence"."""
    actor.forges(doors.WHY, str(deal))
    actor.presses(doors.ADD_EVIDENCE)


def chooses(actor: Actor, area_id: str) -> None:
    """Choose another area in the form, and wait for its questions."""
    actor.workspace.fill(actor.id, forms.AREA, forms.AREA, area_id)
    actor.workspace.wait_for(lambda: actor._find(f"{forms.COVERS}.{area_id}"))


def gives(actor: Actor, text: str, area_id: str, *numbers: int) -> None:
    """Fill in the form and save."""
    if text:
        actor.workspace.fill(actor.id, forms.TEXT, forms.TEXT, text)
    ticked = [f"{area_id}.{number}" for number in numbers]
    actor.workspace.fill(actor.id, f"{forms.COVERS}.{area_id}", forms.COVERS, ticked)
    actor.submits()


def added(office: Office, deal: int) -> list[AddedEvidence]:
    """What was added to a deal, the oldest first."""
    with office.read() as desk:
        return added_evidence.of(desk.tx, [deal]).get(deal, [])


def levels_of(office: Office, deal: int) -> dict[str, int]:
    """What counts, by question id."""
    with office.read() as desk:
        ratings = scores.of(desk.tx, [deal])[deal].ratings
    return {id_: rating.counted for id_, rating in ratings.items()}


def due(office: Office, deal: int) -> date:
    """The day on which it wants its next review."""
    with office.read() as desk:
        found = subjects.everything(desk.tx, open_only=True)
    at = next(each for each in found if each.id == deal).due_at
    assert at is not None
    return at.date()


def buttons(actor: Actor, action_id: str) -> list[str]:
    """The buttons of this action in the modal."""
    rows = [block["elements"] for block in actor.modal["blocks"] if block["type"] == "actions"]
    return [each["action_id"] for row in rows for each in row if each["action_id"] == action_id]
