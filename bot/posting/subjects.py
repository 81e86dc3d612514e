"""Changing a subject and handing over: whoever carries it from now on is told."""

from collections.abc import Mapping
from uuid import uuid4

from bot.desk import Desk
from bot.kit.blocks import Message
from bot.posting.message import put
from bot.usecases import changing, handover
from bot.usecases.changing import Changed
from bot.usecases.handover import Handover
from bot.views import notices
from flows.crm import Value
from flows.people import Person


def change_subject(desk: Desk, person: Person, subject_id: int, said: Mapping[str, Value]) -> Changed:
    """Change a subject (see bot.usecases.changing); whoever carries it from now on is told by one DM."""
    changed = changing.change(desk, person, subject_id, said)
    if changed.new_owner:
        t = desk.texts(changed.new_owner)
        message = notices.handed_one(changed.before, t, name=person.name)
        _tell_owner(desk, person, changed.new_owner, message)
    return changed


def hand_over(desk: Desk, person: Person, giver_id: int, taker_id: int) -> Handover:
    """Hand over all that is open of one person in one transaction; the other is told by one DM."""
    found = handover.hand_over(desk, person, giver_id, taker_id)
    if found.deals or found.customers:
        message = notices.handed_all(found, desk.texts(found.taker), name=person.name)
        _tell_owner(desk, person, found.taker, message)
    return found


def _tell_owner(desk: Desk, person: Person, owner: Person, message: Message) -> None:
    """Who takes something over themself knows it, and who isn't in Slack sees it on Home later."""
    if owner.slack_id is None or owner.id == person.id:
        return
    key = f"handed:{owner.id}:{uuid4().hex}"
    put(desk, kind="handed", to=owner.slack_id, key=key, message=message)
