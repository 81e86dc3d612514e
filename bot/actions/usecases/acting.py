"""Where to act: the few deals and customers that most need attention, each with its next step."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.actions.usecases.reading import Item, listed, told
from bot.kit.desk import Desk
from bot.standing.overview import Part, first, standings_of
from bot.standing.readers import Viewer
from bot.standing.standings import Scored, scored, way_of
from flows.company.colour import Colour
from flows.company.people import Person
from flows.review.action_item import ActionItem
from flows.review.action_item import Kind as ActionKind
from flows.review.kept_score import WANTS
from flows.scoring.way_up import Way
from storage import action_items

MOST_ACTS = 5
# Where help is worth most comes first; the new, of which nothing is to be known yet, are left out.
FIRST = (WANTS[Colour.RED], WANTS[Colour.GREY], WANTS[Colour.YELLOW])


@dataclass(frozen=True)
class Act:
    """A subject that wants attention, its way up, and what is open of its action items, the soonest first."""

    standing: Scored
    way: Way | None
    items: tuple[Item, ...]


def acts(desk: Desk, viewer: Viewer, seen: Part) -> tuple[Act, ...]:
    """The five of what this reader sees that most need attention; the way up only where no action item is open."""
    ids: list[int] = []
    for wanted in FIRST:
        if len(ids) < MOST_ACTS:
            ids += first(desk, seen.wanting(wanted), 0, MOST_ACTS - len(ids))
    found = {one.subject.id: one for one in scored(standings_of(desk, viewer, ids))} if ids else {}
    items: defaultdict[int | None, list[Item]] = defaultdict(list)
    for item in read_by(desk, viewer, _open_of(desk, found)):
        items[item.item.subject_id].append(item)
    return tuple(
        Act(found[id_], None if items[id_] else way_of(desk, found[id_]), tuple(items[id_]))
        for id_ in ids
        if id_ in found
    )


def read_by(desk: Desk, viewer: Viewer, found: Iterable[ActionItem]) -> list[Item]:
    """These action items as a reader reads them, or whoever is in the digest's channel."""
    return listed(desk, viewer, [*found]) if isinstance(viewer, Person) else told(desk, [*found])


def _open_of(desk: Desk, subject_ids: Collection[int]) -> list[ActionItem]:
    """What is open of what was agreed of these subjects; plans of people are nobody else's business."""
    found = action_items.of(desk.tx, [*subject_ids]) if subject_ids else []
    return [each for each in found if each.is_open and each.kind is ActionKind.CUSTOMER]
