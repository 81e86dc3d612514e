"""The report as a workbook, read back by openpyxl."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from bot.printing.xlsx import xlsx
from flows.report.report import Report, Table, Word
from tests.printing import sample

both = pytest.mark.parametrize("language", ["en", "da"])


def read(report: Report, language: str = "en") -> Workbook:
    return load_workbook(BytesIO(xlsx(report, sample.texts(language))))


def cells(book: Workbook) -> Iterator[Cell]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row)


def column(sheet: Worksheet, heading: str) -> list[Cell]:
    (found,) = [each for each in sheet.iter_cols() if each[0].value == heading]
    return list(found)


@both
def test_each_table_has_a_sheet_that_its_overview_leads_to(language: str) -> None:
    t, book = sample.texts(language), read(sample.report(), language)
    tables = [
        part for section in sample.report().sections for part in section.parts if isinstance(part, Table)
    ]

    assert book.sheetnames == [t("printed.overview"), *[t(table.title.key)[:31].strip() for table in tables]]
    links = [cell.hyperlink.location for cell in cells(book) if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_a_sheet_has_frozen_headings_and_filters_over_its_rows_alone() -> None:
    sheet = read(sample.report())["Deals by colour"]

    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:E5"
    assert [cell.value for cell in sheet[6]][:3] == ["Total", 24, 18_400_000]


def test_a_total_is_the_sum_of_the_cells_above_it() -> None:
    value = column(read(sample.report())["Deals by colour"], "Value (DKK)")

    assert sum(cell.value for cell in value[1:5]) == value[5].value


def test_numbers_dates_and_amounts_are_real() -> None:
    sheet = read(sample.report())["All deals"]
    name, colour, value, points, until, at = [cell.value for cell in sheet[2]]

    assert (name, colour) == ("Nordlys A/S · Serviceaftale 2027", "🟢 Green")
    assert (value, points) == (1250000.5, 12.5)
    assert (until, at) == (datetime(2026, 12, 15), datetime(2026, 11, 3, 10, 30))  # noqa: DTZ001
    assert sheet["E2"].is_date
    assert sheet["C2"].number_format == "[$DKK] #,##0.00"  # two currencies are in this column
    assert sheet["C3"].number_format == "[$EUR] #,##0.00"
    assert read(sample.report())["Deals by colour"]["D2"].number_format == "0.0%"


def test_what_is_not_known_is_empty_and_never_nought() -> None:
    sheet = read(sample.report())["All deals"]

    assert [cell.value for cell in sheet[4]][2:] == [None] * 4
    assert sheet["C5"].value == 0


def test_no_text_is_a_formula_or_a_link() -> None:
    hostile = replace(sample.report(), company="=HYPERLINK(1)", team=sample.HOSTILE)
    found = list(cells(read(hostile)))

    assert {cell.data_type for cell in found} <= {"s", "n", "d"}
    texts = [cell.value for cell in found if cell.data_type == "s"]
    for text in ("=HYPERLINK(1)", "=cmd|' /C calc'!A0", "-1+1", sample.HOSTILE, sample.FOREIGN, sample.LONG):
        assert text in texts, text


def test_titles_that_are_alike_or_not_allowed_still_name_a_sheet() -> None:
    section = sample.nothing()
    (table,) = [part for part in section.parts if isinstance(part, Table)]
    alike = [replace(table, key=key, title=Word("sample.title")) for key in "abc"]
    book = read(replace(sample.report(), sections=(replace(section, parts=tuple(alike)),)))

    names = book.sheetnames[1:]
    assert names[0] == "Deals all by a b xxxxxxxxxxxxxx"
    assert names[1:] == ["Deals all by a b xxxxxxxxxx (2)", "Deals all by a b xxxxxxxxxx (3)"]
    assert all(len(name) <= 31 for name in names)


def test_the_note_under_a_table_says_what_it_rests_on() -> None:
    sheet = read(sample.report())["Deals by colour"]

    assert "Number: 24. As of the end of 30 November 2026." in sheet["A8"].value


def test_the_same_report_gives_the_same_bytes() -> None:
    assert xlsx(sample.report(), sample.texts("da")) == xlsx(sample.report(), sample.texts("da"))
