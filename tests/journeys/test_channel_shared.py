"""The digest's channel is shared with another company later: nothing goes there any more, and it is said once."""

from typing import Any

import pytest

from storage import digest_places, outbox
from tests.journeys.conftest import Office, id_of
from tests.journeys.digest_acts import fills_place, opens_place, saves_place

SHARED = "their channel is shared with another company now, so nothing goes there any more"


@pytest.fixture
def sales(staffed: Office) -> Office:
    """The company with #sales as the digest's channel, and one deal."""
    staffed.add("Alpha", id_of(staffed, "U0TOM"))
    staffed.set_digest("C1")
    return staffed


def posted(office: Office, channel: str = "C1") -> int:
    """How many messages stand in the channel."""
    return len(office.workspace.messages(channel))


def test_nothing_is_posted_there_and_the_admin_is_told_once(sales: Office) -> None:
    sales.passes(days=7)
    assert posted(sales) == 1

    sales.workspace.change_channel("C1", is_ext_shared=True)
    sales.passes(days=7)
    sales.tick()
    sales.passes(days=7)

    assert posted(sales) == 1
    (told,) = [text for text in sales.person("U0KARIN").messages() if "could not be posted" in text]
    assert SHARED in told


def test_who_asks_for_it_is_told_too_and_then_that_no_channel_is_set(sales: Office) -> None:
    anne = sales.person("U0ANNE")
    sales.workspace.change_channel("C1", is_ext_shared=True)

    anne.says("/review digest", channel="C2")
    anne.modal_with("The digest is on its way to its channel.")
    sales.tick()
    sales.tick()
    assert [SHARED in text for text in anne.messages() if "could not be posted" in text] == [True]

    anne.closes()
    anne.says("/review digest", channel="C2")
    anne.modal_with("No channel is set for the digest yet.")


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "500"},
        {"kind": "429"},
        {"kind": "drop_before"},
        {"kind": "drop_after"},
        {"kind": "error", "error": "internal_error"},
    ],
)
def test_while_slack_does_not_say_who_reads_it_nothing_is_posted_and_nothing_lost(
    sales: Office, fault: dict[str, Any]
) -> None:
    sales.workspace.faults.add(method="conversations.info", **fault)

    sales.passes(days=7)
    assert posted(sales) == 0

    sales.passes(minutes=1)
    assert posted(sales) == 1


@pytest.mark.parametrize(("channel", "scope"), [("C1", "channels:read"), ("C2", "groups:read")])
def test_an_app_that_may_not_ask_who_reads_it_posts_nothing_and_says_so(
    sales: Office, channel: str, scope: str, caplog: pytest.LogCaptureFixture
) -> None:
    scopes = sales.workspace.identity.scopes
    sales.workspace.change_channel("C2", bot_is_member=True)
    sales.set_digest(channel)
    sales.workspace.reinstall(*(each for each in scopes if each != scope))

    sales.passes(days=7)
    sales.tick()
    assert posted(sales, channel) == 0
    assert f"the app lacks {scope}: add under OAuth & Permissions" in caplog.text
    (told,) = [text for text in sales.person("U0KARIN").messages() if "could not be posted" in text]
    assert "I may not see whether their channel is shared with another company" in told

    sales.workspace.reinstall(*scopes)
    sales.passes(days=7)
    assert posted(sales, channel) == 1


def chooses_channel(office: Office, channel: str, **meanwhile: bool) -> str:
    """Karin chooses the digest's channel, and `meanwhile` it becomes so; what stands there in the end."""
    karin = office.person("U0KARIN")
    karin.closes()
    opens_place(karin)
    fills_place(karin, channel=channel)
    office.workspace.change_channel(channel, **meanwhile)
    return saves_place(karin)


def test_whoever_chose_the_channel_is_told_once_though_they_are_not_on_the_list(staffed: Office) -> None:
    nora = staffed.person("U0NEW")
    staffed.workspace.change_user("U0NEW", is_owner=True)
    opens_place(nora)
    fills_place(nora, channel="C1")
    assert "they come to the channel every Monday at 08:00." in saves_place(nora)
    staffed.workspace.change_channel("C1", is_ext_shared=True)

    for _ in range(3):
        staffed.passes(days=7)
        staffed.tick()

    assert [SHARED in text for text in nora.messages()] == [True]
    assert staffed.person("U0KARIN").messages() == []
    assert posted(staffed) == 1  # the greeting


def test_whoever_chose_it_and_has_left_is_told_nothing(staffed: Office) -> None:
    chooses_channel(staffed, "C1")
    staffed.workspace.change_user("U0KARIN", deleted=True)
    staffed.wait_for_zone("U0KARIN", None)
    staffed.workspace.change_channel("C1", is_ext_shared=True)

    staffed.passes(days=7)

    with staffed.read() as desk:
        assert not [row for row in desk.tx.execute(outbox.outbox.select()) if row.kind == "not_posted"]


@pytest.mark.parametrize("how", ["is_ext_shared", "is_pending_ext_shared"])
def test_a_channel_that_another_company_reads_is_asked_about_and_nothing_is_said_there(
    staffed: Office, how: str
) -> None:
    assert "Another company reads that channel too, or is asked to." in chooses_channel(
        staffed, "C1", **{how: True}
    )

    assert posted(staffed) == 0
    with staffed.read() as desk:
        assert digest_places.of(desk.tx, None) is None


def test_a_channel_is_refused_of_which_the_app_may_not_ask_who_reads_it(staffed: Office) -> None:
    scopes = staffed.workspace.identity.scopes
    staffed.workspace.reinstall(*(each for each in scopes if each != "channels:read"))

    told = chooses_channel(staffed, "C1")

    assert "I may not see who reads that channel" in told
    assert "channels:read, groups:read" in told
    assert posted(staffed) == 0


@pytest.mark.parametrize("kind", ["500", "429", "drop_before", "drop_after"])
def test_while_slack_does_not_say_who_reads_it_setting_it_says_nothing_there(
    staffed: Office, kind: str
) -> None:
    staffed.workspace.faults.add(method="conversations.info", kind=kind)

    assert "the channel stays what it was" in chooses_channel(staffed, "C1")

    assert posted(staffed) == 0
