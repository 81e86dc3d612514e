"""What becomes of the week's message when a digest comes again: a table of what stands there and what happens."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.journeys.conftest import Office, id_of

Does = Callable[[Office], object]


def nothing(_office: Office) -> None:
    """Nothing is there."""


def this_weeks(office: Office) -> None:
    """Monday's stands there."""
    office.passes(days=7)
    office.tick()


def last_weeks(office: Office) -> None:
    """Monday's stands there, and it is Monday again."""
    this_weeks(office)
    office.now += timedelta(days=7)


def not_sent(office: Office) -> None:
    """Monday's was refused."""
    office.workspace.faults.add(method="chat.postMessage", kind="error", error="restricted_action")
    this_weeks(office)


def doubtful(office: Office) -> None:
    """Of Monday's nobody knows whether it arrived; it did."""
    office.workspace.faults.add(method="chat.postMessage", kind="drop_after")
    this_weeks(office)


def elsewhere(office: Office) -> None:
    """Monday's stands in the channel that was set then."""
    office.set_digest("C2")
    this_weeks(office)
    office.set_digest("C1")


def not_editable(office: Office) -> None:
    """Monday's stands there, and nobody may change what is older than a moment."""
    this_weeks(office)
    office.workspace.allow_edits(for_=timedelta(seconds=-1))


def deleted(office: Office) -> None:
    """Monday's stood there."""
    this_weeks(office)
    for message in office.workspace.messages("C1"):
        for each in reversed(office.workspace.messages("C1", message.ts)):
            office.workspace.delete_message("C1", each.ts)


def asked_for(office: Office) -> None:
    """Somebody asks for it."""
    office.person("U0DORTE").says("/review digest", channel="C2")


def twice(office: Office) -> None:
    """Two ask for it at the same time."""
    asked_for(office)
    office.person("U0KARIN").says("/review digest", channel="C2")


def asked_when_late(office: Office) -> None:
    """Its moment has passed while the bot was down; somebody asks before the ticker looks."""
    office.now += timedelta(days=7, hours=1)
    asked_for(office)


def moved(office: Office) -> None:
    """Something moves, and an hour passes."""
    office.add("Quay", id_of(office, "U0TOM"))
    office.now += timedelta(hours=1)


def hour(office: Office) -> None:
    """An hour passes in which nothing moves."""
    office.now += timedelta(hours=1)


@pytest.mark.parametrize(
    ("stands", "happens", "posts", "updates"),
    [
        (nothing, asked_for, 1, 0),
        (nothing, asked_when_late, 1, 0),
        (nothing, moved, 0, 0),
        (this_weeks, asked_for, 0, 1),
        (this_weeks, twice, 0, 2),
        (this_weeks, moved, 0, 1),
        (this_weeks, hour, 0, 0),
        (last_weeks, hour, 1, 0),
        (last_weeks, asked_for, 1, 0),
        (not_sent, asked_for, 1, 0),
        (not_sent, moved, 0, 0),
        (doubtful, asked_for, 1, 0),
        (doubtful, moved, 0, 0),
        (elsewhere, asked_for, 1, 0),
        (elsewhere, moved, 0, 0),
        (not_editable, asked_for, 1, 1),
        (not_editable, moved, 1, 1),
        (deleted, asked_for, 1, 1),
        (deleted, moved, 1, 1),
    ],
)
def test_what_comes(staffed: Office, stands: Does, happens: Does, posts: int, updates: int) -> None:
    staffed.workspace.change_channel("C2", bot_is_member=True)
    staffed.add("Wharf", id_of(staffed, "U0TOM"))
    staffed.set_digest("C1")
    stands(staffed)
    before = calls(staffed)

    happens(staffed)
    for _ in range(3):
        staffed.tick()

    assert [after - each for after, each in zip(calls(staffed), before, strict=True)] == [posts, updates]


def calls(office: Office) -> tuple[int, int]:
    """How often a week's message, not what stands under it, was posted in #sales, and was to be updated."""
    asked = [call for call in office.workspace.calls if call.arguments.get("channel") == "C1"]
    about = [call for call in asked if str(call.arguments.get("text")).startswith("Week")]
    posted = [call for call in about if call.method == "chat.postMessage"]
    return len(posted), len(about) - len(posted)
