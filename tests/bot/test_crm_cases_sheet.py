"""From bytes to rows: text, headings, rows that state nothing, workbooks; what each kind of file must give."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from bot.crm.files.errors import Asked, FileRefused
from bot.crm.files.opening.workbook_cells import currency_of_format, number_text
from bot.crm.files.reading import read_customers, read_deals, read_people
from bot.crm.files.words import say, say_dropped
from flows.company.subjects import Status
from flows.imports import DealRecord, Reading
from tests.bot.terminal import DATA, Terminal, beside

TODAY = date(2026, 11, 23)
HEADINGS = "id,name,account,owner,amount,currency,stage,close date"


def read(data: bytes | str, **mapping: str) -> Reading[DealRecord]:
    raw = data.encode() if isinstance(data, str) else data
    return read_deals(raw, source=None, mapping=mapping, default_currency="DKK", today=TODAY)


def refusal(data: bytes | str, **mapping: str) -> str:
    with pytest.raises(FileRefused) as refused:
        read(data, **mapping)
    return str(refused.value)


def asked(data: bytes | str, **mapping: str) -> dict[str, list[str]]:
    """What is asked about, with the answers."""
    with pytest.raises(Asked) as question:
        read(data, **mapping)
    return {doubt.key: [value for value, _ in doubt.answers] for doubt in question.value.doubts}


def case(number: str) -> bytes:
    (file,) = DATA.glob(f"cases/{number}-*")
    return file.read_bytes()


def notes(reading: Reading[Any]) -> list[str]:
    return [say(warned.reason) for warned in reading.warnings]


def names(reading: Reading[DealRecord]) -> list[tuple[str, str, str]]:
    return [(record.source_id, record.name, record.customer) for record in reading.records]


def deals(*rows: str, headings: str = HEADINGS) -> str:
    return "\n".join((headings, *rows, ""))


# The case files -----------------------------------------------------------------------------------------------------


@beside
def test_08_a_space_between_comma_and_quote() -> None:
    reading = read(case("08"))

    assert names(reading)[2] == ("Q3", "Ventil, stor", "Fjordglas A/S")
    assert [record.owner_name for record in reading.records] == ["Anne Jensen", "Bo Lund", "Bo Lund"]


@beside
def test_09c_guarded_ids_are_the_ids() -> None:
    assert [record.source_id for record in read(case("09c")).records] == ["1001", "1002"]


@beside
def test_14_title_rows_are_counted_and_the_headings_found() -> None:
    reading = read(case("14"))

    assert (reading.source, len(reading.records), reading.refused) == ("salesforce", 2, ())
    assert reading.dropped == {"title": (1, 2, 3), "blank": (4,)}
    assert read(case("14"), name="Opportunity Name").dropped == reading.dropped


@beside
def test_15_a_board_of_monday() -> None:
    reading = read(case("15"))

    assert [(r.source_id, r.amount, r.status.value) for r in reading.records] == [
        ("9001", 100000, "open"),
        ("9002", 50000, "open"),
        ("9003", 30000, "won"),
    ]
    assert reading.refused == ()
    assert reading.dropped == {
        "title": (1, 3),
        "blank": (2, 8),
        "sum": (7, 12),
        "group": (9,),
        "headings": (10,),
    }
    assert reading.leftovers == ("Group",)
    assert [r.segment for r in read(case("15"), segment="Group").records] == [
        *("Active deals", "Active deals", "Closed Won")
    ]


@beside
def test_16_entities_are_decoded_once_and_said_once() -> None:
    reading = read(case("16"))

    assert names(reading) == [("e1", "Drift & service", "O'Hara & Søn ApS"), ("e2", 'Rør <2">', "Sundby ApS")]
    assert reading.records[1].owner_name == "Søren Ølgaard"
    assert notes(reading) == [
        "the text is written in HTML; “&amp;” was read as “&”, and so in the whole file"
    ]


@beside
def test_18_words_for_nothing_are_not_known_in_any_field() -> None:
    reading = read(case("18"))

    assert {record.customer for record in reading.records} == {""}
    assert [record.owner_name for record in reading.records][3:] == [None, None]
    assert "the customer “#N/A” was taken as not known" in notes(reading)


@beside
def test_20_cells_beyond_the_headings_and_20b_missing_last_ones() -> None:
    for number in ("20", "20b"):
        reading = read(case(number))
        assert (reading.refused, [record.amount for record in reading.records][:2]) == ((), [100, 200])


@beside
def test_31_and_46_repeated_headings_are_dropped_and_counted() -> None:
    assert read(case("31")).dropped == {"headings": (3,)}
    assert (read(case("46")).dropped, len(read(case("46")).records)) == ({"headings": (2,)}, 1)


@beside
def test_42c_a_row_with_an_id_is_never_a_sum() -> None:
    assert [record.customer for record in read(case("42c")).records] == ["Total", "Nordvand A/S"]


@beside
def test_50_a_text_mark_goes() -> None:
    (record,) = read(case("50")).records

    assert (record.source_id, record.amount, record.close_date) == (
        *("00123", Decimal("1000.50"), date(2026, 12, 18)),
    )


@beside
def test_what_was_left_out_is_printed_by_kind(light: Terminal) -> None:
    said = light.imports(case("15"))

    assert (
        "Left out: 2 blank rows (lines 2, 8), 1 row with the name of a group (line 9), 1 repeat of the headings "
        "(line 10), 2 rows of sums (lines 7, 12), 2 rows above the headings (lines 1, 3)."
    ) in said.out
    assert len(light.deals()) == 3


# Text ---------------------------------------------------------------------------------------------------------------

PAGES = [
    ("cp865", "Sørensen på Østerbro"),
    ("mac_roman", "Sørensen"),
    ("mac_roman", "Århus Bæger"),
    ("mac_roman", "Bäckström"),
    ("cp1250", "Wałbrzych Łódź"),
    ("cp1250", "Paweł"),
    ("cp1250", "Dvořák Škoda Plzeň"),
    ("cp1251", "Привет Москва"),
    ("cp1254", "Güneş Işık Yıldız"),
    ("cp1257", "Rīga Ķekava Jūrmala"),
    ("iso8859_15", "100 €"),
]


@pytest.mark.parametrize(("page", "name"), PAGES)
def test_letters_of_another_code_page_are_asked_about_and_read_once_it_is_said(page: str, name: str) -> None:
    data = deals(f"D1,{name},Firma,,1,DKK,,").encode(page)

    assert page in asked(data)["encoding"]
    assert read(data, encoding=page).records[0].name == name


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Sørensen & Søn",
            "»SØ« på Øen",
            "Müller GmbH",
            "Göteborg",
            "Café Æblegård",
            "m²",
            "Þórður på Øen Ærø",
        ),
        *("Tórshøvn på Færø Ø", "Crème brûlée, Ærø Åbæk, Ø, Å, Sø, Fjørd"),
    ],
)
def test_letters_of_western_europe_are_not_asked_about(name: str) -> None:
    data = deals(f'D1,"{name}",Blå Bær,,1,DKK,,', "D2,Grød,Søhøj Åsen Øst Æble,,1,DKK,,").encode("cp1252")

    assert read(data).records[0].name == name


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("klingon", "--map encoding: there is no encoding “klingon”"),
        ("hex", "--map encoding: there is no encoding “hex”"),
        ("unicode_escape", "--map encoding: no file is written in “unicode_escape”."),
        ("ascii", "The file was said to be in ascii, but line 2 does not fit it."),
    ],
)
def test_an_encoding_that_cannot_be_is_said(encoding: str, said: str) -> None:
    assert refusal(deals("D1,Sø,,,,,,"), encoding=encoding).startswith(said)


def test_an_encoding_against_the_files_own_mark_is_refused() -> None:
    data = b"\xef\xbb\xbf" + deals("D1,Sø,,,,,,").encode()

    assert refusal(data, encoding="cp1250") == (
        "The file begins as UTF-8 text, so --map encoding=cp1250 cannot be right."
    )
    assert read(data, encoding="utf8").records[0].name == "Sø"


@pytest.mark.parametrize("page", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("name", ["Sørensen", "Åbæk Ø", "“Müller” – 5 €", "Łódź Świat", "Ærø 🎉"])
def test_letters_encoded_twice_are_put_right_where_the_whole_file_proves_it(page: str, name: str) -> None:
    raw = name.encode()
    pieces = (bytes([byte]).decode(page, "ignore") or chr(byte) for byte in raw)
    reading = read(deals(f'D1,"{"".join(pieces)}",Bo,,1,DKK,,'))

    if page != "cp1252" and name == "Łódź Świat":
        return  # letters of Central Europe are looked for in the commonest page only
    assert reading.records[0].name == name
    assert any("encoded twice" in note for note in notes(reading))


def test_three_times_is_put_right_too() -> None:
    thrice = "Sørensen".encode().decode("cp1252").encode().decode("cp1252")

    assert read(deals(f"D1,{thrice},,,1,DKK,,")).records[0].name == "Sørensen"


def test_some_lines_encoded_twice_are_asked_about() -> None:
    data = deals("D1,Sørensen,,,1,DKK,,", "D2,SÃ¸rensen,,,1,DKK,,")

    assert asked(data) == {"twice": ["repair", "keep"]}
    assert [record.name for record in read(data, twice="repair").records] == ["Sørensen", "Sørensen"]
    assert [record.name for record in read(data, twice="keep").records] == ["Sørensen", "SÃ¸rensen"]
    assert refusal(data, twice="yes") == "--map twice must be one of repair, keep, not “yes”."


@pytest.mark.parametrize("name", ["NÃO", "»SÅ«", "PÅ\u00a0NETTET", "“SÅ”", "São Paulo", "√2", "Ä“"])
def test_letters_that_only_look_so_stay(name: str) -> None:
    assert read(deals(f'D1,"{name}",Bo,,1,DKK,,')).records[0].name == name.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("A &amp; B", "A & B"),
        ("&#83;&#xF8;n", "Søn"),
        ("S&oslash;n&nbsp;A/S", "Søn A/S"),
        ("&amp;amp;", "&amp;"),
        ("R&D; x", "R&D; x"),
        ("AT&T", "AT&T"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("&unknown;", "&unknown;"),
    ],
)
def test_entities_are_decoded_once_and_only_whole_ones(written: str, meant: str) -> None:
    assert read(deals(f"D1,{written},,,1,DKK,,")).records[0].name == meant


def test_an_entity_that_the_delimiter_cuts_in_two_is_refused() -> None:
    data = "id;name;stage;note\nD1;Drift &amp; service;New\nD2;S&oslash;n;New;x\n"

    assert refusal(data).startswith("Line 2 is cut at “&amp;”")
    assert read(data.replace("&amp;", "og").replace("S&oslash;n", '"S&oslash;n"')).records[1].name == "Søn"


GUARDS = [
    (("1001", "'1002"), ("1001", "1002")),
    (('"=""1001"""', '="1002"'), ("1001", "1002")),
    (("'A1", "'A2"), ("A1", "A2")),
    (("'A1'", "'A2'"), ("A1", "A2")),
    (("'A1", "B2"), ("'A1", "B2")),
]


