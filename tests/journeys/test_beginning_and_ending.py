"""Beginning a 1-to-1 by hand, at any time, and ending a pair; what was stays on record."""

from datetime import UTC, datetime

import pytest

from bot.kit.codec import ID
from bot.rhythm.views import pairs as views
from flows.rhythm.days_off import Reason
from flows.rhythm.pair import Every
from storage import occurrences, pairs
from storage.occurrences import Occurrence, State
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.rhythm_acts import at, paired

pytestmark = pytest.mark.usefixtures("nothing_refused")


def begins(actor: Actor) -> str:
    """Press the button beside one's first pair; gives what stands there then."""
    actor.closes()
    actor.says("rhythm")
    actor.presses(views.START)
    return actor.screen


def history(office: Office) -> list[Occurrence]:
    """All occurrences of Tom's."""
    with office.read() as desk:
        return occurrences.history(desk.tx, id_of(office, "U0TOM"))


def test_the_next_one_begins_now_and_is_not_reminded_of_any_more(staffed: Office) -> None:
    tom, anne = paired(staffed, every=Every.WEEK), staffed.person("U0ANNE")
    staffed.now = datetime(2026, 11, 24, 14, 20, tzinfo=UTC)

    said = begins(anne)

    assert "What we agreed last time" in said
    staffed.tick()
    assert tom.messages()[0].startswith("Anne has started your 1-to-1. The next is on Thursday 3 December.")
    held, following = history(staffed)
    assert (str(held.day), str(held.on), held.state, held.reason) == (
        "2026-11-26",
        "2026-11-24",
        State.HELD,
        Reason.CHOSEN,
    )
    assert (held.begins_at, held.step) == (staffed.now, None)
    assert (str(following.day), following.state) == ("2026-12-03", State.PLANNED)
    for moment in ("2026-11-25T10:00", "2026-11-26T08:00", "2026-11-26T10:00"):
        at(staffed, moment)
    assert len(tom.messages()) == 1
    at(staffed, "2026-12-02T10:00")
    assert len(tom.messages()) == 2


def test_todays_begins_once_whoever_of_the_two_is_first(staffed: Office) -> None:
    tom, anne = paired(staffed, every=Every.WEEK), staffed.person("U0ANNE")
    for moment in ("2026-11-25T10:00", "2026-11-26T08:00", "2026-11-26T10:00"):
        at(staffed, moment)

    assert "What we agreed last time" in begins(tom)
    assert "What we agreed last time" in begins(anne)

    held, following = history(staffed)
    assert (str(held.on), held.state, held.reason) == ("2026-11-26", State.HELD, None)
    assert (str(following.on), following.state) == ("2026-12-03", State.PLANNED)


def test_who_is_no_part_of_it_begins_nothing(staffed: Office) -> None:
    paired(staffed)
    value = ID.dump(id_of(staffed, "U0TOM"))

    for action in (views.START, views.END):
        assert "Det kan kun de to selv" in staffed.person("U0METTE").forges(action, value)
    assert [each.state for each in history(staffed)] == [State.PLANNED]


def test_the_manager_ends_the_pair_and_the_seller_goes_on_alone(staffed: Office) -> None:
    tom, anne = paired(staffed), staffed.person("U0ANNE")
    staffed.passes(hours=1)
    anne.says("rhythm")
    anne.presses(views.END)
    assert "Tom and Anne will have no more 1-to-1s" in anne.screen
    anne.submits()

    assert "Ended." in anne.screen
    staffed.tick()
    (told,) = tom.messages()
    assert told.startswith("Anne has ended the 1-to-1s of Tom and Anne.")
    with staffed.read() as desk:
        before, now = pairs.history(desk.tx, id_of(staffed, "U0TOM"))[-2:]
        running = pairs.with_(desk.tx, id_of(staffed, "U0ANNE"))
    assert (before.manager_id, before.ended_at) == (id_of(staffed, "U0ANNE"), staffed.now)
    assert (now.manager_id, now.ended_at, now.terms.cadence) == (None, None, before.terms.cadence)
    assert [pair.seller_id for pair in running] == [id_of(staffed, "U0ANNE")]  # her own, alone
    at(staffed, "2026-11-25T10:00")
    at(staffed, "2026-11-26T08:00")
    assert tom.messages()[1].startswith("Hi Tom. Two deals are ready for you")
    assert anne.messages() == []


def test_the_seller_cannot_end_it(staffed: Office) -> None:
    tom = paired(staffed)
    tom.says("rhythm")
    assert "End" not in tom.screen.split("\n")

    assert "Only the manager or an admin can end it." in tom.forges(
        views.END, ID.dump(id_of(staffed, "U0TOM"))
    )
