"""Asking people once their moment has come."""

from bot.kit.house import House
from bot.pulse.posting import ask
from storage import pulses


def ask_all(house: House) -> None:
    """Ask everybody who is due, some hundreds at a time."""
    with house.database.across() as connection:
        found = pulses.workspaces_due(connection, now=house.clock())
    for workspace in found:
        more = True
        while more:
            with house.write(workspace) as desk:
                more = ask(desk)
