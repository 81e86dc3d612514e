"""What has moved since the last digest of the same team, or of the company: counts, what is better, eight weeks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from pydantic import TypeAdapter

from bot.actions.usecases.acting import read_by
from bot.actions.usecases.reading import Item
from bot.digest.usecases.digest import Better, Digest
from bot.digest.usecases.gathering import by_id
from bot.kit.desk import Desk
from bot.standing.overview import Part, worth_most
from bot.standing.readers import COMPANY
from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.figures.bridge import Move, Snapshot, bridge
from flows.figures.digest import MOST_NAMED, WEEKS, Figures, Week
from flows.figures.groups import ORDER, Counted, Group, Groups, count_of, groups
from flows.review.action_item import Fate
from flows.review.action_item import Kind as ActionKind
from storage import action_items
from storage import digests as kept
from storage.digests import ById, Last

FIGURES = TypeAdapter(Figures)


@dataclass(frozen=True)
class Then:
    """How many there were, of each kind by colour, and of those that were not reviewed and last red."""

    deals: Groups
    customers: Groups | None
    last_red: Mapping[Kind, Group]


def compared(desk: Desk, digest: Digest, found: Part, marks: ById, last: Last | None) -> Digest:
    """The digest of `found`, which has these `marks`, with what has moved since the last one, if there is one."""
    figures = replace(
        digest.figures,
        last_red={kind: _last_red(marks, kind) for kind in Kind},
        weeks=_weeks(desk, digest.figures),
    )
    if last is None:
        return replace(digest, figures=figures)
    before, after = kept.differing(last.marks, marks)
    moves = {kind: bridge(_of_kind(before, kind), _of_kind(after, kind)) for kind in Kind}
    too_old = {
        kind: [id_ for id_ in moves[kind][Move.TOO_OLD] if before[id_].colour is Colour.RED] for kind in Kind
    }
    then = _then(last, marks, too_old)
    counts = {kind: {move: len(ids) for move, ids in moves[kind].items()} for kind in Kind}
    figures = replace(
        figures,
        before=then.deals,
        moves=counts[Kind.DEAL],
        customers_before=then.customers,
        customer_moves=counts[Kind.CUSTOMER] if last.has_customers else {},
        last_red_before=then.last_red,
        red_too_old={kind: len(ids) for kind, ids in too_old.items()},
    )
    improved = [id_ for each in moves.values() for id_ in each[Move.IMPROVED]]
    return _with_better(desk, replace(digest, figures=figures), found, improved, before)


def _last_red(marks: ById, kind: Kind, without: list[int] | None = None) -> Group:
    return groups(map(Counted.of, kept.last_red(marks, kind, without=without or ())))[Colour.GREY]


def _of_kind(marks: Snapshot, kind: Kind) -> Snapshot:
    return {id_: mark for id_, mark in marks.items() if mark.kind is kind}


def _then(last: Last, marks: ById, too_old: Mapping[Kind, list[int]]) -> Then:
    """What the last one counted.

    Older ones have kept no figures, or not what was last red: that was what it is now, less what has got there since.
    """
    said = FIGURES.validate_python(last.figures) if last.figures else None
    ago = {kind: _last_red(marks, kind, too_old[kind]) for kind in Kind}
    if said is None:
        found = {int(id_): kept.unpacked(mark) for id_, mark in last.marks.items()}
        return Then(groups(map(Counted.of, _of_kind(found, Kind.DEAL).values())), None, ago)
    return Then(said.groups, said.customers if last.has_customers else None, said.last_red or ago)


def _with_better(desk: Desk, digest: Digest, found: Part, improved: list[int], before: Snapshot) -> Digest:
    """With those that are better and worth most, each with the action that moved it."""
    ids = worth_most(desk, found, improved, MOST_NAMED) if improved else []
    named, items = by_id(desk, COMPANY, ids), _moving(desk, ids)
    better = tuple(Better(named[id_], before[id_].colour, items.get(id_)) for id_ in ids if id_ in named)
    return replace(digest, figures=replace(digest.figures, better=len(improved)), better=better)


def _moving(desk: Desk, ids: list[int]) -> dict[int, Item]:
    """Of each subject the latest action that was not dropped and whose question has come up since."""
    agreed = (
        [each for each in action_items.of(desk.tx, ids) if each.kind is ActionKind.CUSTOMER] if ids else []
    )
    items = [
        each
        for each in read_by(desk, COMPANY, agreed)
        if each.movement and each.movement.after > (each.movement.before or 0)
        if each.item.became is None or each.item.became.fate is Fate.DONE
    ]
    latest = sorted(items, key=lambda each: (each.item.created_at, each.item.id))
    return {each.item.subject_id: each for each in latest if each.item.subject_id is not None}


GROUPS = TypeAdapter(dict[Colour, Group])


def _weeks(desk: Desk, figures: Figures) -> tuple[Week, ...]:
    """The last digest of each of the weeks before this one, and this one: eight at most, the oldest first."""
    t = desk.texts()

    def week_of(week: Week) -> tuple[int, int]:
        return t.local_date(week.taken_at).isocalendar()[:2]

    now = Week(figures.taken_at, {colour: figures.groups[colour].count for colour in ORDER})
    found = {week_of(now): now}
    since = desk.now - timedelta(weeks=WEEKS)
    for taken_at, said in kept.groups_since(desk.tx, since, figures.team):
        then = GROUPS.validate_python(said)
        week = Week(taken_at, {colour: group.count for colour, group in then.items()})
        found.setdefault(week_of(week), week)
    shown = [week for week in list(found.values())[:WEEKS] if sum(week.counts.values())]
    return tuple(reversed(shown)) if count_of(figures.groups) else ()
