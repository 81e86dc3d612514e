"""Who changed what in a deal stands in its history, for everybody who may read it."""

from decimal import Decimal

import pytest

from bot.deals.usecases.changing import change
from bot.deals.views import changing as change_views
from bot.kit import doors
from tests.journeys.conftest import Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")


def test_history_says_who_changed_what_before_and_after_the_newest_first(staffed: Office) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys")
    for _ in range(2):
        staffed.reviewed(deal, "U0TOM", 2)
    tom = staffed.who("U0TOM")
    assert tom is not None
    with staffed.write() as desk:
        change(desk, tom, deal, {"amount": Decimal(900_000), "stage": "Offer"})
    staffed.passes(days=1)
    staffed.changes(deal, "amount", Decimal(900_000), Decimal(800_000))
    mette = id_of(staffed, "U0METTE")
    with staffed.write() as desk:
        change(desk, tom, deal, {"owner_id": mette})

    dorte = staffed.person("U0DORTE")
    dorte.forges(doors.HISTORY, str(deal))

    said = dorte.screen
    carried = "Tom Seller: Who carries it: Tom Seller → Mette Sælger"
    assert carried in said
    assert "a file that was read in: Value: 900,000 → 800,000" in said
    assert "Tom Seller: Stage: nothing → Offer" in said
    assert said.index(carried) < said.index("900,000 → 800,000") < said.index("1,200,000 → 900,000")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("U0TOM", ["Value: 1,200,000.00 → 900,000.50", "in percent: nothing → 40"]),
        ("U0METTE", ["Værdi: 1.200.000,00 → 900.000,50", "i procent: intet → 40"]),
    ],
)
def test_both_numbers_of_a_change_are_written_in_one_style(
    staffed: Office, who: str, said: list[str]
) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, who))
    staffed.reviewed(deal, who, 2)
    actor = staffed.person(who)
    actor.forges(doors.CHANGE, str(deal))
    for name, text in {"amount": "900000.5", "probability": "40"}.items():
        actor.workspace.fill(actor.id, change_views.block_id(name, deal), change_views.VALUE, text)

    actor.submits()
    saved = actor.screen
    actor.forges(doors.HISTORY, str(deal))
    history = actor.screen

    assert [line for line in said if line not in saved or line not in history] == []


def test_a_deal_of_which_nothing_was_changed_says_nothing_of_changes(staffed: Office) -> None:
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    staffed.reviewed(deal, "U0TOM", 2)

    dorte = staffed.person("U0DORTE")
    dorte.forges(doors.HISTORY, str(deal))

    assert "Changes to the deal" not in dorte.screen
