"""The job that keeps scores true as time goes on, and after scorecards or a company's calendar have changed."""

from bot.kit.house import House
from bot.standing import keeping
from storage import kept_scores


def keep_all(house: House) -> None:
    """Write anew what holds no more, a few hundred a transaction, so that nobody waits for all of it."""
    with house.database.across() as connection:
        found = kept_scores.workspaces_of(connection)
    for workspace in found:
        while _is_behind(house, workspace):
            with house.write(workspace) as desk:
                if not keeping.keep_stale(desk):
                    break


def _is_behind(house: House, workspace: int) -> bool:
    with house.read(workspace) as desk:
        return keeping.is_behind(desk)
