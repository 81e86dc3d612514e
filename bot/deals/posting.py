"""What follows a change and a handover: whoever carries it from now on is told."""

from collections.abc import Sequence
from uuid import uuid4

from bot.deals.views.handover import counted
from bot.kit import doors
from bot.kit.blocks import Block, Message, actions, section
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
    t, name = desk.texts(reader), people.name_of(desk.tx, facts["by"])
    return [
        _message(
            t("notice.handed_one", name=name, subject=each.name), doors.opening(each.id, t, primary=True)
        )
        for each in subjects.those(desk.tx, [facts["subject"]])
    ]


def handed_all(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """All that somebody carried came: how many of each."""
    by, giver = (people.by_id(desk.tx, facts[name]) for name in ("by", "giver"))
    if by is None or giver is None or reader is None:
        return ()
    t = desk.texts(reader)
    what = counted(facts["deals"], facts["customers"], t)
    text = t("notice.handed_all", name=by.name, what=what, giver=giver.name)
    return (_message(text, doors.beginning(t)),)


def _message(text: str, button: Block) -> Message:
    return {"text": text, "blocks": [section(text), actions(button)]}
