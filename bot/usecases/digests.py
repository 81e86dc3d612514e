"""The channel digest: take a snapshot, compare it with the last one, and say what wants attention."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.desk import Desk
from bot.usecases.homes import ask_homes_with
from bot.usecases.loads import loads_of
from bot.usecases.rounds import has_colours, round_of
from bot.usecases.standings import Standing, by_attention, standings
from flows.colour import Colour
from flows.digest import Group, Mark, Move, Snapshot, bridge, groups, reviewed_share
from flows.people import Person, Role, reads
from flows.retention import Agreement, Retention, uncertain
from flows.round import Round
from flows.subjects import Kind
from storage import digests, people, subjects, workspaces

MAY_POST = {Role.MANAGER, Role.DIRECTOR, Role.ADMIN}


@dataclass(frozen=True)
class Digest:
    """The figures of one digest. `moves` and `before` are empty for the first one, and for one person's own.

    `colours` says whether they are for its reader: not for the channel in the first round. `not_ready` are the
    ids of what is ready for each and not reviewed yet.
    """

    taken_at: datetime
    deals: tuple[Standing, ...]  # open, those that want attention first
    customers: tuple[Standing, ...]
    groups: Mapping[Colour, Group]
    before: Mapping[Colour, Group] | None
    moves: Mapping[Move, tuple[int, ...]]
    share: Mapping[str, Decimal]
    not_ready: (
        Mapping[Person, tuple[int, ...]] | None
    )  # None in a person's own, where it is nobody's business
    colours: bool = True

    @property
    def customer_groups(self) -> Mapping[Colour, Group]:
        """The customers by colour."""
        return groups(Mark(s.colour, s.subject.money) for s in self.customers)

    @property
    def retention(self) -> Retention:
        """The customers who are red or not reviewed, with what they are worth a year."""
        agreements = [Agreement(s.colour, s.subject.money, s.subject.close_date) for s in self.customers]
        return uncertain(agreements, today=self.taken_at.date())

    @property
    def round(self) -> Round:
        """How many of the deals are not grey, and their share by count."""
        return round_of(self.deals)


def take(desk: Desk) -> Digest:
    """The company's digest as of `now`, which is a cut-off; its snapshot is kept for the next one's comparison.

    The one that finds enough reviewed starts the colours, for good.
    """
    last = digests.last(desk.tx)
    found = subjects.everything(desk.tx, open_only=True)
    waiting = not_ready(desk)
    digest = replace(_digest(standings(desk, found), last, desk.now), not_ready=waiting)
    asked_for = [subject_id for ids in waiting.values() for subject_id in ids]
    digests.keep(desk.tx, _marks(digest.deals), waiting=asked_for)
    return replace(digest, colours=_has_colours(desk, digest))


def _has_colours(desk: Desk, digest: Digest) -> bool:
    if digest.round.is_enough and workspaces.start_colours(desk.tx):
        ask_homes_with(desk, Role.DIRECTOR)
    return has_colours(desk)


def personal(desk: Desk, person: Person) -> Digest:
    """A digest of what this person may read, for their eyes only; it leaves no snapshot."""
    found = subjects.listed(desk.tx, viewer=person, reach=reads(person))
    return _digest(standings(desk, found), None, desk.now)


def not_ready(desk: Desk) -> dict[Person, tuple[int, ...]]:
    """What is ready for each and not reviewed yet; nothing counts against people who paused their reminders."""
    asked = {person.id: person for person in people.all_of(desk.tx) if not person.paused}
    loads = loads_of(desk, asked.values())
    left = {id_: tuple(each.id for each in loads[id_].ready) for id_ in asked if id_ in loads}
    return {asked[id_]: ids for id_, ids in left.items() if ids}


def _marks(found: Sequence[Standing]) -> Snapshot:
    return {s.subject.id: Mark(s.colour, s.subject.money) for s in found}


def _digest(found: Sequence[Standing], last: Snapshot | None, now: datetime) -> Digest:
    ordered = by_attention(found)
    deals = tuple(s for s in ordered if s.subject.kind is Kind.DEAL)
    marks = _marks(deals)
    return Digest(
        taken_at=now,
        deals=deals,
        customers=tuple(s for s in ordered if s.subject.kind is Kind.CUSTOMER),
        groups=groups(marks.values()),
        before=groups(last.values()) if last is not None else None,
        moves=bridge(last, marks) if last is not None else {},
        share=reviewed_share(marks.values()),
        not_ready=None,
    )
