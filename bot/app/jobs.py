"""The ticker: it runs the jobs that the features register, and sends what is in the outbox."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler

from bot.app.delivery import drain
from bot.app.features import FEATURES
from bot.app.following import NOTICES
from bot.kit.house import House
from bot.people.jobs import meet
from storage import sending

FORGET_EVERY = 60  # seconds
FORGOTTEN_AT_ONCE = 500
JOBS = [job for feature in FEATURES for job in feature.jobs]
# What was missed is made up for once; a job still at work is not begun again.
OFTEN: dict[str, Any] = {
    "trigger": "interval",
    "coalesce": True,
    "max_instances": 1,
    "misfire_grace_time": None,
}


def start(
    scheduler: BackgroundScheduler, house: House, *, every: float, stopped: Callable[[], bool]
) -> BackgroundScheduler:
    """Start the ticker: at its pace what has none of its own and the outbox; people are looked for now, too.

    Once `stopped`, nothing more is sent.
    """
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # Each on its own: what one of them stumbles over (APScheduler logs it and comes back) stops no other.
    for job in JOBS:
        scheduler.add_job(job.run, name=job.name, args=(house,), seconds=job.every or every, **OFTEN)
    scheduler.add_job(send, args=(house,), kwargs={"stopped": stopped}, seconds=every, **OFTEN)
    scheduler.add_job(forget, args=(house,), seconds=FORGET_EVERY, **OFTEN)
    scheduler.add_job(meet, args=(house,), kwargs={"everybody": True}, misfire_grace_time=None)
    scheduler.start()
    return scheduler


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
