"""One person under two addresses, the list's and Slack's, is taken for one after a question in Setup."""

from dataclasses import replace
from datetime import time

import pytest

from bot.people import views
from bot.people.usecases.leaving import end
from flows.company.people import NewPerson, Role
from storage import people
from tests.journeys.conftest import Actor, Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")

ASKED = "Is Ny Person (ny@example.dk in Slack) on the list under another address?"


@pytest.fixture
def karin(staffed: Office) -> Actor:
    """Karin, with Ny Person on the list under an address that Slack doesn't have, who carries a deal."""
    staffed.add("Northern wharf", listed(staffed, "n.person@firm.example", "Person, Ny"))
    return opened(staffed)


def listed(office: Office, email: str, name: str, role: Role = Role.SELLER) -> int:
    """Put somebody on the list whom Slack doesn't know by this address."""
    new = NewPerson(email, name, role, None, 0, time(9), "Europe/Copenhagen", "da")
    with office.write() as desk:
        return people.save(desk.tx, new)


def opened(office: Office, *, says: str = "Who meets whom, and when") -> Actor:
    """Karin with the form open."""
    karin = office.person("U0KARIN")
    karin.closes()
    karin.says("/review setup")
    karin.modal_with(says)
    return karin


def chooses(actor: Actor, **chosen: str) -> None:
    """Fill in the form."""
    for part, value in chosen.items():
        actor.workspace.fill(actor.id, f"setup.{part}", f"setup.{part}", value)


def answers(actor: Actor, slack_id: str, value: str) -> None:
    """Say who of the list somebody is."""
    actor.workspace.fill(actor.id, views.SAME + slack_id, views.SAME + slack_id, value)


def saves(actor: Actor) -> str:
    """Press Save and read what stands there in the end."""
    actor.submits()
    actor.workspace.wait_for(lambda: "One moment" not in actor.screen and "Et øjeblik" not in actor.screen)
    return actor.screen


def everybody(office: Office) -> list[tuple[int, str, str | None]]:
    """The list: ids, addresses, who they are in Slack."""
    with office.read() as desk:
        return sorted((each.id, each.email, each.slack_id) for each in people.all_of(desk.tx))


def id_by(office: Office, email: str) -> int:
    """The id of whom the list has under this address."""
    with office.read() as desk:
        found = people.by_email(desk.tx, email)
    assert found is not None
    return found.id


def test_yes_keeps_the_person_with_their_deals_and_makes_the_pair(karin: Actor) -> None:
    office = karin.office
    before = id_by(office, "n.person@firm.example")
    chooses(karin, seller="U0NEW", manager="U0ANNE", weekday="3", time="14:30")

    told = saves(karin)
    assert ASKED in told
    assert "Yes: Person, Ny\nn.person@firm.example on the list\nNo, somebody else" in told
    assert office.who("U0ANNE").slack_id
    assert (before, "n.person@firm.example", None) in everybody(office)

    answers(karin, "U0NEW", str(before))
    told = saves(karin)
    assert "Person, Ny is ny@example.dk in Slack. What was on record stays theirs." in told
    assert "Ny Person and Anne Manager are a pair: Thursday, 14:30." in told

    person = office.who("U0NEW")
    assert (person.id, person.manager_id, person.weekday) == (before, id_of(office, "U0ANNE"), 3)
    assert "Northern wharf" in office.person("U0NEW").home
    assert "• Person, Ny: n.person@firm.example, in Slack ny@example.dk" in opened(office).screen


def test_no_makes_a_new_person(karin: Actor) -> None:
    office = karin.office
    before = id_by(office, "n.person@firm.example")
    chooses(karin, seller="U0NEW", manager="U0ANNE")
    saves(karin)

    answers(karin, "U0NEW", views.NOBODY)
    told = saves(karin)

    assert "Ny Person and Anne Manager are a pair" in told
    assert "is ny@example.dk in Slack" not in told
    assert office.who("U0NEW").id != before
    assert (before, "n.person@firm.example", None) in everybody(office)
    assert "There are no deals here yet." in office.person("U0NEW").home


def test_a_manager_is_asked_about_as_a_seller_is(karin: Actor) -> None:
    before = id_by(karin.office, "n.person@firm.example")
    chooses(karin, seller="U0TOM", manager="U0NEW")
    assert ASKED in saves(karin)

    answers(karin, "U0NEW", str(before))
    saves(karin)

    assert karin.office.who("U0TOM").manager_id == before
    assert karin.office.who("U0NEW").role is Role.MANAGER


def test_two_of_one_name_are_both_offered(karin: Actor) -> None:
    other = listed(karin.office, "ny@elsewhere.example", "Somebody Else")
    chooses(karin, seller="U0NEW", manager="U0ANNE")

    told = saves(karin)
    assert "n.person@firm.example on the list" in told
    assert "ny@elsewhere.example on the list" in told

    answers(karin, "U0NEW", str(other))
    saves(karin)
    assert karin.office.who("U0NEW").id == other


def test_two_in_slack_are_never_one_on_the_list(karin: Actor) -> None:
    office = karin.office
    before = everybody(office)
    person = id_by(office, "n.person@firm.example")
    other = replace(office.workspace.users["U0NEW"], id="U0TWIN", email="twin@example.dk")
    office.workspace.users["U0TWIN"] = other
    chooses(karin, seller="U0NEW", manager="U0TWIN")
    saves(karin)

    answers(karin, "U0NEW", str(person))
    answers(karin, "U0TWIN", str(person))

    assert "Person, Ny is known in Slack by now, so I have put nobody together." in saves(karin)
    assert everybody(office) == before


