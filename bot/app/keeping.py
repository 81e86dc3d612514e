"""The jobs that keep scores and loads true as time goes on, and after something that they all rest on has changed."""

from collections.abc import Callable

from bot.kit.desk import Desk
from bot.kit.house import House
from bot.standing import keeping, loads
from storage import kept_loads, kept_scores

EVERY = 60  # seconds; scorecards and budgets change seldom


def keep_due(house: House) -> None:
    """Write anew what time has ended, a few hundred a transaction, so that nobody waits for all of it."""
    now = house.clock()
    with house.database.across() as connection:
        scores = kept_scores.workspaces_due(connection, now=now)
        weeks = kept_loads.workspaces_due(connection, now=now)
    for workspace in scores:
        _catch_up(house, workspace, keeping.keep_stale)
    for workspace in weeks:
        _catch_up(house, workspace, loads.keep_unsure)


def keep_all(house: House) -> None:
    """Write anew all that holds no more, also where a company's scorecards or budget are others now."""
    with house.database.across() as connection:
        found = kept_loads.workspaces_of(connection)
    for workspace in found:
        with house.read(workspace) as desk:  # who only looks waits for nobody who writes
            scores_are_behind, loads_are_behind = keeping.is_behind(desk), loads.is_unsure(desk)
        if scores_are_behind:
            _catch_up(house, workspace, keeping.keep_stale)
        if loads_are_behind:
            _catch_up(house, workspace, loads.keep_unsure)


def _catch_up(house: House, workspace: int, keep: Callable[[Desk], bool]) -> None:
    more = True
    while more:
        house.calm.wait()  # whoever reads meanwhile computes what isn't kept
        with house.write(workspace) as desk:
            more = keep(desk)
