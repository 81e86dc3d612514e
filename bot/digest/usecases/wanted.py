"""What waits for somebody, of a team or of the whole company: wishes for help, and actions past their date."""

from datetime import timedelta
from typing import NamedTuple

from bot.digest.usecases.digest import Wish
from bot.digest.usecases.gathering import by_id
from bot.kit.desk import Desk
from bot.standing.readers import Viewer
from flows.figures.digest import MOST_NAMED
from flows.review.action_item import Kind as ActionKind
from storage import action_items, people, wishes

HELP_FOR = timedelta(days=7)  # how long a wish for help stands


class Wanted(NamedTuple):
    """How many wishes for help there are, the first few of them, and how many actions are past their date."""

    asked: int
    first: tuple[Wish, ...]
    overdue: int


def wanted(desk: Desk, viewer: Viewer, team: int | None) -> Wanted:
    """Of the team whom `team` (an id) leads, or of the whole company; only what its reader may see is named."""
    of = None if team is None else [team, *[each.id for each in people.team_of(desk.tx, team)]]
    asked = wishes.since(desk.tx, desk.now - HELP_FOR, of=of)
    first = asked[:MOST_NAMED]
    who = {each.id: each for each in people.those(desk.tx, [person_id for _, person_id in first])}
    found = by_id(desk, viewer, [subject_id for subject_id, _ in first])
    shown = [Wish(found[id_], who[person_id]) for id_, person_id in first if id_ in found]
    today = desk.texts().local_date(desk.now)
    # Plans of people are nobody else's business.
    overdue = action_items.past_count(desk.tx, ActionKind.CUSTOMER, today, of)
    return Wanted(len(asked), tuple(shown), overdue)
