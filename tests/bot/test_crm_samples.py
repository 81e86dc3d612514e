"""Real exports: the three invented samples and Maven's pipeline give what is known of them."""

import csv
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.crm.files.reading import read_deals
from bot.crm.files.values.ids import long_form
from bot.crm.files.words import say
from flows.company.subjects import Status
from flows.imports import DealRecord, Reading

DATA = Path(__file__).parents[2] / "../shared/data"
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the folder shared/ is not beside this repository")


def read(name: str) -> Reading[DealRecord]:
    data = (DATA / name).read_bytes()
    return read_deals(data, source=None, mapping={}, default_currency="DKK", today=TODAY)


def known(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"), parse_float=Decimal)


FILES = ["salesforce_report.csv", "hubspot_deals.csv", "danish_excel_semicolon.csv"]


@pytest.mark.parametrize("name", FILES)
def test_each_sample_gives_all_twelve_deals_as_expected(name: str) -> None:
    reading = read(f"samples/{name}")
    expected = known("samples/EXPECTED.json")["deals"]

    assert not reading.refused
    assert len(reading.records) == len(expected) == 12
    for record, deal in zip(reading.records, expected, strict=True):
        assert (record.name, record.customer) == (deal["name"], deal["account"])
        assert (record.amount, record.currency) == (deal["amount"], deal["currency"])
        assert record.status == deal["status"]
        assert record.close_date == date.fromisoformat(deal["close_date"])
        assert record.created_on == date.fromisoformat(deal["created"])
        assert record.closed_on == (None if record.status is Status.OPEN else record.close_date)


def test_salesforces_footer_is_dropped_by_its_content_and_counted() -> None:
    expected = known("samples/EXPECTED.json")["per_file"]["salesforce_report.csv"]
    reading = read("samples/salesforce_report.csv")

    assert reading.source == "salesforce"
    assert {kind: len(lines) for kind, lines in reading.dropped.items()} == {
        "footer": expected["footer_lines_to_drop"],
        "blank": expected["blank_lines_before_footer"],
    }


def test_salesforces_ids_that_differ_in_case_only_stay_two_deals_in_their_long_form() -> None:
    records = read("samples/salesforce_report.csv").records

    assert records[0].source_id == long_form("006Hs00000aBcD1") == "006Hs00000aBcD1IAK"
    assert records[1].source_id == long_form("006Hs00000aBcd1") == "006Hs00000aBcd1IAC"


def test_salesforces_probability_and_owner_are_the_deals_own() -> None:
    expected = known("samples/EXPECTED.json")["deals"]
    records = read("samples/salesforce_report.csv").records

    assert [record.probability for record in records] == [deal["probability_percent"] for deal in expected]
    assert [record.stage_probability for record in records] == [None] * 12
    assert [r.owner_name for r in records[:11]] == [deal["owner_name"] for deal in expected[:11]]
    assert records[11].owner_name == "Integration User"
    assert {record.owner_email for record in records} == {None}


def test_hubspots_probability_is_the_stages_and_never_the_deals_own() -> None:
    reading = read("samples/hubspot_deals.csv")

    assert reading.source == "hubspot"
    assert [record.probability for record in reading.records] == [None] * 12
    assert [record.stage_probability for record in reading.records] == [
        *(80, 60, 90, 90, 20, 40, 60, 100, 100, 0, 0, 40)
    ]
    assert reading.records[0].source_id == "21400311037"
    assert reading.records[11].owner_name is None


def test_the_danish_file_gives_mixed_percentages_and_both_owner_columns() -> None:
    reading = read("samples/danish_excel_semicolon.csv")
    expected = known("samples/EXPECTED.json")["deals"]

    assert reading.source == "csv"
    percentages = [deal["probability_percent"] for deal in expected[:11]]
    assert [record.probability for record in reading.records] == [*percentages, None]
    assert [record.owner_email for record in reading.records] == [deal["owner_email"] for deal in expected]
    assert [record.owner_name for record in reading.records] == [deal["owner_name"] for deal in expected]
    assert reading.leftovers == ("Leder", "Næste skridt")


@pytest.mark.parametrize("name", FILES)
def test_the_only_thing_to_look_at_in_a_sample_is_the_zero_amount(name: str) -> None:
    reading = read(f"samples/{name}")

    assert [(warned.record, say(warned.reason)) for warned in reading.warnings] == [
        (12, "the amount is zero")
    ]


def test_mavens_pipeline_is_read_whole_with_the_known_counts_and_sums() -> None:
    expected = known("maven/KNOWN.json")
    reading = read("maven/sales_pipeline.csv")
    won = [record for record in reading.records if record.status is Status.WON]

    assert (len(reading.records), reading.refused, reading.dropped) == (8800, (), {})
    assert Counter(record.stage for record in reading.records) == expected["by_stage"]
    assert sum(record.status is Status.OPEN for record in reading.records) == expected["open"]
    assert sum(record.amount or 0 for record in won) == expected["values"]["won_sum"]
    assert sum(not record.customer for record in reading.records) == 1425
    months = Counter(f"{record.closed_on:%Y-%m}" for record in reading.records if record.closed_on)
    assert months == {month: row["closed"] for month, row in expected["by_close_month"].items()}
    created = [record.created_on for record in reading.records if record.created_on]
    assert min(created).isoformat() == expected["dates"]["engage_min"]
    assert len(created) == 8800 - 500


def test_mavens_deals_are_owned_by_name_and_named_after_customer_and_product() -> None:
    expected = known("maven/KNOWN.json")["by_agent"]
    records = read("maven/sales_pipeline.csv").records
    with (DATA / "maven/sales_pipeline.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))

    owners = Counter(record.owner_name for record in records)
    assert owners == {name: row["total"] for name, row in expected.items()}
    for record, row in zip(records, rows, strict=True):
        named = f"{row['account']} - {row['product']}"
        nameless = f"{row['product']} {row['opportunity_id']}"
        assert record.name == (named if row["account"] else nameless)


def test_mavens_missing_currency_is_said_once_and_not_on_every_row() -> None:
    reading = read("maven/sales_pipeline.csv")

    assert [(warned.record, say(warned.reason)) for warned in reading.warnings] == [
        (0, "there is no currency column; amounts are taken as DKK unless known otherwise")
    ]
