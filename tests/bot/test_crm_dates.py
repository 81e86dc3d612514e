"""Dates: every way to write one, and which day it is."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.crm.files.errors import Doubt, RowRefused
from bot.crm.files.values.dates import Dates, date_column, read_date

TODAY = date(2026, 11, 23)


def column(cells: list[str], said: str | None = None, zone: str = "Europe/Copenhagen") -> Dates | Doubt:
    return date_column("Close Date", enumerate(cells, 2), said=said, zone=ZoneInfo(zone))


def read_all(cells: list[str], said: str | None = None, zone: str = "Europe/Copenhagen") -> list[date | None]:
    how = column(cells, said, zone)
    assert isinstance(how, Dates)
    return [read_date(text, how, field="close_date", today=TODAY) for text in cells]


def read(text: str, said: str | None = None, zone: str = "Europe/Copenhagen") -> date | None:
    return read_all([text], said, zone)[0]


def refused(text: str, cells: list[str], said: str | None = None) -> str:
    how = column(cells, said)
    assert isinstance(how, Dates)
    with pytest.raises(RowRefused) as refusal:
        read_date(text, how, field="close_date", today=TODAY)
    return refusal.value.reason.code


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("3/4/2026", "dmy", date(2026, 4, 3)),
        ("3/4/2026", "mdy", date(2026, 3, 4)),
        ("26-11-12", "ymd", date(2026, 11, 12)),
        ("26-11-12", "dmy", date(2012, 11, 26)),
        ("18/12-2026", None, date(2026, 12, 18)),
        ("18/12 2026", None, date(2026, 12, 18)),
        ("18. 12. 2026", None, date(2026, 12, 18)),
        ("18.12.2026", None, date(2026, 12, 18)),
        ("18-12-2026", None, date(2026, 12, 18)),
        ("12/18/2026", None, date(2026, 12, 18)),
        ("12/15/26", None, date(2026, 12, 15)),
        ("29-02-2028", None, date(2028, 2, 29)),
        ("2026-12-15", "mdy", date(2026, 12, 15)),
        ("2026/12/15", None, date(2026, 12, 15)),
        ("20261215", None, date(2026, 12, 15)),
        ("2026-12-18 23:59", None, date(2026, 12, 18)),
        ("12/18/2026 9:14 AM", None, date(2026, 12, 18)),
        ("18.12.2026 kl. 14.30", None, date(2026, 12, 18)),
    ],
)
def test_a_date_is_read_in_the_way_its_column_shows_or_the_person_says(
    text: str, said: str | None, day: date
) -> None:
    assert read(text, said) == day


@pytest.mark.parametrize(
    ("text", "day"), [("04.11.2026", date(2026, 11, 4)), ("4. 11. 2026", date(2026, 11, 4))]
)
def test_with_dots_the_day_is_first_since_nobody_writes_the_month_so(text: str, day: date) -> None:
    assert read(text) == day
    assert read("12.25.2026") == date(2026, 12, 25)  # a column that can be nothing else


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Dec 18, 2026",
            "DEC 18, 2026",
            "December 18, 2026",
            "December 18th, 2026",
            "18 Dec 2026",
            "18-Dec-26",
        ),
        *(
            "18-DEC-2026",
            "2026-Dec-18",
            "18th of December 2026",
            "Fri, 18 Dec 2026",
            "Friday, December 18, 2026",
        ),
        *("18. december 2026", "den 18. december 2026", "18. dec. 2026", "fredag den 18. december 2026"),
        *(
            "18. dez 2026",
            "18. Dezember 2026",
            "Fr., 18. Dez. 2026",
            "18 december 2026",
            "fredag 18 dec. 2026",
        ),
        *("18. desember 2026", "18. des. 2026", "Dec 18, 2026, 3:15 PM", "Fri Dec 18 10:00:00 UTC 2026"),
        *(
            "Fri, 18 Dec 2026 10:00:00 +0000",
            "Fri Dec 18 2026 10:00:00 GMT+0100 (Central European Standard Time)",
        ),
    ],
)
def test_months_are_read_in_words_of_five_languages_in_any_order(text: str) -> None:
    assert read(text) == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1. okt. 2026", date(2026, 10, 1)),
        ("15 May 2026", date(2026, 5, 15)),
        ("15. maj 2026", date(2026, 5, 15)),
        ("15. mai 2026", date(2026, 5, 15)),
        ("1-Mrz-2026", date(2026, 3, 1)),
        ("1. März 2026", date(2026, 3, 1)),
        ("1 mars 2026", date(2026, 3, 1)),
        ("Sept 1, 2026", date(2026, 9, 1)),
    ],
)
def test_months_that_are_written_otherwise_in_each_language_are_known(text: str, day: date) -> None:
    assert read(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-15T23:30:00-08:00", date(2026, 12, 16)),
        ("2026-12-31T23:00:00Z", date(2027, 1, 1)),
        ("2026-12-31 22:59:59.5+0000", date(2026, 12, 31)),
        ("2026-12-31 23:00:00.000000 UTC", date(2027, 1, 1)),
        ("2026-12-31 23:00:00 GMT", date(2027, 1, 1)),
        ("2026-12-31 23:00:00+00", date(2027, 1, 1)),
        ("2026-12-31 23:00:00 +0000 UTC", date(2027, 1, 1)),
        ("2026-12-31T23:00:00.0000000Z", date(2027, 1, 1)),
        ("2027-01-01T00:30:00+01:00[Europe/Copenhagen]", date(2027, 1, 1)),
        ("31/12/2026 23:00:00Z", date(2027, 1, 1)),
        ("12/31/2026 11:00 PM UTC", date(2027, 1, 1)),
        ("2026-12-31 23:00:00", date(2026, 12, 31)),
    ],
)
def test_a_moment_is_the_day_it_is_in_copenhagen_if_it_says_its_zone(text: str, day: date) -> None:
    assert read(text) == day


def test_a_moment_with_an_offset_is_the_day_it_is_in_the_stated_zone() -> None:
    assert read("2026-12-15T23:30:00-08:00", zone="America/Los_Angeles") == date(2026, 12, 15)


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Copenhagen", "Pacific/Auckland"])
@pytest.mark.parametrize("clock", ["T00:00:00Z", " 00:00:00+00", " 00:00:00.000 UTC", "T00:00:00.000+0000"])
def test_a_column_of_midnights_is_one_of_days_in_every_zone(clock: str, zone: str) -> None:
    cells = [f"2026-12-18{clock}", f"2027-01-01{clock}"]

    assert read_all(cells, zone=zone) == [date(2026, 12, 18), date(2027, 1, 1)]


def test_a_midnight_among_other_moments_is_a_moment() -> None:
    cells = ["2026-12-18T00:00:00Z", "2026-12-18T13:00:00Z"]

    assert read_all(cells, zone="America/New_York") == [date(2026, 12, 17), date(2026, 12, 18)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0000-00-00",
            "0000-00-00 00:00:00",
            "00/00/0000",
            "00.00.0000",
            "00000000",
            "1900-01-00",
            "1/0/1900",
        ),
        *(
            "0001-01-01T00:00:00",
            "01/01/0001",
            "-0001-11-30 00:00:00",
            "1753-01-01",
            "01-01-1753",
            "1899-12-30",
        ),
        *(
            "12/30/1899",
            "1900-01-01",
            "01.01.1900",
            "1970-01-01 00:00:00",
            "1970-01-01T00:00:00Z",
            "Jan 1, 1970",
        ),
        *("12/31/1969", "9999-12-31", "31-12-9999", "9999-12-31T23:59:59Z", "-4712-01-01", "31-DEC-4712"),
    ],
)
def test_what_systems_write_for_no_date_is_not_known(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31-02-2026", "not_a_date"),
        ("2026-13-01", "not_a_date"),
        ("29-02-2027", "not_a_date"),
        ("31. juni 2026", "not_a_date"),
        ("yesterday", "not_a_date"),
        ("2026-W51", "not_a_date"),
        ("Dec 2026", "not_a_date"),
        ("18. dec", "not_a_date"),
        ("46009", "not_a_date"),
        ("1797811200000", "not_a_date"),
        ("12-18/2026", "not_a_date"),
        ("15. brumaire 2026", "not_a_date"),
        ("２０２６-12-15", "not_a_date"),
        ("2026-12-15T99:30:00Z", "not_a_date"),
        ("2026-12-15 12:00 XYZ", "not_a_date"),
        ("1989-12-31", "date_outside"),
        ("2077-01-01", "date_outside"),
        ("8888-01-01", "date_outside"),
    ],
)
def test_what_is_no_day_or_no_sane_one_is_refused(text: str, code: str) -> None:
    assert refused(text, [text]) == code


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["03/04/2026", "18/12/2026"], [date(2026, 4, 3), date(2026, 12, 18)]),
        (["03/04/2026", "12/18/2026"], [date(2026, 3, 4), date(2026, 12, 18)]),
        (["03/04/2026", "12/18/26"], [date(2026, 3, 4), date(2026, 12, 18)]),
        (
            ["26-01-02", "27-01-29", "40-11-30"],
            [date(2026, 1, 2), date(2027, 1, 29), date(2040, 11, 30)],
        ),
        (
            ["27/01/2027", "04-26-2027", "02-12-2027", "02/12/2027"],
            [date(2027, 1, 27), date(2027, 4, 26), date(2027, 2, 12), date(2027, 12, 2)],
        ),
    ],
)
@pytest.mark.parametrize("said", [None, "dmy", "mdy", "ymd"])
def test_a_clear_date_decides_for_its_column_and_separator_whatever_was_said(
    cells: list[str], days: list[date], said: str | None
) -> None:
    assert read_all(cells, said) == days


@pytest.mark.parametrize("cells", [["2026-12-15"], ["05/05/2026"], ["15. maj 2026", "yesterday"]])
def test_dates_that_mean_the_same_in_both_styles_need_no_decision(cells: list[str]) -> None:
    assert isinstance(column(cells), Dates)


@pytest.mark.parametrize(
    ("cells", "question"),
    [
        (
            ["05/05/2026", "03/04/2026"],
            "The dates in the column “Close Date” can be read in two ways (“03/04/2026” on line 3). "
            "Say --map dates=dmy or --map dates=mdy.",
        ),
        (
            ["26-12-18", "27-01-29"],
            "The dates in the column “Close Date” can be read in two ways (“26-12-18” on line 2). "
            "Say --map dates=dmy or --map dates=ymd.",
        ),
        (
            ["27/01/2027", "02-12-2027"],
            "The dates in the column “Close Date” can be read in two ways (“02-12-2027” on line 3). "
            "Say --map dates=dmy or --map dates=mdy.",
        ),
        (
            ["27/01/2027", "04/26/2027"],
            "The column “Close Date” writes dates in two ways (“27/01/2027” on line 2, “04/26/2027” on line 3); "
            "rows written the other way than you say are then refused. Say --map dates=dmy or --map dates=mdy.",
        ),
    ],
)
def test_what_a_column_leaves_open_is_asked_about(cells: list[str], question: str) -> None:
    assert str(column(cells)) == question


def test_an_answer_that_fits_no_cell_is_asked_for_again() -> None:
    assert isinstance(column(["26-12-18"], "mdy"), Doubt)
    assert isinstance(column(["03/04/2026"], "ymd"), Doubt)


def test_where_one_separator_is_written_both_ways_only_clear_dates_are_read() -> None:
    cells = ["27/01/2027", "04/26/2027", "02/12/2027", "05/05/2027"]

    assert read_all(["27/01/2027"], "dmy") == [date(2027, 1, 27)]
    assert refused("04/26/2027", cells, "dmy") == "not_a_date"
    assert refused("02/12/2027", cells, "dmy") == "date_either"
    how = column(cells, "dmy")
    assert isinstance(how, Dates)
    assert read_date("05/05/2027", how, field="close_date", today=TODAY) == date(2027, 5, 5)


@settings(deadline=None)
@given(st.lists(st.dates(date(1990, 1, 3), date(2076, 12, 31)), min_size=1))
def test_dates_written_in_any_way_are_read_back_or_asked_about(days: list[date]) -> None:
    for form, said in (
        ("{0:%Y-%m-%d}", None),
        ("{0:%d-%m-%Y}", "dmy"),
        ("{0.month}/{0.day}/{0.year}", "mdy"),
        ("{0:%d-%b-%Y}", None),
        ("{0:%B} {0.day}, {0.year}", None),
        ("{0:%Y-%m-%d}T00:00:00Z", None),
    ):
        cells = [form.format(day) for day in days]
        assert read_all(cells, said) == days
        unsaid = column(cells)
        assert isinstance(unsaid, Doubt) or read_all(cells) == days


@settings(deadline=None)
@given(st.lists(st.dates(date(2000, 1, 1), date(2070, 12, 31)), min_size=1), st.sampled_from("-/."))
def test_years_in_two_digits_are_never_taken_for_days_in_silence(days: list[date], sign: str) -> None:
    for order in ("%y{}%m{}%d", "%d{}%m{}%y", "%m{}%d{}%y"):
        cells = [day.strftime(order.format(sign, sign)) for day in days]
        assert isinstance(column(cells), Doubt) or read_all(cells) == days
