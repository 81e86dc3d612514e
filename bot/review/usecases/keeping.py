"""Keeping what a page says before it is sent, for whoever leaves in the middle of it."""

from bot.kit.desk import Desk
from bot.standing.versions import scorecard_of
from flows.review.draft import Draft, Said, too_many, with_said
from storage import drafts


def keep_said(desk: Desk, draft: Draft, *, version: int, said: Said) -> bool:
    """Keep it in the draft; False, and nothing happens, when another window has gone on meanwhile.

    Nor is a page kept that leaves out too many questions: that is said when it is sent.
    The draft's version stays: the window that says it is still the one to be sent.
    """
    if draft.version != version:
        return False
    answers = with_said(draft.answers, said)
    if too_many(scorecard_of(desk, draft.scorecard_hash), said, answers):
        return False
    return drafts.keep(desk.tx, draft, answers=answers)
