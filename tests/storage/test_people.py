"""The list of people, their pairs, and when each is reminded."""

from dataclasses import replace
from datetime import time, timedelta

from flows.people import Person, Role
from storage import people
from storage.engine import Database
from storage.people import NewPerson

ANNA = NewPerson(
    email="anna@example.dk",
    name="Anna Sørensen",
    role=Role.SELLER,
    manager_id=None,
    weekday=0,
    at=time(9),
    timezone="Europe/Copenhagen",
    language="da",
)


def test_somebody_comes_back_as_they_were_saved(database: Database, company) -> None:
    with database.write() as tx:
        anna = people.save(tx, company.workspace, replace(ANNA, weekday=3, at=time(13, 5)))
        found = people.by_id(tx, company.workspace, anna)

    assert found == Person(
        id=anna,
        name="Anna Sørensen",
        email="anna@example.dk",
        role=Role.SELLER,
        manager_id=None,
        slack_id=None,
        weekday=3,
        at=time(13, 5),
        timezone="Europe/Copenhagen",
        language="da",
        paused=False,
    )


def test_the_same_address_in_capitals_is_the_same_person(database: Database, company) -> None:
    with database.write() as tx:
        anna = people.save(tx, company.workspace, ANNA)
        again = people.save(tx, company.workspace, replace(ANNA, email=" Anna@Example.DK ", name="Anna Holm"))

        assert again == anna
        assert [person.name for person in people.all_of(tx, company.workspace)] == ["Anna Holm"]
        assert people.by_email(tx, company.workspace, "ANNA@example.dk").id == anna


def test_a_new_list_of_people_leaves_what_slack_and_they_themselves_have_said(
    database: Database, company
) -> None:
    with database.write() as tx:
        anna = people.save(tx, company.workspace, ANNA)
        people.link(tx, company.workspace, anna, slack_id="U1", timezone="Europe/Berlin", language="en")
        people.set_paused(tx, company.workspace, anna, paused=True)
        people.save(tx, company.workspace, replace(ANNA, role=Role.MANAGER))
        found = people.by_slack(tx, company.workspace, "U1")

    assert (found.role, found.timezone, found.language, found.paused) == (
        Role.MANAGER,
        "Europe/Berlin",
        "en",
        True,
    )


def test_whoever_was_not_found_in_slack_is_listed(database: Database, company) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    with database.write() as tx:
        people.link(tx, company.workspace, anna.id, slack_id="U1", timezone="UTC", language="da")

        assert people.unlinked(tx, company.workspace) == [bo]
        assert people.by_slack(tx, company.workspace, "U2") is None


def test_a_slack_user_is_one_person_the_one_linked_last(database: Database, company) -> None:
    old, new = company.person("Old"), company.person("New")
    with database.write() as tx:
        for person in (old, new):
            people.link(tx, company.workspace, person.id, slack_id="U1", timezone="UTC", language="da")

        assert people.by_slack(tx, company.workspace, "U1").name == "New"
        assert [person.name for person in people.unlinked(tx, company.workspace)] == ["Old"]


def test_a_pair_gives_the_seller_a_manager_a_day_and_a_time(database: Database, company) -> None:
    anna, mette = company.person("Anna"), company.person("Mette", Role.MANAGER)
    with database.write() as tx:
        people.set_pair(
            tx, company.workspace, seller_id=anna.id, manager_id=mette.id, weekday=4, at=time(8, 30)
        )
        paired = people.by_id(tx, company.workspace, anna.id)

    assert paired == replace(anna, manager_id=mette.id, weekday=4, at=time(8, 30))


def test_people_are_found_by_their_role(database: Database, company) -> None:
    company.person("Anna")
    company.person("Mette", Role.MANAGER)
    with database.read() as tx:
        found = people.with_role(tx, company.workspace, Role.MANAGER)

    assert [person.name for person in found] == ["Mette"]


def test_reminders_are_due_from_their_moment_on_the_longest_waiting_first(
    database: Database, company
) -> None:
    waiting = {"Anna": 0, "Bo": -5, "Carl": 1, "Dina": -2}
    for minutes, name in enumerate(waiting):
        _linked(company, name, f"U{minutes}")
    nobody = company.person("Nobody in Slack")
    with database.write() as tx:
        for person in people.all_of(tx, company.workspace):
            at = company.now + timedelta(minutes=waiting.get(person.name, -9))
            people.set_remind_at(tx, company.workspace, person.id, at)
        due = people.reminders_due(tx, now=company.now, limit=10)
        first = people.reminders_due(tx, now=company.now, limit=1)

    assert [person.name for _, person in due] == ["Bo", "Dina", "Anna"]
    assert first == due[:1]
    assert {workspace for workspace, _ in due} == {company.workspace}
    assert nobody not in [person for _, person in due]


def _linked(company, name: str, slack_id: str) -> Person:
    person = company.person(name)
    with company.database.write() as tx:
        people.link(tx, company.workspace, person.id, slack_id=slack_id, timezone="UTC", language="da")
    return replace(person, slack_id=slack_id)


def test_copies_are_wanted_only_by_who_said_so(database: Database, company) -> None:
    anna = company.person("Anna")
    assert anna.copies is False

    for wanted in (True, False):
        with database.write() as tx:
            people.set_copies(tx, company.workspace, anna.id, copies=wanted)
            assert people.by_id(tx, company.workspace, anna.id).copies is wanted
