"""Whatever people have written, and whatever the figures are, a report is printed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.printing.files import files_of
from flows.company.colour import Colour
from flows.company.money import Money
from flows.report.report import Bar, Bridge, Cell, Report, Section, Sentence, Share, Stacked, Step, Table
from tests.printing import sample

texts = st.text(max_size=60)  # any characters but lone surrogates come from the database
numbers = st.decimals(-(10**15), 10**15, places=4, allow_nan=False)
cells: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    texts,
    st.integers(-(10**12), 10**12),
    numbers,
    st.builds(Share, st.decimals(0, 3, places=4)),
    st.builds(Money, numbers, st.sampled_from(["DKK", "EUR", "JPY"])),
    st.sampled_from(Colour),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """One section with a table, both kinds of charts, and names of all kinds."""
    width = draw(st.integers(1, 9))
    row = st.tuples(*[cells] * width)
    title = sample.w("rows")
    columns = (sample.w("name"),) * width
    table = Table("t", title, columns, tuple(draw(st.lists(row, max_size=4))), draw(st.none() | row))
    bar = st.builds(Bar, texts, st.lists(st.tuples(st.sampled_from(Colour), numbers), max_size=4).map(tuple))
    step = st.builds(Step, st.just(title), numbers, st.booleans())
    unit = draw(st.sampled_from([None, "DKK"]))
    stacked = Stacked(title, "t", unit, tuple(draw(st.lists(bar, max_size=3))))
    bridge = Bridge(title, "t", unit, tuple(draw(st.lists(step, max_size=4))))
    said = Sentence(sample.w("decided", day=draw(cells)))
    section = Section("s", title, (said, table, stacked, bridge))
    return replace(sample.report(), company=draw(texts), team=draw(st.none() | texts), sections=(section,))


@settings(deadline=None, max_examples=25)
@given(report=reports(), language=st.sampled_from(["en", "da"]))
def test_it_is_printed_in_every_way(report: Report, language: str) -> None:
    page, paper, book = files_of(report, sample.texts(language))

    assert page.data.decode().count("<script") == 0
    assert len(PdfReader(BytesIO(paper.data)).pages) >= 1
    assert len(load_workbook(BytesIO(book.data)).sheetnames) == 2


def test_amounts_too_long_for_a_workbooks_numbers_stay_exact() -> None:
    (table,) = sample.customers().parts
    assert isinstance(table, Table)
    long = Decimal("1234567890123456.78")
    row = (*table.rows[0][:1], Money(long, "DKK"), *table.rows[0][2:])
    section = replace(sample.customers(), parts=(replace(table, rows=(row,)),))
    (book,) = files_of(replace(sample.report(), sections=(section,)), sample.texts("en"), ["xlsx"])

    assert load_workbook(BytesIO(book.data)).worksheets[1]["B2"].value == str(long)


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x0b\x1b",
        "\ufffe\uffff",
        "\u2028\u2029\x85",
        "\U0010ffff\ue000",
        "\u202e\u200f\ufeff\u200d",
        " \t\n ",
    ],
)
def test_characters_that_are_none_do_no_harm(text: str) -> None:
    bars = (Bar(f"a{text}b", ((Colour.RED, Decimal(1)),)),)
    (table,) = sample.customers().parts
    assert isinstance(table, Table)
    named = replace(table, rows=((f"a{text}b", *table.rows[0][1:]),))
    section = Section("s", table.title, (Stacked(table.title, "heat", None, bars), named))
    report = replace(sample.report(), company=f"c{text}d", team=f"e{text}f", sections=(section,))

    page, paper, book = files_of(report, sample.texts("en"))

    assert len(PdfReader(BytesIO(paper.data)).pages) == 1
    assert load_workbook(BytesIO(book.data)).worksheets[1].max_row == 4
    assert page.name.startswith("revisor-2026-11-e")
