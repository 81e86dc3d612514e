"""A part of the walk: all of a colour a page at a time, and the targets that a director sets."""

from decimal import Decimal

from bot.digest.views import listing, targets
from bot.kit import doors
from flows.company.colour import Colour
from flows.figures.closing import Rate
from storage.rates import set_all
from tests.journeys.conftest import Office


def lists_and_targets(office: Office) -> None:
    """Every colour's list, and one page after the other; a target with mistakes in it, and one that is set."""
    dorte = office.person("U0DORTE")
    for colour in Colour:
        dorte.forges(listing.OPEN, listing.PLACE.dump(listing.Place(colour, None, 0)))
        dorte.forges(listing.ON, listing.PLACE.dump(listing.Place(colour, None, 1)))
    dorte.forges(doors.TARGETS, "-")
    for amount in ("12.500", "12500000"):
        dorte.workspace.fill(dorte.id, targets.AMOUNT, targets.VALUE, amount)
        dorte.submits()
    dorte.closes()
    office.person("U0TOM").forges(doors.TARGETS, "-")
    with office.write() as desk:
        today = office.now.date()
        set_all(
            desk.tx, [Rate(each, "DKK", Decimal(7), today) for each in ("EUR", "USD", "SEK", "NOK", "GBP")]
        )
