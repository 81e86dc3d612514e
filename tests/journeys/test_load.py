"""A weekly load that people keep: at most seven subjects or fifteen minutes, and the rest planned, on every surface."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.finding.views import PICK_ANY
from bot.home.views import home as home_views
from bot.kit import doors
from bot.review.views import run as runs
from flows.company.subjects import Status
from tests.journeys.conftest import Actor, Office, id_of, texts_in

pytestmark = pytest.mark.usefixtures("nothing_refused")


@pytest.fixture
def busy(staffed: Office) -> Office:
    """Tom has twelve deals that were never reviewed, the first the most valuable; his week begins on Monday at nine."""
    for number in range(12):
        amount = Decimal(1_200_000 - 50_000 * number)
        staffed.add(f"Deal {number + 1:02}", id_of(staffed, "U0TOM"), amount=amount)
    return staffed


@pytest.fixture
def tom(busy: Office) -> Actor:
    """Tom."""
    return busy.person("U0TOM")


def rows(actor: Actor) -> list[str]:
    """The subjects' rows on somebody's Home, as it was published last."""
    home = actor.workspace.home(actor.id) or {"blocks": []}
    return [" | ".join(texts_in(b)) for b in home["blocks"] if b["block_id"].startswith("subject.")]


def named(found: Sequence[str]) -> list[str]:
    """The names of rows."""
    return [row.splitlines()[0] for row in found]


def does(office: Office, *numbers: int) -> None:
    """Tom reviews these of his deals."""
    for number in numbers:
        office.reviewed(number, "U0TOM", 2)


def test_home_shows_what_is_ready_and_when_the_rest_comes(tom: Actor) -> None:
    said = tom.home

    assert "5 are ready for you: about 3 minutes each, and what has not changed is quick. " in said
    assert "7 more are planned, the next five from Monday 23 November." in said
    assert "Review all that is due (5)" in said
    assert named(rows(tom)) == [f"Deal {number:02}" for number in range(1, 13)]
    assert all("Ready for you · Not reviewed before" in row for row in rows(tom)[:5])
    assert all("Planned for the week of 23 November · Not reviewed before" in row for row in rows(tom)[5:10])
    assert all("Planned for the week of 30 November" in row for row in rows(tom)[10:])
    assert all(row.endswith("| Review") for row in rows(tom))


def test_only_what_is_ready_is_offered_in_green(tom: Actor) -> None:
    assert tom.home
    blocks = (tom.workspace.home(tom.id) or {})["blocks"]
    styles = [b["accessory"].get("style") for b in blocks if b["block_id"].startswith("subject.")]

    assert styles == ["primary"] * 5 + [None] * 7


def test_the_picker_speaks_of_what_is_ready_and_offers_all_in_its_order(tom: Actor) -> None:
    tom.says("/review")

    tom.modal_with("5 are ready for you. Which one first?")
    assert tom.finds("") == [f"Deal {number:02}" for number in range(1, 13)]


def test_the_soonest_to_close_and_the_longest_unseen_count_as_much_as_value(staffed: Office) -> None:
    mine = id_of(staffed, "U0TOM")
    staffed.add("Large and far away", mine, days=200)
    staffed.add("Small and soon", mine, amount=Decimal(240_000), days=3)
    seen = staffed.add("Large, soon and seen lately", mine, days=3)
    staffed.add("In euros, and soon", mine, amount=Decimal(90_000), currency="EUR", days=4)
    staffed.reviewed(seen, "U0TOM", None)
    staffed.passes(days=8)

    assert staffed.person("U0TOM").home
    assert named(rows(staffed.person("U0TOM"))) == [
        "In euros, and soon",
        "Small and soon",
        "Large, soon and seen lately",
        "Large and far away",
    ]


def test_a_week_that_is_done_is_said_warmly_and_anything_may_be_reviewed_all_the_same(
    busy: Office, tom: Actor
) -> None:
    does(busy, 1, 2, 3, 4, 5)

    tom.says("/review")
    tom.modal_with("That was all for this week. 7 more are planned, the next five from Monday 23 November.")
    assert "That was all for this week. 7 more are planned" in tom.home
    tom.presses(PICK_ANY)
    assert "Which one?" in tom.screen
    assert len(tom.finds("deal")) == 12


def test_what_is_planned_is_reviewed_from_its_row_at_any_time(busy: Office, tom: Actor) -> None:
    assert tom.home
    tom.clicks(doors.REVIEW, on="home", value="12")
    tom.modal_with("Page 1 of 6")
    for _ in range(6):
        tom.submits()

    assert "4 more are ready for you." in tom.screen
    assert "4 are ready for you" in tom.home
    assert "7 more are planned" in tom.home


def test_the_result_of_the_weeks_last_one_says_that_it_was_the_last(busy: Office, tom: Actor) -> None:
    does(busy, 1, 2, 3, 4)
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    for _ in range(6):
        tom.submits()

    assert (
        "That was all for this week. 7 more are planned, the next five from Monday 23 November." in tom.screen
    )


def test_the_next_week_brings_the_next_ones(busy: Office, tom: Actor) -> None:
    does(busy, 1, 2, 3, 4, 5)
    busy.passes(hours=1)  # Monday, nine o'clock in London

    assert "5 are ready for you" in tom.home
    assert "2 more are planned, from Monday 30 November." in tom.home
    assert named(rows(tom))[:5] == [f"Deal {number:02}" for number in range(6, 11)]


def test_what_was_not_done_in_its_week_comes_again_in_the_next(busy: Office, tom: Actor) -> None:
    does(busy, 1)
    busy.passes(hours=1)

    assert tom.home
    assert named(rows(tom))[:5] == [f"Deal {number:02}" for number in range(2, 7)]


def test_a_run_goes_through_what_is_ready_in_its_order(tom: Actor) -> None:
    assert tom.home
    tom.clicks(doors.RUN, on="home")
    tom.modal_with("1 of 5")
    for number in range(1, 6):
        assert f"Deal {number:02}" in tom.screen
        assert f"{number} of 5" in tom.screen
        tom.presses(runs.SKIP)

    assert "That was the last one. You have sent none. 5 are still ready for you." in tom.screen


def test_what_leaves_a_run_gives_its_place_to_what_was_planned(busy: Office, tom: Actor) -> None:
    assert tom.home
    tom.clicks(doors.RUN, on="home")
    tom.modal_with("1 of 5")
    busy.changes(3, "status", Status.OPEN, Status.LOST)

    tom.presses(runs.SKIP)

    assert "2 of 5" in tom.screen
    assert "One is left out: it was closed, handed over or reviewed meanwhile." in tom.screen
    assert "One more has become ready meanwhile and comes last." in tom.screen


def test_a_run_keeps_what_it_began_with_when_something_planned_is_reviewed_beside_it(
    busy: Office, tom: Actor
) -> None:
    assert tom.home
    tom.clicks(doors.RUN, on="home")
    tom.modal_with("1 of 5")
    does(busy, 12)
    for number in range(2, 6):
        tom.presses(runs.SKIP)
        assert f"{number} of 5" in tom.screen
        assert f"Deal {number:02}" in tom.screen
        assert "meanwhile" not in tom.screen


def test_the_reminder_counts_only_what_is_ready(busy: Office, tom: Actor) -> None:
    busy.plan(id_of(busy, "U0TOM"))
    busy.passes(hours=1)

    assert "Five deals are ready for your 1-to-1 with Anne" in tom.messages()[0]


def test_a_manager_sees_what_is_ready_for_whom_and_what_is_planned(busy: Office) -> None:
    anne = busy.person("U0ANNE")

    assert "5 are ready for their sellers." in anne.home
    assert "Not reviewed before · ready for Tom Seller" in rows(anne)[0]
    assert "Not reviewed before · planned for the week of 30 November" in rows(anne)[-1]
    assert "Review all that is due" not in anne.home


def test_a_manager_has_a_load_of_their_own_above_the_teams(busy: Office) -> None:
    busy.add("Annes own", id_of(busy, "U0ANNE"), amount=Decimal(1), days=300)
    anne = busy.person("U0ANNE")

    assert "One is ready for you" in anne.home
    assert named(rows(anne))[0] == "Annes own"


def test_who_is_not_ready_is_counted_by_what_was_ready_for_them(busy: Office) -> None:
    busy.set_digest("C1")
    does(busy, 1)
    busy.person("U0ANNE").says("/review digest")
    busy.person("U0ANNE").modal_with("on its way")
    busy.tick()

    assert "Tom Seller (4 left)" in busy.person("U0ANNE").messages()[0]


def test_who_has_done_the_weeks_share_is_ready_however_much_is_planned(busy: Office) -> None:
    busy.set_digest("C1")
    does(busy, 1, 2, 3, 4, 5)
    busy.person("U0ANNE").says("/review digest")
    busy.person("U0ANNE").modal_with("on its way")
    busy.tick()

    assert "Everybody is ready" in "\n".join(texts_in(busy.workspace.messages("C1")[0].blocks))
    assert busy.person("U0ANNE").messages() == []


def test_what_comes_in_mid_week_pushes_nothing_out(busy: Office, tom: Actor) -> None:
    busy.passes(hours=1)
    busy.passes(days=2)
    busy.add("Huge and tomorrow", id_of(busy, "U0TOM"), amount=Decimal(10**9), days=1)

    assert tom.home
    assert named(rows(tom))[:5] == [f"Deal {number:02}" for number in range(1, 6)]


@pytest.mark.parametrize("company", [{"weekly_subjects": 2}, {"weekly_minutes": 7}])
def test_how_much_a_week_holds_is_a_setting(tom: Actor) -> None:
    assert "2 are ready for you" in tom.home
    assert "10 more are planned, the next two from Monday 23 November." in tom.home


def test_the_same_in_danish(staffed: Office) -> None:
    for number in range(6):
        staffed.add(f"Aftale {number}", id_of(staffed, "U0METTE"))
    staffed.now += timedelta(hours=1)
    mette = staffed.person("U0METTE")

    assert "5 er klar til dig" in mette.home
    assert "Én mere er planlagt, fra mandag den 30. november." in mette.home
    assert "Planlagt til ugen fra den 30. november · Ikke vurderet før" in rows(mette)[-1]


def test_a_row_of_a_plan_turns_with_the_pages(staffed: Office) -> None:
    for number in range(30):
        staffed.add(f"Deal {number:02}", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")

    assert "Page 1 of 2 · 30 in all" in tom.home
    assert "Planned for the week of 14 December" in rows(tom)[-1]
    tom.turns(f"{home_views.TURN}.on")
    assert len(rows(tom)) == 5
