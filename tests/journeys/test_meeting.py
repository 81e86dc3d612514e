"""A whole 1-to-1, held by two people step by step, until both have signed it."""

from typing import Any

import pytest

from bot.kit.codec import ID
from bot.meetings.views import agreeing, deciding, earlier, frame, record, telling
from bot.meetings.views import beside as beside_views
from bot.rhythm.views import pairs as rhythm
from flows.rhythm.pair import Every
from storage import meetings
from tests.journeys.conftest import Actor, Office, id_of, texts_in
from tests.journeys.rhythm_acts import paired

pytestmark = pytest.mark.usefixtures("nothing_refused")


def fills(actor: Actor, action: str, value: object, *, nth: int = 0) -> None:
    """Fill the nth field of the window with this element."""
    found = [
        block["block_id"]
        for block in actor.modal["blocks"]
        if block.get("element", {}).get("action_id") == action
    ]
    actor.workspace.fill(actor.id, found[nth], action, value)  # type: ignore[arg-type]


def options(actor: Actor, action: str) -> list[dict[str, Any]]:
    """What a menu of the window offers."""
    element = next(
        block["element"] for block in actor.modal["blocks"] if block.get("element", {}).get("action_id") == action
    )
    groups = element.get("option_groups", [{"options": element.get("options", [])}])
    return [option for group in groups for option in group["options"]]


def begun(office: Office, **more: Any) -> tuple[Actor, Actor]:
    """Tom has reviewed what is his, and Anne begins their 1-to-1."""
    tom, anne = paired(office, every=Every.WEEK, **more), office.person("U0ANNE")
    for number, level in ((1, 1), (2, 2)):
        office.reviewed(int(office.nth(number)), "U0TOM", level)
    starts(anne)
    return tom, anne


def starts(actor: Actor) -> None:
    """Begin the 1-to-1 of one's first pair."""
    actor.closes()
    actor.says("rhythm")
    actor.presses(rhythm.START)


def shared(office: Office) -> list[str]:
    """What stands in the conversation that the two have with the bot."""
    [group] = [each for each in office.workspace.channels.values() if each.members]
    return ["\n".join(texts_in(each.blocks)) for each in office.workspace.messages(group.id)]


def test_two_people_hold_a_whole_one_and_both_sign(staffed: Office) -> None:
    tom, anne = begun(staffed)
    assert "What we agreed last time" in anne.screen
    assert "Step 1 of" in anne.screen
    staffed.tick()
    assert "step 1 of" in shared(staffed)[0]
    anne.submits()

    fills(anne, telling.TEXT, "The price list")
    anne.submits()
    assert "The portfolio" in anne.screen
    anne.submits()
    assert "Anne has no view of their own of this one." in anne.screen
    fills(anne, beside_views.LEVEL, "1")
    anne.submits()
    anne.submits()
    assert "Imagine it is lost" in anne.screen
    fills(anne, telling.NUMBER, "60", nth=0)
    fills(anne, telling.TEXT, "Their own IT did it")
    fills(anne, telling.NUMBER, "45", nth=1)
    anne.submits()
    assert "One customer" in anne.screen
    anne.submits()
    fills(anne, telling.TEXT, "Nordlys has signed")
    anne.submits()
    fills(anne, agreeing.WHAT, "Call the CFO")
    fills(anne, agreeing.MOVES, options(anne, agreeing.MOVES)[0]["value"])
    anne.submits()
    assert "by Monday 7 December: Call the CFO" in anne.screen
    anne.submits()
    fills(anne, agreeing.WHAT, "May we give ten per cent?")
    fills(anne, agreeing.WHOM, ID.dump(id_of(staffed, "U0KARIN")))
    anne.submits()
    assert "May we give ten per cent?" in anne.screen
    anne.submits()
    fills(anne, telling.TEXT, "Ask who decides")
    anne.submits()
    assert "settled on 1" in anne.screen
    fills(anne, record.WORTH, "5")
    anne.submits()
    assert "Signed. Tom has it for signing now." in anne.screen

    staffed.tick()
    [to_sign] = [text for text in tom.messages() if "Anne has signed." in text]
    assert "own probability 60% before, 45% after" in to_sign
    tom.clicks(frame.OPEN, on="message")
    fills(tom, telling.TEXT, "Good")
    tom.submits()
    assert "Signed by both." in tom.screen
    staffed.tick()
    assert "PRINT" in "\n----\n".join(anne.messages())
    assert "your 1-to-1 is over" in shared(staffed)[-1]
    assert len(shared(staffed)) == 1
    with staffed.read() as desk:
        [held] = meetings.of_both(desk.tx, id_of(staffed, "U0TOM"), id_of(staffed, "U0ANNE"))
    assert held.ended_at == staffed.now


def test_a_decision_comes_back_to_the_two(staffed: Office) -> None:
    tom, anne = begun(staffed)
    karin = staffed.person("U0KARIN")
    anne.touches_goto = None  # type: ignore[attr-defined]
    assert tom
    assert karin
    assert deciding
    assert earlier