@pytest.mark.parametrize(("written", "meant"), GUARDS)
def test_guards_of_ids_go_where_the_whole_column_has_them(
    written: tuple[str, str], meant: tuple[str, str]
) -> None:
    reading = read(deals(*(f"{id_},Deal,,,1,DKK,," for id_ in written)))

    assert tuple(record.source_id for record in reading.records) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (("'s-Hertogenbosch BV", "'t Hart"), ("'s-Hertogenbosch BV", "'t Hart")),
        (("'s-Hertogenbosch BV",), ("'s-Hertogenbosch BV",)),
        (("O'Hara's", "Niels' VVS"), ("O'Hara's", "Niels' VVS")),
        (("'Pumpe", "'Filter"), ("Pumpe", "Filter")),
        (("'+45 Holding", "Filter"), ("+45 Holding", "Filter")),
        (("=HYPERLINK(1)", "Filter"), ("=HYPERLINK(1)", "Filter")),
    ],
)
def test_apostrophes_of_names_stay(written: tuple[str, ...], meant: tuple[str, ...]) -> None:
    reading = read(deals(*(f"D{at},Deal,{name},,1,DKK,," for at, name in enumerate(written))))

    assert tuple(record.customer for record in reading.records) == meant


@pytest.mark.parametrize(
    "word",
    [
        *(
            "NULL",
            "null",
            "#N/A",
            "#REF!",
            "#REFERENCE!",
            "#I/T",
            "\\N",
            "(No value)",
            "(Ingen værdi)",
            "(blank)",
        ),
        *(
            "(tom)",
            "None",
            "--None--",
            "-",
            "–",
            "n/a",
            "False",
            "FALSE",
            "########",
        ),
    ],
)
def test_words_for_nothing(word: str) -> None:
    reading = read(
        deals(
            f'D1,"{word}","{word}","{word}","{word}","{word}","{word}","{word}"'.replace(
                f'D1,"{word}"', "D1,Deal"
            )
        )
    )
    (record,) = reading.records

    assert (record.customer, record.owner_name, record.amount, record.stage, record.close_date) == (
        *("", None, None, None, None),
    )
    assert len(notes(reading)) == 6


