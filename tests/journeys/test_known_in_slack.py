"""Who was found in Slack once is known by their Slack id: what Slack says of them counts here at once."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.kit.member import Company
from bot.kit.slack import member_of
from bot.people.jobs import meet
from bot.people.usecases.meeting import zone_of
from bot.sandbox.payloads import event_payload, user_object
from flows.company.people import Role
from storage import people
from tests.journeys.conftest import Office, id_of

pytestmark = pytest.mark.usefixtures("nothing_refused")


def hears(office: Office, slack_id: str, **other: Any) -> None:
    """The bot gets a user_change that says so of somebody, whatever Slack itself knows."""
    user = office.workspace.users[slack_id]
    told = user_object(user, office.workspace.identity, now=office.now, with_locale=True)
    event = {"type": "user_change", "user": {**told, **other}}
    office.workspace.deliver("events_api", event_payload(office.workspace.records, event))


def test_a_new_address_in_slack_changes_nothing_but_is_shown_to_the_admin(staffed: Office) -> None:
    before = staffed.who("U0TOM").id

    staffed.workspace.change_user("U0TOM", email="t.seller@example.com", tz="America/New_York")
    staffed.wait_for_zone("U0TOM", "America/New_York")
    staffed.workspace.change_user("U0TOM", locale="da-DK")
    staffed.workspace.wait_for(lambda: staffed.who("U0TOM").language == "da")

    assert staffed.who("U0TOM").id == before
    karin = staffed.person("U0KARIN")
    karin.says("/review setup")
    karin.modal_with("the person stays the same:\n• Tom Seller: tom@example.com, in Slack t.seller@")


def test_who_comes_back_under_another_address_is_found_again(staffed: Office) -> None:
    staffed.add("Northern wharf", id_of(staffed, "U0TOM"))
    staffed.workspace.change_user("U0TOM", deleted=True)
    staffed.wait_for_zone("U0TOM", None)

    staffed.workspace.change_user("U0TOM", deleted=False, email="t.seller@example.com")
    staffed.wait_for_zone("U0TOM", "Europe/London")

    assert "Northern wharf" in staffed.person("U0TOM").home
    staffed.passes(days=7)
    assert len(staffed.person("U0TOM").messages()) == 1


def test_who_came_back_while_the_bot_was_down_is_found_at_its_start(staffed: Office) -> None:
    tom = id_of(staffed, "U0TOM")
    staffed.workspace.change_user("U0TOM", email="t.seller@example.com")
    with staffed.write() as desk:
        people.unlink(desk.tx, tom)

    meet(staffed.house, everybody=True)

    assert id_of(staffed, "U0TOM") == tom


def test_a_colleague_who_gets_somebodys_old_address_does_not_take_their_place(staffed: Office) -> None:
    tom = id_of(staffed, "U0TOM")
    staffed.workspace.change_user("U0TOM", email="t.seller@example.com", tz="America/New_York")
    staffed.wait_for_zone("U0TOM", "America/New_York")

    staffed.workspace.change_user("U0NEW", email="tom@example.com")
    meet(staffed.house, everybody=True)

    assert id_of(staffed, "U0TOM") == tom
    assert "I don't know you yet" in staffed.person("U0NEW").home


def test_a_new_account_under_the_old_address_is_the_same_person(staffed: Office) -> None:
    tom = id_of(staffed, "U0TOM")
    staffed.workspace.users["U0TOM"] = old = staffed.workspace.users.pop("U0TOM")

    hears(staffed, "U0NEW", profile={"real_name": "Tom Seller", "email": old.email})

    assert id_of(staffed, "U0NEW") == tom


def test_a_person_renamed_in_slack_is_renamed_here(staffed: Office) -> None:
    staffed.workspace.change_user("U0METTE", name="Mette Nygaard", tz="Europe/Oslo")
    staffed.wait_for_zone("U0METTE", "Europe/Oslo")

    assert staffed.who("U0METTE").name == "Mette Nygaard"


def test_the_lists_name_stays_while_slack_has_had_another_all_along(office: Office) -> None:
    office.add_person("U0METTE", Role.SELLER)
    with office.write() as desk:
        person = people.by_slack(desk.tx, "U0METTE")
        assert person is not None
        people.rename(desk.tx, person.id, "Mette S.")

    office.workspace.change_user("U0METTE", tz="Europe/Oslo")
    office.wait_for_zone("U0METTE", "Europe/Oslo")

    assert office.who("U0METTE").name == "Mette S."


def test_what_slack_does_not_say_any_more_is_kept(staffed: Office) -> None:
    hears(staffed, "U0METTE", tz=None, tz_offset=None, locale=None)
    mette = staffed.who("U0METTE")
    assert (mette.timezone, mette.language) == ("Europe/Copenhagen", "da")

    hears(staffed, "U0TOM", tz="Mars/Olympus", tz_offset=0)
    assert staffed.who("U0TOM").timezone == "Europe/London"


def test_news_that_others_have_overtaken_change_nothing(staffed: Office) -> None:
    hears(staffed, "U0TOM", updated=2000, tz="America/New_York")
    hears(staffed, "U0TOM", updated=1000, tz="Asia/Tokyo")
    assert staffed.who("U0TOM").timezone == "America/New_York"

    hears(staffed, "U0TOM", updated=1500, deleted=True)
    assert staffed.who("U0TOM").timezone == "America/New_York"

    hears(staffed, "U0TOM", updated=2000, tz="Asia/Tokyo")
    assert staffed.who("U0TOM").timezone == "Asia/Tokyo"


def test_who_left_is_not_brought_back_by_older_news(staffed: Office) -> None:
    hears(staffed, "U0TOM", updated=2000, deleted=True)
    hears(staffed, "U0TOM", updated=1000)

    with staffed.read() as desk:
        assert people.by_slack(desk.tx, "U0TOM") is None


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ({"tz": "Asia/Tokyo", "tz_offset": 0}, "Asia/Tokyo"),
        ({"tz": None, "tz_offset": -18000}, "America/New_York"),  # the company's, as long as it fits
        ({"tz": "", "tz_offset": 32400}, "Etc/GMT-9"),
        ({"tz": "Mars/Olympus", "tz_offset": -28800}, "Etc/GMT+8"),
        ({"tz": None, "tz_offset": 0}, "Etc/GMT"),
        ({"tz": None, "tz_offset": 20700}, "Asia/Kathmandu"),
        ({"tz": None, "tz_offset": 12345}, "America/New_York"),  # no zone has that
        ({"tz": None, "tz_offset": None}, "America/New_York"),
        ({}, "America/New_York"),
    ],
)
def test_without_a_zone_the_offset_decides_and_else_the_company(
    office: Office, told: dict[str, object], zone: str
) -> None:
    with office.write() as desk:
        desk.tx.connection.exec_driver_sql("UPDATE workspaces SET timezone = 'America/New_York'")
    member = member_of({"id": "U1", "team_id": "T1", **told}, Company("T1"))

    assert office.now == datetime(2026, 11, 23, 8, tzinfo=UTC)
    with office.read() as desk:
        assert zone_of(desk, member) == zone
