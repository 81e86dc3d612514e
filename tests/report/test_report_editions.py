"""Whom each edition names, and what it hides from whoever leads a team and has yet to give a view of their own."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import update

from bot.kit.texts import Texts
from bot.scorecards import loading
from flows.company.colour import Colour
from flows.company.people import Role
from flows.report.report import Bridge, Report, Stacked, Table
from flows.review.review import Purpose
from flows.scorecards.scorecard import Scorecard
from storage import tables as stored
from tests.report.firm import NOVEMBER, OCTOBER, PROOF, QUARTER, Firm, at, later
from tests.report.reading import column, everything, sentences, tables

SHIPPED = loading.load(None)
SELLERS = ("Mette Sælger", "Tom Sælger", "Ali Sælger", "Bo Sælger", "Solo Sælger")
SECTIONS = [
    *("conclusions", "forecast", "pipeline", "bridge", "customers", "act", "actions", "plan"),
    *("agreement", "assurance", "method"),
]


def said(report: Report, language: str = "en") -> str:
    """All that a report says."""
    return "\n".join(everything(report, Texts(language)))


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("team", [None, "Maria Manager", "Jens Leder"])
@pytest.mark.parametrize("period", [OCTOBER, NOVEMBER, QUARTER], ids=str)
def test_every_edition_has_words_for_all_it_says_in_the_fixed_order(
    light: Firm, language: str, team: str | None, period: object
) -> None:
    report = light.report(period, team=team)  # type: ignore[arg-type]

    assert [section.key for section in report.sections] == SECTIONS
    assert "{" not in said(report, language)


def test_top_managements_edition_names_no_seller(light: Firm) -> None:
    found = said(light.report())

    assert [name for name in SELLERS if name in found] == []
    assert "Maria Manager" in found


def test_a_teams_edition_names_its_sellers_and_tells_of_nobody_elses_deals(light: Firm) -> None:
    found = light.report(team="Maria Manager")
    text = said(found)

    assert found.team == "Maria Manager"
    assert all(name in text for name in SELLERS[:3])
    assert "Alfa 3" not in text
    assert "Alfa 4" not in text


def test_a_deal_that_was_handed_over_goes_from_one_team_to_the_other(light: Firm) -> None:
    """Gamma 2 went from Ali, of Maria's team, to Bo, of Jens's."""
    for team, amount, note in (("Maria Manager", -302_000, "left"), ("Jens Leder", 302_000, "came")):
        found = tables(light.report(team=team))
        handed = [row for row in found["bridge_all_DKK"].rows if row[0].key.endswith("handed")]
        assert [(abs(row[1]), row[2].amount) for row in handed] == [(1, Decimal(amount))]
        [row] = [row for row in found["deals"].rows if row[1] == "Gamma 2"]
        assert row[column(found["deals"], "details.note")].key == f"report.details.{note}"


def colour_of(report: Report, name: str) -> Colour:
    """The colour of a deal at this close."""
    table = tables(report)["deals"]
    [row] = [row for row in table.rows if row[1] == name]
    found = row[column(table, "details.colour_now")]
    assert isinstance(found, Colour)
    return found


def test_who_has_yet_to_give_a_view_reads_what_was_so_when_they_were_asked(firm: Firm) -> None:
    """Maria has been asked about Alfa 1; then Tom reviews it, and she must not see what he says."""
    firm.now = at(11, 18)
    firm.review("Alfa 1", "Tom Sælger", 3)
    firm.now = at(11, 24)
    view = firm.second_view("Alfa 1", "Tom Sælger", "Maria Manager")
    firm.now = at(11, 25)
    firm.review("Alfa 1", "Tom Sælger", 0)
    firm.now = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)

    blind = firm.report(team="Maria Manager")
    assert colour_of(blind, "Alfa 1") is Colour.GREEN
    assert any("under review" in each for each in sentences(blind, "assurance"))
    assert colour_of(firm.report(), "Alfa 1") is Colour.RED

    firm.compares(view, "Alfa 1", "Maria Manager")
    assert colour_of(firm.report(team="Maria Manager"), "Alfa 1") is Colour.RED


def test_evidence_that_comes_while_somebody_is_blind_is_hidden_as_well(light: Firm) -> None:
    light.now = at(11, 18)
    light.review("Alfa 1", "Tom Sælger", 3)
    light.now = at(11, 24)
    light.second_view("Alfa 1", "Tom Sælger", "Maria Manager")
    before = light.report(team="Maria Manager")
    light.now = at(11, 26)
    light.evidence("Alfa 1", "Tom Sælger", "D1")

    after = light.report(team="Maria Manager")
    assert tables(after)["deals"].rows == tables(before)["deals"].rows


def test_a_plan_is_told_in_sums_of_three_people_or_more(light: Firm) -> None:
    """Maria's team is of four; Jens's is of two, and those without a team are one: three together."""
    rows = tables(light.report())["plan"].rows

    assert [getattr(row[0], "key", row[0]) for row in rows] == ["Maria Manager", "report.plan.small"]
    assert "Øv indvendinger" not in said(light.report())
    alone = light.report(team="Jens Leder")
    assert "plan" not in tables(alone)
    assert sentences(alone, "plan") == [
        "Teams of fewer than 3 people are left out, so that no sum tells whose it is."
    ]


def test_teams_are_those_of_the_cut_off(light: Firm) -> None:
    later(light)

    jens = [row for row in tables(light.report())["teams"].rows if row[0] == "Jens Leder"]
    assert sum(row[2] for row in jens) == 6  # of Bo, who has gone to Maria's team since


def test_whose_team_is_not_known_stands_where_they_were_first_known_to_be_and_that_is_said(
    light: Firm,
) -> None:
    c = stored.pairs.c
    with light.write() as desk:
        of_bo = update(stored.pairs).where(c.seller_id == light.ids["Bo Sælger"])
        desk.tx.execute(of_bo.values(since=at(12, 24)))

    first = "Of one person it is not known whose team they were in then"
    assert first in said(light.report())
    assert first in said(light.report(team="Jens Leder"))
    assert first not in said(light.report(team="Maria Manager"))
    assert "Bo Sælger" in said(light.report(team="Jens Leder"))


@pytest.mark.parametrize("team", [None, "Maria Manager", "Jens Leder"])
def test_tables_have_keys_of_their_own_and_rows_as_long_as_their_headings(
    light: Firm, team: str | None
) -> None:
    report = light.report(team=team)
    parts = [part for section in report.sections for part in section.parts]
    listed = [part for part in parts if isinstance(part, Table)]

    assert len({table.key for table in listed}) == len(listed)
    for table in listed:
        assert {len(row) for row in table.rows} | {len(table.total or table.columns)} == {len(table.columns)}
    drawn = [part.table for part in parts if isinstance(part, Bridge | Stacked)]
    assert set(drawn) <= {table.key for table in listed}
    assert all(each.source for each in listed if each.key != "scorecard_changes")


def test_a_decision_waits_until_it_was_answered_and_then_says_so(light: Firm) -> None:
    found = tables(light.report())

    assert [row[0] for row in found["decisions_asked"].rows] == ["Må vi give 5 % rabat?"]
    assert [row[1] for row in found["decisions_answered"].rows] == ["Nej, men et togkort"]
    assert "decisions_answered" not in tables(light.report(OCTOBER))


def test_whoever_is_asked_and_sells_is_not_named(light: Firm) -> None:
    light.now = at(11, 25)
    light.decision("Vil du tage Solos kunder?", "Mette Sælger", "Maria Manager", "Tom Sælger")

    assert "Tom Sælger" not in said(light.report())


def test_a_correction_stands_with_its_reason(light: Firm) -> None:
    [row] = tables(light.report())["corrections"].rows

    assert (row[0], row[2]) == ("Alfa 2", "Det var den forkerte salgsmulighed")


def test_what_an_action_moved_is_told(light: Firm) -> None:
    assert any("1 moved up, 0 moved down" in each for each in sentences(light.report(), "actions"))


def test_where_no_scorecard_changed_that_is_said(light: Firm) -> None:
    assert sentences(light.report(), "method")[-1] == "No scorecard changed in this period."


def test_a_scorecard_that_changed_in_the_period_is_told_with_what_changed(light: Firm) -> None:
    before = light.report()
    old = SHIPPED.deal
    area = old.areas[0]
    other = area.questions[0].model_copy(update={"text": area.questions[1].text})
    areas = (area.model_copy(update={"questions": (other, *area.questions[1:])}), *old.areas[1:])
    cards = replace(
        SHIPPED,
        deal=Scorecard.model_validate(old.model_copy(update={"areas": areas}).model_dump(by_alias=True)),
    )
    light.house = replace(light.house, cards=lambda _folder, _zone: cards, shelf={})
    light.now = at(11, 25)
    light.review("Alfa 0", "Mette Sælger", 2)
    light.now = at(11, 30, 20)

    after = light.report()
    assert len(after.scorecards) == len(before.scorecards) + 1
    [row] = tables(after)["scorecard_changes"].rows
    assert row[2].key == "report.method.reworded"


def test_an_auditors_and_a_managers_own_view_move_no_figure(light: Firm) -> None:
    before = tables(light.report())["deals"].rows
    light.person("Rita Ekstern", Role.AUDITOR)
    light.now = at(11, 29)
    view = light.second_view("Gamma 0", "Mette Sælger", "Maria Manager")
    light.review("Gamma 0", "Maria Manager", 0, purpose=Purpose.SECOND, second_view_id=view)
    light.now = at(11, 30, 20)

    assert tables(light.report())["deals"].rows == before
    assert PROOF not in said(light.report())
