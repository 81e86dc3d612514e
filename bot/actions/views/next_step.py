"""What to do next about a subject: its soonest action item, else what its score asks for."""

from collections.abc import Sequence
from datetime import datetime

from bot.actions.usecases.reading import Item
from bot.actions.views.lines import line
from bot.kit.texts import Texts
from bot.standing.reasons import next_words
from bot.standing.standings import Scored, Standing
from flows.scoring.way_up import Way


def next_step(items: Sequence[Item], standing: Standing, way: Way | None, t: Texts, *, now: datetime) -> str:
    """The first of its open `items`, the soonest first; else a review or the first step of the `way` up.

    Nothing where it needs neither, and for who is blind to the subject and may see no item of it.
    """
    if items:
        return line(items[0], t, now=now)
    return next_words(standing, way, t) if isinstance(standing, Scored) else ""
