"""Amounts and percentages: every way to write one, and what is no number."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.crm.files.errors import Doubt, RowRefused
from bot.crm.files.values.numbers import amount_column, read_amount, read_percent


def column(cells: list[str], said: str | None = None) -> str | Doubt:
    return amount_column("Beløb", enumerate(cells, 2), said=said)


@pytest.mark.parametrize(
    ("text", "style", "value", "sign"),
    [
        ("1250000", "comma", "1250000", ""),
        ("1.250.000,00", "comma", "1250000.00", ""),
        ("485000,50", "comma", "485000.50", ""),
        ("kr. 75.000,00", "comma", "75000.00", "kr."),
        ("310.000,00 kr.", "comma", "310000.00", "kr."),
        ("31.500,00 €", "comma", "31500.00", "€"),
        ("DKK 1.000.000,-", "comma", "1000000", "DKK"),
        ("1 250 000,50", "comma", "1250000.50", ""),
        ("1'250'000,5", "comma", "1250000.5", ""),
        ("1.234", "comma", "1234", ""),
        ("1,234", "comma", "1.234", ""),
        ("1,234.56", "point", "1234.56", ""),
        ("1,250,000", "point", "1250000", ""),
        ("$1,234.50", "point", "1234.50", "$"),
        ("1234.5 USD", "point", "1234.5", "USD"),
        ("1.234", "point", "1.234", ""),
        ("1,234", "point", "1234", ""),
        ("0.1234", "point", "0.1234", ""),
        ("1000000000000", "point", "1000000000000", ""),
        ("75.000,--", "comma", "75000", ""),
        ("75'000.–", "point", "75000", ""),
        ("12,34,567.00", "point", "1234567", ""),
        ("1,50,000", "point", "150000", ""),
        ("₹ 45,000.00", "point", "45000", "₹"),
        ("US$1200", "point", "1200", "US$"),
        ("1200 US Dollars", "point", "1200", "US Dollars"),
        ("DKK 1.200 kr.", "comma", "1200", "DKK kr."),
        ("R$ 1.200,50", "comma", "1200.50", "R$"),
        ("1 200 zł", "comma", "1200", "zł"),
        ("179500.00000000", "point", "179500", ""),
        ("179500,000000000000000000", "comma", "179500", ""),
        ("0.12340000", "point", "0.1234", ""),
        ("1.25E+06", "point", "1250000", ""),
        ("1,25E+06", "comma", "1250000", ""),
        ("5e5", "comma", "500000", ""),
        ("1.25E7", "point", "12500000", ""),
        ("1.234567E+06", "point", "1234567", ""),
        ("1.2E+06 DKK", "point", "1200000", "DKK"),
        ("-0.00", "point", "0", ""),
        ("7832265.523200001", "point", "7832265.52", ""),
        ("12345,678900000001", "comma", "12345.68", ""),
    ],
)
def test_an_amount_is_read_in_the_style_of_its_column(text: str, style: str, value: str, sign: str) -> None:
    amount = read_amount(text, style)

    assert (amount.value, amount.sign) == (Decimal(value), sign)


@pytest.mark.parametrize(
    ("text", "style", "code"),
    [
        ("-5000", "point", "amount_negative"),
        ("−5000", "point", "amount_negative"),
        ("kr -5000", "point", "amount_negative"),
        ("(2500)", "point", "amount_negative"),
        ("1000000000000.01", "point", "amount_too_big"),
        ("999999999999999999999999", "point", "amount_too_big"),
        ("0.00012345", "point", "amount_too_fine"),
        ("5E-07", "point", "amount_too_fine"),
        ("1e308", "point", "amount_too_big"),
        ("1.3E+08", "point", "amount_rounded"),
        ("5E+05", "point", "amount_rounded"),
        ("1.23457E+11", "point", "amount_rounded"),
        ("1.23457e+06", "point", "amount_rounded"),
        ("-1.25E+06", "point", "amount_negative"),
        ("1,2 mio.", "comma", "amount_in_words"),
        ("DKK 1,2 mio.", "comma", "amount_in_words"),
        ("75 t.kr.", "comma", "amount_in_words"),
        ("75 TDKK", "comma", "amount_in_words"),
        ("1.5m", "point", "amount_in_words"),
        ("12 stk", "comma", "amount_not_number"),
        ("EUR 5 USD", "comma", "amount_not_number"),
        ("1,50,00", "point", "amount_not_number"),
        ("12.34.567", "comma", "amount_not_number"),
        ("NaN", "point", "amount_not_number"),
        ("Infinity", "point", "amount_not_number"),
        ("12k", "point", "amount_in_words"),
        ("0x10", "point", "amount_not_number"),
        ("1_000", "point", "amount_not_number"),
        ("１２３４", "point", "amount_not_number"),
        ("=1000*10", "point", "amount_not_number"),
        ("1.2.3", "point", "amount_not_number"),
        ("1,23", "point", "amount_not_number"),
        ("1,234,56", "point", "amount_not_number"),
        ("1.234,56", "point", "amount_not_number"),
        ("1,234.56", "comma", "amount_not_number"),
        ("12 mio", "comma", "amount_in_words"),
        ("1 BTC", "comma", "amount_not_number"),
        ("1 000.000,00", "comma", "amount_not_number"),
        ("5.", "point", "amount_not_number"),
        (",5", "comma", "amount_not_number"),
        ("9" * 61, "point", "amount_not_number"),
    ],
)
def test_what_is_no_sane_amount_is_refused_with_why(text: str, style: str, code: str) -> None:
    with pytest.raises(RowRefused) as refused:
        read_amount(text, style)

    assert refused.value.reason.code == code


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["1000", "485000,50"], "comma"),
        (["1.234", "1.250.000,00", ""], "comma"),
        (["1.234", "12.5"], "point"),
        (["1.234", "1,250,000"], "point"),
        (["1.250.000"], "comma"),
        (["100.125", "1250000.125"], "point"),
        (["125.000", "80.500", "950", "1250.5"], "point"),
        (["7.250", "1,50,000"], "point"),
        (["7.250", "1.25E+06"], "point"),
        (["7.250", "1,2 mio.", "3,5 k", "12.5"], "point"),
    ],
)
@pytest.mark.parametrize("said", [None, "comma", "point"])
def test_one_clear_cell_decides_the_style_of_its_column_whatever_was_said(
    cells: list[str], style: str, said: str | None
) -> None:
    assert column(cells, said) == style


@pytest.mark.parametrize("cells", [["1000", "", "0"], ["12k", "NaN"], ["1 250 000"], []])
def test_cells_that_mean_the_same_in_both_styles_need_no_decision(cells: list[str]) -> None:
    assert column(cells) == "comma"


def test_a_column_that_can_be_read_in_two_ways_is_asked_about_with_an_example() -> None:
    assert str(column(["1000", "75.000", "9.000"])) == (
        "The numbers in the column “Beløb” can be read in two ways (“75.000” on line 3). "
        "Say --map numbers=comma or --map numbers=point."
    )
    assert column(["1000", "75.000", "9.000"], "point") == "point"


@pytest.mark.parametrize(
    ("text", "scale", "won", "percent"),
    [
        ("60 %", "mixed", False, "60"),
        ("40%", "mixed", False, "40"),
        ("0,75", "mixed", False, "75"),
        ("0.5", "mixed", False, "50"),
        ("90", "mixed", False, "90"),
        ("12,5", "mixed", False, "12.5"),
        ("1", "mixed", True, "100"),
        ("1 %", "mixed", False, "1"),
        ("0,5 %", "mixed", False, "0.5"),
        ("0", "mixed", False, "0"),
        ("100", "mixed", False, "100"),
        ("1", "percent", False, "1"),
        ("0.5", "percent", False, "0.5"),
        ("1.0", "share", False, "100"),
        ("0.8", "share", False, "80"),
        ("0.333333333", "share", False, "33.33"),
    ],
)
def test_a_percentage_is_told_from_a_share(text: str, scale: str, won: bool, percent: str) -> None:
    assert read_percent(text, scale=scale, won=won) == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "scale", "code"),
    [
        ("1", "mixed", "percent_one"),
        ("1,0", "mixed", "percent_one"),
        ("-10", "mixed", "percent_outside"),
        ("101", "mixed", "percent_outside"),
        ("1000", "mixed", "percent_outside"),
        ("101 %", "mixed", "percent_outside"),
        ("1.5", "share", "percent_outside"),
        ("high", "mixed", "percent_not_number"),
        ("1e1", "mixed", "percent_not_number"),
        ("½", "mixed", "percent_not_number"),
        ("9" * 61, "mixed", "percent_not_number"),
    ],
)
def test_a_percentage_in_doubt_or_out_of_range_is_refused_on_an_open_row(
    text: str, scale: str, code: str
) -> None:
    with pytest.raises(RowRefused) as refused:
        read_percent(text, scale=scale, won=False)

    assert refused.value.reason.code == code


AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2)


@settings(deadline=None)
@given(AMOUNTS)
def test_any_amount_written_in_either_style_is_read_back(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    danish = english.translate(str.maketrans(",.", ".,"))

    assert read_amount(english, "point").value == read_amount(danish, "comma").value == amount


@settings(deadline=None)
@given(st.lists(AMOUNTS, min_size=1))
def test_a_column_with_decimals_always_shows_its_own_style(amounts: list[Decimal]) -> None:
    assert column([f"{amount:,.2f}" for amount in amounts]) == "point"