@pytest.mark.parametrize("name", ["Nullsoft", "None of the above", "A-", "Falsen ApS", "Nana", "N/A Holding"])
def test_names_that_hold_such_a_word_stay(name: str) -> None:
    assert read(deals(f"D1,Deal,{name},,,,,")).records[0].customer == name


@pytest.mark.parametrize("word", [".", "ikke angivet", "Unknown", "tbd"])
def test_a_word_that_a_deal_may_be_called_by_says_nothing_where_an_amount_or_a_date_belongs(
    word: str,
) -> None:
    reading = read(deals(f'D1,"{word}",Larsen,,"{word}","{word}",Proposal,"{word}"'))
    (record,) = reading.records

    assert (record.name, record.amount, record.close_date) == (word, None, None)
    assert len(notes(reading)) == 3


def test_the_role_none_is_a_role_and_no_and_false_are_words_of_their_columns() -> None:
    people = read_people(b"name,email,role\nAnne,anne@example.dk,none\n")
    closed = read("id,name,closed,won\nD1,Deal,True,False\n")

    assert (people.records[0].role.value, people.refused) == ("none", ())
    assert (closed.records[0].status, notes(closed)) == (Status.LOST, [])


def test_invisible_signs_and_hard_spaces_go_from_every_cell() -> None:
    (record,) = read(deals("\u200bD1\u2060,Del\u00adtal,Firma\u00a0A/S,,1\u00a0000,DKK,,")).records

    assert (record.source_id, record.name, record.customer, record.amount) == (
        "D1",
        "Deltal",
        "Firma A/S",
        1000,
    )


