"""A review that came after a cut-off: said in one quiet line wherever the review is shown."""

from datetime import datetime

from bot.kit.texts import Texts


def counts_from_now(cutoff_at: datetime, t: Texts, *, now: datetime) -> str:
    """To whoever has just sent it."""
    return t("cutoff.counts", **_moment(cutoff_at, t, now))


def marked(cutoff_at: datetime, t: Texts, *, now: datetime) -> str:
    """To whoever reads it later."""
    return t("cutoff.marked", **_moment(cutoff_at, t, now))


def _moment(cutoff_at: datetime, t: Texts, now: datetime) -> dict[str, str]:
    return {"day": t.day(cutoff_at, now=now, weekday=True), "time": t.clock(cutoff_at)}
