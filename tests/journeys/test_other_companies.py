"""Somebody of another company, in a channel that is shared over Slack Connect, is refused as a guest is."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.kit import doors
from bot.kit.member import Company
from bot.kit.slack import member_of
from bot.people.jobs import meet
from bot.sandbox.people import User
from flows.company.people import Role
from storage import people
from tests.journeys.conftest import USERS, Office, id_of, open_office, staff

pytestmark = pytest.mark.usefixtures("nothing_refused")

# Slack says is_stranger of them only sometimes; the team is always another.
OLGA = User("U0OLGA", "Olga Other", "olga@other.example", locale="en-GB", is_admin=True, team_id="T0OTHER")
SAID = "Revisor is for the company's own people, so I can't show you anything here."


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """The company, and Olga of another one, whom a channel of theirs has brought in; an admin where she is at home."""
    for made in open_office(sqlite_url, users=(*USERS, OLGA)):
        staff(made).add("Northern wharf", id_of(made, "U0TOM"))
        yield made


@pytest.mark.parametrize("words", ["", "wharf", "status", "digest", "setup", "help"])
def test_a_command_gets_the_sentence_for_other_companies_without_our_admins_names(
    office: Office, words: str
) -> None:
    olga = office.person("U0OLGA")

    olga.says(f"/review {words}")

    olga.modal_with(SAID)
    assert "Karin" not in olga.screen


@pytest.mark.parametrize("button", [doors.REVIEW, doors.WHY, doors.SETUP])
def test_a_forwarded_button_opens_nothing_and_her_home_is_empty(office: Office, button: str) -> None:
    olga = office.person("U0OLGA")

    told = olga.forges(button, "1")

    assert SAID in told
    assert "wharf" not in told
    assert SAID in olga.home


def test_the_list_does_not_bring_her_in_either(office: Office) -> None:
    office.add_person("U0OLGA", Role.DIRECTOR)
    meet(office.house, everybody=True)

    with office.read() as desk:
        assert [person.email for person in people.unlinked(desk.tx)] == ["olga@other.example"]
    assert SAID in office.person("U0OLGA").home


@pytest.mark.parametrize(("seller", "manager"), [("U0OLGA", "U0ANNE"), ("U0TOM", "U0OLGA")])
def test_nobody_can_be_paired_with_her(office: Office, seller: str, manager: str) -> None:
    karin = office.person("U0KARIN")
    karin.says("/review setup")
    karin.modal_with("Who meets whom, and when")
    for part, value in (("seller", seller), ("manager", manager)):
        office.workspace.fill(karin.id, f"setup.{part}", f"setup.{part}", value)
    karin.submits()
    office.workspace.wait_for(lambda: "One moment" not in karin.screen)

    assert "Olga Other is a guest here, of another company, or has no e-mail address" in karin.screen
    assert office.who("U0TOM").manager_id == id_of(office, "U0ANNE")


def test_who_was_paired_up_with_us_before_is_outside_from_the_next_start_on(office: Office) -> None:
    office.workspace.users["U0TOM"] = replace(office.workspace.users["U0TOM"], team_id="T0OTHER")
    meet(office.house, everybody=True)

    tom = office.person("U0TOM")

    assert SAID in tom.home
    assert "wharf" not in tom.home


OURS, ORGANISATION = Company("T1"), Company("T1", "E1")


def grid(enterprise: str, *teams: str) -> dict[str, object]:
    """What Slack says besides of somebody whose company is on Enterprise Grid."""
    return {"enterprise_user": {"enterprise_id": enterprise, "teams": list(teams)}}


@pytest.mark.parametrize(
    ("company", "user", "is_guest"),
    [
        (OURS, {"team_id": "T1"}, False),
        (OURS, {"team_id": "T2"}, True),
        (OURS, {"team_id": "T2", "is_stranger": False}, True),
        (OURS, {"team_id": "T1", "is_stranger": True}, True),
        (OURS, {}, True),  # nobody says whose they are
        (OURS, {"team_id": "T2", **grid("E2", "T2")}, True),
        (OURS, {"team_id": None, **grid("", "")}, True),
        (ORGANISATION, {"team_id": "T2", **grid("E1", "T2")}, False),  # a colleague of another workspace
        (ORGANISATION, {"team_id": "T2", **grid("E1", "T2", "T1")}, False),
        (OURS, {"team_id": "T2", **grid("E1", "T2", "T1")}, False),  # a member of our team besides
        (ORGANISATION, {"team_id": "E1", **grid("E1", "T2")}, False),
        (ORGANISATION, {"team_id": "T2", **grid("E2", "T2")}, True),
        (ORGANISATION, {"team_id": "T2"}, True),
        (ORGANISATION, {"team_id": "T1", **grid("E1", "T1"), "is_restricted": True}, True),
    ],
)
def test_a_colleague_is_of_our_team_or_our_organisation(
    company: Company, user: dict[str, object], is_guest: bool
) -> None:
    found = member_of({"id": "U1", "is_admin": True, **user}, company)

    assert (found.is_guest, found.is_admin) == (is_guest, not is_guest)
