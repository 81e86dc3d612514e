"""A Home that looks over others' work: the figures, where to act, what moved, and how each team stands."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.actions.views.mine import OPEN_SUMS
from bot.home.usecases.filters import choose, quarter_of
from bot.home.views import filters
from bot.kit import doors
from bot.why.views import subject as why
from flows.company.subjects import Kind
from storage import tables
from tests.journeys.action_item_acts import WHAT, adds
from tests.journeys.conftest import Actor, Office, id_of, texts_in
from tests.journeys.rhythm_acts import at, paired

pytestmark = pytest.mark.usefixtures("nothing_refused")


@pytest.fixture
def dorte(staffed: Office) -> Actor:
    """The director, with deals of two teams: Tom's red and green, Mette's yellow and new, in two currencies."""
    tom, mette = id_of(staffed, "U0TOM"), id_of(staffed, "U0METTE")
    for name, owner, level, more in (
        ("Alpha", tom, 0, {}),
        ("Beta", tom, 3, {"amount": Decimal(200_000), "currency": "EUR"}),
        ("Gamma", mette, 1, {}),
        ("Delta", mette, None, {"amount": None}),
    ):
        deal = staffed.add(name, owner, **more)
        if level is not None:
            staffed.reviewed(deal, "U0TOM" if owner == tom else "U0METTE", level)
    staffed.add("Nordlys", tom, kind=Kind.CUSTOMER)
    return staffed.person("U0DORTE")


def blocks(actor: Actor, start: str) -> list[str]:
    """The texts of somebody's Home whose blocks' ids begin so."""
    home = actor.workspace.home(actor.id) or {"blocks": []}
    found = [block for block in home["blocks"] if block["block_id"].startswith(start)]
    return ["\n".join(texts_in(block)) for block in found]


def test_a_directors_home_begins_with_the_figures_and_adds_no_currencies_up(dorte: Actor) -> None:
    said = dorte.home

    assert said.startswith("Customers and pipeline")
    assert "4 open deals worth DKK 2.4m and EUR 200,000. " in said
    assert "🟢 Green 1 · EUR 200,000" in said
    assert "⚪ Not reviewed 1 · one without an amount" in said
    assert "Customers: 🟢 Green 0   🟨 Yellow 0   🔺 Red 0   ⚪ Not reviewed 1" in said
    assert said.index("open deals worth") < said.index("Where to act") < said.index("Team by team")
    assert said.index("Team by team") < said.index("what wants attention first")


def test_where_to_act_names_the_worst_first_with_the_reason_and_the_next_step(
    staffed: Office, dorte: Actor
) -> None:
    assert dorte.home
    first, second = blocks(dorte, "act.")[:2]

    assert first.splitlines()[0] == "Alpha · Tom Seller · DKK 1.2m · expected close 21 February 2027"
    assert first.splitlines()[1].startswith("🔺 Red: ")
    assert first.splitlines()[2].startswith("Next step: ")
    assert second.startswith("Gamma · Mette Sælger")
    dorte.clicks(doors.WHY, on="home", value="1")
    dorte.modal_with("answered on 23 November by Tom Seller")


def test_an_action_that_is_open_is_the_next_step(staffed: Office, dorte: Actor) -> None:
    tom = staffed.person("U0TOM")
    tom.forges(doors.WHY, "1")
    adds(tom, 1)

    assert dorte.home
    assert f"Next step: By Monday 30 November · Tom Seller · {WHAT}" in blocks(dorte, "act.")[0]


def test_who_asks_for_help_and_what_is_past_its_date_stand_there(staffed: Office, dorte: Actor) -> None:
    tom = staffed.person("U0TOM")
    tom.forges(doors.WHY, "1")
    adds(tom, 1)
    assert "Who asks for help" not in dorte.home
    assert "past its date" not in dorte.home

    tom.forges(doors.WHY, "1")
    tom.presses(why.HELP)
    tom.modal_with("It also stands in the digest")
    for leader, reads in (("U0DORTE", True), ("U0ANNE", True), ("U0JENS", False)):
        assert ("Who asks for help:\nTom Seller: Alpha · 🔺 Red" in staffed.person(leader).home) == reads

    staffed.now += timedelta(days=8)
    assert "One action with a customer is past its date." in dorte.home
    assert "Who asks for help" not in dorte.home


def test_what_moved_since_the_digest_stands_with_both_colours(staffed: Office, dorte: Actor) -> None:
    staffed.set_digest("C1")
    dorte.says("/review digest")
    staffed.tick()
    staffed.passes(hours=1)
    assert "Moved since" not in dorte.home
    staffed.reviewed(1, "U0TOM", 3)

    said = dorte.home

    assert "Moved since Monday 23 November" in said
    assert "Alpha · Tom Seller\n🔺 → 🟢 Red → Green" in blocks(dorte, "moved.")[0]
    assert "🟢 Green 2 (+1)" in said
    assert "🔺 Red 0 (−1)" in said or "🔺 Red 1 (−1)" in said
    assert "In brackets: the change since the digest of Monday 23 November." in said


def test_each_team_has_its_line_with_how_much_is_reviewed_and_its_areas(dorte: Actor) -> None:
    said = dorte.home.replace("\xa0", " ")

    assert "Anne Manager: 🟢 1  🟨 0  🔺 1  ⚪ 0 · 100% reviewed" in said
    assert "🔺 Relations (1)   🔺 Insight (1)   🔺 Process (1)   🔺 Value (1)   🔺 Position (1)" in said
    assert "Jens Leder: 🟢 0" in said
    assert "⚪ 1 · 50% reviewed" in said


def test_a_managers_home_is_of_the_team_seller_by_seller(staffed: Office, dorte: Actor) -> None:
    said = staffed.person("U0ANNE").home

    assert said.startswith("The team's customers and pipeline")
    assert "Seller by seller" in said
    assert "Tom Seller: 🟢 1  🟨 0  🔺 1  ⚪ 0" in said
    assert "Mette" not in said
    assert "Gamma" not in said


def test_nothing_of_what_a_manager_is_blind_to_is_in_a_figure(staffed: Office, dorte: Actor) -> None:
    staffed.blinds(1, "U0ANNE")
    said = staffed.person("U0ANNE").home

    assert "One open deal worth EUR 200,000." in said
    assert "🔺 Red 0" in said
    assert "One more is hidden until you have sent yours." in said
    assert "Tom Seller: 🟢 1  🟨 0  🔺 0  ⚪ 0 · 100% reviewed" in said
    assert [row for row in blocks(staffed.person("U0ANNE"), "act.") if "Alpha" in row] == []


def test_a_sellers_home_has_none_of_it(staffed: Office, dorte: Actor) -> None:
    said = staffed.person("U0TOM").home

    assert said.startswith("Your deals and customers")
    assert "Where to act" not in said
    assert "Team by team" not in said


def test_before_there_is_anything_a_director_hears_what_to_do(staffed: Office) -> None:
    said = staffed.person("U0DORTE").home

    assert "There are no deals here yet." in said
    assert "Where to act" not in said


def listed(actor: Actor) -> list[str]:
    """The names in the list of somebody's Home."""
    return [row.splitlines()[0].split(" · ")[0] for row in blocks(actor, "subject.")]


