"""Amounts and percentages: every way to write one, and what is no number."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.crm.files.errors import FileRefused, RowRefused
from bot.crm.files.numbers import NUMBER_STYLES, read_amount, read_percent
from bot.crm.files.styles import decide


@pytest.mark.parametrize(
    ("text", "style", "value", "sign"),
    [
        ("1250000", "comma", "1250000", None),
        ("1.250.000,00", "comma", "1250000.00", None),
        ("485000,50", "comma", "485000.50", None),
        ("kr. 75.000,00", "comma", "75000.00", "kr."),
        ("310.000,00 kr.", "comma", "310000.00", "kr."),
        ("31.500,00 €", "comma", "31500.00", "€"),
        ("DKK 1.000.000,-", "comma", "1000000", "DKK"),
        ("1 250 000,50", "comma", "1250000.50", None),
        ("1'250'000,5", "comma", "1250000.5", None),
        ("1.234", "comma", "1234", None),
        ("1,234", "comma", "1.234", None),
        ("1,234.56", "point", "1234.56", None),
        ("1,250,000", "point", "1250000", None),
        ("$1,234.50", "point", "1234.50", "$"),
        ("1234.5 USD", "point", "1234.5", "USD"),
        ("1.234", "point", "1.234", None),
        ("1,234", "point", "1234", None),
        ("0.1234", "point", "0.1234", None),
        ("1000000000000", "point", "1000000000000", None),
    ],
)
def test_an_amount_is_read_in_the_style_of_its_column(
    text: str, style: str, value: str, sign: str | None
) -> None:
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
        ("0.12345", "point", "amount_too_fine"),
        ("1e308", "point", "amount_not_number"),
        ("NaN", "point", "amount_not_number"),
        ("Infinity", "point", "amount_not_number"),
        ("12k", "point", "amount_not_number"),
        ("0x10", "point", "amount_not_number"),
        ("1_000", "point", "amount_not_number"),
        ("１２３４", "point", "amount_not_number"),
        ("=1000*10", "point", "amount_not_number"),
        ("1.2.3", "point", "amount_not_number"),
        ("1,23", "point", "amount_not_number"),
        ("1,234,56", "point", "amount_not_number"),
        ("1.234,56", "point", "amount_not_number"),
        ("1,234.56", "comma", "amount_not_number"),
        ("12 mio", "comma", "amount_not_number"),
        ("1 BTC", "comma", "amount_not_number"),
        ("1 000.000,00", "comma", "amount_not_number"),
        ("5.", "point", "amount_not_number"),
        (",5", "comma", "amount_not_number"),
        ("9" * 41, "point", "amount_not_number"),
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
    ],
)
def test_one_clear_cell_decides_the_style_of_its_column(cells: list[str], style: str) -> None:
    assert decide(NUMBER_STYLES, "Beløb", enumerate(cells, 2)) == style


@pytest.mark.parametrize("cells", [["1000", "", "0"], ["12k", "NaN"], ["1 250 000"], []])
def test_cells_that_mean_the_same_in_both_styles_need_no_decision(cells: list[str]) -> None:
    assert decide(NUMBER_STYLES, "Beløb", enumerate(cells, 2)) in NUMBER_STYLES.readers


def test_a_column_that_can_be_read_in_two_ways_is_asked_about_with_an_example() -> None:
    with pytest.raises(FileRefused) as refused:
        decide(NUMBER_STYLES, "Beløb", enumerate(["1000", "75.000", "9.000"], 2))

    assert str(refused.value) == (
        "The numbers in the column “Beløb” can be read in two ways (“75.000” on line 3). "
        "Say --map numbers=comma or --map numbers=point."
    )


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
        ("9" * 41, "mixed", "percent_not_number"),
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
    cells = enumerate([f"{amount:,.2f}" for amount in amounts], 2)

    assert decide(NUMBER_STYLES, "Amount", cells) == "point"
