"""Finding in Slack whom the lists name."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from slack_sdk import WebClient

from bot.kit.house import House
from bot.kit.member import Member, Reading
from bot.kit.scopes import EMAILS
from bot.kit.slack import (
    TROUBLE,
    error_of,
    explained,
    lacks,
    member_with,
    page_of_members,
    remedy,
    retry_after,
)
from bot.people.usecases import meeting
from flows.company.people import Person
from storage import guests, people

log = logging.getLogger(__name__)

EVERY = 600  # seconds
FEW = 20  # so many are asked for one by one rather than read all members of a large workspace
WAIT = 60  # seconds until Slack is asked again after trouble, where it names no time


def meet(house: House, *, everybody: bool = False) -> None:
    """Match the people whom the lists name with Slack's; without anybody to match, Slack is not asked.

    `everybody` asks all the same: at the start, for what was not heard of meanwhile (moved, a guest now, left).
    A workspace whose members are being read is not read a second time.
    """
    for workspace, client in house.clients.items():
        if workspace not in house.readings and (everybody or _unlinked(house, workspace)):
            _read(house, workspace, client, Reading(house.clock(), everybody=everybody))


def go_on(house: House) -> None:
    """Go on reading where Slack wanted a pause."""
    now = house.clock()
    for workspace, reading in list(house.readings.items()):
        # A pause is never long: what lies further ahead was planned by a clock that was wrong.
        if not timedelta(0) < reading.at - now <= timedelta(seconds=EVERY):
            _read(house, workspace, house.clients[workspace], reading)


def take_over(house: House, workspace: int, members: Sequence[Member]) -> None:
    """Take over what Slack says of those on the list, and who is a guest; others never wait while all are compared."""
    with house.read(workspace) as desk:
        found, known = meeting.news(desk, members), guests.all_of(desk.tx)
    are = {member.slack_id for member in members if member.is_visitor} - known
    are_not = {member.slack_id for member in members if not member.is_visitor} & known
    if found or are or are_not:
        with house.write(workspace) as desk:
            meeting.link(desk, found)
            guests.note(desk.tx, are=are, are_not=are_not)


def _read(house: House, workspace: int, client: WebClient, reading: Reading) -> None:
    """Read from where the reading stands; each page is taken over at once, so that no pause loses any."""
    house.readings.pop(workspace, None)
    while not reading.is_over:
        try:
            reading = _next(house, workspace, client, reading)
        except TROUBLE as error:
            log.warning("Slack did not list its members: %s", explained(error))
            wait = min(retry_after(error) or (EVERY if lacks(error) else WAIT), EVERY)
            cursor = (
                "" if error_of(error) == "invalid_cursor" else reading.cursor
            )  # a cursor may grow too old
            at = house.clock() + timedelta(seconds=wait)
            house.readings[workspace] = replace(reading, at=at, cursor=cursor)
            return
    if reading.has_colleagues and not reading.has_emails:
        log.warning("Slack tells nobody's e-mail address, so nobody can be found: %s", remedy(EMAILS))
        return
    for person in _unlinked(house, workspace):
        log.warning("%s is on the list but not in Slack", person.email)


def _next(house: House, workspace: int, client: WebClient, reading: Reading) -> Reading:
    """The reading after another page; it is over at the last, and where so few are left that they are asked for."""
    ours = house.companies[workspace]
    found, cursor = page_of_members(client, ours, cursor=reading.cursor)
    take_over(house, workspace, found)
    reading = reading.with_page(found, cursor)
    if reading.is_over or reading.everybody or not reading.has_emails:
        return reading
    left = _unlinked(house, workspace)
    if len(left) > FEW:
        return reading
    asked = [member_with(client, person.email, ours) for person in left]
    take_over(house, workspace, [member for member in asked if member])
    return replace(reading, is_over=True)


def _unlinked(house: House, workspace: int) -> list[Person]:
    with house.read(workspace) as desk:
        return people.unlinked(desk.tx)
