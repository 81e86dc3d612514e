"""A report of almost nothing, and of odd things, says so in words."""

from datetime import date
from decimal import Decimal

import pytest

from bot.kit.texts import Texts
from flows.company.people import Role
from flows.company.subjects import Kind, Status
from flows.report.period import Period
from tests.report.firm import NOVEMBER, Firm, at
from tests.report.reading import everything, sentences, tables

LONG = "Ærø & Søn <script>=cmd()|$x\\ " * 10 + "Ö" * 10


def test_a_period_without_data_says_that_there_is_none(bare: Firm) -> None:
    bare.now = at(12, 1)
    report = bare.report()

    assert (
        sentences(report, "conclusions")[0] == "Nothing was open in this period, and nothing is told of it."
    )
    assert sentences(report, "bridge") == [
        "No deal was open at either close, so there is nothing to lead from one to the other."
    ]
    assert all(section.parts for section in report.sections)
    assert report.scorecards == ()


def test_what_came_after_the_period_is_no_part_of_it(bare: Firm) -> None:
    bare.person("Mette Sælger")
    bare.now = at(12, 5)
    bare.subject("For sent", "Mette Sælger")

    assert tables(bare.report()).keys() == {"outcome"}


def test_one_deal_is_told_as_one(bare: Firm) -> None:
    bare.person("Mette Sælger")
    bare.now = at(11, 10)
    bare.subject("Serviceaftale", "Mette Sælger", "485000.5")
    bare.review("Serviceaftale", "Mette Sælger", 3)
    bare.now = at(12, 1)

    report = bare.report()
    assert sentences(report, "conclusions")[0] == (
        "One deal is open in DKK, worth DKK 485,001; 100% of the value is reviewed. "
        "Red: 0, worth DKK 0. Not reviewed: 0."
    )
    assert len(tables(report)["deals"].rows) == 1


def test_only_grey_is_grey_and_no_area_is_told(bare: Firm) -> None:
    bare.person("Mette Sælger")
    bare.now = at(10, 10)
    for number in range(3):
        bare.subject(f"Aftale {number}", "Mette Sælger")
    bare.now = at(12, 1)

    report = bare.report()
    assert "0% of the value is reviewed" in sentences(report, "conclusions")[0]
    assert sentences(report, "act")[0].startswith("Nothing that is open has been reviewed")
    assert [row[1] for row in tables(report)["grey"].rows] == [0, 0, 0, 3]


def test_unknown_amounts_are_counted_and_add_nothing(bare: Firm) -> None:
    bare.person("Mette Sælger")
    bare.now = at(11, 10)
    bare.subject("Aftale", "Mette Sælger", None, close_date=None)
    bare.subject("Kunden", "Mette Sælger", None, kind=Kind.CUSTOMER, close_date=None)
    bare.now = at(12, 1)

    report = bare.report()
    assert (
        sentences(report, "conclusions")[0]
        == "One deal is open in DKK, of no stated value. Red: 0. Not reviewed: 1."
    )
    assert "Of one deal nobody has stated a value" in " ".join(sentences(report, "pipeline"))
    assert "Of one customer nobody has stated a value" in " ".join(sentences(report, "customers"))
    assert "concentration" not in tables(report)


def test_a_team_without_a_manager_is_told_as_such(bare: Firm) -> None:
    bare.person("Solo Sælger")
    bare.now = at(11, 10)
    bare.subject("Aftale", "Solo Sælger")
    bare.subject("Kunden", None, kind=Kind.CUSTOMER)
    bare.now = at(12, 1)

    assert tables(bare.report())["teams"].rows[0][0].key == "report.no_team"  # type: ignore[union-attr]


def test_names_of_three_hundred_signs_stay_whole_and_literal(bare: Firm) -> None:
    assert len(LONG) == 300
    bare.person("Leder " + LONG[:290], Role.MANAGER)
    bare.person("Mette Sælger", manager="Leder " + LONG[:290])
    bare.now = at(11, 10)
    bare.subject(LONG, "Mette Sælger", customer=LONG)
    bare.now = at(12, 1)

    report = bare.report()
    assert [row[1] for row in tables(report)["deals"].rows] == [LONG]
    assert LONG in list(everything(report, Texts("da")))


def test_currencies_stand_apart(bare: Firm) -> None:
    bare.person("Mette Sælger")
    bare.now = at(11, 10)
    for number, currency in enumerate(("DKK", "EUR", "SEK", "USD", "DKK")):
        bare.subject(f"Aftale {number}", "Mette Sælger", "10", currency=currency)
    bare.now = at(12, 1)

    found = tables(bare.report())
    assert {key for key in found if key.startswith("pipeline_")} == {
        f"pipeline_{currency}" for currency in ("DKK", "EUR", "SEK", "USD")
    }
    assert "One more currency stands in the table below." in sentences(bare.report(), "conclusions")
    assert [row[1] for row in found["documented"].rows] == [2, 1, 1, 1]


def test_what_came_won_already_counts_on_the_day_that_is_stated(bare: Firm) -> None:
    bare.person("Mette Sælger")
    bare.now = at(11, 10)
    for name, day in (("I perioden", date(2026, 11, 4)), ("Længe siden", date(2025, 3, 1))):
        bare.subject(name, "Mette Sælger", "500", status=Status.WON, closed_on=day, close_date=day)
    bare.now = at(12, 1)

    [row] = tables(bare.report())["outcome"].rows
    assert row[3].amount == Decimal(500)  # type: ignore[union-attr]


def test_a_deal_that_came_and_went_within_the_period_stands_in_the_bridge(bare: Firm) -> None:
    bare.person("Mette Sælger")
    bare.now = at(11, 2)
    bare.subject("Hurtig", "Mette Sælger", "700")
    bare.subject("Bliver", "Mette Sælger", "1")
    bare.now = at(11, 9)
    bare.change("Hurtig", status=Status.WON, amount=Decimal(900))
    bare.now = at(12, 1)

    rows = tables(bare.report())["bridge_all_DKK"].rows
    assert [(row[0].key, row[1], row[2].amount) for row in rows] == [  # type: ignore[union-attr]
        ("report.bridge.opening", 0, 0),
        ("report.bridge.new", 2, 901),
        ("report.bridge.won", -1, -900),
    ]


@pytest.mark.parametrize(
    "written", ["2026-13", "2026-00", "2026-Q5", "2026", "november", "", "26-11", "2026-11-01"]
)
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Period.read(written)


@pytest.mark.parametrize(
    ("written", "begins", "ends", "after"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30), "2026-12"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "2027-01"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "2028-03"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2027-Q1"),
        (" 2026-q2 ", date(2026, 4, 1), date(2026, 6, 30), "2026-Q3"),
    ],
)
def test_a_period_is_a_month_or_a_quarter(written: str, begins: date, ends: date, after: str) -> None:
    period = Period.read(written)

    assert (period.begins, period.ends, str(period.next)) == (begins, ends, after)
    assert str(period) == written.strip().upper()
    assert NOVEMBER.is_month
