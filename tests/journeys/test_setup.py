"""Setup: pairs by pickers, their weekday and time."""

from dataclasses import replace

import pytest

from bot.kit import doors
from bot.people import views
from bot.sandbox.people import Identity, User
from flows.company.people import NewPerson, Person, Role
from storage import outbox, people
from storage.outbox import State
from tests.journeys.conftest import USERS, Actor, Office, id_of, open_office, patient


@pytest.fixture
def karin(staffed: Office) -> Actor:
    """Karin, the admin, before the form."""
    return opened(staffed)


def opened(office: Office) -> Actor:
    """Karin with the form open."""
    karin = office.person("U0KARIN")
    karin.closes()
    karin.says("/review setup")
    karin.modal_with("Who meets whom, and when")
    return karin


def chooses(karin: Actor, **chosen: str) -> None:
    """Fill in the form."""
    for part, value in chosen.items():
        karin.workspace.fill(karin.id, f"setup.{part}", f"setup.{part}", value)


def saves(karin: Actor) -> str:
    """Press Save and read what stands there in the end."""
    karin.submits()
    karin.workspace.wait_for(lambda: "One moment" not in karin.screen)
    return karin.screen


def person(office: Office, slack_id: str) -> Person:
    """Somebody as the list has them now."""
    with office.read() as desk:
        found = people.by_slack(desk.tx, slack_id)
    assert found is not None
    return found


def test_a_pair_is_made_by_pickers_and_reminded_at_its_time(staffed: Office, karin: Actor) -> None:
    chooses(karin, seller="U0TOM", manager="U0JENS", weekday="3", time="14:30")

    assert "Tom Seller and Jens Leder are a pair: Thursday, 14:30." in saves(karin)

    tom = person(staffed, "U0TOM")
    assert (tom.manager_id, tom.weekday, f"{tom.at:%H:%M}") == (id_of(staffed, "U0JENS"), 3, "14:30")
    staffed.add("Packing line", tom.id)
    staffed.passes(days=3, hours=6, minutes=30)  # Thursday 14:30 in London
    assert len(staffed.person("U0TOM").messages()) == 1


def test_the_form_lists_the_pairs_that_are_set(karin: Actor) -> None:
    assert "Pairs now:\n• Mette Sælger and Jens Leder: Monday, 09:00" in karin.screen


def test_somebody_who_is_not_on_the_list_comes_on_it(staffed: Office, karin: Actor) -> None:
    chooses(karin, seller="U0NEW", manager="U0ANNE")

    assert "Ny Person and Anne Manager are a pair" in saves(karin)

    assert person(staffed, "U0NEW").role is Role.SELLER
    assert "There are no deals here yet." in staffed.person("U0NEW").home


def test_a_seller_who_is_given_a_seller_sees_the_team_from_then_on(staffed: Office, karin: Actor) -> None:
    staffed.add("Packing line", id_of(staffed, "U0METTE"))
    chooses(karin, seller="U0METTE", manager="U0TOM")

    assert "Mette Sælger and Tom Seller are a pair" in saves(karin)

    assert "Packing line" in staffed.person("U0TOM").home


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"seller": "U0TOM"}, "Choose somebody, and a role or a manager for them"),
        ({"manager": "U0ANNE"}, "Choose somebody, and a role or a manager for them"),
        ({"seller": "U0TOM", "manager": "U0TOM"}, "A pair is two people. Choose another manager."),
        ({"seller": "U0GUEST", "manager": "U0ANNE"}, "Gitte Guest is a guest here"),
        ({"seller": "U0TOM", "manager": "U0ANNE", "time": "02:30"}, "Choose a time from 04:00 on."),
        ({"role": "seller"}, "Choose somebody, and a role or a manager for them"),
        ({"seller": "U0GUEST", "role": "viewer"}, "Gitte Guest is a guest here"),
        (
            {"seller": "U0TOM", "role": "viewer", "manager": "U0ANNE"},
            "Only sellers and managers have a manager",
        ),
        ({"seller": "U0ANNE", "role": "seller"}, "Anne Manager is others' manager"),
        ({"seller": "U0VERA", "manager": "U0ANNE"}, "Vera Viewer is on the list as somebody who only reads"),
    ],
)
def test_a_pair_that_cannot_be_is_told_and_the_form_stays_as_it_was_filled_in(
    staffed: Office, karin: Actor, chosen: dict[str, str], told: str
) -> None:
    before = person(staffed, "U0TOM")
    chooses(karin, weekday="4", **chosen)

    assert told in saves(karin)

    values = karin.modal["state"]["values"]
    assert values[views.SELLER][views.SELLER]["selected_user"] == chosen.get("seller")
    assert values[views.MANAGER][views.MANAGER]["selected_user"] == chosen.get("manager")
    assert values[views.WEEKDAY][views.WEEKDAY]["selected_option"]["value"] == "4"
    assert person(staffed, "U0TOM") == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.NONE])
