"""App Home: what is mine, what is due on top, 25 a page, and always as it is now."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.home.views import home as views
from bot.kit import doors
from bot.sandbox.people import User
from flows.company.people import Role
from flows.company.subjects import Kind
from tests.journeys.conftest import Actor, Office, id_of, texts_in
from tests.journeys.import_acts import looks, sends

pytestmark = pytest.mark.usefixtures("nothing_refused")

NEXT, PREVIOUS = f"{views.TURN}.on", f"{views.TURN}.back"


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom, who has nothing yet."""
    return staffed.person("U0TOM")


def rows(actor: Actor) -> list[str]:
    """The texts of the subjects on somebody's Home, as it was published last."""
    home = actor.workspace.home(actor.id) or {"blocks": []}
    found = [block for block in home["blocks"] if block["block_id"].startswith("subject.")]
    return ["\n".join(texts_in(block)) for block in found]


def types_of(node: object) -> Iterator[str]:
    """Every type of block, element and text in a view."""
    if isinstance(node, dict):
        if isinstance(node.get("type"), str):
            yield node["type"]
        for value in node.values():
            yield from types_of(value)
    elif isinstance(node, list):
        for item in node:
            yield from types_of(item)


def test_an_empty_home_says_what_to_do(tom: Actor) -> None:
    assert "There are no deals here yet. Add one, or ask" in tom.home


def test_a_row_says_name_whole_value_and_date_and_what_is_to_be_done_and_has_one_button(
    staffed: Office, tom: Actor
) -> None:
    staffed.add("Service agreement 2027", id_of(staffed, "U0TOM"), customer="Nordlys")

    assert "One is ready for you: about 3 minutes" in tom.home
    (row,) = rows(tom)
    assert row.splitlines() == [
        "Nordlys · Service agreement 2027",
        "⚪ Not reviewed · new · DKK 1.2m · expected close 21 February 2027",
        "Ready for you · Not reviewed before",
        "Review",
    ]


def test_a_reviewed_row_has_two_lines_and_the_reason_where_it_is_not_green(
    staffed: Office, tom: Actor
) -> None:
    mine = id_of(staffed, "U0TOM")
    staffed.reviewed(staffed.add("Alpha", mine), "U0TOM", 3)
    staffed.reviewed(staffed.add("Beta", mine), "U0TOM", 0)
    staffed.reviewed(staffed.add("Gamma", id_of(staffed, "U0METTE")), "U0METTE", 3)

    legend = "The shapes in a row, in this order: Relations, Insight, Process, Value, Position"
    assert tom.home.count(legend) == 1
    red, green = rows(tom)
    assert red.splitlines() == [
        "Beta",
        "🔺 Red · DKK 1.2m · expected close 21 February 2027 · 🔺🔺🔺🔺🔺",
        "The customer's problem has not been written down",
        "Open",
    ]
    assert green.splitlines() == [
        "Alpha",
        "🟢 Green · DKK 1.2m · expected close 21 February 2027 · 🟢🟢🟢🟢🟢",
        "Open",
    ]
    assert staffed.person("U0DORTE").home
    assert "Gamma · Mette Sælger" in "\n".join(rows(staffed.person("U0DORTE")))


def test_what_is_due_stands_on_top(staffed: Office, tom: Actor) -> None:
    later = staffed.now + timedelta(days=9)
    mine = id_of(staffed, "U0TOM")
    staffed.add("Alpha", mine, due_at=later)
    staffed.add("Beta", mine)
    staffed.add("Gamma", mine, due_at=later)

    assert "One is ready for you" in tom.home
    assert rows(tom)[0].startswith("Beta")


def test_with_nothing_due_it_says_which_is_next(staffed: Office, tom: Actor) -> None:
    staffed.add("Alpha", id_of(staffed, "U0TOM"), due_at=staffed.now + timedelta(days=9))

    assert "You're up to date. Next is Alpha on Wednesday 2 December." in tom.home


def test_deals_and_customers_stand_together(staffed: Office, tom: Actor) -> None:
    staffed.add("Packing line", id_of(staffed, "U0TOM"))
    staffed.add("Nordlys", id_of(staffed, "U0TOM"), kind=Kind.CUSTOMER)

    assert "2 are ready for you" in tom.home
    assert any("agreement until" in row for row in rows(tom))


def test_194_deals_are_turned_25_a_page_and_each_is_shown_once(staffed: Office, tom: Actor) -> None:
    for number in range(194):
        staffed.add(f"Contract {number:03}", id_of(staffed, "U0TOM"))

    assert "Page 1 of 8 · 194 in all" in tom.home
    seen = [row.splitlines()[0] for row in rows(tom)]
    for page in range(2, 9):
        assert f"Page {page} of 8" in tom.turns(NEXT)
        seen += [row.splitlines()[0] for row in rows(tom)]
    assert sorted(seen) == [f"Contract {number:03}" for number in range(194)]
    assert len(rows(tom)) == 194 - 7 * 25
    assert "Page 7 of 8" in tom.turns(PREVIOUS)


def test_a_manager_turns_through_the_511_deals_of_a_team(staffed: Office) -> None:
    sellers = [id_of(staffed, "U0TOM"), *_hired(staffed, 3)]
    for number in range(511):
        staffed.add(f"Contract {number:03}", sellers[number % 4])
    anne = staffed.person("U0ANNE")

    assert "Page 1 of 21 · 511 in all" in anne.home
    pages = 1
    while any(block.get("action_id") == NEXT for block in _buttons(anne)):
        anne.turns(NEXT)
        pages += 1
    assert pages == 21
    assert len(rows(anne)) == 511 - 20 * 25