@pytest.mark.parametrize("forged", ["0", "1", "x", "9" * 4301, ""])
def test_an_answer_that_was_not_offered_is_none(karin: Actor, forged: str) -> None:
    before = everybody(karin.office)
    chooses(karin, seller="U0NEW", manager="U0ANNE")
    saves(karin)
    window = karin.modal
    values = window["state"]["values"]
    id_ = views.SAME + "U0NEW"

    karin.submits_again(
        {**window, "state": {"values": {**values, id_: {id_: {"selected_option": {"value": forged}}}}}}
    )
    karin.workspace.wait_for(lambda: "One moment" not in karin.screen)

    assert ASKED in karin.screen
    assert everybody(karin.office) == before


def test_somebody_like_nobody_is_not_asked_about(karin: Actor) -> None:
    karin.office.workspace.change_user("U0NEW", name="Nora Nygaard", email="nora@example.dk")
    chooses(karin, seller="U0NEW", manager="U0ANNE")

    assert "Nora Nygaard and Anne Manager are a pair" in saves(karin)


def test_who_is_missing_in_slack_is_put_together_with_whom_the_admin_names(karin: Actor) -> None:
    office = karin.office
    person = listed(office, "nn@firm.example", "Nora Nygaard")
    opened(office)
    chooses(karin, listed=str(person), in_slack="U0NEW")

    told = saves(karin)
    assert ASKED in told
    assert "Yes: Nora Nygaard\nnn@firm.example on the list" in told

    answers(karin, "U0NEW", str(person))
    assert "Nora Nygaard is ny@example.dk in Slack." in saves(karin)
    assert office.who("U0NEW").id == person


def test_who_was_named_by_mistake_stays_missing(karin: Actor) -> None:
    before = everybody(karin.office)
    chooses(karin, listed=str(id_by(karin.office, "n.person@firm.example")), in_slack="U0NEW")
    saves(karin)

    answers(karin, "U0NEW", views.NOBODY)

    assert "There was nothing new to save." in saves(karin)
    assert everybody(karin.office) == before


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"in_slack": "U0NEW"}, "Choose both somebody on the list and who that is in Slack, or neither."),
        ({"listed": "", "in_slack": "U0GUEST"}, "Gitte Guest can't be put together with that person"),
        ({"listed": "", "in_slack": "U0TOM"}, "Tom Seller can't be put together with that person"),
    ],
)
def test_nobody_is_put_together_with_a_guest_or_with_who_is_known(
    karin: Actor, chosen: dict[str, str], told: str
) -> None:
    before = everybody(karin.office)
    person = str(id_by(karin.office, "n.person@firm.example"))
    chooses(karin, **{part: value or person for part, value in chosen.items()})

    assert told in saves(karin)
    assert everybody(karin.office) == before


def test_where_everybody_was_found_nothing_is_asked_for(staffed: Office) -> None:
    assert "Who that is in Slack" not in opened(staffed).screen


def test_who_has_somebodys_former_address_does_not_take_their_place_in_setup(karin: Actor) -> None:
    office = karin.office
    office.workspace.change_user("U0TOM", email="t.seller@example.com", tz="America/New_York")
    office.wait_for_zone("U0TOM", "America/New_York")
    office.workspace.change_user("U0NEW", name="Nora Nygaard", email="tom@example.com")
    tom = id_of(office, "U0TOM")
    chooses(karin, seller="U0NEW", manager="U0ANNE")

    assert "Tom Seller stands on the list under tom@example.com, and has another address" in saves(karin)
    assert office.who("U0TOM").id == tom


def test_who_had_no_part_in_it_any_more_is_brought_back_as_the_same_person(karin: Actor) -> None:
    office = karin.office
    tom = office.who("U0TOM")
    office.add("Packing line", tom.id)
    with office.write() as desk:
        end(desk, tom)
    office.workspace.change_user("U0TOM", email="t.seller@example.com")
    chooses(karin, seller="U0TOM", manager="U0JENS")

    assert "Tom Seller and Jens Leder are a pair" in saves(karin)
    assert (office.who("U0TOM").id, office.who("U0TOM").role) == (tom.id, Role.SELLER)
    assert "Packing line" in office.person("U0TOM").home


@pytest.fixture
def danish(staffed: Office) -> Actor:
    """Karin with a Danish Slack."""
    staffed.workspace.change_user("U0KARIN", locale="da-DK", tz="Europe/Oslo")
    staffed.wait_for_zone("U0KARIN", "Europe/Oslo")
    listed(staffed, "n.person@firm.example", "Ny Person")
    return opened(staffed, says="Hvem mødes med hvem")


def test_it_is_asked_in_danish_too(danish: Actor) -> None:
    chooses(danish, seller="U0NEW", manager="U0ANNE")
    assert "Står Ny Person (ny@example.dk i Slack) på listen med en anden adresse?" in saves(danish)

    answers(danish, "U0NEW", str(id_by(danish.office, "n.person@firm.example")))
    assert "Ny Person er ny@example.dk i Slack." in saves(danish)
