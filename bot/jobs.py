"""The jobs that the ticker runs: each asks the database what is due now, and may run twice."""

import logging
from collections.abc import Callable
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from slack_sdk import WebClient

from bot.delivery import drain
from bot.desk import Desk
from bot.listeners.home import view_of
from bot.posting.digest import weekly_digest
from bot.posting.reminders import remind
from bot.slack import TROUBLE, error_of, members
from bot.usecases import roster
from storage import people

log = logging.getLogger(__name__)

MEET_EVERY = 600  # seconds


def start(
    scheduler: BackgroundScheduler,
    desk: Desk,
    client: WebClient,
    *,
    every: float,
    stopped: Callable[[], bool],
) -> BackgroundScheduler:
    """Start the ticker: reminders, digest and outbox at its pace, matching people now and every ten minutes.

    Once `stopped`, nothing more is sent.
    """
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    often = {"trigger": "interval", "coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    # Each on its own: what one of them stumbles over (APScheduler logs it and comes back) stops no other.
    scheduler.add_job(remind, args=(desk,), seconds=every, **often)
    scheduler.add_job(weekly_digest, args=(desk,), seconds=every, **often)
    scheduler.add_job(send, args=(desk, client), kwargs={"stopped": stopped}, seconds=every, **often)
    scheduler.add_job(meet, args=(desk, client), kwargs={"everybody": True}, misfire_grace_time=None)
    scheduler.add_job(meet, args=(desk, client), seconds=MEET_EVERY, **often)
    scheduler.start()
    return scheduler


def tick(desk: Desk, client: WebClient) -> None:
    """Write what is due into the outbox, then send what is in it: all that the ticker does, in order."""
    remind(desk)
    weekly_digest(desk)
    send(desk, client)


def send(desk: Desk, client: WebClient, *, stopped: Callable[[], bool] = lambda: False) -> None:
    """Send what is in the outbox and due."""

    def home_of(slack_id: str) -> dict[str, Any] | None:
        person = roster.who(desk, slack_id)
        return view_of(desk, person) if person else None

    drain(desk, client, home_of, stopped=stopped)


def meet(desk: Desk, client: WebClient, *, everybody: bool = False) -> None:
    """Match the people whom the list names with Slack's; without anybody to match, Slack is not asked.

    `everybody` asks all the same: at the start, for what was not heard of meanwhile (moved, a guest now, left).
    """
    with desk.database.read() as tx:
        unlinked = people.unlinked(tx, desk.workspace)
    if not unlinked and not everybody:
        return
    try:
        roster.link(desk, list(members(client)))
    except TROUBLE as error:
        log.warning("Slack did not list its members: %s", error_of(error))
        return
    with desk.database.read() as tx:
        for person in people.unlinked(tx, desk.workspace):
            log.warning("%s is on the list but not in Slack", person.email)
