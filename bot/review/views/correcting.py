"""Asking why a submitted review is corrected."""

from datetime import datetime

from bot.kit.blocks import Block, View, field, modal, section
from bot.kit.codec import ID
from bot.kit.texts import Texts
from bot.review.usecases.correcting import Correctable

BEGIN = "correction.begin"
REASON = "correction.reason"
MOST_REASON = 500


def reason_view(review: Correctable, t: Texts, *, now: datetime) -> View:
    """One field, which must be filled in; its submit opens the review."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": REASON,
        "multiline": True,
        "max_length": MOST_REASON,
    }
    return modal(
        t("correct.title"),
        [
            section(t("correct.lead", day=t.day(review.submitted_at, now=now))),
            field(t("correct.reason"), element, block_id=REASON, hint=t("correct.hint")),
        ],
        callback_id=BEGIN,
        close=t("button.cancel"),
        submit=t("correct.begin"),
        data=ID.dump(review.review_id),
    )
