"""Headings, delimiters and encodings: which column is which, and when a person must say."""

from datetime import date

import pytest

from bot.crm.files.columns.headings import CUSTOMERS, DEALS, PEOPLE, Layout, heading_key
from bot.crm.files.errors import FileRefused
from bot.crm.files.opening.decoding import LIMIT
from bot.crm.files.reading import read_deals
from flows.imports import DealRecord, Reading


def read(data: bytes | str, source: str | None = None, **mapping: str) -> Reading[DealRecord]:
    raw = data.encode() if isinstance(data, str) else data
    return read_deals(raw, source=source, mapping=mapping, default_currency="DKK", today=date(2026, 11, 23))


def refusal(data: bytes | str, **mapping: str) -> str:
    with pytest.raises(FileRefused) as refused:
        read(data, **mapping)
    return str(refused.value)


def count(reading: Reading[DealRecord]) -> int:
    return sum(map(len, reading.dropped.values()))


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        ("Id,Name", {"id": "Id", "name": "Name"}),
        ("OPPORTUNITY_ID,Product", {"id": "OPPORTUNITY_ID", "product": "Product"}),
        ("Sags-id,Kunde", {"id": "Sags-id", "customer": "Kunde"}),
        ("Deal - ID,Deal - Title*", {"id": "Deal - ID", "name": "Deal - Title*"}),
        ("(Do Not Modify) Opportunity,\u00a0Topic", {"id": "(Do Not Modify) Opportunity", "name": "Topic"}),
    ],
)
def test_headings_are_known_in_any_case_with_any_signs_between(
    headings: str, columns: dict[str, str]
) -> None:
    assert read(f"{headings}\n1,Sample\n").columns == columns


def test_a_stated_source_overrides_the_recognised_one() -> None:
    reading = read("Record ID,Deal Name\n1,Sample\n", source="old-crm")

    assert (reading.source, reading.records[0].source) == ("old-crm", "old-crm")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_known_headings(delimiter: str) -> None:
    rows = [["id", "name", "stage, or phase"], ["D1", "Deal 1", "x"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)

    assert read(text).records[0].name == "Deal 1"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str) -> None:
    reading = read(end.join(["id,name,amount", "D1,Deal,5", "D2,Deal,x", ""]))

    assert [record.source_id for record in reading.records] == ["D1"]
    assert [row.line for row in reading.refused] == [3]


def test_excels_hint_and_blank_lines_above_the_headings_are_passed_over() -> None:
    reading = read("sep=;\n\nid;name;amount\nD1;Deal;x\n")

    assert [row.line for row in reading.refused] == [4]


def test_a_refused_row_is_named_by_the_line_it_starts_on_when_cells_span_lines() -> None:
    reading = read('id,name,amount\nD1,"two\nlines",5\nD2,"three\nmore\nlines",x\n')

    assert [(row.line, row.record) for row in reading.refused] == [(4, 2)]


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("cp1252", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
    ],
)
def test_danish_letters_survive_every_encoding(codec: str, mark: bytes) -> None:
    text = "id,name,stage\nD1,Æblegård »SØ« på Øen,Tilbud\nD2,€ 5,Ny\n"

    assert read(mark + text.encode(codec)).records[0].name == "Æblegård »SØ« på Øen"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"id,name\nD1,S\x9brensen\n", "The letters on line 2 are in an unknown encoding"),  # DOS
        (b"id,name\nD1,S\xbfrensen\n", "The letters on line 2 are in an unknown encoding"),  # old Mac
        (b"id,name\nD1,S\x81rensen\n", "Line 2 fits neither UTF-8 nor Windows-1252"),
        (b"\xef\xbb\xbfid,name\nD1,S\xf8rensen\n", "The file begins as UTF-8 text, but line 2 does not fit"),
        (b"\xff\xfei\x00d\x00\n", "The file begins as UTF-16 text, but line 1 does not fit"),
        (b"id,name\nD1,x\n" + b" " * LIMIT, "The file is larger than 64 MB"),
        (b'id,name\nD1,"Deal" 1\n', "The row on line 2 breaks off: text follows a closing quotation mark."),
        (("id," * 2001).encode(), "Line 1 has more than 2000 columns."),
    ],
)
def test_what_cannot_be_read_whole_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    assert refusal(data).startswith(said)


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (
            "name,amount",
            "No column holds the deal's id, so nothing says which deal a row is. Which column does, or which ones "
            "together? Say --map id=name.",
        ),
        (
            "id,amount",
            "No column holds the name or product or customer; the file has “id, amount”. "
            "Name one: --map name=HEADING.",
        ),
        ("Alpha,Beta", "There is no known column heading in the first row: “Alpha, Beta”."),
    ],
)
def test_a_needed_column_that_is_missing_is_named(headings: str, said: str) -> None:
    assert refusal(f"{headings}\n1,2\n") == said


