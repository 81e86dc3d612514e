"""The pulse as it reads: the statements word for word those of the method, bars of one length, no window too large."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.kit.texts import Texts, entries
from bot.pulse.usecases.answering import statements
from bot.pulse.usecases.results import Results, Team, Trend, Worth
from bot.pulse.views.results import MOST_TEAMS, bar, results_view
from bot.sandbox.limits import check_view
from flows.company.quarters import Quarter
from flows.pulse.shares import Tally
from tests.journeys.conftest import texts_in

NOW = datetime(2027, 1, 15, tzinfo=UTC)

FROZEN = {
    "P1": (
        "leaders",
        30,
        "Jeg er tilfreds med kvaliteten af min rapportering om kunder og pipeline til topledelsen; "
        "den styrker min troværdighed.",
    ),
    "P2": (
        "sellers",
        20,
        "Mine sandsynligheder og mit forecast bygger på en fast metode og dokumentation, ikke på mavefornemmelse.",
    ),
    "P3": ("leaders", 10, "Kvaliteten af vores pipeline er god nok til at styre efter."),
    "P4": (
        "sellers",
        25,
        "Mine 1-til-1-samtaler er strukturerede, går i dybden og følger samme metode hver gang.",
    ),
    "P5": (
        "sellers",
        20,
        "Vores CRM hjælper mig med det næste skridt hos kunden og er mere hjælp end administration.",
    ),
}


def test_the_danish_statements_their_people_and_the_surveys_figures_stay_as_they_are() -> None:
    t = Texts("da")

    found = {
        each.id: (each.of.value, int(each.survey * 100), t(f"pulse.statements.{each.id}"))
        for each in statements()
    }

    assert found == FROZEN


@pytest.mark.parametrize("language", ["en", "da"])
def test_every_statement_has_its_words_and_a_short_name(language: str) -> None:
    ids = [each.id for each in statements()]

    for group in ("statements", "short"):
        prefix = f"pulse.{group}."
        assert [key.removeprefix(prefix) for key in entries(language) if key.startswith(prefix)] == ids


@pytest.mark.parametrize("share", [0, 0.024, 0.025, 0.5, 0.999, 1])
def test_every_bar_is_as_long_and_has_the_dotted_line_where_the_survey_stands(share: float) -> None:
    for each in statements():
        drawn = bar(share, each.survey)
        assert (len(drawn), drawn.index("┊")) == (21, each.survey * 20)
        assert drawn.replace("┊", "").rstrip("□").count("□") == 0
    assert bar(0, statements()[0].survey).count("■") == 0
    assert bar(1, statements()[0].survey).count("□") == 0


@pytest.mark.parametrize("language", ["en", "da"])
def test_two_years_and_sixty_teams_of_long_names_fit_into_one_window(language: str) -> None:
    tally = Tally(12_345, 67_890, 10_000)
    quarter, quarters = (
        Quarter(2026, 4),
        [Quarter(year, number) for year in (2025, 2026) for number in range(1, 5)],
    )
    trends = tuple(Trend(each, tuple((one, tally) for one in quarters)) for each in statements())
    worth = tuple(Worth(each, Decimal(4), 1000) for each in quarters)
    all_five = tuple((each, tally) for each in statements())
    teams = tuple(Team(f"{number} {'😀' * 3000}", all_five) for number in range(60))

    view = results_view(Results(trends, worth, quarter, teams, hidden=2), None, Texts(language), now=NOW)

    assert check_view(view, "modal")
    shown = "\n".join(texts_in(view))
    assert shown.count("😀" * 60) == MOST_TEAMS
    assert ("… and 20 more" in shown) or ("… og 20 mere" in shown)