def test_somebody_is_invited_by_being_picked_in_any_role(staffed: Office, karin: Actor, role: Role) -> None:
    chooses(karin, seller="U0NEW", role=role.value, weekday="2", time="10:15")

    told = saves(karin)

    assert f"Ny Person is on the list: {role.value}." in told
    reviews = role in (Role.SELLER, Role.MANAGER)
    assert ("Ny Person is reminded: Wednesday, 10:15." in told) is reviews
    new = person(staffed, "U0NEW")
    assert (new.name, new.email, new.role, new.manager_id) == ("Ny Person", "ny@example.dk", role, None)
    assert (new.weekday == 2) is reviews
    assert "On the list without a manager:\n• Anne Manager: manager" in opened(staffed).screen
    assert f"• Ny Person: {role.value}" in opened(staffed).screen


def test_a_small_team_needs_no_file(staffed: Office, karin: Actor) -> None:
    chooses(karin, seller="U0NEW", role="seller", manager="U0JENS", weekday="3", time="14:30")

    told = saves(karin)

    assert "Ny Person is on the list: seller.\nNy Person and Jens Leder are a pair: Thursday, 14:30." in told
    staffed.add("Packing line", id_of(staffed, "U0NEW"))
    staffed.passes(days=3, hours=5, minutes=30)  # Thursday 14:30 in Copenhagen
    assert len(staffed.person("U0NEW").messages()) == 1


def test_another_role_is_given_to_who_is_on_the_list_and_the_manager_stays(
    staffed: Office, karin: Actor
) -> None:
    chooses(karin, seller="U0TOM", role="manager")
    saves(karin)

    tom = person(staffed, "U0TOM")
    assert (tom.role, tom.manager_id) == (Role.MANAGER, id_of(staffed, "U0ANNE"))


def test_who_only_read_may_become_a_seller_with_a_manager(staffed: Office, karin: Actor) -> None:
    chooses(karin, seller="U0VERA", role="seller", manager="U0ANNE")

    assert "Vera Viewer and Anne Manager are a pair" in saves(karin)
    assert person(staffed, "U0VERA").role is Role.SELLER


def test_somebody_is_invited_in_danish_too(staffed: Office) -> None:
    staffed.workspace.change_user("U0KARIN", locale="da-DK", tz="Europe/Oslo")
    staffed.wait_for_zone("U0KARIN", "Europe/Oslo")
    karin = staffed.person("U0KARIN")
    karin.says("/review opsætning")
    karin.modal_with("Hvem mødes med hvem")
    chooses(karin, seller="U0NEW", role="seller", weekday="0", time="09:00")
    karin.submits()
    karin.workspace.wait_for(lambda: "Et øjeblik" not in karin.screen)

    assert "Ny Person står på listen: sælger.\nNy Person får en påmindelse: mandag kl. 9.00." in karin.screen


@pytest.mark.parametrize("forged", ["none", "boss", ""])
def test_a_role_that_was_not_offered_is_none(staffed: Office, karin: Actor, forged: str) -> None:
    chooses(karin, seller="U0NEW", role="seller")
    values = {
        **karin.modal["state"]["values"],
        views.ROLE: {views.ROLE: {"selected_option": {"value": forged}}},
    }

    karin.submits_again({**karin.modal, "state": {"values": values}})
    karin.workspace.wait_for(lambda: "One moment" not in karin.screen)

    with staffed.read() as desk:
        assert people.by_slack(desk.tx, "U0NEW") is None


