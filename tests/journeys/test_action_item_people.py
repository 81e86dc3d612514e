"""Who does an action item and by when: who may be named, who is told, and what is refused."""

from datetime import timedelta

import pytest

from bot.actions.views import action_items
from bot.actions.views.form import CUSTOMER, SAVE, VALUE, WHO, block_id
from bot.kit import doors
from flows.company.subjects import Status
from flows.review.action_item import Fate
from tests.journeys.action_item_acts import WHAT, adds, items, opens_form, says, sent, why
from tests.journeys.conftest import Office, id_of, staff

pytestmark = pytest.mark.usefixtures("nothing_refused")


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal, never reviewed."""
    return staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys", days=90)


def test_the_choices_are_oneself_the_owner_the_manager_the_customer_and_the_rest_of_the_list(
    staffed: Office, deal: int
) -> None:
    sent(staffed).closes()
    anne = staffed.person("U0ANNE")
    why(anne, deal)
    opens_form(anne, deal)
    block = block_id("who", deal)

    found = anne.workspace.suggest(anne.id, block, WHO, "")
    assert [choice["text"]["text"] for choice in found][:3] == ["Anne Manager", "Tom Seller", "The customer"]
    assert len(found) == 9
    typed = anne.workspace.suggest(anne.id, block, WHO, "soel")
    assert [choice["text"]["text"] for choice in typed] == []
    typed = anne.workspace.suggest(anne.id, block, WHO, "cust")
    assert [choice["text"]["text"] for choice in typed] == ["The customer"]


def test_who_is_put_down_is_told_once_with_open_if_they_may_read_it(staffed: Office, deal: int) -> None:
    sent(staffed).closes()
    anne, tom = staffed.person("U0ANNE"), staffed.person("U0TOM")
    why(anne, deal)
    adds(anne, deal, who=str(id_of(staffed, "U0TOM")))
    staffed.tick()

    [message] = tom.messages()
    expected = f"Anne Manager has put you down for an action on Nordlys · Service agreement: {WHAT}."
    assert f"{expected} By Monday 30 November." in message
    tom.closes()
    tom.clicks(doors.WHY, on="message")
    tom.modal_with(f"Tom Seller · {WHAT}")
    assert anne.messages() == []


def test_a_colleague_who_may_not_read_it_opens_their_own_actions_and_may_say_that_it_is_done(
    staffed: Office, deal: int
) -> None:
    tom = sent(staffed)
    adds(tom, deal, "D3", who=str(id_of(staffed, "U0METTE")))
    tom.closes()
    staffed.tick()
    mette = staffed.person("U0METTE")
    [message] = mette.messages()
    assert f"Tom Seller har sat dig på en handling for Nordlys · Service agreement: {WHAT}." in message
    assert "Senest mandag den 30. november" in message
    mette.clicks(doors.ACTIONS, on="message")
    assert "Mine handlinger" in mette.screen
    assert WHAT in mette.screen
    mette.closes()

    mette.clicks(action_items.DONE, on="message")

    mette.modal_with(f"Noteret som udført: {WHAT}")
    assert "Service" not in mette.screen
    became = items(staffed, deal)[0].became
    assert became is not None
    assert (became.fate, became.person_id) == (Fate.DONE, id_of(staffed, "U0METTE"))


def test_an_action_of_the_customer_tells_nobody(staffed: Office, deal: int) -> None:
    tom = sent(staffed)
    adds(tom, deal, "D3", who=CUSTOMER)
    staffed.tick()

    assert f"The customer · {WHAT}" in tom.screen
    assert items(staffed, deal)[0].person_id is None
    assert all(staffed.person(who).messages() == [] for who in ("U0TOM", "U0ANNE"))


def test_the_same_form_sent_twice_is_one_action_and_one_message(staffed: Office, deal: int) -> None:
    sent(staffed).closes()
    anne = staffed.person("U0ANNE")
    why(anne, deal)
    opens_form(anne, deal)
    says(anne, deal, what=WHAT, who=str(id_of(staffed, "U0TOM")))
    form = anne.modal
    anne.submits()

    anne.acknowledgement_of(form)
    staffed.passes(minutes=5)
    anne.acknowledgement_of(form)
    staffed.tick()

    assert len(items(staffed, deal)) == 1
    assert len(staffed.person("U0TOM").messages()) == 1


def test_readers_read_the_actions_and_change_nothing(staffed: Office, deal: int) -> None:
    tom = sent(staffed)
    adds(tom, deal, "D3")
    dorte = staffed.person("U0DORTE")

    assert WHAT in why(dorte, deal)
    assert "Add an action" not in dorte.screen
    assert "Done" not in dorte.screen.split("\n")
    assert "isn't yours to review" in dorte.forges(action_items.ADD, action_items.ABOUT.dump((deal, "")))
    assert "isn't yours to review" in dorte.forges(action_items.DONE, str(items(staffed, deal)[0].id))
    assert items(staffed, deal)[0].is_open


TOO_FAR = "Choose a day from today on, and at most a year ahead."
NO_DAY = "Say by when: an action without a date is not saved."


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("2026-11-22", TOO_FAR),
        ("2027-11-25", TOO_FAR),
        ("2026-02-30", NO_DAY),
        ("soon", NO_DAY),
        ("", NO_DAY),
    ],
)
def test_a_day_that_is_over_or_far_away_or_none_is_said_beside_the_field(
    staffed: Office, deal: int, by: str, expected: str
) -> None:
    tom = sent(staffed)
    opens_form(tom, deal, "D3")
    says(tom, deal, what=WHAT)
    form = tom.modal
    form["state"]["values"][block_id("by", deal)][VALUE]["selected_date"] = by

    said = tom.submits_again(form)

    assert said == expected
    assert items(staffed, deal) == []


def test_the_day_is_that_of_whoever_writes_it(staffed: Office, deal: int) -> None:
    tom = sent(staffed)
    tom.closes()
    staffed.now += timedelta(hours=15, minutes=30)  # 23:30 in London, the next day in Copenhagen
    why(tom, deal)

    adds(tom, deal, by="2026-11-23")

    assert "By Monday 23 November" in tom.screen


@pytest.mark.parametrize(
    ("part", "held", "said"),
    [
        ("what", {"value": " \u00a0"}, "Write a few words."),
        ("what", {"value": "x" * 201}, "At most 200 characters fit."),
        ("who", None, "Say who does it: an action that is nobody's is not saved."),
        ("who", {"value": "nobody"}, "Choose somebody who is"),
        ("who", {"value": "9999"}, "Choose somebody who is"),
        ("question", None, "Choose one of the questions"),
        ("question", {"value": "D9.9"}, "Choose one of the questions"),
        ("question", {"value": "C1.1"}, "Choose one of the questions"),
    ],
)
def test_what_no_form_of_ours_says_is_refused_beside_its_field(
    staffed: Office, deal: int, part: str, held: dict[str, str] | None, said: str
) -> None:
    tom = sent(staffed)
    opens_form(tom, deal, "D3")
    says(tom, deal, what=WHAT)
    form = tom.modal
    action_id = WHO if part == "who" else VALUE
    form["state"]["values"][block_id(part, deal)][action_id] = (
        held if part == "what" else {"selected_option": held}
    )

    assert said in tom.submits_again(form)
    assert items(staffed, deal) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        *((data, "from an older message") for data in ("", "x", "[]", "{}", '["1"]', "[1, 2]", "[" * 3000)),
        ("[9999]", "isn't yours"),
    ],
)
def test_a_form_about_nothing_of_theirs_is_refused(staffed: Office, deal: int, data: str, said: str) -> None:
    tom = sent(staffed)
    form = {"id": "V0", "type": "modal", "callback_id": SAVE, "private_metadata": data}
    values = {
        block_id(part, 9999): {WHO if part == "who" else VALUE: held}
        for part, held in {
            "what": {"value": WHAT},
            "who": {"selected_option": {"value": CUSTOMER}},
            "by": {"selected_date": "2026-11-30"},
            "question": {"selected_option": {"value": "D3.3"}},
        }.items()
    }

    assert said in tom.submits_again({**form, "state": {"values": values}, "hash": "1.x"})
    assert items(staffed, deal) == []


@pytest.mark.parametrize("value", ["", "-", "x", "²", "9" * 30, "1; DROP TABLE action_items"])
def test_a_button_of_an_action_with_a_value_that_is_none(any_office: Office, value: str) -> None:
    tom = staff(any_office).person("U0TOM")

    assert "from an older message" in tom.forges(action_items.ADD, value)
    assert "from an older message" in tom.forges(action_items.DONE, value)


def test_a_button_of_an_action_for_what_is_not_there(any_office: Office) -> None:
    tom = staff(any_office).person("U0TOM")

    assert "isn't yours" in tom.forges(action_items.ADD, action_items.ABOUT.dump((9999, "")))
    assert "isn't yours" in tom.forges(action_items.DONE, "9999")


def test_a_closed_deal_keeps_its_actions_and_takes_no_new_one(staffed: Office, deal: int) -> None:
    tom = sent(staffed)
    adds(tom, deal, "D3")
    staffed.changes(deal, "status", Status.OPEN, Status.WON)

    assert WHAT in why(tom, deal)
    assert "Add an action" not in tom.screen
    assert "is closed" in tom.forges(action_items.ADD, action_items.ABOUT.dump((deal, "")))
