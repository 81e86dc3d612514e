"""A whole 1-to-1, held by two people step by step, until both have signed it."""

import pytest

from bot.kit.codec import ID
from bot.meetings.views import agreeing, beside, frame, record, telling
from storage import meetings
from tests.journeys.conftest import Actor, Office, id_of
from tests.journeys.meeting_acts import begun, fills, options, shared

pytestmark = pytest.mark.usefixtures("nothing_refused")


def first_half(anne: Actor) -> None:
    """From what was agreed to the probability."""
    anne.submits()
    fills(anne, telling.TEXT, "The price list")
    anne.submits()
    assert "The portfolio" in anne.screen
    anne.submits()
    assert "Anne has no view of their own of this one." in anne.screen
    fills(anne, beside.LEVEL, "1")
    anne.submits()
    anne.submits()
    assert "Imagine it is lost" in anne.screen
    fills(anne, telling.NUMBER, "60", nth=0)
    fills(anne, telling.TEXT, "Their own IT did it")
    fills(anne, telling.NUMBER, "45", nth=1)
    anne.submits()


def second_half(anne: Actor, decides: int) -> None:
    """From one customer to the theme."""
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
    fills(anne, agreeing.WHOM, ID.dump(decides))
    anne.submits()
    assert "May we give ten per cent?" in anne.screen
    anne.submits()
    fills(anne, telling.TEXT, "Ask who decides")
    anne.submits()


def test_two_people_hold_a_whole_one_and_both_sign(staffed: Office) -> None:
    tom, anne = begun(staffed)
    assert "What we agreed last time" in anne.screen
    staffed.tick()
    assert "step 1 of" in shared(staffed)[0]
    first_half(anne)
    second_half(anne, id_of(staffed, "U0KARIN"))
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
    [kept] = anne.messages()
    assert "Tom Seller, by Monday 7 December: Call the CFO (Packing line)" in kept
    assert "Anne Manager, 23 November." in kept
    assert "Tom Seller, 23 November. Good" in kept
    assert "your 1-to-1 is over" in shared(staffed)[-1]
    assert len(shared(staffed)) == 1
    with staffed.read() as desk:
        [held] = meetings.of_both(desk.tx, id_of(staffed, "U0TOM"), id_of(staffed, "U0ANNE"))
    assert held.ended_at == staffed.now
