"""One deal: what its cells together mean."""

from datetime import date
from decimal import Decimal

import pytest

from bot.crm.files.reading import read_deals
from bot.crm.files.values.ids import long_form, source_id
from bot.crm.files.words import say
from flows.imports import DealRecord, Reading


def read(headings: str, *rows: str) -> Reading[DealRecord]:
    data = "\n".join((headings, *rows)).encode()
    return read_deals(data, source=None, mapping={}, default_currency="DKK", today=date(2026, 11, 23))


def the_refusal(headings: str, row: str) -> str:
    reading = read(headings, row)
    assert not reading.records
    return say(reading.refused[0].reason)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("7,Pakkelinje,Frugt ApS,Linje 4", "Pakkelinje"),
        ("7,,Frugt ApS,Linje 4", "Frugt ApS - Linje 4"),
        ("7,,,Linje 4", "Linje 4 7"),
        ("7,,Frugt ApS,", "Frugt ApS 7"),
    ],
)
def test_a_deal_without_a_name_is_named_after_what_it_has(row: str, name: str) -> None:
    assert read("id,name,customer,product", row).records[0].name == name


def test_a_deal_with_nothing_to_call_it_is_refused() -> None:
    assert the_refusal("id,name,customer,product", "7,,,") == "no name"


@pytest.mark.parametrize(
    ("headings", "row", "status"),
    [
        ("id,name,stage", "7,D,Won", "won"),
        ("id,name,stage", "7,D,Closed Won", "won"),
        ("id,name,stage", "7,D,closedlost", "lost"),
        ("id,name,stage", "7,D,Closed - Lost", "lost"),
        ("id,name,stage", "7,D,Closed Won (Sales Pipeline)", "won"),
        ("id,name,fase", "7,D,Vundet", "won"),
        ("id,name,fase", "7,D,Tabt", "lost"),
        ("id,name,stage", "7,D,Engaging", "open"),
        ("id,name,status,stage", "7,D,Åben,Tilbud", "open"),
        ("id,name,status,stage", "7,D,lost,Contract", "lost"),
        ("id,name,Closed,Won", "7,D,1,1", "won"),
        ("id,name,Closed,Won", "7,D,true,false", "lost"),
        ("id,name,Closed,Won", "7,D,0,0", "open"),
        ("id,name,Closed,stage", "7,D,1,Closed Won", "won"),
        ("id,name", "7,D", "open"),
    ],
)
def test_open_won_or_lost_is_read_from_whichever_columns_say_so(headings: str, row: str, status: str) -> None:
    assert read(headings, row).records[0].status == status


@pytest.mark.parametrize(
    ("headings", "row", "said"),
    [
        (
            "id,name,status,stage",
            "7,D,Won,Closed Lost",
            "the columns disagree on open, won or lost (status “Won”, stage “Closed Lost”)",
        ),
        (
            "id,name,Closed",
            "7,D,1",
            "the deal is closed, but no column says whether it was won or lost",
        ),
        (
            "id,name,Stage,Deal closed on",
            "7,D,Negotiation,2026-08-14",
            "the deal is closed, but no column says whether it was won or lost",
        ),
        ("id,name", '"7,00E+10",D', "the id “7,00E+10” was rounded by a spreadsheet"),
        ("id,name", f"{'7' * 101},D", "id longer than the limit of 100 characters"),
        ("id,name", "7,D\ufffd", "damaged letters (�) in the name"),
        ("id,name,stage", f"7,D,{'x' * 256}", "stage longer than the limit of 255 characters"),
        ("id,name,close_date", "7,D,soon", "the close date “soon” is not a date"),
        ("id,name,amount,currency", "7,D,5 €,DKK", "the currency column says “DKK”, the amount says “€”"),
    ],
)
def test_a_row_that_contradicts_itself_or_is_damaged_is_refused(headings: str, row: str, said: str) -> None:
    assert the_refusal(headings, row) == said


