"""The seller's portfolio as a 1-to-1 looks at it: grey first, then red, then what has changed its colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.kit.desk import Desk
from bot.meetings.usecases.attending import Session
from bot.standing.overview import first, groups_of, overview, standings_of
from bot.standing.standings import Standing
from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.figures.groups import Groups
from storage import meetings, reviews

SHOWN = 8  # of each colour
WHEN_FIRST = timedelta(days=14)  # what has changed in so long, where the two have not met before


@dataclass(frozen=True)
class Portfolio:
    """All open subjects of the seller's counted by kind and colour, and those to talk about.

    `moved` are those whose colour has changed since the last 1-to-1 of the two: with the colours before and after.
    """

    groups: Mapping[Kind, Groups]
    grey: tuple[Standing, ...]
    red: tuple[Standing, ...]
    moved: tuple[tuple[Standing, Colour, Colour], ...]


def portfolio(desk: Desk, session: Session) -> Portfolio:
    """The portfolio now."""
    seller, before = session.seller, meetings.before(desk.tx, session.meeting)
    part = overview(desk, seller)
    ids = {colour: first(desk, part.of_colour(colour), 0, SHOWN) for colour in (Colour.GREY, Colour.RED)}
    since = before.begun_at if before else session.meeting.begun_at - WHEN_FIRST
    moved = reviews.colours_since(desk.tx, seller.id, since)
    wanted = {*moved, *ids[Colour.GREY], *ids[Colour.RED]}
    found = {each.subject.id: each for each in standings_of(desk, seller, wanted)}
    return Portfolio(
        groups=groups_of(desk, part),
        grey=tuple(found[id_] for id_ in ids[Colour.GREY] if id_ in found),
        red=tuple(found[id_] for id_ in ids[Colour.RED] if id_ in found),
        moved=tuple((found[id_], *colours) for id_, colours in moved.items() if id_ in found)[:SHOWN],
    )


def customers(desk: Desk, session: Session) -> list[Standing]:
    """The seller's customers, those that want most attention first."""
    part = overview(desk, session.seller).of_kind(Kind.CUSTOMER)
    wanted = first(desk, part, 0, 50)
    found = {each.subject.id: each for each in standings_of(desk, session.seller, wanted)}
    return [found[id_] for id_ in wanted if id_ in found]
