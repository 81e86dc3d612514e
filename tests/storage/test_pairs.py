"""Pairs: one runs for each seller, and whatever is changed, what was before stays on record."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from flows.company.people import NewPerson, Role
from flows.rhythm.days_off import Rule
from flows.rhythm.pair import LAST, Cadence, Every
from flows.rhythm.reminders import AHEAD, NO_TIME
from storage import kept_loads, pairs, people
from storage.pairs import Terms
from tests.storage.conftest import elsewhere

A_DAY = timedelta(days=1)
LAST_FRIDAY = Cadence(Every.MONTH, 4, time(13, 30), "Europe/Oslo", date(2026, 11, 1), nth=LAST, minutes=45)
TERMS = Terms(LAST_FRIDAY, own_zone=True, ahead=AHEAD, rule=Rule.NEXT_WORKING_DAY)


def listed(company, name: str, moment=None, **said: object) -> int:
    """What the list says of somebody."""
    new = NewPerson(
        f"{name.lower()}@example.dk", name, Role.SELLER, None, 0, time(9), "Europe/Copenhagen", "da"
    )
    with company.write(moment) as tx:
        return people.save(tx, replace(new, **said))


def test_who_is_listed_meets_each_week_at_that_very_moment_where_they_are(company) -> None:
    anna = company.person("Anna")
    with company.write() as tx:
        people.link(tx, anna.id, slack_id="UAnna", timezone="America/New_York", language="en")
        pair = pairs.of(tx, anna.id)

    assert (pair.manager_id, pair.paused, pair.countries) == (None, False, (None,))
    assert (pair.terms.ahead, pair.terms.rule, pair.terms.own_zone) == (NO_TIME, Rule.KEEP, False)
    cadence = pair.terms.cadence
    assert (cadence.every, cadence.weekday, cadence.at) == (Every.WEEK, 0, time(9))
    assert cadence.timezone == "America/New_York"
    assert cadence.last(by=company.now) is not None


def test_what_is_agreed_is_kept_and_the_person_says_the_same(company) -> None:
    anna, mette = company.person("Anna"), company.person("Mette", Role.MANAGER)
    with company.write(company.now + A_DAY) as tx:
        people.set_country(tx, mette.id, "SE")
        people.agree(tx, anna.id, mette.id, replace(TERMS, stand_in_id=anna.id))
        pair, person = pairs.of(tx, anna.id), people.by_id(tx, anna.id)

    assert pair.terms == replace(TERMS, stand_in_id=anna.id)
    assert (pair.manager_id, pair.countries) == (mette.id, (None, "SE"))
    assert (person.manager_id, person.weekday, person.at) == (mette.id, 4, time(13, 30))


def test_each_change_ends_the_old_and_begins_a_new_one(company) -> None:
    anna, mette = company.person("Anna"), company.person("Mette", Role.MANAGER)
    when = [company.now + day * A_DAY for day in range(4)]
    with company.write(when[1]) as tx:
        people.agree(tx, anna.id, mette.id, TERMS)
    with company.write(when[2]) as tx:
        people.agree(tx, anna.id, mette.id, TERMS)  # nothing new
        pairs.set_paused(tx, anna.id, paused=True)
    with company.write(when[3]) as tx:
        pairs.end(tx, anna.id)
        found = pairs.history(tx, anna.id)

        assert pairs.of(tx, anna.id) is None
    assert [(each.since, each.ended_at) for each in found] == [
        (when[0], when[1]),
        (when[1], when[2]),
        (when[2], when[3]),
    ]
    assert [each.paused for each in found] == [False, False, True]
    assert [each.manager_id for each in found] == [None, mette.id, mette.id]


def test_the_list_changes_the_day_and_leaves_the_rest_as_agreed(company) -> None:
    anna, mette = company.person("Anna"), company.person("Mette", Role.MANAGER)
    with company.write() as tx:
        people.agree(tx, anna.id, mette.id, TERMS)
    listed(company, "Anna", company.now + A_DAY, weekday=1, at=time(10), manager_id=mette.id)

    with company.read() as tx:
        pair = pairs.of(tx, anna.id)
    assert pair.terms == replace(TERMS, cadence=replace(LAST_FRIDAY, weekday=1, at=time(10)))


def test_what_is_said_and_taken_back_in_one_act_was_never_said(company) -> None:
    mette = company.person("Mette", Role.MANAGER)
    anna = listed(company, "Anna", manager_id=mette.id)
    with company.read() as tx:
        before = pairs.history(tx, anna)

    for said in (None, mette.id):  # as the list does: everybody first, then their managers
        listed(company, "Anna", company.now + A_DAY, manager_id=said)

    with company.read() as tx:
        assert pairs.history(tx, anna) == before


def test_who_has_no_part_in_it_has_no_pair_until_they_have_one_again(company) -> None:
    anna = company.person("Anna")
    for days, role in ((1, Role.NONE), (2, Role.SELLER)):
        with company.write(company.now + days * A_DAY) as tx:
            people.set_role(tx, anna.id, role)
            assert (pairs.of(tx, anna.id) is None) == (role is Role.NONE)
    with company.read() as tx:
        assert len(pairs.history(tx, anna.id)) == 2


def test_somebodys_pairs_are_those_in_which_they_are_one_of_the_two(company) -> None:
    anna, bo, mette = company.person("Anna"), company.person("Bo"), company.person("Mette", Role.MANAGER)
    with company.write() as tx:
        people.agree(tx, anna.id, mette.id, TERMS)

        assert [pair.seller_id for pair in pairs.with_(tx, mette.id)] == [anna.id, mette.id]
        assert [pair.seller_id for pair in pairs.with_(tx, bo.id)] == [bo.id]
        assert pairs.with_(elsewhere(tx), mette.id) == []
        assert pairs.running(elsewhere(tx), [anna.id]) == {}


def test_two_pairs_of_one_seller_cannot_run(company) -> None:
    anna = company.person("Anna")
    with company.read() as tx:
        row = dict(tx.execute(pairs.pairs.select()).mappings().one())

    with pytest.raises(DBAPIError), company.write() as tx:
        tx.execute(insert(pairs.pairs).values(row | {"id": row["id"] + 1}))
    with company.read() as tx:
        assert len(pairs.history(tx, anna.id)) == 1


def test_another_rhythm_is_another_week_of_the_load(company) -> None:
    anna, mette = company.person("Anna"), company.person("Mette", Role.MANAGER)
    with company.write() as tx:
        kept_loads.put(tx, "", kept_loads.kept(tx, [anna.id]))
        people.agree(tx, anna.id, mette.id, TERMS)

        assert anna.id in kept_loads.unsure(tx, "")
