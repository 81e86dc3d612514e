"""A seller reviews a deal: from /review to the result, page by page."""

from tests.journeys.conftest import Office, id_of

NOTE = "12.11.2026: the CFO wrote “we have approved the budget” by mail"


def test_one_due_deal_opens_at_once_and_ends_with_its_colours(staffed: Office) -> None:
    staffed.add("Service agreement 2027", id_of(staffed, "U0TOM"), customer="Nordlys")
    tom = staffed.person("U0TOM")

    tom.says("/review")

    tom.modal_with("Nordlys · Service agreement 2027")
    tom.reviews("333 333 333 333 333", evidence=NOTE, probability="70")
    assert "🟢 Green" in tom.screen
    assert "Already strong:" in tom.screen
