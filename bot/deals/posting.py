"""What follows a change and a handover: whoever carries it from now on is told."""

from collections.abc import Sequence
from uuid import uuid4

from bot import notices_ as notices
from bot.deals.usecases.handover import Handover
from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from flows.company.people import Person
from flows.facts import Changed, HandedOver
from storage import people, subjects

HANDED = "handed"
HANDED_ALL = "handed_all"


def tell_new_owner(desk: Desk, fact: Changed) -> None:
    """Word to whoever carries a subject from now on; who takes it over themself knows it."""
    if fact.owner_id not in (None, fact.owner_before, fact.person_id):
        owner = people.by_id(desk.tx, fact.owner_id)
        tell(desk, owner, HANDED, uuid4().hex, subject=fact.subject_id, by=fact.person_id)


def tell_taker(desk: Desk, fact: HandedOver) -> None:
    """Word to whoever carries all of it from now on."""
    if fact.taker_id != fact.person_id:
        facts = {
            "giver": fact.giver_id,
            "by": fact.person_id,
            "deals": fact.deals,
            "customers": fact.customers,
        }
        tell(desk, people.by_id(desk.tx, fact.taker_id), HANDED_ALL, uuid4().hex, **facts)


def handed(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """One subject came from somebody."""
    by = people.by_id(desk.tx, facts["by"])
    found = subjects.those(desk.tx, [facts["subject"]])
    return [notices.handed_one(each, desk.texts(reader), name=by.name if by else "") for each in found]


def handed_all(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """All that somebody carried came."""
    by, giver = (people.by_id(desk.tx, facts[name]) for name in ("by", "giver"))
    if by is None or giver is None or reader is None:
        return ()
    found = Handover(giver, reader, facts["deals"], facts["customers"])
    return (notices.handed_all(found, desk.texts(reader), name=by.name),)
