"""Reviewing all that is due in one go: how far it is, skipping, stopping, and what it came to."""

from bot.kit import doors
from bot.kit.blocks import Block, View, actions, button, modal, section
from bot.kit.place import Run
from bot.kit.texts import Texts
from bot.review.usecases.runs import Leg

SKIP = "run.skip"
STOP = "run.stop"
END = "run.end"


def buttons(t: Texts) -> list[Block]:
    """What stands on every page of a run."""
    return [button(t("run.skip"), SKIP), button(t("run.stop"), STOP)]


def news(leg: Leg, t: Texts) -> tuple[str, ...]:
    """What has left the run meanwhile, and what came."""
    left = [t("run.left_out", count=leg.left_out)] if leg.left_out else []
    came = [t("run.came", count=leg.came)] if leg.came else []
    return *left, *came


def sent(run: Run, t: Texts) -> str:
    """How many of its reviews were sent."""
    return t("run.sent", count=run.sent) if run.sent else t("run.none_sent")


def end_view(run: Run, leg: Leg, t: Texts) -> View:
    """The last one was skipped or is gone: how many were sent, and what is still due."""
    return _over(t("run.over"), run, leg, t)


def stopped_view(run: Run, leg: Leg, t: Texts) -> View:
    """Stopped on the way."""
    return _over(t("run.stopped", number=run.number, of=run.of), run, leg, t)


def _over(first: str, run: Run, leg: Leg, t: Texts) -> View:
    left = [t("run.left", count=leg.still_due)] if leg.still_due else []
    blocks = [section(" ".join([first, sent(run, t), *left]))]
    if leg.still_due:
        blocks.append(actions(button(t("run.again"), doors.RUN)))
    return modal(t("review.title"), blocks, callback_id=END, close=t("button.done"))
