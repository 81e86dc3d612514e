"""The job that keeps scores and loads true as time goes on, and after something that they all rest on has changed."""

from collections.abc import Callable

from bot.kit.desk import Desk
from bot.kit.house import House
from bot.standing import keeping, loads
from storage import kept_loads


def keep_all(house: House) -> None:
    """Write anew what holds no more, a few hundred a transaction, so that nobody waits for all of it."""
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