def _hired(office: Office, number: int) -> list[int]:
    users = [User(f"U0S{n}", f"Seller {n}", f"seller{n}@example.com", locale="en-GB") for n in range(number)]
    office.workspace.users.update({user.id: user for user in users})
    return [office.add_person(user.id, Role.SELLER, manager="U0ANNE") for user in users]


def _buttons(actor: Actor) -> list[dict[str, str]]:
    home = actor.workspace.home(actor.id) or {"blocks": []}
    return [e for block in home["blocks"] if block["type"] == "actions" for e in block["elements"]]


def test_a_manager_sees_the_team_with_whose_each_is_and_nothing_of_other_teams(staffed: Office) -> None:
    staffed.add("Toms deal", id_of(staffed, "U0TOM"))
    staffed.add("Mettes deal", id_of(staffed, "U0METTE"))
    anne = staffed.person("U0ANNE")

    assert "Toms deal" in anne.home
    assert "Not reviewed before · ready for Tom Seller" in anne.home
    assert "One is ready for its seller." in anne.home
    assert "Mettes deal" not in anne.home


def test_home_shows_a_submitted_review_without_being_opened_the_managers_too(
    staffed: Office, tom: Actor
) -> None:
    staffed.add("Service agreement 2027", id_of(staffed, "U0TOM"))
    anne = staffed.person("U0ANNE")
    assert "Not reviewed before" in tom.home
    assert "Not reviewed before" in anne.home

    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    tom.reviews("222 222 222 222 222", evidence="12 Nov: “yes” by mail")
    staffed.tick()

    for actor in (tom, anne):
        (row,) = rows(actor)
        assert "🟢 Green" in row or "🟨 Yellow" in row
        assert "Not reviewed" not in row


def test_the_button_on_home_opens_the_review(staffed: Office, tom: Actor) -> None:
    staffed.add("Alpha", id_of(staffed, "U0TOM"))
    second = staffed.add("Beta", id_of(staffed, "U0TOM"))
    assert "Beta" in tom.home

    tom.clicks(doors.REVIEW, on="home", value=str(second))

    tom.modal_with("Page 1 of 6")
    assert "Beta" in tom.screen


def test_reminders_are_paused_and_resumed(staffed: Office, tom: Actor) -> None:
    assert "Pause my reminders" in tom.home

    assert "Your reminders are paused. Nothing else changes." in tom.turns(views.PAUSE)
    assert "Resume my reminders" in tom.home
    assert "paused" not in tom.turns(views.PAUSE)


def test_home_has_neither_table_nor_chart(staffed: Office, tom: Actor) -> None:
    staffed.add("Alpha", id_of(staffed, "U0TOM"))
    assert tom.home

    allowed = {"home", "header", "section", "context", "divider", "actions", "button", "plain_text"}
    assert set(types_of(tom.workspace.home("U0TOM"))) <= allowed


def test_the_admin_sees_no_score_but_what_needs_looking_after(staffed: Office) -> None:
    staffed.add("Alpha", id_of(staffed, "U0TOM"))
    karin = staffed.person("U0KARIN")

    assert "You look after Revisor here." in karin.home
    assert "Alpha" not in karin.home
    assert "Setup" in karin.home


def test_the_admin_sees_what_goes_out_and_how_old_the_files_are(staffed: Office) -> None:
    karin = staffed.person("U0KARIN")

    assert "• No message is waiting to be sent." in karin.home
    assert "• No file has been imported yet: /review import shows what one would do." in karin.home
    assert "• Everybody on the list is found in Slack." in karin.home

    looks(karin)
    sends(karin)
    assert "• 2 messages are on their way, the oldest since Monday 23 November, 09:00." in karin.home
    staffed.tick()
    staffed.now += timedelta(days=1)

    assert "• The line to Slack: the last message went out on Monday 23 November, 09:00." in karin.home
    imported = "• Deals from csv were last imported on Monday 23 November, 09:00: 2 new, 0 changed."
    assert imported in karin.home
    assert staffed.person("U0TOM").home.count("imported") == 0


def test_director_viewer_and_auditor_read_everything_and_have_no_button_to_review(staffed: Office) -> None:
    staffed.add("Toms deal", id_of(staffed, "U0TOM"))
    staffed.add("Mettes deal", id_of(staffed, "U0METTE"))

    for slack_id in ("U0DORTE", "U0VERA", "U0AUGUST"):
        home = staffed.person(slack_id).home
        assert "2 deals and customers, what wants attention first." in home
        assert "Toms deal" in home
        assert "Mettes deal" in home
        assert "\nReview\n" not in home
        assert "Add a deal" not in home


def test_names_as_long_as_files_allow_fit(staffed: Office, tom: Actor) -> None:
    for number in range(30):
        staffed.add(f"{number} " + "Åse " * 124, id_of(staffed, "U0TOM"), customer="Ø" * 500)

    assert "Page 1 of 2" in tom.home
    assert len(rows(tom)) == 25
    tom.says("/review")
    tom.modal_with("5 are ready for you")
    assert len(tom.finds("")) == 30
