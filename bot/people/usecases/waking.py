"""What waits for a morning of somebody's, when that may be another one now."""

from bot.kit.desk import Desk
from flows.rhythm.due_actions import next_morning
from storage import due_actions, pulses


def look_again(desk: Desk, person_id: int, timezone: str) -> None:
    """Look again at when somebody is reminded of action items, and asked in a pulse.

    They are back, away until another day, or in another zone (IANA), which is `timezone` now.
    """
    due_actions.look_again(desk.tx, person_id, tomorrow=next_morning(timezone, now=desk.now))
    pulses.look_again_at(desk.tx, person_id)
