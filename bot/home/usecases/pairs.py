"""The 1-to-1s that somebody has before them, and how far each side has prepared."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.kit.desk import Desk
from bot.rhythm.usecases.meetings import sitting_of
from bot.rhythm.usecases.viewing import Asked
from bot.standing.loads import Loads
from flows.company.people import Person, Reach, scores
from storage import kept_loads, occurrences, pairs, people
from storage.occurrences import Occurrence


@dataclass(frozen=True)
class Coming:
    """A 1-to-1 with the `other`; for a manager, how many are left for the seller and how many views of their own."""

    other: Person
    occurrence: Occurrence
    left: int = 0
    views: int = 0


def next_of(desk: Desk, person: Person) -> Coming | None:
    """A seller's next 1-to-1; None without one, or without a manager in Slack."""
    sitting = sitting_of(desk, person) if scores(person) is Reach.OWN else None
    return Coming(sitting.manager, sitting.occurrence) if sitting and sitting.manager else None


def coming_with(desk: Desk, person: Person, loads: Loads, asked: Sequence[Asked]) -> tuple[Coming, ...]:
    """The next one with each seller whom somebody manages, the soonest first; pairs that are paused are left out."""
    if scores(person) is not Reach.TEAM:
        return ()
    found = [each for each in pairs.with_(desk.tx, person.id) if each.manager_id == person.id]
    sellers = [each.seller_id for each in found if not each.paused]
    planned = occurrences.upcoming(desk.tx, sellers) if sellers else {}
    kept = kept_loads.kept(desk.tx, [*planned]) if planned else {}
    views = Counter(each.seller.id for each in asked)

    def left(seller_id: int) -> int:
        if seller_id in loads.computed:
            return len(loads.computed[seller_id].ready)
        load = kept.get(seller_id)
        return sum(week is None for week, _ in load.waiting.values()) if load else 0

    each = [
        Coming(seller, planned[seller.id], left(seller.id), views[seller.id])
        for seller in people.those(desk.tx, [*planned])
    ]
    return tuple(sorted(each, key=lambda one: one.occurrence.begins_at))
