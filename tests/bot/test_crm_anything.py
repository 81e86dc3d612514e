"""Whatever the bytes: a reading, or one sentence that refuses the file; and the same every time."""

import csv
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.crm.files.errors import FileRefused
from bot.crm.files.opening.sheet import TEXT_LIMIT
from bot.crm.files.reading import read_customers, read_deals, read_people
from bot.crm.files.text import clean, shown
from bot.crm.files.words import say

TODAY = date(2026, 11, 23)
HEADING = "id;name;account;owner;stage;status;amount;currency;probability;created;close_date"
SAMPLE = f'''{HEADING}
S-1;Nordlys;Nordlys A/S;Mette;Demo;Åben;1.250.000,00;DKK;60 %;04-05-2026;18-12-2026
S-2;"Æble; ""2""";Frugt ApS;jens@example.dk;Vundet;;485000,50 €;EUR;1;13-07-2026;29-01-2027
'''.encode()

CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["S-1", "1.234,5", "1,234.5", "12/15/26", "31-12-2026", "50 %", "1", "won", "€", "\0"]),
)


def outcome(data: bytes) -> object:
    """What reading the bytes as each of the three files gives: values, or a sentence."""
    found: list[object] = []
    for read in (
        lambda: read_deals(data, source=None, mapping={}, default_currency="DKK", today=TODAY),
        lambda: read_customers(data, default_currency="DKK", today=TODAY),
        lambda: read_people(data),
    ):
        try:
            reading = read()
        except FileRefused as refused:
            found.append(str(refused))
        else:
            said = [say(row.reason) for row in (*reading.refused, *reading.warnings)]
            found.append((reading.records, said, reading.dropped))
    return found


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_and_twice_the_same(data: bytes) -> None:
    assert outcome(data) == outcome(data)


@settings(deadline=None)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 30), st.binary(max_size=6))
def test_a_damaged_file_is_read_or_refused(at: int, length: int, insert: bytes) -> None:
    damaged = SAMPLE[:at] + insert + SAMPLE[at + length :]

    assert outcome(damaged) == outcome(damaged)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=11, max_size=11), max_size=6))
def test_every_row_with_content_goes_in_or_is_refused_or_repeats_another(rows: list[list[str]]) -> None:
    quoted = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    data = "\n".join((HEADING, *quoted)).encode("utf-8", "replace")
    try:
        mapping = {"dates": "dmy", "numbers": "comma"}
        reading = read_deals(data, source=None, mapping=mapping, default_currency="DKK", today=TODAY)
    except FileRefused:
        return
    repeats = sum(warned.reason.code == "repeated" for warned in reading.warnings)
    dropped = sum(map(len, reading.dropped.values()))
    assert len(reading.records) + len(reading.refused) + repeats + dropped == len(rows)
    for record in reading.records:
        assert record.source_id
        assert record.name
        assert record.amount is None or record.amount >= 0
        assert "\0" not in record.name + record.customer + record.source_id


def test_reading_a_file_leaves_pythons_own_limit_for_cells_as_it_was() -> None:
    before = csv.field_size_limit()
    outcome(SAMPLE)

    assert csv.field_size_limit() == before


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_no_control_behind(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert not any(sign in once for sign in "\0\x07\x1b\n\r\t\u202e\u200b\u2066\ufeff")


@settings(deadline=None)
@given(st.text())
def test_a_shown_cell_is_short(text: str) -> None:
    assert len(shown(text)) <= 40


def test_a_name_made_of_customer_and_product_keeps_to_the_limit_too() -> None:
    long = "x" * TEXT_LIMIT
    data = f"id,customer,product\n1,{long},{long}\n".encode()
    reading = read_deals(data, source=None, mapping={}, default_currency="DKK", today=TODAY)

    assert [say(row.reason) for row in reading.refused] == ["name longer than the limit of 255 characters"]
