"""Deals and customers: who sees which, finding them, and what changed in them."""

from datetime import date
from decimal import Decimal

import pytest

from flows.company.people import Person, Reach, Role
from flows.company.subjects import Kind, NewSubject, Status
from storage import subjects
from storage.engine import Database
from tests.known import by_identity
from tests.storage.conftest import elsewhere


@pytest.fixture
def team(company) -> dict[str, Person]:
    """Mette manages Anna and Bo, Niels manages Carl; each has a deal of their own, and one has no owner."""
    mette = company.person("Mette", Role.MANAGER)
    niels = company.person("Niels", Role.MANAGER)
    found = {"Mette": mette, "Niels": niels, "Dina": company.person("Dina", Role.DIRECTOR)}
    for name, manager in (("Anna", mette), ("Bo", mette), ("Carl", niels)):
        found[name] = company.person(name, manager=manager)
    for name in ("Mette", "Anna", "Bo", "Carl"):
        company.deal(f"{name}s deal", found[name])
    company.deal("Nobodys deal")
    return found


@pytest.mark.parametrize(
    ("viewer", "reach", "seen"),
    [
        ("Anna", Reach.OWN, {"Anna"}),
        ("Anna", Reach.TEAM, {"Anna"}),
        ("Mette", Reach.OWN, {"Mette"}),
        ("Mette", Reach.TEAM, {"Mette", "Anna", "Bo"}),
        ("Niels", Reach.TEAM, {"Carl"}),
        ("Dina", Reach.ALL, {"Mette", "Anna", "Bo", "Carl", "Nobody"}),
        ("Dina", Reach.TEAM, set()),
        ("Dina", Reach.NONE, set()),
        ("Mette", Reach.NONE, set()),
    ],
)
def test_every_way_of_reading_shows_what_is_within_reach_and_nothing_else(
    database: Database, company, team, viewer: str, reach: Reach, seen: set[str]
) -> None:
    within = {"viewer": team[viewer], "reach": reach}
    with company.read() as tx:
        everything = subjects.everything(tx, open_only=False)
        ways = [
            subjects.listed(tx, **within),
            subjects.search(tx, "deal", **within),
            [each for each in everything if subjects.get(tx, each.id, **within)],
        ]

    assert [{each.name.removesuffix("s deal") for each in way} for way in ways] == [seen] * 3


def test_a_customer_without_an_owner_is_every_managers_to_see_and_no_sellers(
    database: Database, company, team
) -> None:
    new = company.deal("Havblik", kind=Kind.CUSTOMER)
    with company.read() as tx:

        def seen(name: str, reach: Reach) -> bool:
            return subjects.get(tx, new, viewer=team[name], reach=reach) is not None

        assert [seen("Mette", Reach.TEAM), seen("Niels", Reach.TEAM), seen("Dina", Reach.ALL)] == [True] * 3
        assert [seen("Anna", Reach.OWN), seen("Mette", Reach.OWN), seen("Mette", Reach.NONE)] == [False] * 3


def test_another_workspace_sees_nothing(database: Database, company, team) -> None:
    within = {"viewer": team["Dina"], "reach": Reach.ALL}
    with company.read() as tx:
        deal = subjects.everything(tx, open_only=True)[0]

        assert subjects.get(elsewhere(tx), deal.id, **within) is None
        assert subjects.listed(elsewhere(tx), **within) == []
        assert subjects.everything(elsewhere(tx), open_only=False) == []
        assert by_identity(elsewhere(tx), Kind.DEAL) == {}


def test_a_subject_comes_back_as_it_was_written(database: Database, company) -> None:
    anna = company.person("Anna")
    deal = company.deal(
        "Køleanlæg",
        anna,
        source_id="006",
        product="GTX",
        probability=Decimal("12.50"),
        stage_probability=Decimal(50),
        created_on=date(2026, 9, 1),
        closed_on=date(2026, 11, 20),
    )
    with company.read() as tx:
        found = subjects.get(tx, deal, viewer=anna, reach=Reach.OWN)

    assert (found.id, found.kind, found.source, found.source_id) == (deal, Kind.DEAL, "csv", "006")
    assert (found.name, found.customer, found.owner_id) == ("Køleanlæg", "Nordhavn Maskiner", anna.id)
    assert (str(found.money.amount), found.currency) == ("485000.5", "DKK")
    assert (found.close_date, found.stage, found.status) == (date(2026, 12, 18), "Tilbud", Status.OPEN)
    assert (found.product, found.created_on) == ("GTX", date(2026, 9, 1))
    assert found.closed_on == date(2026, 11, 20)
    assert (str(found.probability), str(found.stage_probability)) == ("12.5", "50")
    assert (found.seen_at, found.due_at) == (company.now, company.now)


