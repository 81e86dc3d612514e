"""How often a pair meets, in words."""

from bot.kit.texts import Texts
from flows.rhythm.pair import Cadence


def described(cadence: Cadence, t: Texts) -> str:
    """Every other Thursday at 10:00."""
    nth = t.list_of("rhythm.nth")
    key = cadence.every.value.replace(" ", "_")
    return t(
        f"rhythm.{key}_at",
        weekday=t.list_of("weekdays")[cadence.weekday],
        nth=nth[cadence.nth - 1 if cadence.nth and cadence.nth > 0 else -1],
        time=t.hour(cadence.at),
    )
