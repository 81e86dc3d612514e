"""Currencies by code, sign and name, in a column, beside the amount and in its heading; what is asked."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.crm.files.errors import Asked, FileRefused
from bot.crm.files.reading import read_deals
from bot.crm.files.values.currency_names import codes_of
from bot.crm.files.values.priced import priced
from bot.crm.files.words import say
from flows.imports import DealRecord, Reading


def read(data: str, default: str = "DKK", **mapping: str) -> Reading[DealRecord]:
    return read_deals(
        data.encode(), source=None, mapping=mapping, default_currency=default, today=date(2026, 11, 23)
    )


def money(reading: Reading[DealRecord]) -> list[tuple[int | None, str]]:
    return [(record.amount and int(record.amount), record.currency) for record in reading.records]


def asked(data: str, default: str = "DKK", **mapping: str) -> list[str]:
    """The keys of all that is asked."""
    with pytest.raises(Asked) as refused:
        read(data, default, **mapping)
    return [doubt.key for doubt in refused.value.doubts]


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        (
            "USD",
            "US Dollar;US dollars;US$;USD;usd;US-Dollar;amerikansk dollar;amerikanske dollar;USD $;US Dollars : $",
        ),
        ("EUR", "Euro;euros;EUR - Euro;Euro (EUR);EUR (€);€;eur"),
        (
            "DKK",
            "Danish Krone;danske kroner;dansk krone;Dänische Krone;dansk krona;danska kronor;DKK kr.;danske kr.",
        ),
        ("NOK", "Norwegian Krone;norske kroner;norska kronor;Nkr"),
        ("SEK", "Swedish Krona;svenska kronor;svenske kroner;Schwedische Krone"),
        ("GBP", "£;British Pound;Pound Sterling;GBP - British Pound"),
        ("INR", "₹;Indian Rupee;INR ₹"),
        ("PLN", "zł;złoty polski;zloty"),
        ("CHF", "Fr.;CHF;Schweizer Franken"),
    ],
)
def test_a_currency_is_known_by_code_sign_and_name_in_many_languages(code: str, texts: str) -> None:
    assert {text: codes_of(text) for text in texts.split(";")} == {
        text: frozenset({code}) for text in texts.split(";")
    }


@pytest.mark.parametrize("text", ["kr", "Kr.", "kroner", "kronor", "$", "Dollar", "¥", "Rs."])
def test_what_several_countries_write_alike_is_several_currencies(text: str) -> None:
    assert len(codes_of(text)) > 1


@pytest.mark.parametrize(
    "text", ["XXX", "BTC", "DKK;EUR", "EUR - US Dollar", "mio.", "k", "T", "stk", "TDKK", "%", ""]
)
def test_what_is_no_currency_is_none(text: str) -> None:
    assert not codes_of(text)


def headings() -> Iterator[tuple[str, str, str, bool]]:
    for heading in (
        "Amount (EUR)",
        "Amount EUR",
        "amount_eur",
        "EUR amount",
        "Amount [EUR]",
        "Amount in EUR",
        "amountEUR",
    ):
        yield heading, "amount", "EUR", False
    for heading in ("Beløb i EUR", "Beløb (EUR)", "Beløb, EUR"):
        yield heading, "beløb", "EUR", False
    for heading in ("Amount (€)", "Amount €"):
        yield heading, "amount", "€", False
    for heading in (
        "Beløb t.kr.",
        "Beløb (t.kr.)",
        "Beløb i tkr",
        "Beløb (1.000 kr.)",
        "Beløb i mio. kr.",
        "Beløb (mkr)",
    ):
        yield heading, "beløb", "kr", True
    for heading in (
        "Beløb TDKK",
        "Beløb (tDKK)",
        "Beløb kDKK",
        "Beløb (DKK '000)",
        "Beløb DKKm",
        "Beløb, mDKK",
        "Beløb i 1000 DKK",
    ):
        yield heading, "beløb", "DKK", True
    for heading in (
        "Amount (in thousands)",
        "Amount (k)",
        "Amount in millions",
        "Amount '000",
        "Amount (mio.)",
    ):
        yield heading, "amount", "", True
    for heading in ("Belopp (tusental)", "Belopp i tusen"):
        yield heading, "belopp", "", True
    for heading in (
        "Amount",
        "Deal value",
        "Est. Revenue",
        "Amount in company currency",
        "Amount Currency",
        "Top value",
    ):
        yield heading, " ".join(heading.replace(".", "").casefold().split()), "", False


@pytest.mark.parametrize(("heading", "name", "sign", "counts"), list(headings()))
def test_a_heading_says_its_name_its_currency_and_whether_it_counts(
    heading: str, name: str, sign: str, *, counts: bool
) -> None:
    said = priced(heading)

    assert (said.name, said.sign.upper() if len(said.sign) == 3 else said.sign, said.counts) == (
        name,
        sign,
        counts,
    )


@pytest.mark.parametrize(
    "heading", ["Amount (EUR)", "Beløb i EUR", "amount_eur", "Value €", "Est. Revenue (Euro)"]
)
def test_the_currency_of_the_heading_is_that_of_the_amounts(heading: str) -> None:
    reading = read(f"id,name,{heading}\n1,A,12000\n2,B,\n")

    assert money(reading) == [(12000, "EUR"), (None, "EUR")]
    assert not reading.warnings


def test_a_heading_that_contradicts_the_currency_refuses_the_row() -> None:
    reading = read("id,name,Amount (EUR),currency\n1,A,5,USD\n2,B,5,EUR\n3,C,5,\n")

    assert money(reading) == [(5, "EUR"), (5, "EUR")]
    assert [say(row.reason) for row in reading.refused] == [
        "the currency column says “USD”, the amount says “EUR”"
    ]


def test_the_amount_as_it_is_always_called_comes_before_one_with_a_currency() -> None:
    reading = read("id,name,Amount (EUR),Amount,Currency\n1,A,5,40,DKK\n")

    assert money(reading) == [(40, "DKK")]
    assert reading.leftovers == ("Amount (EUR)",)


def test_two_amounts_in_two_currencies_are_asked_about() -> None:
    with pytest.raises(FileRefused, match="Several columns could be the amount"):
        read("id,name,Amount (EUR),Amount (USD)\n1,A,5,6\n")


@pytest.mark.parametrize(("answer", "amount"), [("1", 1250), ("1000", 1250000), ("1000000", 1250000000)])
def test_what_a_heading_counts_in_is_asked_and_the_amounts_taken_so_many_times(
    answer: str, amount: int
) -> None:
    data = "id,name,Beløb (TDKK)\n1,A,1250\n"

    assert asked(data) == ["amounts"]
    assert money(read(data, amounts=answer)) == [(amount, "DKK")]


def test_a_column_named_by_the_person_is_asked_about_as_well() -> None:
    assert asked("id,name,Omsætning i t.kr.\n1,A,5\n", amount="Omsætning i t.kr.") == ["amounts"]


@pytest.mark.parametrize(
    ("default", "data", "keys"),
    [
        ("DKK", "1,A,$ 5,", ["currency.$"]),
        ("DKK", "1,A,5,$", ["currency.$"]),
        ("DKK", "1,A,5,Dollar", ["currency.dollar"]),
        ("DKK", "1,A,$5,-", ["currency.$"]),
        ("EUR", "1,A,5 kr.,", ["currency.kr"]),
        ("EUR", "1,A,5 kr.,\n2,B,$5,", ["currency.kr", "currency.$"]),
        ("DKK", "1,A,5 €,\n2,B,5,", ["currency.none"]),
        ("USD", "1,A,5 kr.,\n2,B,5,\n3,C,5 SEK,", ["currency.kr", "currency.none"]),
    ],
)
def test_a_sign_that_the_companys_currency_never_has_is_asked_about_once(
    default: str, data: str, keys: list[str]
) -> None:
    assert asked(f"id,name,amount,currency\n{data}\n", default) == keys


@pytest.mark.parametrize(
    ("default", "data", "currencies"),
    [
        ("DKK", "1,A,5 kr.,\n2,B,5,", ["DKK", "DKK"]),
        ("SEK", "1,A,5 kr.,", ["SEK"]),
        ("CAD", "1,A,$5,", ["CAD"]),
        ("DKK", "1,A,$5,USD\n2,B,5 kr.,NOK", ["USD", "NOK"]),
        ("DKK", "1,A,5,EUR\n2,B,5,", ["EUR", "DKK"]),
    ],
)
def test_what_another_cell_or_the_companys_currency_makes_clear_is_not_asked(
    default: str, data: str, currencies: list[str]
) -> None:
    assert [
        record.currency for record in read(f"id,name,amount,currency\n{data}\n", default).records
    ] == currencies


@pytest.mark.parametrize(
    ("data", "mapping", "currencies"),
    [
        ("1,A,$ 5\n2,B,5 US$", {"currency.$": "CAD"}, ["CAD", "USD"]),
        ("1,A,5 kr.\n2,B,5 Kr", {"currency.kr": "sek"}, ["SEK", "SEK"]),
        ("1,A,5 kr.\n2,B,5 Kr", {"currency.kr.": "SEK"}, ["SEK", "SEK"]),
        ("1,A,5 €\n2,B,5", {"currency.none": "EUR"}, ["EUR", "EUR"]),
        ("1,A,5\n2,B,6", {"currency.none": "EUR"}, ["EUR", "EUR"]),
    ],
)
def test_an_answer_holds_for_the_whole_file(
    data: str, mapping: dict[str, str], currencies: list[str]
) -> None:
    reading = read(f"id,name,amount\n{data}\n", **mapping)

    assert [record.currency for record in reading.records] == currencies
    assert not reading.warnings


def test_an_answer_that_is_no_currency_is_refused() -> None:
    with pytest.raises(FileRefused, match="“dollars” is no currency"):
        read("id,name,amount\n1,A,$5\n", **{"currency.$": "dollars"})


def test_float_noise_is_rounded_with_one_note_for_the_file() -> None:
    reading = read(
        "id,name,amount,currency\n1,A,7832265.523200001,DKK\n2,B,12.300000000000001,DKK\n3,C,4.5000000,DKK\n"
    )

    assert [str(record.amount) for record in reading.records] == ["7832265.52", "12.30", "4.5"]
    assert [(row.line, say(row.reason)) for row in reading.warnings] == [
        (1, "amounts such as “7832265.523200001” have more decimals than money; they were rounded to two")
    ]


def test_exponents_are_noted_once_and_what_a_spreadsheet_shortened_is_refused() -> None:
    reading = read("id,name,amount,currency\n1,A,1.25E+06,DKK\n2,B,2.5E+05,DKK\n3,C,1.3E+08,DKK\n")

    assert money(reading) == [(1250000, "DKK"), (250000, "DKK")]
    assert [say(row.reason) for row in reading.warnings] == [
        "amounts such as “1.25E+06” are written with an exponent and were taken as they stand"
    ]
    assert [say(row.reason) for row in reading.refused] == [
        "the amount “1.3E+08” may have been rounded by a spreadsheet"
    ]