def test_closed_subjects_are_listed_only_when_asked_for_and_kinds_apart(database: Database, company) -> None:
    anna = company.person("Anna")
    within = {"viewer": anna, "reach": Reach.OWN}
    company.deal("Won", anna, status=Status.WON)
    company.deal("Open", anna)
    company.deal("Customer", anna, kind=Kind.CUSTOMER)
    with company.read() as tx:
        ways = [
            subjects.listed(tx, **within),
            subjects.listed(tx, **within, open_only=False),
            subjects.listed(tx, **within, kind=Kind.CUSTOMER),
            subjects.everything(tx, open_only=True),
        ]

    names = [[subject.name for subject in way] for way in ways]
    assert names == [["Customer", "Open"], ["Customer", "Open", "Won"], ["Customer"], ["Customer", "Open"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("køleanlæg", {"Køleanlæg til Ærø"}),
        ("KØLEANLÆG", {"Køleanlæg til Ærø"}),
        ("koeleanlaeg", {"Køleanlæg til Ærø"}),
        ("koleanlaeg", {"Køleanlæg til Ærø"}),
        ("ærø køl", {"Køleanlæg til Ærø"}),
        ("til, ÆRØ!", {"Køleanlæg til Ærø"}),
        ("aarhus", {"Kraner, Århus", "Café Aarhus"}),
        ("århus", {"Kraner, Århus", "Café Aarhus"}),
        ("arhus", {"Kraner, Århus", "Café Aarhus"}),
        ("A\u030arhus", {"Kraner, Århus", "Café Aarhus"}),
        ("cafe", {"Café Aarhus"}),
        ("café århus", {"Café Aarhus"}),
        ("nordhavn", {"Køleanlæg til Ærø", "Kraner, Århus", "Café Aarhus", "100 % og C_D"}),
        ("gtx", {"Café Aarhus"}),
        ("%", {"Køleanlæg til Ærø", "Kraner, Århus", "Café Aarhus", "100 % og C_D"}),
        ("og c_d", {"100 % og C_D"}),
        ("aarhus kraner cafe", set()),
        ("lukket", set()),
    ],
)
def test_subjects_are_found_by_any_words_in_any_order_and_spelling(
    database: Database, company, query: str, found: set[str]
) -> None:
    anna = company.person("Anna")
    for name in ("Køleanlæg til Ærø", "Kraner, Århus", "100 % og C_D"):
        company.deal(name, anna)
    company.deal("Café Aarhus", anna, product="GTX 500")
    company.deal("Lukket", anna, status=Status.LOST)
    with company.read() as tx:
        hits = subjects.search(tx, query, viewer=anna, reach=Reach.OWN)

    assert {subject.name for subject in hits} == found


def test_a_search_gives_no_more_than_fits(database: Database, company) -> None:
    anna = company.person("Anna")
    for name in ("C", "A", "B"):
        company.deal(name, anna)
    with company.read() as tx:
        hits = subjects.search(tx, "", viewer=anna, reach=Reach.OWN, limit=2)

    assert [subject.name for subject in hits] == ["A", "B"]


def test_subjects_are_known_by_source_and_id_and_get_their_ids_in_order(database: Database, company) -> None:
    ids = [
        company.deal(name, source=source, source_id="7") for name, source in (("A", "csv"), ("B", "hubspot"))
    ]
    with company.read() as tx:
        found = by_identity(tx, Kind.DEAL)

    assert {identity: subject.id for identity, subject in found.items()} == {
        ("csv", "7"): ids[0],
        ("hubspot", "7"): ids[1],
    }


def test_many_subjects_at_once_get_their_ids_in_the_order_given(database: Database, company) -> None:
    with company.write() as tx:
        one = next(iter(by_identity(tx, Kind.DEAL).values()), None)
        assert one is None
        new = [_new(company, number) for number in range(3000)]
        ids = subjects.insert_many(tx, new)
        found = by_identity(tx, Kind.DEAL)

    assert [found["csv", f"n{number}"].id for number in range(3000)] == ids


def _new(company, number: int) -> NewSubject:
    return NewSubject(
        kind=Kind.DEAL,
        source="csv",
        source_id=f"n{number}",
        name=f"Deal {number}",
        customer="",
        owner_id=None,
        amount=None,
        currency="DKK",
        close_date=None,
        stage=None,
        status=Status.OPEN,
        seen_at=company.now,
        due_at=None,
    )
