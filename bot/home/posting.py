"""Whose Home is published again after what happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.home.usecases.home import home_of
from bot.home.views.home import home_view
from bot.kit.blocks import View
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts
from flows import facts as happened
from flows.company.people import Person, Role
from flows.facts import Fact
from storage import decisions, meetings, outbox, people


@dataclass(frozen=True)
class Concerned:
    """Whom a fact concerns, by their ids: these people, and these owners of subjects with their managers."""

    people: frozenset[int] = frozenset()
    owners: frozenset[int] = frozenset()


def publish(desk: Desk, fact: Fact) -> None:
    """Ask for the Homes of everybody whom a fact concerns: one row each, however many facts there are."""
    concerned = CONCERNED[type(fact)](desk, fact)
    outbox.ask_homes(desk.tx, concerned.people, with_managers=concerned.owners)


def _of_subject(
    _desk: Desk, fact: happened.Submitted | happened.ViewSent | happened.EvidenceAdded
) -> Concerned:
    return Concerned(frozenset([fact.person_id]), _known(fact.owner_id))


def _of_added(_desk: Desk, fact: happened.SubjectAdded) -> Concerned:
    return Concerned(owners=frozenset([fact.person_id]))


def _of_changed(_desk: Desk, fact: happened.Changed) -> Concerned:
    return Concerned(frozenset([fact.person_id]), _known(fact.owner_before, fact.owner_id))


def _of_handed_over(_desk: Desk, fact: happened.HandedOver) -> Concerned:
    return Concerned(frozenset([fact.person_id]), frozenset([fact.giver_id, fact.taker_id]))


def _of_imported(_desk: Desk, fact: happened.Imported) -> Concerned:
    return Concerned(owners=fact.owner_ids)


def _of_given(_desk: Desk, fact: happened.ViewGiven) -> Concerned:
    return Concerned(frozenset([fact.to]))


def _of_asked(_desk: Desk, fact: happened.ViewsAsked) -> Concerned:
    return Concerned(frozenset([fact.person_id]))


def _of_over(_desk: Desk, fact: happened.ViewsOver) -> Concerned:
    return Concerned(fact.people)


def _of_meeting(desk: Desk, fact: happened.MeetingMoved | happened.MeetingSigned) -> Concerned:
    meeting = meetings.get(desk.tx, fact.meeting_id)
    return Concerned(frozenset(meeting.both if meeting else ()))


def _of_decision(desk: Desk, fact: happened.DecisionAsked | happened.DecisionMade) -> Concerned:
    decision = decisions.get(desk.tx, fact.decision_id)
    return Concerned(_known(decision.asked_id if decision else None))


def _of_action(_desk: Desk, fact: happened.ActionItemAdded | happened.ActionItemSettled) -> Concerned:
    return Concerned(frozenset([fact.person_id]), frozenset([fact.owner_id]))


def _of_pulse(_desk: Desk, fact: happened.PulseSent) -> Concerned:
    return Concerned(frozenset([fact.person_id]))


def _directors(desk: Desk, _fact: happened.ColoursStarted) -> Concerned:
    return _all_with(desk, Role.DIRECTOR)


def _admins(desk: Desk, _fact: happened.NotSent) -> Concerned:
    return _all_with(desk, Role.ADMIN)


def _all_with(desk: Desk, role: Role) -> Concerned:
    return Concerned(frozenset(person.id for person in people.with_role(desk.tx, role)))


def _known(*ids: int | None) -> frozenset[int]:
    return frozenset(id_ for id_ in ids if id_ is not None)


CONCERNED: dict[type[Fact], Callable[[Desk, Any], Concerned]] = {
    happened.Submitted: _of_subject,
    happened.ViewSent: _of_subject,
    happened.EvidenceAdded: _of_subject,
    happened.SubjectAdded: _of_added,
    happened.Changed: _of_changed,
    happened.HandedOver: _of_handed_over,
    happened.Imported: _of_imported,
    happened.ViewGiven: _of_given,
    happened.ViewsAsked: _of_asked,
    happened.ViewsOver: _of_over,
    happened.MeetingMoved: _of_meeting,
    happened.MeetingSigned: _of_meeting,
    happened.DecisionAsked: _of_decision,
    happened.DecisionMade: _of_decision,
    happened.ActionItemAdded: _of_action,
    happened.ActionItemSettled: _of_action,
    happened.PulseSent: _of_pulse,
    happened.ColoursStarted: _directors,
    happened.NotSent: _admins,
}


def home(desk: Desk, _facts: Facts, reader: Person | None) -> Sequence[View]:
    """The Home of its reader as it is now; nothing for who is not on the list any more."""
    return () if reader is None else (view_of(desk, reader),)


def view_of(desk: Desk, person: Person, *, page: int = 0) -> View:
    """The Home of a person as it is now."""
    return home_view(home_of(desk, person, page=page), desk.texts(person), now=desk.now)
