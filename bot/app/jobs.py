"""What the ticker runs: the jobs that the features register, and sending what is in the outbox."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from bot.app.delivery import drain
from bot.app.features import FEATURES
from bot.app.following import NOTICES
from bot.app.ticker import Ticker
from bot.kit.house import House
from bot.people.jobs import meet
from storage import sending

FORGET_EVERY = 60  # seconds
FORGOTTEN_AT_ONCE = 500
JOBS = [job for feature in FEATURES for job in feature.jobs]


def start(ticker: Ticker, house: House, *, every: float, stopped: Callable[[], bool]) -> None:
    """Start the ticker: at its pace what has none of its own and the outbox; people are looked for now, too.

    Once `stopped`, nothing more is sent.
    """
    for job in JOBS:
        ticker.every(job.every or every, job.name, partial(job.run, house))
    ticker.every(every, "send", partial(send, house, stopped=stopped))
    ticker.every(FORGET_EVERY, "forget", partial(forget, house))
    ticker.once("find everybody in Slack", partial(meet, house, everybody=True))
    ticker.start()


def tick(house: House) -> None:
    """Write what is due into the outbox, then send what is in it: all that the ticker does at its pace, in order."""
    for job in JOBS:
        if job.every is None:
            job.run(house)
    send(house)


def send(house: House, *, stopped: Callable[[], bool] = lambda: False) -> None:
    """Send what is in the outbox and due, of the workspaces whose token we hold."""
    with house.database.across() as connection:
        due = sending.workspaces_due(connection, now=house.clock())
    for workspace in due:
        if workspace in house.clients:
            drain(house, workspace, NOTICES, stopped=stopped)


def forget(house: House) -> None:
    """Delete what was sent long ago, a few hundred rows at a time."""
    kept = timedelta(days=house.settings.keep_sent_days)
    house.each(
        partial(sending.workspaces_to_forget, kept=kept),
        lambda desk: sending.forget(desk.tx, kept=kept, limit=FORGOTTEN_AT_ONCE),
    )