def test_two_different_headings_for_one_field_are_asked_about() -> None:
    assert refusal("id,name,Account,Customer\n1,Deal,Nordlys,Frugt\n") == (
        "Several columns could be the customer: “Account” (#3), “Customer” (#4). "
        "Say --map customer=Account or --map customer=Customer."
    )


def test_identical_headings_are_told_apart_by_number() -> None:
    assert read("id,name,stage,stage\nD1,Deal,Demo,Tilbud\n", stage="#4").records[0].stage == "Tilbud"


@pytest.mark.parametrize("wish", ["Fase nu", "fase NU", "fase-nu", "#3"])
def test_a_column_with_an_unknown_heading_is_named_by_the_person(wish: str) -> None:
    reading = read("id,name,Fase nu\nD1,Deal,Demo\n", stage=wish)

    assert reading.records[0].stage == "Demo"
    assert reading.columns["stage"] == "Fase nu"


def test_all_columns_may_be_named_by_the_person() -> None:
    reading = read("Alpha;Beta\n7;Pakkelinje\n", id="Alpha", name="Beta")

    assert (reading.records[0].source_id, reading.records[0].name) == ("7", "Pakkelinje")


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"colour": "name"}, "--map knows no field “colour”; the fields are id, name, customer, "),
        ({"stage": "Fase"}, "--map stage: the file has no column “Fase”; it has “id, name”."),
        ({"stage": ""}, "--map stage: the file has no column “”"),
        ({"stage": "#9"}, "--map stage: there are only 2 columns."),
        ({"dates": "american"}, "--map dates must be one of dmy, mdy, ymd, not “american”."),
        ({"numbers": "dot"}, "--map numbers must be one of comma, point, not “dot”."),
        ({"zone": "Moon/Base"}, "--map zone: there is no time zone “Moon/Base”."),
        ({"zone": "../etc"}, "--map zone: there is no time zone “../etc”."),
    ],
)
def test_a_wrong_choice_is_said(mapping: dict[str, str], said: str) -> None:
    assert refusal("id,name\nD1,Deal\n", **mapping).startswith(said)


def test_saying_the_style_does_not_make_up_for_missing_headings() -> None:
    assert refusal("D1,Deal 1\n", dates="dmy").startswith("There is no known column heading")


def test_a_file_states_only_what_it_has_columns_for() -> None:
    assert read("id,name\n").stated == {"name"}
    assert read("id,name,owner_email,amount,Lukket dato,Won\n").stated == {
        *("name", "owner_id", "amount", "currency", "close_date", "closed_on", "status")
    }


@pytest.mark.parametrize("layout", [DEALS, CUSTOMERS, PEOPLE])
def test_no_heading_stands_for_two_fields_and_all_are_written_as_they_are_compared(layout: Layout) -> None:
    names = [name for names in layout.names.values() for name in names]

    assert len(names) == len(set(names))
    assert [heading_key(name) for name in names] == names


@pytest.mark.parametrize(
    ("total", "dropped"),
    [
        ("Grand Total,,999999", 1),
        ("I alt;;999999".replace(";", ","), 1),
        ('"Grand Totals (12 records)",,', 1),
        ("Total,,DKK 5", 1),
        ("-----,---,---", 1),
        ("T1,Total,5", 0),
        ("Total,Total Energies,5", 0),
    ],
)
def test_totals_and_drawn_lines_are_dropped_but_not_deals_that_are_called_so(
    total: str, dropped: int
) -> None:
    reading = read(f"id,name,amount\nD1,Deal,5\n{total}\n")

    assert (count(reading), len(reading.records)) == (dropped, 2 - dropped)


FOOTER = (
    '"Generated By:  Mette  11/23/2026"',
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."',
    '"Example A/S"',
)


@pytest.mark.parametrize("lines", [FOOTER, FOOTER[::-1], [f"{line},," for line in FOOTER]])
def test_salesforces_footer_is_dropped_in_any_order(lines: list[str]) -> None:
    reading = read("\n".join(["Opportunity ID,Opportunity Name,Stage", "1,Deal,New", "", *lines, ""]))

    assert (len(reading.records), reading.refused, count(reading)) == (1, (), 4)


def test_a_single_cell_at_the_end_of_another_file_is_a_refused_row_and_not_a_footer() -> None:
    assert len(read("id,name,amount\nD1,Deal,5\nD2\n").refused) == 1


@pytest.mark.parametrize(
    "heading", ["Segment", "Deal Type", "Deal type", "Opportunity Record Type", "Salgstype", "Kundetype"]
)
def test_a_segment_is_read_under_the_names_that_systems_have_for_it(heading: str) -> None:
    reading = read(f"Id,Name,{heading}\n1,Sample, Udbud \n2,Other,\n")

    assert [record.segment for record in reading.records] == ["Udbud", None]
    assert "segment" in reading.stated


def test_a_column_called_type_alone_says_nothing_unless_it_is_named() -> None:
    data = "Id,Name,Type\n1,Sample,New Business\n"

    assert read(data).records[0].segment is None
    assert "segment" not in read(data).stated
    assert read(data, segment="Type").records[0].segment == "New Business"
