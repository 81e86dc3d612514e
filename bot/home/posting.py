"""Whose Home is published again after what happened."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot.home.usecases import home_of
from bot.home.views import home_view
from bot.kit.blocks import View
from bot.kit.desk import Desk
from bot.kit.outgoing import Facts
from flows import facts as happened
from flows.company.people import Person, Role
from flows.facts import Fact
from storage import outbox, people


def publish(desk: Desk, fact: Fact) -> None:
    """Ask for the Homes of everybody whom a fact concerns: one row each, however many facts there are."""
    outbox.ask_homes(desk.tx, CONCERNED[type(fact)](desk, fact))


def _of_subject(desk: Desk, fact: happened.Submitted | happened.Audited | happened.EvidenceAdded) -> set[int]:
    return {fact.person_id, *_with_managers(desk, [fact.owner_id])}


def _of_added(desk: Desk, fact: happened.SubjectAdded) -> set[int]:
    return _with_managers(desk, [fact.person_id])


def _of_changed(desk: Desk, fact: happened.Changed) -> set[int]:
    return {fact.person_id, *_with_managers(desk, [fact.owner_before, fact.owner_id])}


def _of_handed_over(desk: Desk, fact: happened.HandedOver) -> set[int]:
    return {fact.person_id, *_with_managers(desk, [fact.giver_id, fact.taker_id])}


def _of_imported(desk: Desk, fact: happened.Imported) -> set[int]:
    return _with_managers(desk, fact.owner_ids)


def _of_given(_desk: Desk, fact: happened.AuditGiven) -> set[int]:
    return {fact.to}


def _directors(desk: Desk, _fact: happened.ColoursStarted) -> set[int]:
    return {person.id for person in people.with_role(desk.tx, Role.DIRECTOR)}


def _admins(desk: Desk, _fact: happened.NotSent) -> set[int]:
    return {person.id for person in people.with_role(desk.tx, Role.ADMIN)}


def _with_managers(desk: Desk, ids: Iterable[int | None]) -> set[int]:
    found = people.those(desk.tx, [*ids])
    return {person.id for person in found} | {person.manager_id for person in found if person.manager_id}


CONCERNED: dict[type[Fact], Callable[[Desk, Any], set[int]]] = {
    happened.Submitted: _of_subject,
    happened.Audited: _of_subject,
    happened.EvidenceAdded: _of_subject,
    happened.SubjectAdded: _of_added,
    happened.Changed: _of_changed,
    happened.HandedOver: _of_handed_over,
    happened.Imported: _of_imported,
    happened.AuditGiven: _of_given,
    happened.ColoursStarted: _directors,
    happened.NotSent: _admins,
}


def home(desk: Desk, _facts: Facts, reader: Person | None) -> Sequence[View]:
    """The Home of its reader as it is now; nothing for who is not on the list any more."""
    return () if reader is None else (view_of(desk, reader),)


def view_of(desk: Desk, person: Person, *, page: int = 0) -> View:
    """The Home of a person as it is now."""
    return home_view(home_of(desk, person, page=page), desk.texts(person), now=desk.now)
