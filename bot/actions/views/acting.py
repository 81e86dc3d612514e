"""One of those that most need attention, in three lines: what it is, why, and the next step."""

from datetime import datetime

from bot.actions.usecases.acting import Act
from bot.actions.views.next_step import next_step
from bot.kit import doors
from bot.kit.blocks import Block, cut, section
from bot.kit.texts import Texts
from bot.standing.reasons import headline
from bot.standing.words import facts_line, owned_title, title

MOST_NAME = 110  # with who carries it
MOST_WORDS = 300


def act_block(act: Act, t: Texts, *, now: datetime, amounts: bool = True) -> Block:
    """A section with the button that opens why it has its colour; its block_id begins with "act."."""
    standing = act.standing
    facts = facts_line(standing.subject, t, now=now, amounts=amounts)
    lines = [" · ".join(filter(None, [cut(owned_title(standing, t), MOST_NAME), facts]))]
    lines.append(cut(headline(standing, t, now=now), MOST_WORDS))
    if said := next_step(act.items, standing, act.way, t, now=now):
        lines.append(cut(t("action.next_step", words=said), MOST_WORDS))
    label = t("button.open_label", name=title(standing.subject))
    opening = doors.opening(standing.subject.id, t, label=label)
    return section("\n".join(lines), accessory=opening, block_id=f"act.{standing.subject.id}")
