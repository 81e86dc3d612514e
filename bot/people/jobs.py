"""Finding in Slack whom the lists name."""

import logging
from collections.abc import Sequence

from slack_sdk import WebClient

from bot.kit.house import House
from bot.kit.member import Member
from bot.kit.scopes import EMAILS
from bot.kit.slack import TROUBLE, explained, members, remedy
from bot.people.usecases import meeting
from storage import people

log = logging.getLogger(__name__)

EVERY = 600  # seconds


def meet(house: House, *, everybody: bool = False) -> None:
    """Match the people whom the lists name with Slack's; without anybody to match, Slack is not asked.

    `everybody` asks all the same: at the start, for what was not heard of meanwhile (moved, a guest now, left).
    """
    for workspace, client in house.clients.items():
        with house.read(workspace) as desk:
            unlinked = people.unlinked(desk.tx)
        if unlinked or everybody:
            _meet(house, workspace, client)


def take_over(house: House, workspace: int, members: Sequence[Member]) -> None:
    """Take over what Slack says of those on the list; others never wait while everybody is compared."""
    with house.read(workspace) as desk:
        found = meeting.news(desk, members)
    if found:
        with house.write(workspace) as desk:
            meeting.link(desk, found)


def _meet(house: House, workspace: int, client: WebClient) -> None:
    try:
        found = list(members(client, house.company_of(workspace)))
    except TROUBLE as error:
        log.warning("Slack did not list its members: %s", explained(error))
        return
    take_over(house, workspace, found)
    with house.read(workspace) as desk:
        unlinked = [person.email for person in people.unlinked(desk.tx)]
    colleagues = [member for member in found if not member.is_guest]
    if colleagues and all(member.has_no_email for member in colleagues):
        log.warning("Slack tells nobody's e-mail address, so nobody can be found: %s", remedy(EMAILS))
        return
    for email in unlinked:
        log.warning("%s is on the list but not in Slack", email)
