"""Values as files of all kinds write them: read right, asked about or refused; and what is in the database then."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.company.subjects import Status, Subject
from tests.bot.terminal import DATA, Terminal, beside

CASES = DATA / "cases"
TEAM = ("Anne Jensen,anne@example.dk,seller,,,", "Bo Lund,bo@example.dk,seller,,,")
DAY = date(2026, 12, 18)


def case(terminal: Terminal, name: str, *options: str) -> dict[str, Subject]:
    """The deals in the database, by their id, after this file was imported without a refused row."""
    terminal.loads(*TEAM)
    said = terminal.imports(CASES / name, *options)
    assert said.code == 0
    assert " 0 refused." in said.out
    return stored(terminal)


def stored(terminal: Terminal) -> dict[str, Subject]:
    """The deals in the order in which they came in, by their id."""
    return {deal.source_id: deal for deal in sorted(terminal.deals().values(), key=lambda deal: deal.id)}


def money(deals: dict[str, Subject]) -> dict[str, tuple[Decimal | None, str]]:
    return {id_: (deal.amount, deal.currency) for id_, deal in deals.items()}


def unchanged(terminal: Terminal, file: Path, *options: str) -> None:
    before = terminal.everything()
    said = terminal.imports(file, *options)
    assert "0 new, 0 changed, 2 unchanged, 0 refused." in said.out
    assert terminal.everything() == before


def asked(terminal: Terminal, content: str | Path, *options: str) -> str:
    """What the import asks, which changes nothing."""
    before = terminal.everything()
    said = terminal.imports(content, *options)
    assert (said.code, said.out) == (1, "")
    assert terminal.everything() == before
    return said.err


@beside
def test_03_zeros_behind_the_decimals_do_not_count(light: Terminal) -> None:
    deals = case(light, "03-vtiger-eight-decimals.csv")

    assert [deal.amount for deal in deals.values()] == [179500, Decimal("8461.18"), 950]
    assert [deal.close_date for deal in deals.values()] == [None, date(2026, 12, 11), date(2026, 10, 1)]
    assert [deal.status for deal in deals.values()] == [Status.LOST, Status.OPEN, Status.WON]


@beside
def test_05_moments_of_databases_are_read(light: Terminal) -> None:
    deals = case(light, "05-database-timestamps.csv")

    assert {deal.close_date for deal in deals.values()} == {DAY}
    assert [deal.created_on for deal in deals.values()] == [date(2026, 5, 4), date(2026, 5, 5)]


@beside
def test_06_months_in_words_are_read(light: Terminal) -> None:
    deals = case(light, "06-month-names.csv")

    assert [deal.close_date for deal in deals.values()] == [DAY] * 4


@beside
def test_07_a_year_in_front_with_two_digits_is_asked_about_and_then_read(light: Terminal) -> None:
    file = CASES / "07-two-digit-year-first.csv"

    assert asked(light, file) == (
        "The dates in the column “close date” can be read in two ways (“26-12-18” on line 2). "
        "Say --map dates=dmy or --map dates=ymd.\n"
    )
    deals = case(light, file.name, "--map", "dates=ymd")
    assert [deal.close_date for deal in deals.values()] == [DAY, date(2027, 1, 29), date(2026, 11, 30)]


@beside
def test_09_ids_that_went_through_floats_are_the_same_ids(terminal: Terminal) -> None:
    assert list(case(terminal, "09a-ids-as-integers.csv")) == ["1001", "1002"]

    unchanged(terminal, CASES / "09b-ids-as-floats.csv")


@beside
def test_19_what_stands_for_no_date_is_not_known_and_noted(light: Terminal) -> None:
    light.loads(*TEAM)
    report = light.folder / "report.csv"
    light.imports(CASES / "19-empty-dates.csv", "--report", str(report))

    deals, said = stored(light), report.read_text(encoding="utf-8-sig")
    assert [deal.close_date for deal in deals.values()] == [DAY, DAY, DAY, None, DAY, DAY, DAY]
    assert {deal.closed_on for deal in deals.values()} == {None}
    for value in ("0000-00-00", "1900-01-01", "1970-01-01 00:00:00", "9999-12-31", "01-01-1753"):
        assert f"the closed on “{value}” was taken as not known" in said
    assert "the close date “NaT” was taken as not known" in said


@beside
def test_22_the_currency_may_stand_in_the_heading(light: Terminal) -> None:
    assert money(case(light, "22-currency-in-heading.csv")) == {"c1": (12000, "EUR"), "c2": (8000, "EUR")}


@beside
def test_22c_the_currency_may_be_called_the_opportunitys(light: Terminal) -> None:
    deals = case(light, "22c-salesforce-opportunity-currency.csv")

    assert list(money(deals).values()) == [(12000, "EUR"), (8000, "USD")]


@beside
def test_23_currencies_are_known_by_name(light: Terminal) -> None:
    deals = case(light, "23-currency-by-name.csv")

    assert [deal.currency for deal in deals.values()] == ["USD", "EUR", "EUR", "DKK", "USD", "USD"]
    assert deals["r6"].amount == 1200


@beside
def test_32_indian_grouping_is_read(light: Terminal) -> None:
    assert list(money(case(light, "32-indian-grouping.csv")).values()) == [
        (1234567, "INR"),
        (150000, "INR"),
        (45000, "INR"),
    ]


@beside
def test_40_a_cell_that_is_blank_later_is_not_known_and_a_blank_currency_says_nothing(
    terminal: Terminal,
) -> None:
    case(terminal, "40a-full.csv")
    said = terminal.imports(CASES / "40b-blanks.csv")

    assert money(stored(terminal)) == {"q1": (None, "EUR"), "q2": (None, "EUR"), "q3": (3000, "EUR")}
    assert "Filter: amount 2,000 -> not known" in said.under("Changed")


@beside
def test_44_exponents_are_exact_and_short_forms_are_refused(light: Terminal) -> None:
    light.loads(*TEAM)
    said = light.imports(CASES / "44-exponent-amounts.csv")

    assert money(stored(light)) == {"x1": (1250000, "DKK"), "x2": (500000, "DKK")}
    assert said.under("Refused") == [
        "line 4: the amount “DKK 1,2 mio.” is not written in full (and 1 more of this kind; --report FILE lists all)"
    ]


@beside
def test_45_three_decimals_are_decided_by_the_column(light: Terminal) -> None:
    deals = case(light, "45-three-decimals.csv")

    assert [str(deal.amount and deal.amount.normalize()) for deal in deals.values()] == [
        *("125", "80.5", "7.25", "9.5E+2", "1250.5")
    ]


@beside
@pytest.mark.parametrize("options", [(), ("--map", "dates=mdy"), ("--map", "dates=dmy")])
def test_59_each_separator_has_its_own_order_whatever_is_said(
    light: Terminal, options: tuple[str, ...]
) -> None:
    deals = case(light, "59-dates-two-ways-after-map.csv", *options)

    assert [deal.close_date for deal in deals.values()] == [
        *(date(2027, 1, 27), date(2027, 4, 26), date(2027, 2, 12), date(2027, 12, 2))
    ]


@beside
def test_62_another_locale_and_longer_ids_change_nothing(terminal: Terminal) -> None:
    case(terminal, "62a-us-locale.csv")

    unchanged(terminal, CASES / "62b-danish-locale-18-ids.csv")


@beside
def test_64_a_blank_currency_leaves_the_known_one(terminal: Terminal) -> None:
    case(terminal, "40a-full.csv")
    said = terminal.imports(CASES / "64-blank-currency-later.csv")

    assert "0 new, 0 changed, 1 unchanged, 0 refused." in said.out
    assert stored(terminal)["q1"].currency == "EUR"


@beside
def test_65_ids_that_only_look_like_salesforces_stay_as_they_are_written(light: Terminal) -> None:
    assert list(case(light, "65-not-salesforce-ids.csv")) == [
        *("sale2026nordvan", "sale2026nordvandxy", "5f3a2b9c8d7e6f5a4b", "ABCDEF123456789012")
    ]


@pytest.mark.parametrize(
    ("later", "amount", "currency"),
    [
        ("id,name,amount,currency\n1,Nordlys,200,\n", 200, "SEK"),
        ("id,name,amount\n1,Nordlys,200\n", 200, "SEK"),
        ("id,name,amount\n1,Nordlys,200 kr.\n", 200, "SEK"),
        ("id,name,amount\n1,Nordlys,\n", None, "SEK"),
        ("id,name,amount,currency\n1,Nordlys,,\n", None, "SEK"),
        ("id,name\n1,Nordlys\n", 100, "SEK"),
        ("id,name,amount,currency\n1,Nordlys,200,DKK\n", 200, "DKK"),
        ("id,name,amount\n1,Nordlys,200 €\n", 200, "EUR"),
        ("id,name,Amount (EUR)\n1,Nordlys,200\n", 200, "EUR"),
    ],
)
def test_a_known_currency_stays_until_the_file_names_another(
    terminal: Terminal, later: str, amount: int | None, currency: str
) -> None:
    terminal.imports("id,name,amount,currency\n1,Nordlys,100,SEK\n")
    terminal.imports(later)

    assert money(stored(terminal)) == {"1": (amount, currency)}


def test_a_customers_known_currency_stays_as_well(light: Terminal) -> None:
    for value in ("100;SEK", "200;", "300 kr.;"):
        light(
            "import",
            "--customers",
            light.file("c.csv", f"name;yearly value;currency\nNordlys;{value}\n"),
            "--yes",
        )

    customer = light.customers()["Nordlys"]
    assert (customer.amount, customer.currency) == (300, "SEK")


@pytest.mark.parametrize(
    "later", ["1001.0,A\n1002.0,B\n", "1001.0,A\n,B\n1002.0,B\n", '"1001,0",A\n"1002,0",B\n']
)
def test_whole_numbers_as_floats_are_the_ids_that_are_known(light: Terminal, later: str) -> None:
    light.imports("id,name\n1001,A\n1002,B\n")
    light.imports(f"id,name\n{later}")

    assert list(stored(light)) == ["1001", "1002"]


@pytest.mark.parametrize("ids", [["1.0", "1.1"], ["1001.0", "A-7"], ["1.00"], ["v1.0"]])
def test_a_column_in_which_not_every_id_is_a_float_stays_as_it_is_written(
    light: Terminal, ids: list[str]
) -> None:
    light.imports("id,name\n" + "".join(f"{id_},A\n" for id_ in ids))

    assert list(stored(light)) == ids


def test_a_float_with_more_digits_than_it_keeps_is_refused(light: Terminal) -> None:
    said = light.imports("id,name\n9007199254740993.0,A\n")

    assert said.under("Refused") == ["line 2: the id “9007199254740993.0” was rounded by a spreadsheet"]


def test_all_that_is_in_doubt_of_the_values_is_asked_at_once_and_each_answer_is_taken(
    light: Terminal,
) -> None:
    file = (
        "id;name;Beløb (i tusind);currency;close date;created\n"
        "1;A;1.250;$;03-04-2026;26-02-01\n"
        "2;B;1.500;;05-04-2026;26-02-03\n"
    )
    answers = {
        "dates.close_date": "dmy",
        "dates.created_on": "ymd",
        "numbers": "comma",
        "amounts": "1000",
        "currency.$": "USD",
    }

    said = asked(light, file).replace('"', "").splitlines()
    assert [line.split("Say --map ")[1].split("=")[0] for line in said] == list(answers)
    options = [option for key, value in answers.items() for option in ("--map", f"{key}={value}")]
    light.imports(file, *options)

    deals = stored(light)
    assert money(deals) == {"1": (1250000, "USD"), "2": (1500000, "DKK")}
    assert [deal.close_date for deal in deals.values()] == [date(2026, 4, 3), date(2026, 4, 5)]
    assert [deal.created_on for deal in deals.values()] == [date(2026, 2, 1), date(2026, 2, 3)]


def test_an_answer_for_the_whole_file_that_fits_one_column_only_is_asked_again_for_the_other(
    light: Terminal,
) -> None:
    file = "id,name,close date,created\n1,A,03-04-2026,26-02-01\n"

    assert asked(light, file, "--map", "dates=ymd").endswith(
        "Say --map dates.close_date=dmy or --map dates.close_date=mdy.\n"
    )
