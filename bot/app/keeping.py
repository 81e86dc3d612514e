"""The job that keeps scores and loads true as time goes on, and after something that they all rest on has changed."""

from collections.abc import Callable

from bot.kit.desk import Desk
from bot.kit.house import House
from bot.standing import keeping, loads
from storage import kept_loads

GIVES_WAY = 1  # second: whoever reads meanwhile computes what isn't kept


def keep_all(house: House) -> None:
    """Write anew what holds no more, a few hundred a transaction, so that nobody waits for all of it."""
    with house.database.across() as connection:
        found = kept_loads.workspaces_of(connection)
    for workspace in found:
        _while_behind(house, workspace, keeping.is_behind, keeping.keep_stale)
        _while_behind(house, workspace, loads.is_unsure, loads.keep_unsure)


def _while_behind(
    house: House, workspace: int, is_behind: Callable[[Desk], bool], keep: Callable[[Desk], bool]
) -> None:
    """Looking comes first, since it waits for nobody who writes."""
    with house.read(workspace) as desk:
        more = is_behind(desk)
    while more:
        house.calm.wait(GIVES_WAY)
        with house.write(workspace) as desk:
            more = keep(desk)
