"""Opening a pulse after each quarter."""

from bot.kit.desk import Desk
from flows.pulse.quarters import coming
from storage import pulses


def turn(desk: Desk) -> None:
    """Plan the pulse that comes next, and open the one whose time has come; a second time changes nothing."""
    since, zone = desk.workspace.created_at, desk.settings.timezone
    pulses.plan(desk.tx, coming(zone, since=since, now=desk.now))
    pulses.open_due(desk.tx)
