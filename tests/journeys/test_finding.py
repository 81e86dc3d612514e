"""Finding what to review: what is due, by the words of a name, the picker, adding a deal."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.deals.views import adding as adding_views
from bot.finding import views as finding_views
from bot.finding.usecases import MOST
from bot.finding.views import PICK_ANY
from bot.kit import doors
from flows.company.subjects import Kind, Subject
from storage import subjects
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")


@pytest.fixture
def tom(staffed: Office) -> Actor:
    """Tom, who has nothing yet."""
    return staffed.person("U0TOM")


def has(tom: Actor, *names: str, **more: object) -> list[int]:
    """Give Tom deals."""
    return [tom.office.add(name, id_of(tom.office, "U0TOM"), **more) for name in names]


def deals_of(office: Office) -> list[Subject]:
    """All open deals."""
    with office.read() as desk:
        found = subjects.everything(desk.tx, open_only=True)
        return [subject for subject in found if subject.kind is Kind.DEAL]


def fills_deal(tom: Actor, **said: str | None) -> None:
    """Fill in the form of a new deal."""
    for part, text in said.items():
        tom.workspace.fill("U0TOM", f"deal.{part}", adding_views.VALUE, text)


def test_without_any_deal_it_says_so_and_offers_to_add_one(tom: Actor) -> None:
    tom.says("/review")

    tom.modal_with("There are no deals here yet.")
    tom.presses(doors.ADD_DEAL)
    assert "What is it about?" in tom.screen


def test_with_nothing_due_it_says_when_the_next_one_is(tom: Actor) -> None:
    has(tom, "Packing line", due_at=tom.office.now + timedelta(days=10))

    tom.says("/review")

    tom.modal_with("You're up to date. Next is Packing line on Thursday 3 December.")


def test_two_of_one_name_and_customer_have_their_value_and_date_beside_it(tom: Actor) -> None:
    has(tom, "Renewal", customer="Nordlys", days=30)
    has(tom, "Renewal", customer="Nordlys", days=60, amount=Decimal(90_000))
    has(tom, "Pilot", customer="Nordlys")
    has(tom, *["A very long name of a deal that leaves no room for anything else at all"] * 2)
    tom.says("/review")
    tom.modal_with("Which one first?")

    long, _, pilot, first, second = sorted(tom.finds(""))
    assert pilot == "Nordlys · Pilot"
    assert {first, second} == {
        "Nordlys · Renewal · DKK 1.2m · expected close 23 December",
        "Nordlys · Renewal · DKK 90,000 · expected close 22 January 2027",
    }
    assert long.startswith("A very long name")
    assert long.endswith("… · DKK 1.2m · expected close 21 February 2027")
    assert len(long) == 75


def test_with_nothing_due_one_can_be_reviewed_anyway(tom: Actor) -> None:
    has(tom, "Packing line", due_at=tom.office.now + timedelta(days=10))
    tom.says("/review")
    tom.modal_with("You're up to date.")

    tom.presses(PICK_ANY)

    assert "up to date" not in tom.screen
    assert tom.finds("") == ["Packing line"]


def test_one_due_opens_at_once(tom: Actor) -> None:
    has(tom, "Packing line")

    tom.says("/review")

    tom.modal_with("Page 1 of 6")


def test_several_due_are_picked_from_and_submitting_opens_the_review(tom: Actor) -> None:
    first, _ = has(tom, "Packing line", "Storage")
    tom.says("/review")
    tom.modal_with("2 are ready for you. Which one first?")
    assert sorted(tom.finds("")) == ["Packing line", "Storage"]

    tom.workspace.fill("U0TOM", finding_views.PICKED, finding_views.PICKED, str(first))
    tom.submits()

    assert "Page 1 of 6" in tom.screen
    assert "Packing line" in tom.screen


def test_the_picker_says_where_each_one_stands(tom: Actor) -> None:
    has(tom, "Packing line", "Storage")
    tom.says("/review")
    tom.modal_with("Which one first?")

    options = tom.workspace.suggest("U0TOM", finding_views.PICKED, finding_views.PICKED, "pack")

    assert [option["description"]["text"] for option in options] == ["⚪ Not reviewed · new"]


def test_of_194_deals_the_picker_offers_a_hundred_and_finds_each_by_typing(tom: Actor) -> None:
    has(tom, *[f"Contract {number:03}" for number in range(194)])
    tom.says("/review")
    tom.modal_with("5 are ready for you.")

    assert len(tom.finds("")) == MOST
    assert tom.finds("contract 193") == ["Contract 193"]
    assert tom.finds("zeppelin") == []


def test_a_name_that_one_has_opens_it(tom: Actor) -> None:
    has(tom, "Packing line", "Storage")

    tom.says("/review packing")

    tom.modal_with("Page 1 of 6")
    assert "Packing line" in tom.screen


def test_a_whole_name_opens_it_although_longer_names_hold_its_words(tom: Actor) -> None:
    has(tom, "Storage", "Storage north")

    tom.says("/review storage")

    tom.modal_with("Page 1 of 6")
    assert "north" not in tom.screen


def test_words_that_several_hold_bring_the_picker_with_just_those(tom: Actor) -> None:
    has(tom, "Storage south", "Storage north", "Packing line")

    tom.says("/review storage")

    tom.modal_with("Several names hold “storage”. Which one?")
    assert sorted(tom.finds("")) == ["Storage north", "Storage south"]


@pytest.mark.parametrize(
    "typed", ["æblegård", "Aeblegaard", "ÆBLEGÅRD", "aeblegard", "cafe", "CAFÉ", "søn", "son", "soen"]
)
def test_danish_letters_and_accents_may_be_typed_or_left_out(tom: Actor, typed: str) -> None:
    has(tom, "Café i Æblegården, Søndergade", "Packing line")

    tom.says(f"/review {typed}")

    tom.modal_with("Page 1 of 6")
    assert "Café i Æblegården" in tom.screen


def test_a_customer_in_front_is_found_too(tom: Actor) -> None:
    has(tom, "Service agreement", customer="Nordlys")
    has(tom, "Packing line", customer="Lumen")

    tom.says("/review nordlys")

    tom.modal_with("Nordlys · Service agreement")


def test_an_unknown_name_brings_the_nearest_a_button_to_add_it_and_one_line_of_help(tom: Actor) -> None:
    has(tom, "Packing line", "Storage")

    tom.says("/review stroage")

    tom.modal_with("I found nothing with the words “stroage”.")
    assert "These come nearest:\nStorage\nReview" in tom.screen
    assert "/review help says more." in tom.screen
    tom.presses(doors.ADD_DEAL)
    assert tom.modal["state"]["values"]["deal.name"][adding_views.VALUE]["value"] == "stroage"


def test_the_nearest_name_is_reviewed_with_one_click(tom: Actor) -> None:
    has(tom, "Packing line", "Storage")
    tom.says("/review stroage")
    tom.modal_with("These come nearest:")

    tom.presses(doors.REVIEW)

    assert "Page 1 of 6" in tom.screen


@pytest.mark.parametrize("typed", ["!!!", "…", "🙂"])
def test_signs_without_a_word_find_nothing(tom: Actor, typed: str) -> None:
    has(tom, "Packing line", "Storage")

    tom.says(f"/review {typed}")

    tom.modal_with(f"I found nothing with the words “{typed}”.")


def test_a_name_of_somebody_elses_deal_is_not_found(staffed: Office, tom: Actor) -> None:
    staffed.add("Secret deal", id_of(staffed, "U0METTE"))

    tom.says("/review secret deal")

    tom.modal_with("I found nothing with the words “secret deal”.")
    assert "Secret deal" not in tom.screen


def test_the_shortcut_does_what_the_command_does(tom: Actor) -> None:
    has(tom, "Packing line")

    tom.workspace.shortcut("U0TOM", doors.BEGIN)

    tom.modal_with("Page 1 of 6")


def test_a_new_deal_is_added_and_reviewed_at_once(tom: Actor) -> None:
    tom.says("/review")
    tom.modal_with("There are no deals here yet.")
    tom.presses(doors.ADD_DEAL)

    fills_deal(tom, name="Crane hire", customer="Lumen", amount="250000.50", close="2027-02-01")
    tom.submits()

    assert "Lumen · Crane hire" in tom.screen
    assert "DKK 250,001 · expected close 1 February 2027" in tom.screen
    assert "Page 1 of 6" in tom.screen


def test_amount_and_close_may_stay_empty(tom: Actor) -> None:
    tom.says("/review Crane hire")
    tom.modal_with("I found nothing")
    tom.presses(doors.ADD_DEAL)

    fills_deal(tom, customer="Lumen")
    tom.submits()

    assert "Lumen · Crane hire\n · no amount yet" in tom.screen


def opened_form(tom: Actor) -> dict[str, object]:
    """The open form of a new deal, filled in."""
    tom.says("/review")
    tom.modal_with("There are no deals here yet.")
    tom.presses(doors.ADD_DEAL)
    fills_deal(tom, name="Crane hire", customer="Lumen")
    return tom.modal


@pytest.mark.parametrize(
    ("part", "typed", "told"),
    [
        ("name", "   ", "Write a few words."),
        ("customer", " ", "Write a few words."),
        ("amount", "-5", "Write a plain number, such as 250000, or nothing."),
        ("amount", "lots", "Write a plain number, such as 250000, or nothing."),
        ("amount", "NaN", "Write a plain number, such as 250000, or nothing."),
        ("amount", "1e400", "Write a plain number, such as 250000, or nothing."),
        ("amount", "9" * 24, "Write a plain number, such as 250000, or nothing."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_adds_nothing(
    tom: Actor, part: str, typed: str, told: str
) -> None:
    form = opened_form(tom)
    form["state"]["values"][f"deal.{part}"][adding_views.VALUE]["value"] = typed  # type: ignore[index]

    assert tom.acknowledgement_of(form) == {"response_action": "errors", "errors": {f"deal.{part}": told}}
    assert deals_of(tom.office) == []


def test_a_form_delivered_twice_is_one_deal(tom: Actor) -> None:
    form = opened_form(tom)
    tom.submits()

    assert "Page 1 of 6" in tom.submits_again(form)
    assert [deal.name for deal in deals_of(tom.office)] == ["Crane hire"]


def test_submitting_the_picker_without_a_choice_is_told_beside_it(tom: Actor) -> None:
    has(tom, "Packing line", "Storage")
    tom.says("/review")
    tom.modal_with("Which one first?")

    assert tom.submits_again(tom.modal) == "Choose one first."