def test_saying_nothing_new_saves_nothing(karin: Actor) -> None:
    assert "There was nothing new to save." in saves(karin)


def test_a_silent_slack_when_opening_is_told(staffed: Office) -> None:
    staffed.workspace.faults.add(method="users.info", kind="500")
    karin = staffed.person("U0KARIN")

    karin.says("/review setup")

    assert "Slack did not tell me who you are" in karin.screen


def test_who_is_no_admin_is_told_who_may(staffed: Office) -> None:
    tom = staffed.person("U0TOM")

    tom.says("/review setup")

    tom.modal_with("Setup is for workspace admins and for those whom the list calls admin.")


def test_a_form_kept_open_saves_nothing_once_one_is_no_admin_any_more(staffed: Office, karin: Actor) -> None:
    with staffed.write() as desk:
        people.set_role(desk.tx, id_of(staffed, "U0KARIN"), Role.VIEWER)
    staffed.workspace.change_user("U0KARIN", is_admin=False)
    chooses(karin, seller="U0TOM", manager="U0JENS")

    assert "Setup is for workspace admins" in saves(karin)
    assert person(staffed, "U0TOM").manager_id == id_of(staffed, "U0ANNE")


def test_addresses_that_slack_does_not_know_are_listed(staffed: Office) -> None:
    with staffed.write() as desk:
        new = NewPerson(
            "nobody@example.dk",
            "Niels Nobody",
            Role.SELLER,
            None,
            0,
            person(staffed, "U0TOM").at,
            "UTC",
            "da",
        )
        people.save(desk.tx, new)

    assert "On the list, but not found in Slack by e-mail:\n• nobody@example.dk" in opened(staffed).screen
    assert "One person on the list was not found in Slack: see Setup." in staffed.person("U0KARIN").home


def test_messages_that_may_or_may_not_have_arrived_are_shown_to_the_admin_and_not_sent_again(
    staffed: Office,
) -> None:
    staffed.set_digest("C1")
    staffed.workspace.faults.add(method="chat.postMessage", kind="drop_after")
    staffed.passes(days=7)
    staffed.passes(minutes=10)

    assert len(staffed.workspace.messages("C1")) == 1
    assert "One message may or may not have arrived." in opened(staffed).screen
    home = staffed.person("U0KARIN").home
    assert "One message may or may not have arrived." in home
    assert "Digest" in home
    with staffed.read() as desk:
        assert outbox.counts(desk.tx)[State.UNKNOWN] == 1


def test_home_has_a_button_to_setup(staffed: Office) -> None:
    karin = staffed.person("U0KARIN")
    assert "Setup" in karin.home

    karin.clicks(doors.SETUP, on="home")

    karin.modal_with("Who meets whom, and when")


def test_a_changed_pair_is_reminded_at_the_new_time_only(staffed: Office, karin: Actor) -> None:
    staffed.add("Packing line", id_of(staffed, "U0TOM"))
    chooses(karin, seller="U0TOM", manager="U0ANNE", weekday="1", time="10:00")
    saves(karin)
    chooses(opened(staffed), seller="U0TOM", manager="U0ANNE", weekday="2", time="10:00")
    saves(karin)

    staffed.passes(days=1, hours=3)
    assert staffed.person("U0TOM").messages() == []
    staffed.passes(days=1)
    assert len(staffed.person("U0TOM").messages()) == 1


@pytest.mark.parametrize("owns", [True, False])
def test_an_organisations_owner_may_set_up_without_being_the_workspaces_admin(
    sqlite_url: str, owns: bool
) -> None:
    identity = Identity(enterprise_id="E1")
    grace = User(
        "U0GRACE", "Grace Grid", "grace@example.dk", locale="en-GB", team_id="T0GROUP", enterprise_id="E1"
    )
    workspace = patient((*USERS, replace(grace, owns_organisation=owns)), identity=identity)
    for office in open_office(sqlite_url, workspace=workspace):
        actor = office.person("U0GRACE")

        actor.says("/review setup")

        actor.modal_with("Who meets whom" if owns else "Setup is for workspace admins")
