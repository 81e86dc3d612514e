"""The digest's channel is shared with another company later: nothing goes there any more, and it is said once."""

from typing import Any

import pytest

from tests.journeys.conftest import Office, id_of

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
