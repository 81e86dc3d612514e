"""Short modals that say one thing: nothing due, a refusal, an error."""

import json
from collections.abc import Sequence
from decimal import Decimal

from bot.texts import Texts
from bot.usecases.refusal import Refusal
from bot.usecases.reviews import StalePage
from bot.views.blocks import Block, View, actions, context, header, modal, rich, section
from bot.views.why import places

SAY = "message.say"
RESUME = "review.resume"


def message_view(text: str, t: Texts, *, buttons: Sequence[Block] = (), quiet: str = "") -> View:
    """A modal with a sentence or two, the buttons that follow from them, and a quiet line."""
    blocks: list[Block] = [section(text)]
    if buttons:
        blocks.append(actions(*buttons))
    if quiet:
        blocks.append(context(quiet))
    return modal("Revisor", blocks, callback_id=SAY, close=t("button.close"))


def refusal_view(refusal: Refusal, t: Texts) -> View:
    """Why something could not be done."""
    return message_view(t(f"refused.{refusal.code}", **refusal.params), t)


def help_view(t: Texts) -> View:
    """What can be written after /review, and who sees what."""
    blocks = [
        header(t("help.title")),
        section("\n".join(t.list_of("help.lines"))),
        section(t("help.who_sees")),
    ]
    return modal("Revisor", blocks, callback_id=SAY, close=t("button.close"))


def stale_view(stale: StalePage, t: Texts, *, probability: Decimal | None = None) -> View:
    """The page came from an older window: what it said stands here for copying; going on continues the draft."""
    blocks: list[Block] = [section(t("refused.stale"))]
    said = _said(stale, t)
    if probability is not None:
        said.append(t("refused.stale_probability", percent=t.percent(probability / 100)))
    if said:
        blocks += [context(t("refused.stale_said")), *[rich([(line, "")]) for line in said]]
    return modal(
        "Revisor",
        blocks,
        callback_id=RESUME,
        close=t("button.close"),
        submit=t("button.continue"),
        data=json.dumps(stale.page.draft.id),
    )


def _said(stale: StalePage, t: Texts) -> list[str]:
    if stale.said is None:
        return []
    scorecard = stale.page.scorecard
    lines = [
        t("refused.stale_level", place=places(scorecard, [question_id], t), level=level)
        for question_id, level in stale.said.levels.items()
        if level is not None
    ]
    return [*lines, stale.said.evidence] if stale.said.evidence else lines