def chooses(actor: Actor, action_id: str, value: object) -> list[str]:
    """Choose something above the list, and read the list."""
    actor._published(lambda: actor.clicks(action_id, on="home", value=json.dumps(value)))
    return listed(actor)


def test_a_choice_narrows_the_list_and_stays_through_whatever_happens(staffed: Office, dorte: Actor) -> None:
    assert dorte.home
    assert sorted(listed(dorte)) == ["Alpha", "Beta", "Delta", "Gamma", "Nordlys"]

    assert sorted(chooses(dorte, filters.TEAM, id_of(staffed, "U0ANNE"))) == ["Alpha", "Beta", "Nordlys"]
    assert chooses(dorte, filters.COLOUR, "red") == ["Alpha"]
    staffed.reviewed(2, "U0TOM", 0)
    staffed.tick()
    assert sorted(listed(dorte)) == ["Alpha", "Beta"]
    assert "2 fit what you have chosen, what wants attention first." in dorte.home
    assert "4 open deals" in dorte.home  # the figures are of all
    assert chooses(dorte, filters.TEAM, None) == ["Alpha", "Gamma", "Beta"]
    assert chooses(dorte, filters.ONLY, "customers") == []
    assert chooses(dorte, filters.COLOUR, None) == ["Nordlys"]


