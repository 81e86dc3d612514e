"""Short modals that say one thing: nothing due, a refusal, an error."""

import json
from collections.abc import Sequence

from bot.texts import Texts
from bot.usecases.refusal import Refusal
from bot.usecases.reviews import Said
from bot.views.blocks import Block, View, actions, context, header, modal, rich, section

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


def stale_view(draft_id: int, said: Said | None, t: Texts) -> View:
    """The page came from an older window: what it said stands here for copying; going on continues the draft."""
    blocks: list[Block] = [section(t("refused.stale"))]
    if said and said.evidence:
        blocks += [context(t("refused.stale_said")), rich([(said.evidence, "")])]
    return modal(
        "Revisor",
        blocks,
        callback_id=RESUME,
        close=t("button.close"),
        submit=t("button.continue"),
        data=json.dumps(draft_id),
    )