# Rows ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "titles",
    [
        ["Pipeline Q4"],
        ["Pipeline; Q4, 2026", "", '"As of 2026-11-23, 10:15"', ",,,,,,,"],
        ["Total records,Total amount,,,,,,", "2,300,,,,,,", ""],
        [f"line {number}" for number in range(29)],
    ],
)
@pytest.mark.parametrize("mapping", [{}, {"stage": "stage"}, {"id": "#1"}])
def test_headings_are_found_below_titles(titles: list[str], mapping: dict[str, str]) -> None:
    reading = read("\n".join((*titles, deals("D1,Deal,Firma,,1,DKK,,"))), **mapping)

    assert names(reading) == [("D1", "Deal", "Firma")]
    assert sum(map(len, reading.dropped.values())) == len(titles)


def test_unknown_headings_below_titles_are_found_by_what_the_person_named() -> None:
    data = "Rapport\n\nNr;Hvad\n7;Pakkelinje\n"

    assert names(read(data, id="Nr", name="Hvad")) == [("7", "Pakkelinje", "")]


def test_records_above_the_headings_are_never_lost() -> None:
    data = f"D1,Deal,Firma,Bo,1,DKK,New,2026-12-18\n{HEADINGS}\nD2,Deal,Firma,Bo,1,DKK,New,2026-12-18\n"

    assert refusal(data) == (
        "Line 1 stands above the headings (line 2) but is no title; put the headings on top."
    )


def test_of_two_lines_of_headings_the_one_that_says_more_is_taken() -> None:
    reading = read("Id,Name,Kolonne A,Kolonne B\nid,name,stage,owner\nD1,Deal,New,Bo\n")

    assert (reading.records[0].stage, reading.dropped) == ("New", {"title": (1,)})


SUMS = [
    ("Total,,,,300,,,", True),
    (",,,,300,,,", True),
    (",,,,300,,,2026-12-18", True),
    (",Subtotal,Nordvand A/S,,300,DKK,,", True),
    (",,Nordvand A/S Total,,300,,,", True),
    (",,Hovedtotal,,300,,,", True),
    (",,Gesamtergebnis,,300,,,", True),
    (",,Summa,,300,,,", True),
    ("I alt,,,,300,,,", True),
    ("Average,,,,150.5,,,", True),
    (",Renewal,Total,Bo,300,DKK,,", False),
    ("T1,Total,Total,,300,,,", False),
    ("Total1,,Total,,300,,,", False),
    (",,,Bo,300,DKK,New,", False),
    ("ABC,,Total,,300,,,", False),
]


