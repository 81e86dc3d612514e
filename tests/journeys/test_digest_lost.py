"""A digest's channel is archived, left or deleted: whoever set it hears of it once and on Home; renamed, it goes on."""

from dataclasses import replace
from typing import Any

import pytest

from tests.journeys.conftest import Office, id_of, texts_in
from tests.journeys.digest_acts import fills_place, opens_place, saves_place

WHY = {
    "archived": "their channel is archived",
    "left": "I am not in their channel",
    "deleted": "I can't see their channel",
}


@pytest.fixture
def sales(staffed: Office) -> Office:
    """The company with a digest in #sales, which Dorte has set, and one deal."""
    staffed.add("Wharf", id_of(staffed, "U0TOM"))
    staffed.set_digest("C1", by="U0DORTE")
    staffed.passes(days=7)
    return staffed


def happens(office: Office, what: str, channel: str = "C1") -> None:
    """What becomes of the channel."""
    if what == "archived":
        office.workspace.change_channel(channel, is_archived=True)
    elif what == "left":
        office.workspace.change_channel(channel, bot_is_member=False)
    else:
        office.workspace.delete_channel(channel)


def digests_in(office: Office, channel: str = "C1") -> int:
    """How many digests stand in the channel."""
    return len([each for each in office.workspace.messages(channel) if each.text.startswith("Week")])


def told(office: Office, who: str) -> list[str]:
    """What somebody was told of a digest that could not be posted."""
    return [text for text in office.person(who).messages() if "could not be posted" in text]


@pytest.mark.parametrize("what", WHY)
def test_whoever_set_it_hears_at_once_and_once_and_reads_it_on_home(sales: Office, what: str) -> None:
    dorte = sales.person("U0DORTE")
    assert "can't be posted" not in dorte.home

    happens(sales, what)
    sales.tick()

    (word,) = told(sales, "U0DORTE")
    assert f"The whole company's figures could not be posted: {WHY[what]}" in word
    assert f"The whole company's figures can't be posted: {WHY[what]}" in dorte.home
    for _ in range(3):
        sales.passes(days=7)
        sales.tick()
    assert len(told(sales, "U0DORTE")) == 1
    assert told(sales, "U0KARIN") == []
    assert "can't be posted" not in sales.person("U0KARIN").home


def test_renamed_it_goes_on(sales: Office) -> None:
    sales.workspace.change_channel("C1", name="sales-north")
    sales.passes(days=7)

    assert digests_in(sales) == 2
    assert told(sales, "U0DORTE") == []


def test_once_it_is_there_again_home_says_nothing_more_and_the_next_time_is_news(sales: Office) -> None:
    happens(sales, "archived")
    sales.tick()
    sales.workspace.change_channel("C1", is_archived=False)
    assert "can't be posted" not in sales.person("U0DORTE").home
    sales.passes(days=7)
    assert digests_in(sales) == 2

    happens(sales, "archived")
    sales.tick()

    assert len(told(sales, "U0DORTE")) == 2


def test_invited_again_the_next_digest_that_arrives_ends_it(sales: Office) -> None:
    happens(sales, "left")
    sales.workspace.change_channel("C1", bot_is_member=True)
    sales.passes(days=7)
    sales.passes(hours=1)

    assert digests_in(sales) == 2
    assert "can't be posted" not in sales.person("U0DORTE").home


def test_another_channel_ends_it(sales: Office) -> None:
    sales.workspace.change_channel("C2", bot_is_member=True)
    happens(sales, "deleted")
    dorte = sales.person("U0DORTE")
    assert "can't be posted" in dorte.home

    opens_place(dorte)
    fills_place(dorte, channel="C2")
    saves_place(dorte)

    assert "can't be posted" not in dorte.home
    sales.passes(days=7)
    assert digests_in(sales, "C2") == 1


def without_events(office: Office, **changes: Any) -> None:
    """The channel changes, and the bot hears nothing of it: an app without these events yet, or one that slept."""
    with office.workspace.records.change():
        office.workspace.channels["C1"] = replace(office.workspace.channels["C1"], **changes)


@pytest.mark.parametrize("when", ["at the next digest", "in the week"])
def test_without_an_event_it_is_told_once_when_slack_refuses(sales: Office, when: str) -> None:
    without_events(sales, is_archived=True)
    if when == "in the week":
        sales.reviewed(1, "U0TOM", 0)
        sales.passes(hours=1)
        sales.tick()
        assert len(told(sales, "U0DORTE")) == 1
    for _ in range(3):
        sales.passes(days=7)
        sales.tick()

    (word,) = told(sales, "U0DORTE")
    assert "their channel is archived" in word


def test_an_event_that_comes_twice_is_told_once(sales: Office) -> None:
    happens(sales, "archived")
    without_events(sales, is_archived=False)
    happens(sales, "archived")
    sales.tick()

    assert len(told(sales, "U0DORTE")) == 1


def test_where_whoever_set_it_has_left_the_admins_hear(sales: Office) -> None:
    sales.workspace.change_user("U0DORTE", deleted=True)
    sales.wait_for_zone("U0DORTE", None)

    happens(sales, "archived")
    sales.tick()

    assert len(told(sales, "U0KARIN")) == 1
    assert "can't be posted: their channel is archived" in sales.person("U0KARIN").home


def test_of_a_team_its_manager_hears_in_their_own_words(staffed: Office) -> None:
    staffed.set_digest("C1", leader="U0JENS", by="U0JENS")
    happens(staffed, "archived")
    staffed.tick()

    jens = staffed.person("U0JENS")
    (word,) = [text for text in jens.messages() if "kunne ikke vises" in text]
    assert word.startswith("Tallene for Jens Leders team kunne ikke vises: kanalen er arkiveret.")
    assert "Tallene for Jens Leders team kan ikke vises: kanalen er arkiveret." in jens.home


def test_another_channel_that_is_archived_concerns_nobody(sales: Office) -> None:
    sales.workspace.change_channel("C2", is_archived=True)
    sales.passes(minutes=1)

    assert told(sales, "U0DORTE") == []


def test_an_event_between_two_digests_leaves_the_plan_as_it_is(sales: Office) -> None:
    happens(sales, "archived")
    sales.passes(days=3)
    sales.workspace.change_channel("C1", is_archived=False)
    sales.passes(days=4)

    assert digests_in(sales) == 2
    assert "Week 50" in "\n".join(texts_in(sales.workspace.messages("C1")[-1].blocks))
