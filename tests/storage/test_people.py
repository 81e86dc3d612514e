"""The list of people, their pairs, and when each is reminded."""

from dataclasses import replace
from datetime import time

from flows.company.people import NewPerson, Person, Role
from storage import people
from storage.engine import Database

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
    with company.write() as tx:
        anna = people.save(tx, replace(ANNA, weekday=3, at=time(13, 5)))
        found = people.by_id(tx, anna)

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
    with company.write() as tx:
        anna = people.save(tx, ANNA)
        again = people.save(tx, replace(ANNA, email=" Anna@Example.DK ", name="Anna Holm"))

        assert again == anna
        assert [person.name for person in people.all_of(tx)] == ["Anna Holm"]
        assert people.by_email(tx, "ANNA@example.dk").id == anna


def test_a_new_list_of_people_leaves_what_slack_and_they_themselves_have_said(
    database: Database, company
) -> None:
    with company.write() as tx:
        anna = people.save(tx, ANNA)
        people.link(tx, anna, slack_id="U1", timezone="Europe/Berlin", language="en")
        people.set_paused(tx, anna, paused=True)
        people.save(tx, replace(ANNA, role=Role.MANAGER))
        found = people.by_slack(tx, "U1")

    assert (found.role, found.timezone, found.language, found.paused) == (
        Role.MANAGER,
        "Europe/Berlin",
        "en",
        True,
    )


def test_whoever_was_not_found_in_slack_is_listed(database: Database, company) -> None:
    anna, bo = company.person("Anna"), company.person("Bo")
    with company.write() as tx:
        people.link(tx, anna.id, slack_id="U1", timezone="UTC", language="da")

        assert people.unlinked(tx) == [bo]
        assert people.by_slack(tx, "U2") is None


def test_a_slack_user_is_one_person_the_one_linked_last(database: Database, company) -> None:
    old, new = company.person("Old"), company.person("New")
    with company.write() as tx:
        for person in (old, new):
            people.link(tx, person.id, slack_id="U1", timezone="UTC", language="da")

        assert people.by_slack(tx, "U1").name == "New"
        assert [person.name for person in people.unlinked(tx)] == ["Old"]


def test_a_pair_gives_the_seller_a_manager_a_day_and_a_time(database: Database, company) -> None:
    anna, mette = company.person("Anna"), company.person("Mette", Role.MANAGER)
    with company.write() as tx:
        people.set_pair(tx, seller_id=anna.id, manager_id=mette.id, weekday=4, at=time(8, 30))
        paired = people.by_id(tx, anna.id)

    assert paired == replace(anna, manager_id=mette.id, weekday=4, at=time(8, 30))


def test_people_are_found_by_their_role(database: Database, company) -> None:
    company.person("Anna")
    company.person("Mette", Role.MANAGER)
    with company.read() as tx:
        found = people.with_role(tx, Role.MANAGER)

    assert [person.name for person in found] == ["Mette"]


def _linked(company, name: str, slack_id: str) -> Person:
    person = company.person(name)
    with company.write() as tx:
        people.link(tx, person.id, slack_id=slack_id, timezone="UTC", language="da")
    return replace(person, slack_id=slack_id)


def test_copies_are_wanted_only_by_who_said_so(database: Database, company) -> None:
    anna = company.person("Anna")
    assert anna.copies is False

    for wanted in (True, False):
        with company.write() as tx:
            people.set_copies(tx, anna.id, copies=wanted)
            assert people.by_id(tx, anna.id).copies is wanted
