"""What the form of Setup says, and whom it names in Slack."""

import logging
import re
from collections.abc import Sequence
from datetime import time
from typing import Any

from slack_sdk import WebClient

from bot.kit.act import Act
from bot.kit.house import House
from bot.kit.member import Member
from bot.kit.refusal import Refusal
from bot.kit.scopes import EMAILS
from bot.kit.slack import TROUBLE, error_of, explained, lacks, member
from bot.people import views
from bot.people.usecases.matching import Question
from flows.company.people import Person
from flows.rhythm.pair import EARLIEST

log = logging.getLogger(__name__)

WEEKDAY = re.compile("[0-6]")
TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
Said = dict[str, Any]


def said_of(act: Act) -> Said:
    """What the form says, by its fields' ids; raises ValueError for a role, weekday or time that it doesn't offer."""

    def value(id_: str, key: str) -> Any:
        return act.state.get(id_, {}).get(id_, {}).get(key)

    def chosen(id_: str) -> Any:
        return (value(id_, "selected_option") or {}).get("value")

    said = {
        views.SELLER: value(views.SELLER, "selected_user"),
        views.ROLE: chosen(views.ROLE),
        views.MANAGER: value(views.MANAGER, "selected_user"),
        views.WEEKDAY: chosen(views.WEEKDAY) or "0",
        views.TIME: value(views.TIME, "selected_time") or "09:00",
        views.LISTED: chosen(views.LISTED),
        views.IN_SLACK: value(views.IN_SLACK, "selected_user"),
        **{id_: chosen(id_) for id_ in act.state if id_.startswith(views.SAME)},
    }
    if not WEEKDAY.fullmatch(str(said[views.WEEKDAY])) or not TIME.fullmatch(str(said[views.TIME])):
        raise ValueError(said)
    if said[views.ROLE] not in (None, *views.ROLES):
        raise ValueError(said)
    return said


def named(house: House, client: WebClient, act: Act, said: Said) -> dict[str, Member]:
    """Those whom the form names, as Slack knows them, by their fields.

    Refuses somebody without a role and a manager, either without somebody, half of who is whom, and a time at night.
    """
    if bool(said[views.SELLER]) != bool(said[views.MANAGER] or said[views.ROLE]):
        raise Refusal("pair_half")
    if bool(said[views.LISTED]) != bool(said[views.IN_SLACK]):
        raise Refusal("same_half")
    if said[views.SELLER] and time.fromisoformat(said[views.TIME]) < EARLIEST:
        raise Refusal("pair_at_night")
    ours = house.companies[act.workspace]
    fields = [id_ for id_ in (views.SELLER, views.MANAGER, views.IN_SLACK) if said[id_]]
    try:
        found = {id_: member(client, said[id_], ours) for id_ in fields}
    except TROUBLE as error:
        raise silent("slack_silent", error) from error
    if any(each.has_no_email for each in found.values()):
        raise Refusal("no_emails", scopes=EMAILS)
    return found


def answers(asked: Sequence[Question], said: Said) -> list[tuple[Member, Person]] | None:
    """Who is whom, by what was answered; None while a question has no answer."""
    found = []
    for question in asked:
        answer = said.get(views.same(question.member))
        person = next((each for each in question.perhaps if str(each.id) == answer), None)
        if person:
            found.append((question.member, person))
        elif answer != views.NOBODY:
            return None
    return found


def silent(code: str, error: Exception, **params: object) -> Refusal:
    """Why Slack did not do it: for a scope that the app lacks trying again would be of no use."""
    log.warning("Setup failed: %s", explained(error))
    scopes = lacks(error)
    return Refusal("lacks", scopes=scopes) if scopes else Refusal(code, error=error_of(error), **params)
