"""A period is told as of its end: the same at its end and months later, on either database."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import delete

from flows.company.colour import Colour
from flows.company.money import Money
from flows.company.quarters import Quarter
from flows.figures.closing import Target
from flows.report.period import Period
from flows.report.report import Cell, Report, Table, Word
from storage import rebuild, tables, targets
from storage.engine import open_database
from tests.report.firm import NOVEMBER, OCTOBER, QUARTER, Firm, at, autumn, later, open_firm


def table_of(report: Report, key: str) -> Table:
    """The table of this key."""
    found = [part for section in report.sections for part in section.parts if getattr(part, "key", "") == key]
    [table] = [part for part in found if isinstance(part, Table)]
    return table


def test_a_period_told_months_later_says_what_was_told_at_its_end(firm: Firm) -> None:
    firm.now = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
    told = {
        (str(period), team): firm.report(period, team=team)
        for period in (OCTOBER, NOVEMBER)
        for team in (None, "Maria Manager", "Jens Leder")
    }
    later(firm)

    for (period, team), report in told.items():
        assert firm.report(Period.read(period), team=team) == report


def test_what_is_kept_of_scores_and_what_is_made_anew_give_the_same_report(light: Firm) -> None:
    told = light.report()
    with light.write() as desk:
        desk.tx.execute(delete(tables.current_scores))

    assert light.report() == told
    with light.write() as desk:
        rebuild.current_scores(desk.tx)
    assert light.report() == told


def test_a_target_is_that_of_the_edition_as_it_was_set_until_the_end(light: Firm) -> None:
    quarter, jens = Quarter(2026, 4), light.ids["Jens Leder"]
    light.now = at(11, 20)
    sets(
        light,
        Target(None, quarter, Decimal(5_000_000), "DKK"),
        Target(jens, quarter, Decimal(900_000), "DKK"),
    )
    light.now = at(12, 5)
    sets(light, Target(None, quarter, Decimal(1), "DKK"), Target(jens, Quarter(2026, 3), Decimal(2), "DKK"))

    assert target_of(light.report()) == Money(Decimal(5_000_000), "DKK")
    assert target_of(light.report(team="Jens Leder")) == Money(Decimal(900_000), "DKK")
    assert target_of(light.report(OCTOBER)) == Word("report.forecast.none_set")


def sets(firm: Firm, *found: Target) -> None:
    """Set targets at this moment."""
    with firm.write() as desk:
        targets.set_all(desk.tx, found)


def target_of(report: Report) -> Cell:
    """The target in kroner."""
    outcome = table_of(report, "outcome")
    column = [head.key for head in outcome.columns if isinstance(head, Word)].index("report.forecast.target")
    return next(row[column] for row in outcome.rows if row[0] == "DKK")


@pytest.mark.postgres
def test_both_databases_give_the_same_report(sqlite_url: str, postgres_url: str) -> None:
    found = []
    for url in (sqlite_url, postgres_url):
        database = open_database(url)
        firm = open_firm(database)
        autumn(firm)
        later(firm)
        found.append([firm.report(NOVEMBER), firm.report(QUARTER), firm.report(NOVEMBER, team="Jens Leder")])
        database.close()

    assert repr(found[0]) == repr(found[1])


def test_a_period_that_goes_on_is_told_as_of_now(light: Firm) -> None:
    assert light.report().cut_off == light.now


def test_a_period_that_has_not_begun_is_refused(light: Firm) -> None:
    with pytest.raises(ValueError, match="2026-12"):
        light.report(Period.read("2026-12"))


@pytest.mark.parametrize(
    ("hour", "minute", "colour"),
    [(22, 59, Colour.RED), (23, 0, Colour.GREY)],
)
def test_a_day_ends_where_the_company_is(bare: Firm, hour: int, minute: int, colour: Colour) -> None:
    """Midnight in Copenhagen is 23:00 in UTC at the end of November."""
    bare.person("Mette Sælger")
    bare.now = at(11, 20)
    bare.subject("Serviceaftale", "Mette Sælger")
    bare.now = at(11, 30, hour, minute)
    bare.review("Serviceaftale", "Mette Sælger", 0)
    bare.now = at(12, 5)

    [row] = table_of(bare.report(), "deals").rows

    assert row[11] is colour
