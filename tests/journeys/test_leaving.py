"""Leaving a review at any moment: what was chosen is there when one comes back, from any surface."""

import pytest

from bot.review.views import page as review_views
from bot.sandbox.payloads import interaction
from flows.review.draft import Draft
from storage import drafts
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom at the first page of his deal's review."""
    staffed.add("Service agreement", id_of(staffed, "U0TOM"))
    tom = staffed.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    return tom


def test_what_was_chosen_before_closing_the_window_is_there_again(tom: Actor) -> None:
    tom.writes("D1", "12 Nov: the CFO called")
    tom.picks("D1.1", 2)
    tom.picks("D1.3", 0)
    tom.closes()

    tom.says("/review service")

    tom.modal_with("Page 1 of 6")
    assert chosen(tom) == {"D1.1": "2", "D1.2": "unknown", "D1.3": "0"}
    assert draft_of(tom).answers.evidence == {"D1": "12 Nov: the CFO called"}


def test_a_choice_leaves_the_window_as_it_is_and_it_can_be_sent(tom: Actor) -> None:
    before = tom.modal["hash"]
    tom.picks("D1.1", 2)

    assert tom.modal["hash"] == before
    tom.submits()
    tom.modal_with("Page 2 of 6")


def test_a_choice_in_a_window_that_another_one_has_overtaken_changes_nothing(tom: Actor) -> None:
    tom.picks("D1.1", 1)
    old = tom.modal
    tom.submits()
    tom.modal_with("Page 2 of 6")
    kept = draft_of(tom)

    about = interaction(tom.workspace.records, tom.id, "block_actions")
    radio = {"type": "radio_buttons", "action_id": review_views.LEVEL, "block_id": "D1.1.v1"}
    tom.workspace.deliver("interactive", {**about, "view": old, "actions": [radio]})

    assert draft_of(tom) == kept
    assert "Page 2 of 6" in tom.screen


def test_what_one_said_of_a_deal_that_was_handed_over_meanwhile_is_kept_and_shown_for_copying(
    staffed: Office, tom: Actor
) -> None:
    staffed.changes(1, "owner_id", id_of(staffed, "U0TOM"), id_of(staffed, "U0METTE"))
    tom.picks("D1.1", 2)
    assert "Page 1 of 6" in tom.screen

    tom.writes("D1", "12 Nov: the CFO called")
    tom.submits()

    assert "handed over to somebody else while you were answering" in tom.screen
    assert "Relations 1: level 2" in tom.screen
    assert "12 Nov: the CFO called" in tom.screen
    assert draft_of(tom).answers.evidence == {"D1": "12 Nov: the CFO called"}
    mette = staffed.person("U0METTE")
    mette.says("/review service")
    mette.modal_with("Side 1 af 6")
    assert "the CFO" not in mette.screen


def chosen(tom: Actor) -> dict[str, str]:
    """The level that each question of the page shows as chosen."""
    radios = [
        block for block in tom.modal["blocks"] if block.get("element", {}).get("type") == "radio_buttons"
    ]
    return {block["block_id"].split(".v")[0]: block["element"]["initial_option"]["value"] for block in radios}


def draft_of(tom: Actor) -> Draft:
    """The draft as it stands in the database."""
    with tom.office.read() as desk:
        draft = drafts.get(desk.tx, 1)
    assert draft is not None
    return draft
