"""Real exports, imported from the command line: what is in the database afterwards is what is known of them."""

import csv
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from flows.company.people import Role
from flows.company.subjects import Status, Subject
from tests.bot.terminal import DATA, Terminal, beside

pytestmark = beside

SOURCES = {
    "salesforce_report.csv": "salesforce",
    "hubspot_deals.csv": "hubspot",
    "danish_excel_semicolon.csv": "csv",
}
TEAM = (
    "Mette Sørensen,mette.soerensen@example.dk,seller,bodil@example.dk,,",
    "Jens Åberg,jens.aaberg@example.dk,seller,bodil@example.dk,,",
    "Ravi Menon,ravi.menon@example.com,seller,bodil@example.dk,,",
    "Anne Jensen,anne.jensen@example.dk,seller,bodil@example.dk,,",
    "Anne Jensen,anne.jensen2@example.dk,seller,bodil@example.dk,,",
    "Bodil Kjær,bodil@example.dk,manager,,,",
)


def known(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"), parse_float=Decimal)


def sample(terminal: Terminal, name: str) -> list[Subject]:
    """The sample's deals in the file's order."""
    terminal.loads(*TEAM)
    said = terminal.imports(DATA / "samples" / name)
    assert said.code == 0
    assert "12 new, 0 changed, 0 unchanged, 0 refused." in said.out
    return sorted(terminal.deals().values(), key=lambda deal: deal.id)


@pytest.mark.parametrize("name", SOURCES)
def test_a_samples_deals_are_in_the_database_as_expected(terminal: Terminal, name: str) -> None:
    deals = sample(terminal, name)

    assert {deal.source for deal in deals} == {SOURCES[name]}
    for deal, expected in zip(deals, known("samples/EXPECTED.json")["deals"], strict=True):
        assert (deal.name, deal.customer) == (expected["name"], expected["account"])
        assert (deal.amount, deal.currency) == (expected["amount"], expected["currency"])
        assert deal.status == expected["status"]
        assert deal.close_date == date.fromisoformat(expected["close_date"])
        assert deal.created_on == date.fromisoformat(expected["created"])
        assert (deal.due_at is not None) == (deal.status is Status.OPEN)


@pytest.mark.parametrize("name", ["salesforce_report.csv", "hubspot_deals.csv"])
def test_owners_are_found_by_name_and_the_two_anne_jensens_own_nothing(light: Terminal, name: str) -> None:
    deals = sample(light, name)

    for deal, expected in zip(deals, known("samples/EXPECTED.json")["deals"], strict=True):
        named = None if expected["owner_name"] == "Anne Jensen" else expected["owner_email"]
        assert light.owner(deal) == named


def test_owners_are_found_by_email_also_when_two_have_one_name(light: Terminal) -> None:
    deals = sample(light, "danish_excel_semicolon.csv")

    expected = known("samples/EXPECTED.json")["deals"]
    assert [light.owner(deal) for deal in deals] == [deal["owner_email"] for deal in expected]


@pytest.mark.parametrize(
    ("name", "doubts"),
    [
        (
            "salesforce_report.csv",
            [
                "Anne Jensen: 3 (several people could be meant)",
                "Integration User: 1 (nobody has that name; the nearest is Mette Sørensen)",
            ],
        ),
        ("hubspot_deals.csv", ["Anne Jensen: 3 (several people could be meant)"]),
    ],
)
def test_whoever_is_not_found_is_listed_once_with_the_number_of_deals(
    light: Terminal, name: str, doubts: list[str]
) -> None:
    light.loads(*TEAM)

    assert light.imports(DATA / "samples" / name).under("Left without owner") == doubts


def test_without_a_list_of_people_every_owner_of_the_file_is_listed(light: Terminal) -> None:
    said = light.imports(DATA / "samples/danish_excel_semicolon.csv")

    assert said.under("Left without owner") == [
        "anne.jensen2@example.dk: 2 (nobody has that e-mail)",
        "anne.jensen@example.dk: 1 (nobody has that e-mail)",
        "jens.aaberg@example.dk: 3 (nobody has that e-mail)",
        "mette.soerensen@example.dk: 3 (nobody has that e-mail)",
        "ravi.menon@example.com: 2 (nobody has that e-mail)",
    ]


def test_people_who_come_later_get_their_deals_with_the_next_import(terminal: Terminal) -> None:
    file = DATA / "samples/salesforce_report.csv"
    terminal.imports(file)
    terminal.loads(*TEAM)

    said = terminal.imports(file)

    assert "0 new, 8 changed, 4 unchanged, 0 refused." in said.out
    assert "Nordlys - Driftsaftale 2027: owner nobody -> Mette Sørensen" in said.under("Changed")
    assert Counter(terminal.owner(deal) for deal in terminal.deals().values()) == {
        None: 4,
        "mette.soerensen@example.dk": 3,
        "jens.aaberg@example.dk": 3,
        "ravi.menon@example.com": 2,
    }


def test_salesforces_ids_are_stored_in_their_long_form_and_case_tells_two_apart(light: Terminal) -> None:
    deals = sample(light, "salesforce_report.csv")

    assert [deal.source_id for deal in deals[:2]] == ["006Hs00000aBcD1IAK", "006Hs00000aBcd1IAC"]


@pytest.mark.parametrize(
    ("name", "own", "stages"),
    [
        ("salesforce_report.csv", (60, 40, 75, 90, 10, 20, 50, 100, 100, 0, 0, 20), (None,) * 12),
        ("hubspot_deals.csv", (None,) * 12, (80, 60, 90, 90, 20, 40, 60, 100, 100, 0, 0, 40)),
        ("danish_excel_semicolon.csv", (60, 40, 75, 90, 10, 20, 50, 100, 100, 0, 0, None), (None,) * 12),
    ],
)
def test_a_stages_probability_is_stored_apart_and_none_becomes_a_sellers(
    light: Terminal, name: str, own: tuple[int | None, ...], stages: tuple[int | None, ...]
) -> None:
    deals = sample(light, name)

    assert tuple(deal.probability for deal in deals) == own
    assert tuple(deal.stage_probability for deal in deals) == stages
    assert light.rows("reviews") == []


@pytest.mark.parametrize("name", SOURCES)
def test_the_same_export_again_changes_nothing_at_all(terminal: Terminal, name: str) -> None:
    sample(terminal, name)
    before = terminal.everything()

    again = terminal("import", DATA / "samples" / name)

    assert again.code == 0
    assert "0 new, 0 changed, 12 unchanged, 0 refused." in again.out
    assert "Nothing to change." in again.out
    assert terminal.everything() == before
    assert terminal.noted() == []


def test_the_same_deals_of_three_systems_are_three_times_twelve(light: Terminal) -> None:
    for name in SOURCES:
        light.imports(DATA / "samples" / name)

    assert Counter(source for source, _ in light.deals()) == {"salesforce": 12, "hubspot": 12, "csv": 12}
    assert set(light.customers()) == {"Bright Harbor Inc.", "Nordlys Maskinfabrik A/S"}


def maven_people(terminal: Terminal) -> None:
    """Maven's sellers with their managers, whose addresses are made of their names."""
    with (DATA / "maven/sales_teams.csv").open(newline="") as file:
        teams = list(csv.DictReader(file))
    managers = {row["manager"] for row in teams}
    terminal.loads(
        *(
            f"{row['sales_agent']},{mail(row['sales_agent'])},seller,{mail(row['manager'])},,"
            for row in teams
        ),
        *(f"{name},{mail(name)},manager,,," for name in sorted(managers)),
    )


def mail(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.com"


def test_mavens_pipeline_is_in_the_database_as_known_and_a_second_time_changes_nothing(
    terminal: Terminal,
) -> None:
    expected = known("maven/KNOWN.json")
    file = DATA / "maven/sales_pipeline.csv"
    maven_people(terminal)

    said = terminal.imports(file)
    deals = list(terminal.deals().values())
    won = [deal for deal in deals if deal.status is Status.WON]

    assert "8800 new, 0 changed, 0 unchanged, 0 refused." in said.out
    assert "Done: 8800 new, 0 changed, 85 new customers." in said.out
    assert "Left without owner" not in said.out
    assert {deal.source for deal in deals} == {"csv"}
    assert Counter(deal.stage for deal in deals) == expected["by_stage"]
    assert Counter(deal.status is Status.OPEN for deal in deals) == {True: 2089, False: 6711}
    assert sum(deal.amount or 0 for deal in won) == expected["values"]["won_sum"]
    assert {deal.amount for deal in deals if deal.status is Status.OPEN} == {None}
    months = Counter(f"{deal.close_date:%Y-%m}" for deal in deals if deal.close_date)
    assert months == {month: row["closed"] for month, row in expected["by_close_month"].items()}
    assert sum(deal.due_at is not None for deal in deals) == expected["open"]
    per_owner = Counter(deal.owner_id for deal in deals)
    people = terminal.people()
    assert per_owner == {people[mail(name)].id: row["total"] for name, row in expected["by_agent"].items()}
    assert Counter(person.role for person in people.values()) == {Role.SELLER: 35, Role.MANAGER: 6}

    again = terminal.imports(file)
    assert "0 new, 0 changed, 8800 unchanged, 0 refused." in again.out
    assert terminal.noted() == []


def test_mavens_deals_are_named_customer_and_product_or_product_and_id(light: Terminal) -> None:
    light.imports(DATA / "maven/sales_pipeline.csv")
    deals = light.deals()

    with (DATA / "maven/sales_pipeline.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            deal = deals["csv", row["opportunity_id"]]
            named = f"{row['account']} - {row['product']}"
            assert deal.name == (named if row["account"] else f"{row['product']} {row['opportunity_id']}")
            assert (deal.customer, deal.product) == (row["account"], row["product"])


def test_mavens_customers_are_the_accounts_owned_by_whoever_won_there_last(light: Terminal) -> None:
    maven_people(light)
    light.imports(DATA / "maven/sales_pipeline.csv")

    with (DATA / "maven/sales_pipeline.csv").open(newline="") as file:
        won = [row for row in csv.DictReader(file) if row["deal_stage"] == "Won"]
    latest = {row["account"]: row for row in sorted(won, key=lambda row: row["close_date"])}
    customers = light.customers()
    assert customers.keys() == latest.keys()
    assert {name: light.owner(customer) for name, customer in customers.items()} == {
        name: mail(row["sales_agent"]) for name, row in latest.items()
    }
    assert all(customer.due_at for customer in customers.values())
