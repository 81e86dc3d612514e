"""The jobs that the ticker runs: each asks the database which workspaces have something due, and may run twice."""

import logging
from collections.abc import Callable
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from slack_sdk import WebClient

from bot.app.delivery import drain
from bot.app.features import NOTICES
from bot.digest.posting import weekly_digest
from bot.kit.house import House
from bot.kit.scopes import EMAILS
from bot.kit.slack import TROUBLE, explained, members, remedy
from bot.people.posting import remind
from bot.people.usecases import roster
from storage import outbox, people, workspaces

log = logging.getLogger(__name__)

MEET_EVERY = 600  # seconds
FORGET_EVERY = 60
FORGOTTEN_AT_ONCE = 500


def start(
    scheduler: BackgroundScheduler, house: House, *, every: float, stopped: Callable[[], bool]
) -> BackgroundScheduler:
    """Start the ticker: reminders, digest and outbox at its pace, matching people now and every ten minutes.

    Once `stopped`, nothing more is sent.
    """
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    often = {"trigger": "interval", "coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    # Each on its own: what one of them stumbles over (APScheduler logs it and comes back) stops no other.
    scheduler.add_job(remind_all, args=(house,), seconds=every, **often)
    scheduler.add_job(post_digests, args=(house,), seconds=every, **often)
    scheduler.add_job(send, args=(house,), kwargs={"stopped": stopped}, seconds=every, **often)
    scheduler.add_job(forget, args=(house,), seconds=FORGET_EVERY, **often)
    scheduler.add_job(meet, args=(house,), kwargs={"everybody": True}, misfire_grace_time=None)
    scheduler.add_job(meet, args=(house,), seconds=MEET_EVERY, **often)
    scheduler.start()
    return scheduler


def tick(house: House) -> None:
    """Write what is due into the outbox, then send what is in it: all that the ticker does, in order."""
    remind_all(house)
    post_digests(house)
    send(house)


def remind_all(house: House) -> None:
    """Write the reminders that are due."""
    with house.database.across() as connection:
        due = people.workspaces_to_remind(connection, now=house.clock())
    for workspace in due:
        with house.write(workspace) as desk:
            remind(desk)


def post_digests(house: House) -> None:
    """Post the weekly digests that are due."""
    with house.database.across() as connection:
        due = workspaces.with_digest_due(connection, now=house.clock())
    for workspace in due:
        with house.write(workspace) as desk:
            weekly_digest(desk)


def send(house: House, *, stopped: Callable[[], bool] = lambda: False) -> None:
    """Send what is in the outbox and due, of the workspaces whose token we hold."""
    with house.database.across() as connection:
        due = outbox.workspaces_due(connection, now=house.clock())
    for workspace in due:
        if workspace in house.clients:
            drain(house, workspace, NOTICES, stopped=stopped)


def forget(house: House) -> None:
    """Delete what was sent long ago, a few hundred rows at a time."""
    before = house.clock() - timedelta(days=house.settings.keep_sent_days)
    with house.database.across() as connection:
        old = outbox.workspaces_to_forget(connection, sent_before=before)
    for workspace in old:
        with house.write(workspace) as desk:
            outbox.forget(desk.tx, sent_before=before, limit=FORGOTTEN_AT_ONCE)


def meet(house: House, *, everybody: bool = False) -> None:
    """Match the people whom the lists name with Slack's; without anybody to match, Slack is not asked.

    `everybody` asks all the same: at the start, for what was not heard of meanwhile (moved, a guest now, left).
    """
    for workspace, client in house.clients.items():
        with house.read(workspace) as desk:
            unlinked = people.unlinked(desk.tx)
        if unlinked or everybody:
            _meet(house, workspace, client)


def _meet(house: House, workspace: int, client: WebClient) -> None:
    try:
        found = list(members(client))
    except TROUBLE as error:
        log.warning("Slack did not list its members: %s", explained(error))
        return
    with house.write(workspace) as desk:
        roster.link(desk, found)
        unlinked = [person.email for person in people.unlinked(desk.tx)]
    colleagues = [member for member in found if not member.is_guest]
    if colleagues and all(member.has_no_email for member in colleagues):
        log.warning("Slack tells nobody's e-mail address, so nobody can be found: %s", remedy(EMAILS))
        return
    for email in unlinked:
        log.warning("%s is on the list but not in Slack", email)
