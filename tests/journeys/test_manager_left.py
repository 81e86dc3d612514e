"""A manager who is not in Slack any more: somebody else is asked, and the admin hears whose team is without one."""

import pytest

from bot.people.usecases.leaving import end
from flows.company.people import Role
from storage import people
from tests.journeys.conftest import Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")


def left(office: Office, slack_id: str) -> None:
    """Somebody is deactivated in Slack, and the bot has heard of it."""
    office.workspace.change_user(slack_id, deleted=True)
    office.wait_for_zone(slack_id, None)


def asks_for_help(office: Office) -> str:
    """Tom asks for help with his deal, and is told whom he has asked."""
    tom = office.person("U0TOM")
    tom.closes()
    tom.says("/review")
    tom.modal_with("Northern wharf")
    tom.closes()
    return tom.forges("help.ask", "1")


@pytest.fixture
def office(staffed: Office) -> Office:
    """The company, with a deal of Tom's."""
    staffed.add("Northern wharf", id_of(staffed, "U0TOM"))
    return staffed


def test_help_is_asked_of_the_first_who_is_there_and_may_read_it(office: Office) -> None:
    with office.write() as desk:
        people.set_pair(
            desk.tx,
            seller_id=id_of(office, "U0ANNE"),
            manager_id=id_of(office, "U0JENS"),
            weekday=0,
            at=office.who("U0ANNE").at,
        )
    left(office, "U0ANNE")

    assert "Dorte Director has been told that you would like help" in asks_for_help(office)

    office.tick()
    assert any(
        "would like your help with Northern wharf" in text for text in office.person("U0DORTE").messages()
    )
    assert not any("would like your help" in text for text in office.person("U0JENS").messages())


def test_the_digests_names_go_to_who_stands_in(office: Office) -> None:
    left(office, "U0ANNE")
    office.set_digest("C1")

    office.passes(days=7)

    assert any("Tom Seller (1 left)" in text for text in office.person("U0DORTE").messages())


def test_the_admin_hears_whose_team_is_without_a_manager_once(office: Office) -> None:
    left(office, "U0ANNE")
    office.tick()

    [told] = office.person("U0KARIN").messages()
    assert told.startswith(
        "Anne Manager has left Slack or the list and was the manager of Tom Seller. Dorte Director is"
    )


def test_of_a_manager_whom_the_list_has_put_out_the_admin_hears_the_same(office: Office) -> None:
    with office.write() as desk:
        end(desk, office.who("U0ANNE"))
    office.tick()

    [told] = office.person("U0KARIN").messages()
    assert told.startswith("Anne Manager has left Slack or the list and was the manager of Tom Seller.")


def test_of_somebody_without_a_team_the_admin_hears_nothing(office: Office) -> None:
    left(office, "U0TOM")
    office.tick()

    assert office.person("U0KARIN").messages() == []


def test_a_manager_who_is_back_before_it_is_told_is_not_missed(office: Office) -> None:
    left(office, "U0ANNE")
    office.workspace.change_user("U0ANNE", deleted=False)
    office.wait_for_zone("U0ANNE", "Europe/Copenhagen")
    office.tick()

    assert office.person("U0KARIN").messages() == []


def test_a_loop_of_managers_is_refused_in_setup(office: Office) -> None:
    office.add_person("U0NEW", Role.MANAGER, manager="U0TOM")
    karin = office.person("U0KARIN")
    karin.says("/review setup")
    karin.modal_with("Who meets whom, and when")
    for part, value in (("seller", "U0ANNE"), ("manager", "U0NEW")):
        office.workspace.fill(karin.id, f"setup.{part}", f"setup.{part}", value)
    karin.submits()
    office.workspace.wait_for(lambda: "One moment" not in karin.screen)

    assert "Anne Manager is a manager of Ny Person, directly or further up" in karin.screen
    assert office.who("U0ANNE").manager_id is None
