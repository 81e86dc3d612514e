"""Dates: every way to write one, and which day it is."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.crm.files.dates import date_styles, read_date
from bot.crm.files.errors import FileRefused, RowRefused
from bot.crm.files.styles import decide

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
TODAY = date(2026, 11, 23)
STYLES = date_styles(COPENHAGEN)


def read(text: str, style: str, zone: str = "Europe/Copenhagen") -> date:
    return read_date(text, style, field="close_date", zone=ZoneInfo(zone), today=TODAY)


@pytest.mark.parametrize(
    ("text", "style", "day"),
    [
        ("2026-12-15", "mdy", date(2026, 12, 15)),
        ("2026-12-18 23:59", "dmy", date(2026, 12, 18)),
        ("2026/12/15", "dmy", date(2026, 12, 15)),
        ("18-12-2026", "dmy", date(2026, 12, 18)),
        ("18.12.2026", "dmy", date(2026, 12, 18)),
        ("3/4/2026", "dmy", date(2026, 4, 3)),
        ("3/4/2026", "mdy", date(2026, 3, 4)),
        ("12/18/2026", "mdy", date(2026, 12, 18)),
        ("12/18/2026 9:14 AM", "mdy", date(2026, 12, 18)),
        ("12/15/26", "mdy", date(2026, 12, 15)),
        ("29-02-2028", "dmy", date(2028, 2, 29)),
        ("15. december 2026", "dmy", date(2026, 12, 15)),
        ("1. okt. 2026", "dmy", date(2026, 10, 1)),
        ("15 May 2026", "mdy", date(2026, 5, 15)),
        ("2026-12-15T23:30:00-08:00", "dmy", date(2026, 12, 16)),
        ("2026-12-31T23:00:00Z", "dmy", date(2027, 1, 1)),
        ("2026-12-31 22:59:59.5+0000", "dmy", date(2026, 12, 31)),
    ],
)
def test_a_date_is_read_in_the_style_of_its_column(text: str, style: str, day: date) -> None:
    assert read(text, style) == day


def test_a_moment_with_an_offset_is_the_day_it_is_in_the_stated_zone() -> None:
    assert read("2026-12-15T23:30:00-08:00", "dmy", "America/Los_Angeles") == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31-02-2026", "not_a_date"),
        ("00/00/0000", "not_a_date"),
        ("2026-13-01", "not_a_date"),
        ("29-02-2027", "not_a_date"),
        ("yesterday", "not_a_date"),
        ("2026-W51", "not_a_date"),
        ("46009", "not_a_date"),
        ("1797811200000", "not_a_date"),
        ("12-18/2026", "not_a_date"),
        ("15. brumaire 2026", "not_a_date"),
        ("２０２６-12-15", "not_a_date"),
        ("2026-12-15T99:30:00Z", "not_a_date"),
        ("0001-01-01T00:00:00+14:00", "not_a_date"),
        ("1899-12-30", "date_outside"),
        ("0001-01-01", "date_outside"),
        ("9999-12-31", "date_outside"),
        ("2077-01-01", "date_outside"),
    ],
)
def test_what_is_no_day_or_no_sane_one_is_refused(text: str, code: str) -> None:
    with pytest.raises(RowRefused) as refused:
        read(text, "dmy")

    assert refused.value.reason.code == code


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["03/04/2026", "18/12/2026"], "dmy"),
        (["03/04/2026", "12/18/2026"], "mdy"),
        (["03-04-2026", "31-02-2026", "2026-01-01", "13-01-2026"], "dmy"),
    ],
)
def test_one_clear_date_decides_the_style_of_its_column(cells: list[str], style: str) -> None:
    assert decide(STYLES, "Close Date", enumerate(cells, 2)) == style


@pytest.mark.parametrize("cells", [["2026-12-15"], ["05/05/2026"], ["15. maj 2026", "yesterday"]])
def test_dates_that_mean_the_same_in_both_styles_need_no_decision(cells: list[str]) -> None:
    assert decide(STYLES, "Close Date", enumerate(cells, 2)) in STYLES.readers


def test_a_column_of_dates_that_can_be_read_in_two_ways_is_asked_about() -> None:
    with pytest.raises(FileRefused) as refused:
        decide(STYLES, "Close Date", [(2, "05/05/2026"), (3, "03/04/2026")])

    assert str(refused.value) == (
        "The dates in the column “Close Date” can be read in two ways (“03/04/2026” on line 3). "
        "Say --map dates=dmy or --map dates=mdy."
    )


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2076, 12, 31)))
def test_any_date_written_in_any_way_is_read_back(day: date) -> None:
    assert read(day.isoformat(), "dmy") == day
    assert read(f"{day:%d-%m-%Y}", "dmy") == day
    assert read(f"{day.month}/{day.day}/{day.year}", "mdy") == day