@pytest.mark.parametrize(("row", "dropped"), SUMS)
def test_sums_are_dropped_and_a_row_with_an_id_never(row: str, dropped: bool) -> None:
    reading = read(
        deals("D1,Deal,Firma,Bo,100,DKK,New,2026-12-18", row, "D2,Deal,Firma,Bo,200,DKK,New,2026-12-18")
    )

    assert reading.dropped == ({"sum": (3,)} if dropped else {})
    assert len(reading.records) + len(reading.refused) == (2 if dropped else 3)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [(("A,5", "Total,9", "B,4"), 3), (("A,5", "B,4", "Total,9"), 2), (("A,5", "Subtotal,5", "B,4"), 2)],
)
def test_a_customer_may_be_called_total_unless_it_is_the_last(rows: Sequence[str], kept: int) -> None:
    data = "\n".join(("name,yearly value", *rows, "")).encode()

    assert len(read_customers(data, default_currency="DKK", today=TODAY).records) == kept


def test_subitems_of_monday_are_no_deals() -> None:
    data = deals(
        "Pumpe,9001,Negotiation",
        "Subitems,Name,Status",
        ",Tegning,Done",
        "Filter,9002,Discovery",
        headings="Name,Deal ID,Stage",
    )

    assert [record.source_id for record in read(data).records] == ["9001", "9002"]
    assert read(data).dropped == {"part": (3, 4)}


def test_a_name_without_anything_else_is_no_group_and_is_refused() -> None:
    reading = read(deals("D1,Deal,,,,,,", ",Lonely,,,,,,", "D2,Deal,,,,,,"))

    assert [(row.line, row.reason.code) for row in reading.refused] == [(3, "no_id")]


def test_a_report_whose_groups_are_lines_of_their_own_is_refused_with_the_way_out() -> None:
    said = refusal(
        deals(
            "Anne Jensen,,",
            ",D1,Pumpe",
            ",D2,Filter",
            "Bo Lund,,",
            ",D3,Ventil",
            headings="Owner,Deal ID,Deal Name",
        )
    )

    assert said.startswith(
        "The file is a report in groups: line 2 states “Anne Jensen” for the rows below it."
    )
    assert "Details Only" in said


GROUPED = "Owner,Stage,Deal ID,Deal Name,Amount"


def test_blank_cells_among_subtotals_repeat_the_cell_above() -> None:
    data = deals(
        "Anne Jensen,New,D1,Pumpe,1",
        ",,D2,Filter,2",
        ",Won,D3,Ventil,3",
        ",Subtotal,,,6",
        "Bo Lund,New,D4,Motor,4",
        ",,D5,Rotor,5",
        "Total,,,,15",
        headings=GROUPED,
    )
    reading = read(data)

    assert [(r.owner_name, r.stage) for r in reading.records] == [
        *(("Anne Jensen", "New"), ("Anne Jensen", "New"), ("Anne Jensen", "Won")),
        *(("Bo Lund", "New"), ("Bo Lund", "New")),
    ]
    assert "repeat the cell above" in notes(reading)[0]
    assert reading.dropped == {"sum": (5, 8)}


def test_blank_cells_without_subtotals_are_asked_about() -> None:
    data = deals("Anne,New,D1,Pumpe,1", ",New,D2,Filter,2", "Bo,New,D3,Ventil,3", headings=GROUPED)

    assert asked(data) == {"above": ["same", "blank"]}
    assert [r.owner_name for r in read(data, above="same").records] == ["Anne", "Anne", "Bo"]
    assert [r.owner_name for r in read(data, above="blank").records] == ["Anne", None, "Bo"]


def test_a_flat_file_with_blank_owners_is_not_asked_about() -> None:
    data = deals("Anne,New,D1,Pumpe,1", ",New,D2,Filter,2", "Anne,New,D3,Ventil,3", headings=GROUPED)

    assert [r.owner_name for r in read(data).records] == ["Anne", None, "Anne"]


def test_last_cells_that_the_writer_leaves_off_are_empty_and_said_where_they_are_read() -> None:
    reading = read(deals("D1,Deal,Firma,Bo,1,DKK,New,2026-12-18", "D2,Deal,Firma,Bo", "D3,Deal,Firma"))

    assert [record.amount for record in reading.records] == [1, None, None]
    assert notes(reading)[0] == "the row ends early; 4 cells at its end were taken as empty"


