"""Each total of a report is added up again from its detail rows, by another way."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from flows.company.colour import Colour
from flows.company.money import Money
from flows.figures.groups import ORDER
from flows.report.report import Bridge, Report, Share, Stacked, Word
from tests.report.firm import NOVEMBER, OCTOBER, QUARTER, Firm
from tests.report.reading import column, tables

Row = dict[str, Any]
EDITIONS = [None, "Maria Manager", "Jens Leder"]


def rows_of(report: Report, key: str) -> list[Row]:
    """The detail rows, each by the keys of its columns."""
    table = tables(report)[key]
    names = [each.key.split(".")[-1] if isinstance(each, Word) else each.en for each in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def status(row: Row, side: str) -> str | None:
    """Open, won … at a close; None where nobody knew of it."""
    word = row[f"status_{side}"]
    return word.key.split(".")[-1] if word else None


def is_in(row: Row, side: str) -> bool:
    """Whether a row is part of this edition's figures at a close."""
    note = row["note"].key.split(".")[-1] if row["note"] else ""
    elsewhere = {"then": "came", "now": "left"}
    return status(row, side) == "open" and note != elsewhere[side]


def sums(rows: list[Row], side: str) -> dict[tuple[str, Colour], tuple[int, Decimal]]:
    """Number and value by currency and colour."""
    found: defaultdict[tuple[str, Colour], tuple[int, Decimal]] = defaultdict(lambda: (0, Decimal()))
    for row in rows:
        if is_in(row, side):
            key = row["currency_then" if side == "then" else "currency"], row[f"colour_{side}"]
            number, value = found[key]
            found[key] = number + 1, value + (row[f"amount_{side}"] or 0)
    return found


@pytest.mark.parametrize("period", [NOVEMBER, OCTOBER, QUARTER])
@pytest.mark.parametrize("team", EDITIONS)
def test_the_pipeline_by_colour_is_the_sum_of_its_rows(light: Firm, period: Any, team: str | None) -> None:
    report = light.report(period, team=team)
    rows = rows_of(report, "deals")
    now, then = sums(rows, "now"), sums(rows, "then")

    for key, table in tables(report).items():
        if not key.startswith("pipeline_"):
            continue
        currency = key.removeprefix("pipeline_")
        for colour, row in zip(ORDER, table.rows, strict=True):
            assert row[0] is colour
            assert (row[1], row[2].amount) == then[currency, colour]
            assert (row[3], row[4].amount) == now[currency, colour]
        assert table.total is not None
        assert table.total[4].amount == sum(value for (c, _), (_, value) in now.items() if c == currency)


@pytest.mark.parametrize("period", [NOVEMBER, OCTOBER, QUARTER])
@pytest.mark.parametrize("team", EDITIONS)
def test_every_bridge_and_chart_says_what_its_table_says(light: Firm, period: Any, team: str | None) -> None:
    report = light.report(period, team=team)
    parts = [part for section in report.sections for part in section.parts]

    bridges = [part for part in parts if isinstance(part, Bridge)]
    for bridge in bridges:
        table = tables(report)[bridge.table]
        amounts = [row[2].amount for row in table.rows]
        assert [step.amount for step in bridge.steps[:-1]] == amounts
        assert table.total is not None
        assert bridge.steps[-1].amount == table.total[2].amount == sum(amounts)
        assert table.total[1] == sum(row[1] for row in table.rows)
    for chart in (part for part in parts if isinstance(part, Stacked)):
        table = tables(report)[chart.table]
        for bar, place in zip(chart.bars, (2, 4), strict=True):
            assert [amount for _, amount in bar.parts] == [row[place].amount for row in table.rows]
    assert len(bridges) >= 2


@pytest.mark.parametrize("team", EDITIONS)
def test_what_was_won_is_the_outcome_and_the_wons_of_the_bridge(light: Firm, team: str | None) -> None:
    report = light.report(team=team)
    found = tables(report)
    rows = [row for row in rows_of(report, "deals") if status(row, "now") == "won"]
    from_rows: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        from_rows[row["currency"]] += row["amount_now"]

    for row in found["outcome"].rows:
        assert row[3] == Money(from_rows[row[0]], row[0])
    for currency, value in from_rows.items():
        left = [
            each[2].amount for each in found[f"bridge_all_{currency}"].rows if each[0].key.endswith(".won")
        ]
        assert left == ([-value] if value else [])


def test_the_forecast_is_amount_times_probability_at_the_last_close(light: Firm) -> None:
    report = light.report()
    expected: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in rows_of(report, "deals"):
        close = row["close_then"]
        if status(row, "then") == "open" and date(2026, 11, 1) <= close <= date(2026, 11, 30):
            expected[row["currency_then"]] += row["amount_then"] * row["probability_then"] / 100

    assert {row[0]: row[2].amount for row in tables(report)["outcome"].rows} == expected