def test_a_stage_may_be_chosen_and_what_closes_this_quarter_is_found(staffed: Office, dorte: Actor) -> None:
    epsilon = staffed.add("Epsilon", id_of(staffed, "U0TOM"), days=5)
    with staffed.write() as desk:
        of_it = tables.subjects.c.id == epsilon
        desk.tx.execute(tables.subjects.update().where(of_it).values(stage="Offer 50%"))
    assert dorte.home
    assert chooses(dorte, filters.STAGE, "Offer 50%") == ["Epsilon"]
    assert chooses(dorte, filters.STAGE, None) != ["Epsilon"]
    assert chooses(dorte, filters.ONLY, "quarter") == ["Epsilon"]


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), (date(2026, 1, 1), date(2026, 3, 31))),
        (date(2026, 5, 31), (date(2026, 4, 1), date(2026, 6, 30))),
        (date(2026, 12, 31), (date(2026, 10, 1), date(2026, 12, 31))),
    ],
)
def test_a_quarter_has_three_months(day: date, quarter: tuple[date, date]) -> None:
    assert quarter_of(day) == quarter


def test_a_forged_choice_shows_nobody_elses(staffed: Office, dorte: Actor) -> None:
    anne = staffed.person("U0ANNE")
    assert anne.home
    with staffed.write() as desk:
        choose(desk, staffed.who("U0ANNE"), team=id_of(staffed, "U0METTE"))

    assert "Mette" not in anne.home
    assert listed(anne) == []


def test_what_a_manager_is_blind_to_fits_no_colour(staffed: Office, dorte: Actor) -> None:
    staffed.blinds(1, "U0ANNE")
    anne = staffed.person("U0ANNE")
    assert "Alpha" in "".join(listed(anne)) or anne.home

    assert [chooses(anne, filters.COLOUR, colour) for colour in ("red", "yellow")] == [[], []]
    assert "Alpha" not in chooses(anne, filters.COLOUR, "grey")
    assert "Alpha" in chooses(anne, filters.COLOUR, None)


def test_both_sides_of_a_pair_see_when_they_meet_and_the_manager_what_is_left(staffed: Office) -> None:
    tom = paired(staffed)

    assert "Your next 1-to-1 is with Anne on " in tom.home
    said = staffed.person("U0ANNE").home
    line = next(each for each in said.splitlines() if each.startswith("Tom Seller · "))
    assert line.endswith(" · two left to review")
    for number in (1, 2):
        staffed.reviewed(number, "U0TOM", 2)
    said = staffed.person("U0ANNE").home
    assert next(each for each in said.splitlines() if each.startswith("Tom Seller · ")).endswith(" · ready")
    at(staffed, "2026-11-26T08:00")
    assert "You and Anne have your 1-to-1 today at 10:00." in tom.home
    assert "Your next 1-to-1" not in tom.home


def test_a_director_opens_the_actions_by_team_from_home(staffed: Office, dorte: Actor) -> None:
    assert "Actions by team" in dorte.home

    dorte.clicks(OPEN_SUMS, on="home")

    dorte.modal_with("Actions by team")
