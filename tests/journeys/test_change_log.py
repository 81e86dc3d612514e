"""Who changed what in a deal stands in its history, for everybody who may read it."""

from decimal import Decimal

import pytest

from bot.kit import doors
from bot.posting.subjects import change_subject
from tests.journeys.conftest import Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")


def test_history_says_who_changed_what_before_and_after_the_newest_first(staffed: Office) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys")
    for _ in range(2):
        staffed.reviewed(deal, "U0TOM", 2)
    tom = staffed.who("U0TOM")
    assert tom is not None
    with staffed.write() as desk:
        change_subject(desk, tom, deal, {"amount": Decimal(900_000), "stage": "Offer"})
    staffed.passes(days=1)
    staffed.changes(deal, "amount", Decimal(900_000), Decimal(800_000))
    mette = id_of(staffed, "U0METTE")
    with staffed.write() as desk:
        change_subject(desk, tom, deal, {"owner_id": mette})

    dorte = staffed.person("U0DORTE")
    dorte.forges(doors.HISTORY, str(deal))

    said = dorte.screen
    carried = "Tom Seller: Who carries it: Tom Seller → Mette Sælger"
    assert carried in said
    assert "a file that was read in: Value: 900,000 → 800,000" in said
    assert "Tom Seller: Stage: nothing → Offer" in said
    assert said.index(carried) < said.index("900,000 → 800,000") < said.index("1,200,000 → 900,000")


def test_a_deal_of_which_nothing_was_changed_says_nothing_of_changes(staffed: Office) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    staffed.reviewed(deal, "U0TOM", 2)

    dorte = staffed.person("U0DORTE")
    dorte.forges(doors.HISTORY, str(deal))

    assert "Changes to the deal" not in dorte.screen