def test_documented_value_is_that_of_the_rows_that_say_so(light: Firm) -> None:
    report = light.report()
    rows = [row for row in rows_of(report, "deals") if is_in(row, "now")]

    for currency, number, whole, documented, value, part in tables(report)["documented"].rows:
        of_it = [row for row in rows if row["currency"] == currency]
        said = [row for row in of_it if row["documented"].key == "report.details.yes"]
        assert (number, documented) == (len(of_it), len(said))
        assert whole.amount == sum(row["amount_now"] or 0 for row in of_it)
        assert value.amount == sum(row["amount_now"] or 0 for row in said)
        assert part == Share(round(value.amount / whole.amount, 4))


def test_the_share_of_the_largest_is_added_up_from_the_rows(light: Firm) -> None:
    report = light.report()
    rows = [row for row in rows_of(report, "deals") if is_in(row, "now")]

    for currency, whole, deals, part, customers, _ in tables(report)["concentration"].rows:
        amounts = sorted(
            (row["amount_now"] or 0 for row in rows if row["currency"] == currency), reverse=True
        )
        assert whole.amount == sum(amounts)
        assert deals.amount == sum(amounts[:5])
        assert customers.amount == sum(amounts[:10])  # every deal has a customer of its own
        assert part == Share(round(deals.amount / whole.amount, 4))


@pytest.mark.parametrize("team", EDITIONS)
def test_retention_is_added_up_from_the_customers_rows(light: Firm, team: str | None) -> None:
    report = light.report(team=team)
    rows = [row for row in rows_of(report, "customers") if is_in(row, "now")]
    [retention] = tables(report)["retention"].rows
    risky = [row for row in rows if row["colour_now"] in {Colour.RED, Colour.GREY}]

    assert retention[1] == len(rows)
    assert retention[2].amount == sum(row["amount_now"] for row in rows)
    assert (retention[7], retention[8].amount) == (len(risky), sum(row["amount_now"] for row in risky))


@pytest.mark.parametrize("team", EDITIONS)
def test_actions_are_counted_from_their_rows(light: Firm, team: str | None) -> None:
    report = light.report(team=team)
    if "actions" not in tables(report):
        assert "action_items" not in tables(report)
        return
    rows, table = rows_of(report, "action_items"), tables(report)["actions"]
    fates = [row["fate"].key.split(".")[-1] for row in rows]
    summed = [sum(row[place] for row in table.rows) for place in range(1, 7)]

    assert table.total is not None
    assert list(table.total[1:]) == summed
    assert summed[1:5] == [fates.count(each) for each in ("done", "dropped", "moved", "still_open")]
    assert summed[5] == sum(row["overdue"].key == "report.details.yes" for row in rows)


def test_agreement_is_counted_from_the_answers_of_both(light: Firm) -> None:
    report = light.report()
    rows, table = rows_of(report, "second_views"), tables(report)["agreement"]
    pairs = [(row["sellers_level"], row["managers_level"]) for row in rows]
    [row] = table.rows

    assert (len(pairs), row[column(table, "agreement.answers")]) == (15, 15)
    assert row[column(table, "agreement.same")] == Share(
        round(Decimal(sum(a == b for a, b in pairs)) / 15, 4)
    )
    near = sum(abs(a - b) <= 1 for a, b in pairs)
    assert row[column(table, "agreement.within_one")] == Share(round(Decimal(near) / 15, 4))
    areas = tables(report)["agreement_areas"]
    assert sum(each[1] for each in areas.rows) == 15


def test_coverage_and_ages_are_those_of_the_rows(light: Firm) -> None:
    report = light.report()
    found = tables(report)
    deals, customers = (
        [row for row in rows_of(report, key) if is_in(row, "now")] for key in ("deals", "customers")
    )

    for kind, currency, number, _, value, _, left in found["covered"].rows:
        listed = deals if kind.key.endswith("deals") else customers
        of_it = [row for row in listed if row["currency"] == currency]
        grey = [row for row in of_it if row["colour_now"] is Colour.GREY]
        assert number == len(of_it)
        assert value.amount == sum(row["amount_now"] or 0 for row in of_it)
        assert left.amount == sum(row["amount_now"] or 0 for row in grey)
    days = [
        (report.cut_off - row["reviewed_at"]).days if isinstance(row["reviewed_at"], datetime) else None
        for row in (*deals, *customers)
    ]
    bounds = [(-1, 7), (7, 30), (30, 60), (60, 90), (90, 10**6)]
    counted = [sum(low < day <= high for day in days if day is not None) for low, high in bounds]
    assert [row[1] for row in found["ages"].rows] == [*counted, days.count(None)]
