"""How many acts a review costs: a person plays it, and every act is counted."""

from dataclasses import dataclass

import pytest

from bot.kit import doors
from tests.journeys.conftest import Actor, Office, id_of
from tests.reminded import remind_at

pytestmark = pytest.mark.usefixtures("nothing_refused")

PROOF = "12 Nov: the CFO wrote “we have approved the budget” by mail"


@dataclass
class Counted:
    """A person whose every act counts one: a command, a click, a choice, a tick, a text, a submit."""

    actor: Actor
    acts: int = 0

    def act(self, name: str, *args: object, **more: object) -> None:
        """Do what an Actor can do, and count it."""
        self.acts += 1
        getattr(self.actor, name)(*args, **more)

    def waits_for(self, text: str) -> None:
        """Looking costs nothing."""
        self.actor.modal_with(text)


@pytest.fixture
def tom(staffed: Office) -> Counted:
    """Tom, who has one deal that is due and was never reviewed."""
    staffed.add("Service agreement 2027", id_of(staffed, "U0TOM"))
    return Counted(staffed.person("U0TOM"))


@pytest.fixture
def again(staffed: Office, tom: Counted) -> Counted:
    """Tom, whose deal was reviewed with levels and evidence, and is due again with nothing too old."""
    staffed.reviewed(1, "U0TOM", 2)
    staffed.passes(days=29)
    return tom


def test_a_first_review_takes_at_most_thirty_acts(tom: Counted) -> None:
    tom.act("says", "/review")
    for area in range(1, 6):
        tom.waits_for(f"Page {area} of 6")
        for question in range(1, 4):
            tom.act("picks", f"D{area}.{question}", 3)
        tom.act("writes", f"D{area}", PROOF)
        tom.act("submits")
    tom.act("estimates", "70")
    tom.act("submits")

    assert "🟢 Green" in tom.actor.screen
    assert tom.acts <= 30


def test_nothing_changed_takes_at_most_four_acts_with_the_own_estimate(again: Counted) -> None:
    again.act("says", "/review")
    again.waits_for("What has changed?")
    again.act("submits")
    again.act("estimates", "60")
    again.act("submits")

    assert "Next time is" in again.actor.screen
    assert again.acts <= 4


def test_nothing_changed_takes_at_most_four_acts_from_home_by_way_of_why(again: Counted) -> None:
    assert again.actor.home
    again.act("clicks", doors.WHY, on="home", value="1")
    again.waits_for("answered on")
    again.act("submits")
    again.act("submits")
    again.act("submits")

    assert "Next time is" in again.actor.screen
    assert again.acts <= 4


def test_nothing_changed_takes_at_most_four_acts_from_the_reminder(staffed: Office, again: Counted) -> None:
    with staffed.write() as desk:
        remind_at(desk.tx, id_of(staffed, "U0TOM"), staffed.now)
    staffed.tick()
    again.act("clicks", doors.BEGIN, on="message")
    again.waits_for("What has changed?")
    again.act("submits")
    again.act("estimates", "60")
    again.act("submits")

    assert "Next time is" in again.actor.screen
    assert again.acts <= 4


def test_one_area_changed_takes_at_most_nine_acts(again: Counted) -> None:
    again.act("says", "/review")
    again.waits_for("What has changed?")
    again.act("ticks", "D3")
    again.act("submits")
    again.act("picks", "D3.1", 3)
    again.act("picks", "D3.2", 3)
    again.act("writes", "D3", PROOF)
    again.act("submits")
    again.act("submits")

    assert "Next time is" in again.actor.screen
    assert again.acts <= 9


def test_in_a_run_each_unchanged_one_takes_at_most_four_acts(staffed: Office, again: Counted) -> None:
    staffed.reviewed(1, "U0TOM", 2)
    for number in range(2):
        subject_id = staffed.add(f"More {number}", id_of(staffed, "U0TOM"))
        staffed.reviewed(subject_id, "U0TOM", 2)
    staffed.passes(days=29)
    assert again.actor.home
    again.act("clicks", doors.RUN, on="home")
    for number in range(1, 4):
        again.waits_for(f"{number} of 3")
        again.act("submits")
        again.act("estimates", "60")
        again.act("submits")
        if number < 3:
            again.act("submits")

    assert "That was the last one. You have sent three." in again.actor.screen
    assert again.acts <= 3 * 4
