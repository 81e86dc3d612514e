"""Gathering what a digest says from what its reader sees."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from bot.actions.usecases.acting import acts
from bot.digest.usecases.closing import closing, in_one
from bot.digest.usecases.digest import Digest, Likely, Listed
from bot.kit.desk import Desk
from bot.standing.overview import (
    Part,
    count,
    first,
    groups_of,
    next_close,
    probable,
    soonest,
    standings_of,
)
from bot.standing.readers import Viewer
from bot.standing.standings import Scored, by_attention, scored
from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.figures.digest import MOST_LISTED, MOST_NAMED, Figures, round_of
from flows.figures.groups import ORDER, count_of, reviewed_share
from flows.figures.retention import UNCERTAIN, uncertain
from flows.review.kept_score import WANTS, wants

COMING = timedelta(days=14)
LIKELY, UNLIKELY = Decimal(70), Decimal(30)  # percent
CERTAIN = Decimal(100)


def gathered(desk: Desk, viewer: Viewer, found: Part, *, team: int | None = None) -> Digest:
    """The digest of what is open, those that want attention first; `team` says whose `found` is."""
    deals, customers = found.of_kind(Kind.DEAL), found.of_kind(Kind.CUSTOMER)
    of_kind, today = groups_of(desk, found), desk.now.date()
    by_colour, of_customers = of_kind[Kind.DEAL], of_kind[Kind.CUSTOMER]
    expiries = [next_close(desk, customers.of_colour(*UNCERTAIN), today=today)]
    figures = Figures(
        taken_at=desk.now,
        deals=count_of(by_colour),
        groups=by_colour,
        before=None,
        moves={},
        share=reviewed_share(by_colour),
        round=round_of(by_colour),
        customers=of_customers,
        retention=uncertain(of_customers, expiries, today=today),
        team=team,
        closing=closing(desk, viewer, deals, team=team),
        converted=in_one(desk, by_colour),
    )
    digest = Digest(
        figures,
        _listed(desk, viewer, deals, [colour for colour in ORDER if by_colour[colour].count]),
        _listed(desk, viewer, customers, [colour for colour in ORDER if of_customers[colour].count]),
        acts=acts(desk, viewer, found),
    )
    return _with_coming(desk, viewer, found, _with_likely(desk, viewer, deals, digest))


def _listed(desk: Desk, viewer: Viewer, of: Part, colours: Iterable[Colour]) -> Listed:
    """The first of each colour."""
    ids = {colour: _first_of(desk, of, colour) for colour in colours}
    found = standings_of(desk, viewer, [id_ for part in ids.values() for id_ in part])
    listed = by_attention(scored(found))
    return {colour: tuple(one for one in listed if one.colour is colour) for colour in ids}


def _first_of(desk: Desk, of: Part, colour: Colour) -> list[int]:
    """By how much attention they want, which is an index; of the grey the new come last."""
    ids = first(desk, of.wanting(WANTS[colour]), 0, MOST_LISTED)
    if colour is not Colour.GREY or len(ids) == MOST_LISTED:
        return ids
    return [*ids, *first(desk, of.wanting(wants(colour, is_new=True)), 0, MOST_LISTED - len(ids))]


def _with_likely(desk: Desk, viewer: Viewer, deals: Part, digest: Digest) -> Digest:
    """With the deals whose probability and colour say different things."""
    doubtful, green = deals.of_colour(Colour.RED, Colour.GREY), deals.of_colour(Colour.GREEN)
    many, said = probable(desk, doubtful, low=LIKELY, high=CERTAIN, size=MOST_NAMED)
    few, said_little = probable(desk, green, low=Decimal(0), high=UNLIKELY, size=MOST_NAMED)
    found = by_id(desk, viewer, [*said, *said_little])
    return replace(
        digest,
        figures=replace(digest.figures, likely=many, unlikely=few),
        likely=tuple(Likely(found[id_], each) for id_, each in said.items() if id_ in found),
        unlikely=tuple(Likely(found[id_], each) for id_, each in said_little.items() if id_ in found),
    )


def _with_coming(desk: Desk, viewer: Viewer, found: Part, digest: Digest) -> Digest:
    """With what is expected to close, and whose agreement ends, in the next days."""
    today = desk.texts().local_date(desk.now)
    parts = [found.of_kind(kind).closing(today, today + COMING) for kind in Kind]
    number = sum(count(desk, part) for part in parts)
    ids = [id_ for part in parts for id_ in soonest(desk, part, MOST_NAMED)]
    named = by_id(desk, viewer, ids)
    days = sorted(named.values(), key=lambda one: (str(one.subject.close_date), one.subject.id))
    figures = replace(digest.figures, coming=number)
    return replace(digest, figures=figures, coming=tuple(days[:MOST_NAMED]))


def by_id(desk: Desk, viewer: Viewer, ids: Iterable[int]) -> dict[int, Scored]:
    """The standings of these, by their ids, as far as the reader sees their scores."""
    wanted = {*ids}
    found = scored(standings_of(desk, viewer, sorted(wanted))) if wanted else []
    return {one.subject.id: one for one in found}