@pytest.mark.parametrize(
    ("row", "close_date", "closed_on"),
    [
        ("7,D,Åben,2026-12-18,", date(2026, 12, 18), None),
        ("7,D,Vundet,2026-12-18,2026-08-14", date(2026, 8, 14), date(2026, 8, 14)),
        ("7,D,Tabt,2026-12-18,", date(2026, 12, 18), date(2026, 12, 18)),
        ("7,D,Åben,,2026-08-14", None, None),
    ],
)
def test_the_close_date_is_expected_while_open_and_actual_once_closed(
    row: str, close_date: date | None, closed_on: date | None
) -> None:
    record = read("id,name,status,Forventet lukkedato,Lukket dato", row).records[0]

    assert (record.close_date, record.closed_on) == (close_date, closed_on)


@pytest.mark.parametrize(
    ("headings", "row", "own", "stage"),
    [
        ("id,name,probability", "7,D,60 %", 60, None),
        ("id,name,Probability (%)", "7,D,1", 1, None),
        ("id,name,Deal probability", "7,D,0.6", 60, None),
        ("Record ID,Deal Name,Deal probability", "7,D,1.0", None, 100),
        ("hs_object_id,dealname,dealstage,hs_deal_stage_probability", "7,D,Demo,0.2", None, 20),
    ],
)
def test_a_stages_probability_is_kept_apart_from_the_deals_own(
    headings: str, row: str, own: int | None, stage: int | None
) -> None:
    record = read(headings, row).records[0]

    assert (record.probability, record.stage_probability) == (own, stage)


@pytest.mark.parametrize(
    ("row", "currency"),
    [("7,D,5 €", "EUR"), ("7,D,£5", "GBP"), ("7,D,5 SEK", "SEK"), ("7,D,5", "DKK"), ("7,D,5 kr.", "DKK")],
)
def test_without_a_currency_column_the_sign_beside_the_amount_counts(row: str, currency: str) -> None:
    assert read("id,name,amount", row).records[0].currency == currency


def test_an_empty_amount_is_unknown_and_not_zero_and_needs_no_currency() -> None:
    reading = read("id,name,amount,currency", "7,D,,")

    assert (reading.records[0].amount, reading.records[0].currency) == (None, "DKK")
    assert not reading.warnings


def test_a_zero_is_worth_a_look_on_an_open_deal_only() -> None:
    reading = read("id,name,stage,amount,currency", "7,D,Lost,0,DKK", "8,D,Demo,0,DKK")

    assert [record.amount for record in reading.records] == [Decimal(0), Decimal(0)]
    assert [warned.line for warned in reading.warnings] == [3]


def test_an_owner_is_told_by_the_at_sign_whichever_column_it_stands_in() -> None:
    reading = read("id,name,owner,owner email", "7,D,METTE@example.dk,", "8,D,,Mette Sørensen", "9,D,,")

    assert [(record.owner_name, record.owner_email) for record in reading.records] == [
        (None, "mette@example.dk"),
        ("Mette Sørensen", None),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("written", "salesforce", "stored"),
    [
        ("006Hs00000aBcD1", True, "006Hs00000aBcD1IAK"),
        ("006Hs00000aBcD1IAK", True, "006Hs00000aBcD1IAK"),
        ("006Hs00000aBcD1IAK", False, "006Hs00000aBcD1IAK"),
        ("006Hs00000aBcD1", False, "006Hs00000aBcD1IAK"),
        ("0Q0Hs00000aBcD1", True, "0Q0Hs00000aBcD1KAK"),
        ("0Q0Hs00000aBcD1", False, "0Q0Hs00000aBcD1"),
        ("21400311037", True, "21400311037"),
        ("S-1001", False, "S-1001"),
    ],
)
def test_a_salesforce_id_has_one_form_however_it_was_written(
    written: str, salesforce: bool, stored: str
) -> None:
    assert source_id(written, salesforce=salesforce) == stored


def test_a_salesforce_id_whose_case_was_lost_is_refused() -> None:
    row = "006HS00000ABCD1IAK,D"

    assert the_refusal("Opportunity ID,Opportunity Name", row) == (
        "the check letters of the id “006HS00000ABCD1IAK” do not fit; its upper and lower case was changed"
    )


def test_the_long_form_keeps_ids_apart_that_differ_in_case_only() -> None:
    one, other = long_form("006Hs00000aBcD1"), long_form("006Hs00000aBcd1")

    assert one.casefold() != other.casefold()
