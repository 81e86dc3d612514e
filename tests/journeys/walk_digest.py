"""Where digests go: what is wrong in the form, who else reads a channel, a team's own, and what moves in the week."""

from typing import Any

from bot.digest.views.places import SAVE
from tests.journeys.conftest import Actor, Office
from tests.journeys.digest_acts import chooses_team, fills_place, opens_place, saves_place

METTE, JENS = "U0METTE", "U0JENS"
TRIES: tuple[dict[str, Any], ...] = (
    {"at": "03:00"},
    {"channel": "C2", "at": "10:00"},
    {"channel": "C4", "amounts": ["hidden"]},
    {"channel": "C1"},
    {"confirm": ["read_by_guests"]},
)


def where_digests_go(office: Office, karin: Actor) -> None:
    """Karin sets that of Jens's team; then it is posted, updated, posted anew, and its channel is archived."""
    opens_place(karin)
    for leader in ("U0TOM", "U0NEW", JENS):
        chooses_team(karin, leader)
    office.workspace.suggest(karin.id, "place.zone", "place.zone", "new y")
    office.workspace.change_channel("C2", bot_is_member=False)
    office.workspace.change_channel("C1", guests=("U0GUEST",))
    office.workspace.change_user("U0GUEST", is_restricted=True)
    for chosen in TRIES:
        if karin.modal["callback_id"] != SAVE:
            opens_place(karin)
            chooses_team(karin, JENS)
        fills_place(karin, **chosen)
        saves_place(karin)
    jens = office.person(JENS)
    jens.closes()
    jens.says("/review ugeoverblik")
    assert jens.modal
    for fault in ({}, {"method": "chat.update", "kind": "error", "error": "message_not_found"}):
        if fault:
            office.workspace.faults.add(**fault)
        office.add("Zebra" if fault else "Yak", jens.office.who(METTE).id)
        for _ in range(3):
            office.passes(hours=24)
    office.workspace.change_channel("C1", is_archived=True)
    office.passes(minutes=1)
    assert jens.home
    assert karin.home
    office.workspace.change_channel("C1", is_archived=False, guests=())
    karin.closes()
