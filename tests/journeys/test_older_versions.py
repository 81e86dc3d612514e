"""What an older version has sent: its buttons, windows and messages on their way mean what they meant."""

import json

import pytest

from bot.actions.views import action_items
from bot.app.formerly import FORMERLY
from bot.app.routes import ROUTES
from bot.sandbox.payloads import interaction
from tests.journeys.action_item_acts import WHAT, adds, items, opens_form, says, sent, why
from tests.journeys.conftest import Actor, Json, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal, never reviewed."""
    return staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys", days=90)


@pytest.fixture
def tom(staffed: Office, deal: int) -> Actor:
    """Tom, who has reviewed it."""
    actor = sent(staffed)
    actor.closes()
    return actor


def test_an_action_is_done_by_the_button_of_an_older_message(staffed: Office, deal: int, tom: Actor) -> None:
    why(tom, deal)
    adds(tom, deal)

    tom.forges("plan.done", str(items(staffed, deal)[0].id))

    assert f"Noted as done: {WHAT}" in tom.screen
    assert f"Done recently: {WHAT}" in why(tom, deal)
    became = items(staffed, deal)[0].became
    assert became is not None
    assert became.person_id == id_of(staffed, "U0TOM")


def test_an_action_is_added_by_the_button_of_an_older_window(deal: int, tom: Actor) -> None:
    assert "New action" in tom.forges("plan.add", action_items.ABOUT.dump((deal, "")))


def test_a_form_that_an_older_version_has_opened_is_filled_in_and_saved(
    staffed: Office, deal: int, tom: Actor
) -> None:
    form = as_before(_form(tom, deal))
    assert form["callback_id"] == "plan.save"

    assert "errors" not in tom.acknowledgement_of(form)

    assert [item.what for item in items(staffed, deal)] == [WHAT]


def test_what_is_wrong_in_it_stands_beside_the_fields_that_it_has(
    staffed: Office, deal: int, tom: Actor
) -> None:
    form = as_before(_form(tom, deal))
    form["state"]["values"][f"plan.by.{deal}"]["plan.value"]["selected_date"] = "2020-01-01"
    form["state"]["values"][f"plan.what.{deal}"]["plan.value"]["value"] = "x" * 201

    said = tom.acknowledgement_of(form)

    assert said == {
        "response_action": "errors",
        "errors": {f"plan.what.{deal}": "That is too long. At most 200 characters fit."},
    }
    assert items(staffed, deal) == []


def test_its_people_are_still_looked_up(deal: int, tom: Actor) -> None:
    asked = {"action_id": "plan.who", "value": "cust", "view": as_before(_form(tom, deal))}
    about = interaction(tom.workspace.records, tom.id, "block_suggestion", with_trigger=False)

    found = tom.workspace.deliver("interactive", {**about, **asked})["options"]

    assert [choice["text"]["text"] for choice in found] == ["The customer"]


def test_a_word_that_was_given_up_is_no_feature_of_today() -> None:
    words = {id_.partition(".")[0] for kind in ROUTES.values() for id_ in kind}

    assert FORMERLY.keys().isdisjoint(words)
    assert {*FORMERLY.values()} <= words


def as_before(view: Json) -> Json:
    """A window with the ids that it had: the old word at the head of each."""
    old = json.dumps(view)
    for before, today in FORMERLY.items():
        old = old.replace(f'"{today}.', f'"{before}.')
    loaded: Json = json.loads(old)
    return loaded


def _form(actor: Actor, deal: int) -> Json:
    """The form as it is sent, filled in."""
    why(actor, deal)
    opens_form(actor, deal)
    says(actor, deal, what=WHAT)
    return actor.modal
