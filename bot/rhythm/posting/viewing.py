"""Word to a manager of what they are asked to view before a 1-to-1."""

from collections.abc import Sequence

from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.rhythm.usecases.viewing import asked_of
from bot.rhythm.views.viewing import asked_message
from flows.company.people import Person
from flows.facts import ViewsAsked
from storage import absences, mutes, people

ASKED = "views_asked"


def tell_asked(desk: Desk, fact: ViewsAsked) -> None:
    """One message for all that somebody is asked for at once; none to who has chosen it, is away, or wants none."""
    person = people.by_id(desk.tx, fact.person_id)
    if fact.by_hand or person is None or person.paused or ASKED in mutes.of(desk.tx, person.id):
        return
    if absences.on(desk.tx, [person.id], desk.texts(person).local_date(desk.now)):
        return
    tell(desk, person, ASKED, f"{person.id}:{min(fact.view_ids)}", views=list(fact.view_ids))


def asked(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What still waits of it; nothing once it is sent, or over."""
    found = asked_of(desk, reader, facts["views"]) if reader else []
    return (asked_message(found, desk.texts(reader), now=desk.now),) if found else ()
