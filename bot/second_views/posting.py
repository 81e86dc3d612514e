"""What follows a second view: word to the auditor that something is given to them, and that both views are in."""

from collections.abc import Sequence

from bot.kit.blocks import Message
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts, tell
from bot.second_views.usecases.agreement import agreement
from bot.second_views.views import agreement as agreement_views
from bot.second_views.views import giving as giving_views
from flows.company.people import Person, first_name
from flows.facts import BothViewsIn, ViewGiven
from storage import people, second_views, subjects

GIVEN, DONE, BOTH_IN = "audit_given", "audit_done", "both_views"


def tell_given(desk: Desk, fact: ViewGiven) -> None:
    """Word to the auditor."""
    tell(desk, people.by_id(desk.tx, fact.to), GIVEN, f"{fact.view_id}", subject=fact.subject_id)


def tell_in(desk: Desk, fact: BothViewsIn) -> None:
    """Word to whoever gave it to an auditor; of what is wanted before a 1-to-1, to both."""
    view = second_views.get(desk.tx, fact.view_id)
    if view is None:
        return
    if view.before is None:
        tell(desk, people.by_id(desk.tx, view.given_by), DONE, f"{view.id}", audit=view.id)
        return
    both = {view.person_id, view.before.seller_id}
    for person in people.those(desk.tx, both):
        (other,) = both - {person.id}
        tell(desk, person, BOTH_IN, f"{view.id}.{person.id}", view=view.id, other=other)


def given(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """What is to be scored, blind."""
    found = subjects.those(desk.tx, [facts["subject"]])
    return [giving_views.given_message(subject, desk.texts(reader), now=desk.now) for subject in found]


def done(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """That it is scored, for whoever may compare."""
    if reader is None:
        return ()
    found = agreement(desk, reader, facts["audit"])
    return (agreement_views.done_message(found, facts["audit"], desk.texts(reader)),)


def both_in(desk: Desk, facts: Facts, reader: Person | None) -> Sequence[Message]:
    """That both views are in, for either of the two; no level of them."""
    other = people.by_id(desk.tx, facts["other"])
    if reader is None or other is None:
        return ()
    found = agreement(desk, reader, facts["view"])
    t = desk.texts(reader)
    return (agreement_views.both_in_message(found.subject, first_name(other), facts["view"], t),)