@pytest.mark.parametrize(
    "rows",
    [
        ("D1,Deal,Firma,Bo,1,DKK,New,", "D2,Deal,Firma"),  # the writer does write empty last cells
        ("D1,Deal,Firma,Bo,1,DKK,New,2026-12-18", "D2,Deal,Firma"),  # the file may be cut short
        ("D1,Deal,Firma,Bo,1,DKK,New,2026-12-18,more", "D2,Deal,Firma,Bo,1,DKK,New,2026-12-18"),
    ],
)
def test_rows_that_do_not_fit_the_headings_are_refused(rows: Sequence[str]) -> None:
    assert [row.reason.code for row in read(deals(*rows)).refused] == ["field_count"]


def test_a_space_before_a_quotation_mark_belongs_to_neither_but_stays_within() -> None:
    reading = read('id, name, account\nD1, "a, b", " c "\nD2,"say, ""hi""",x\n')

    assert names(reading) == [("D1", "a, b", "c"), ("D2", 'say, "hi"', "x")]


# Workbooks ----------------------------------------------------------------------------------------------------------

TITLES = HEADINGS.split(",")


def a_book(
    *sheets: tuple[str, Sequence[Sequence[object]]], formats: dict[str, str] | None = None
) -> Workbook:
    book = Workbook()
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for place, number_format in (formats or {}).items():
            sheet[place].number_format = number_format
    book.remove(book.worksheets[0])
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """The workbook with something else in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(before, after) if name == part else content)
    return out.getvalue()


ROW = ["D1", "Pumpe", "Nordvand A/S", "Bo Lund", 1234.5, "DKK", "New", date(2026, 12, 18)]


def test_a_workbook_gives_real_dates_and_numbers() -> None:
    rows: list[list[object]] = [
        ROW,
        [
            1001,
            "Filter",
            "Sundby\nApS",
            "Bo",
            7832265.523200001,
            "EUR",
            "New",
            datetime(2026, 12, 18, 10, 15),  # noqa: DTZ001 - as Excel has it
        ],
        [1002.0, "Ventil", None, None, 1.234, "DKK", "New", None],
        [123456789012345678, "Rotor", None, None, 1, "DKK", "New", None],
    ]
    reading = read(saved(a_book(("Deals", [TITLES, *rows]))))

    assert [(r.source_id, r.amount, r.close_date) for r in reading.records] == [
        ("D1", Decimal("1234.5"), date(2026, 12, 18)),
        ("1001", Decimal("7832265.5232"), date(2026, 12, 18)),
        ("1002", Decimal("1.234"), None),
    ]
    assert reading.records[1].customer == "Sundby ApS"
    assert [(row.line, row.reason.code) for row in reading.refused] == [(5, "id_rounded")]


def test_customers_and_people_come_in_workbooks_too() -> None:
    customers = a_book(
        ("Kunder", [["Kunde", "Årlig værdi", "Udløber"], ["Nordvand", 5000, date(2027, 1, 31)]])
    )
    people = a_book(
        ("P", [["name", "email", "role", "time"], ["Bo", "bo@example.dk", "seller", time(9, 30)]])
    )

    (customer,) = read_customers(saved(customers), default_currency="DKK", today=TODAY).records
    (person,) = read_people(saved(people)).records
    assert (customer.yearly_value, customer.expiry_date) == (5000, date(2027, 1, 31))
    assert person.at == time(9, 30)


@pytest.mark.parametrize(
    ("code", "sign"),
    [
        ("General", ""),
        ('#,##0.00\\ "kr."', "kr."),
        ("#,##0.00\\ [$kr.-406]", "DKK"),
        ("#,##0.00\\ [$kr-41D]", "SEK"),
        ("[$€-2] #,##0.00", "€"),
        ("[$$-409]#,##0", "USD"),
        ("[$EUR] #,##0", "EUR"),
        ("[$-406]d. mmmm åååå", ""),
        ('#,##0 "stk."', ""),
        ('"£"#,##0', "£"),
    ],
)
def test_a_number_formats_currency_is_read(code: str, sign: str) -> None:
    assert currency_of_format(code) == sign


def test_currency_and_percent_of_a_number_format_go_with_the_number() -> None:
    rows = [["id", "name", "amount", "probability"], ["D1", "Deal", 12000.5, 0.6], ["D2", "Deal", 5, 1]]
    formats = {"C2": "#,##0.00 [$€-2]", "D2": "0%", "D3": "0.0%"}
    reading = read(saved(a_book(("Deals", rows), formats=formats)), **{"currency.none": "DKK"})

    assert [(r.amount, r.currency, r.probability) for r in reading.records] == [
        (Decimal("12000.5"), "EUR", 60),
        (5, "DKK", 100),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1001, "1001"),
        (1001.0, "1001"),
        (0.1 + 0.2, "0.3"),
        (1.234, "1.2340"),
        (1e15, "1.00000000000000E+15"),
        (-5, "-5"),
    ],
)
def test_numbers_are_written_without_noise_and_unmistakably(value: float, text: str) -> None:
    assert number_text(value) == text


def test_the_first_sheet_with_headings_is_read_or_the_one_that_is_named(light: Terminal) -> None:
    other = ["D2", "Filter", *ROW[2:]]
    book = a_book(("Om", [["Pipeline"]]), ("Deals", [["Titel"], [], TITLES, ROW]), ("Gamle", [TITLES, other]))
    data = saved(book)
    reading = read(data)

    assert [record.name for record in reading.records] == ["Pumpe"]
    assert notes(reading) == [
        "the sheet “Deals” was read; others have headings too: Gamle (--map sheet=NAME)"
    ]
    assert reading.dropped == {"title": (1,), "blank": (2,)}
    assert [record.name for record in read(data, sheet="gamle").records] == ["Filter"]
    assert refusal(data, sheet="Nye").endswith("no sheet “Nye”; it has “Om”, “Deals”, “Gamle”.")
    assert light("import", light.file("deals.xlsx", data), "--yes", "--sheet", "Gamle").code == 0
    assert [deal.name for deal in light.deals().values()] == ["Filter"]


def test_a_hidden_sheet_is_passed_over() -> None:
    book = a_book(("hiddenSheet", [TITLES, ["X", "Hidden", *ROW[2:]]]), ("Deals", [TITLES, ROW]))
    book["hiddenSheet"].sheet_state = "veryHidden"

    assert [record.name for record in read(saved(book)).records] == ["Pumpe"]


def test_hidden_rows_and_merged_cells_are_read_and_said() -> None:
    rows = [["Owner", "Deal ID", "Deal Name"], ["Anne", "D1", "A"], [None, "D2", "B"], ["Bo", "D3", "C"]]
    book = a_book(("Deals", rows))
    book["Deals"].merge_cells("A2:A3")
    book["Deals"].row_dimensions[4].hidden = True
    reading = read(saved(book))

    assert [record.owner_name for record in reading.records] == ["Anne", "Anne", "Bo"]
    assert notes(reading)[:2] == [
        "1 hidden row was read like the others (row 4)",
        "1 merged cell was taken to hold for all rows that it covers (from row 2)",
    ]


def test_formulas_are_read_as_their_saved_value_and_said_where_they_have_none() -> None:
    data = saved(
        a_book(("Deals", [TITLES, [*ROW[:4], "=1+1", *ROW[5:]], ["D2", *ROW[1:4], "=2+2", *ROW[5:]]]))
    )
    data = changed(data, "xl/worksheets/sheet1.xml", b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    data = changed(data, "xl/worksheets/sheet1.xml", b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    reading = read(data)

    assert [record.amount for record in reading.records] == [2]
    assert [(row.line, say(row.reason)) for row in reading.refused] == [
        (3, "the amount is a formula without a saved value")
    ]
    assert notes(reading)[0].startswith("1 formula has no value saved with it (row 3)")


def test_ids_that_a_workbook_shows_with_noughts_in_front_are_read_as_shown() -> None:
    book = a_book(
        ("Deals", [TITLES, [42, *ROW[1:]], [12345678, *ROW[1:]]]), formats={"A2": "000000", "A3": "000000"}
    )

    assert [record.source_id for record in read(saved(book)).records] == ["000042", "12345678"]


def test_a_column_of_formulas_without_values_is_refused_or_left_out() -> None:
    rows = [[f"D{number}", *ROW[1:4], f"={number}+1", *ROW[5:]] for number in range(1, 4)]
    data = saved(a_book(("Deals", [TITLES, *rows])))

    assert refusal(data) == (
        "The workbook was saved without its computed values: the column “amount” has formulas only. Open it in Excel, "
        "save it, and import it again; or leave the column out: --map amount=-."
    )
    assert [record.amount for record in read(data, amount="-").records] == [None] * 3


def test_formulas_of_no_column_that_is_read_and_of_rows_without_a_deal_change_nothing() -> None:
    rows = [
        [*ROW, "=1+1"],
        [*[""] * len(ROW), "=1+2"],
        ["", "Total", "", "", "=SUM(E2:E3)", "", "", "", "=1+3"],
    ]
    reading = read(saved(a_book(("Deals", [[*TITLES, "Checked"], *rows]))))

    assert [record.source_id for record in reading.records] == [ROW[0]]
    assert reading.refused == ()
    assert {kind: len(lines) for kind, lines in reading.dropped.items()} == {"blank": 1, "sum": 1}


PROTECTED = b"\xd0\xcf\x11\xe0" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"\xd0\xcf\x11\xe0" + bytes(1024),
            "The file is an old Excel workbook (.xls), not .xlsx; save it as",
        ),
        (PROTECTED, "The workbook is protected by a password; save it without one first."),
        (zipped(readme_dot_txt=b"x"), "The file is a zip file, not an Excel workbook (.xlsx) or CSV"),
        (
            zipped(xl__workbook_dot_bin=b"x"),
            "The file is a binary Excel workbook (.xlsb), not an Excel workbook (.xlsx)",
        ),
        (zipped(xl__workbook_dot_xml=b"<x/>"), "The workbook is damaged; open it in Excel and save it anew."),
        (b"<html><table><tr><td>id</td></tr></table></html>", "The file is a web page or XML, not CSV"),
        (b'<?xml version="1.0"?><Workbook/>', "The file is a web page or XML, not CSV"),
    ],
)
def test_what_is_no_workbook_of_today_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    assert refusal(data).startswith(said)


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    book = saved(a_book(("Deals", [TITLES, ROW])))
    spaces = b" " * (65 * 1024**2)

    assert refusal(changed(book, "xl/styles.xml", b"</styleSheet>", spaces + b"</styleSheet>")) == (
        "The workbook unpacks to more than Revisor reads; export fewer rows, or CSV."
    )


def test_a_workbook_that_declares_entities_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><workbook'
    book = changed(saved(a_book(("Deals", [TITLES, ROW]))), "xl/workbook.xml", b"<workbook", bomb)

    assert refusal(book).startswith("The workbook holds what no workbook should (entities)")


def test_a_workbook_cut_short_or_without_sheets_is_refused() -> None:
    book = saved(a_book(("Deals", [TITLES, ROW])))

    assert refusal(book[: len(book) // 2]).startswith("The file is a damaged zip file")
    assert refusal(changed(book, "xl/worksheets/sheet1.xml", b"</row>", b"")).startswith(
        "The workbook is damaged"
    )


def test_an_empty_workbook_is_an_empty_file() -> None:
    assert refusal(saved(a_book(("Deals", [])))) == "The file is empty."


def test_left_out_in_words_names_some_lines_of_each_kind() -> None:
    assert say_dropped({"sum": (9,), "blank": range(2, 9)}) == (
        "7 blank rows (lines 2, 3, 4, 5, 6 …), 1 row of sums (line 9)"
    )


def test_not_a_number_is_no_name_and_no_amount() -> None:
    reading = read(deals("D1,Deal,nan,NaN,1,DKK,nan,nan", "D2,Deal,Firma,Bo,NaN,DKK,,"))

    assert (reading.records[0].customer, reading.records[0].owner_name) == ("", None)
    assert [row.reason.code for row in reading.refused] == ["amount_not_number"]


def test_a_sum_that_ends_before_the_names_column_is_dropped() -> None:
    data = b"yearly value,name\n5,A\n4,B\n9\n"

    assert [record.name for record in read_customers(data, default_currency="DKK", today=TODAY).records] == [
        "A",
        "B",
    ]


def test_a_deal_may_be_called_unknown_but_nobody_is() -> None:
    file = deals("D1,Unknown,Ukendt,Unassigned,TBD,DKK,Unknown,?")
    (record,) = read(file, **{"word.Unknown": "open"}).records

    assert (record.name, record.stage) == ("Unknown", "Unknown")
    assert (record.customer, record.owner_name, record.amount, record.close_date) == ("", None, None, None)
