"""The walk's part about somebody who has to score something blind."""

from collections.abc import Callable

from bot.evidence.views import form as evidence_form
from bot.kit import doors
from tests.journeys.conftest import Office, id_of

Named = Callable[[str], str]
METTE, JENS = "U0METTE", "U0JENS"


def blind(office: Office, named: Named) -> None:
    """A manager's Home, Why?, overview and History of what is hidden; evidence of theirs, and their own review."""
    jens = office.person(JENS)
    for number in range(2):
        deal = office.add(f"{named('hidden')} {number}", id_of(office, METTE), customer=named("customer"))
        office.reviewed(deal, METTE, 2)
        office.blinds(deal, JENS)
        for action_id in (doors.WHY, doors.HISTORY):
            jens.forges(action_id, str(deal))
        jens.says("/review status")
        assert jens.modal
        jens.closes()
    assert jens.home
    jens.forges(doors.ADD_EVIDENCE, str(deal))
    jens.workspace.fill(JENS, evidence_form.TEXT, evidence_form.TEXT, named("seen"))
    jens.workspace.fill(JENS, f"{evidence_form.COVERS}.D1", evidence_form.COVERS, ["D1.1"])
    jens.submits()
    assert jens.modal
    jens.closes()
    office.reviewed(deal, JENS, 1)
    office.tick()
