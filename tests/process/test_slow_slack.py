"""Slack is four seconds late with every answer: clicks are acknowledged at once, and nothing is lost or doubled."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from bot.kit.doors import REVIEW
from bot.sandbox.payloads import command_payload, interaction
from bot.sandbox.people import Identity
from bot.sandbox.workspace import Workspace
from storage import reviews
from tests.journeys.conftest import CHANNELS, USERS, Actor, id_of, texts_in
from tests.process.conftest import TOKENS, Firm
from tests.waiting import until

AT_ONCE = 20
SLOW = "Slack was slow, and the window may not have opened. Nothing is lost."
Payload = tuple[str, dict[str, Any]]


@pytest.fixture
def workspace() -> Workspace:
    """One that waits three seconds for an acknowledgement, as Slack does."""
    return Workspace(USERS, CHANNELS, identity=Identity(**TOKENS))


@pytest.fixture
def slow(firm: Firm) -> Firm:
    """The firm with seven deals of Tom's; the bot runs, and every answer of Slack's comes four seconds late."""
    for number in range(7):
        firm.office.add(f"Deal {number}", id_of(firm.office, "U0TOM"), customer=f"Customer {number}")
    firm.run()
    return firm


def test_twenty_clicks_at_once_are_acknowledged_before_slack_answers_any_and_pages_turn(slow: Firm) -> None:
    tom = slow.office.person("U0TOM")
    windows = [_window(tom, f"Deal {number}") for number in range(6)]
    _late(slow)
    words = ("", "help", "status", "Deal 0", "nothing like it", "oversigt", "hjælp")
    deals = [_subject_id(slow, f"Deal {number}") for number in range(7)]
    sent = [
        *(_command(slow, "U0TOM" if number % 2 else "U0ANNE", text) for number, text in enumerate(words)),
        *(_button(slow, subject_id) for subject_id in deals),
        *(_submission(slow, window) for window in windows),
    ]
    assert len(sent) == AT_ONCE

    answers = _delivered(slow, sent)

    for number, answer in enumerate(answers[-6:]):
        assert answer["response_action"] == "update"
        shown = "\n".join(texts_in(answer["view"]))
        assert f"Deal {number}" in shown
        assert "Page 2 of 6" in shown


def test_a_whole_review_can_be_answered_while_slack_is_slow(slow: Firm) -> None:
    tom = slow.office.person("U0TOM")
    tom.says("/review Deal 3")
    tom.modal_with("Page 1 of 6")
    _late(slow)

    tom.reviews("222 222 222 222 222", evidence="12 Nov: they asked for an offer", probability="60")

    assert slow.workspace.notice("U0TOM") is None
    assert "Customer 3 · Deal 3" in tom.screen
    assert _submitted(slow) == 1


def test_a_submission_delivered_twice_at_once_is_one_review(any_firm: Firm) -> None:
    any_firm.office.add("Service agreement", id_of(any_firm.office, "U0TOM"))
    any_firm.run()
    tom = any_firm.office.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")
    for _ in range(5):
        tom.submits()
    tom.estimates("60")
    _late(any_firm)

    answers = _delivered(any_firm, [_submission(any_firm, tom.modal) for _ in range(4)])

    shown = {"\n".join(texts_in(answer["view"])) for answer in answers}
    assert len(shown) == 1
    assert "Not reviewed" in shown.pop()
    assert _submitted(any_firm) == 1


def test_a_page_delivered_twice_at_once_turns_once(slow: Firm) -> None:
    tom = slow.office.person("U0TOM")
    window = _window(tom, "Deal 2")

    answers = _delivered(slow, [_submission(slow, window) for _ in range(4)])

    pages = ["Page 2 of 6" in str(answer["view"]) for answer in answers]
    assert pages == [True] * 4


def test_who_clicked_in_vain_is_told_once_and_can_go_on_when_slack_is_well(slow: Firm) -> None:
    tom = slow.office.person("U0TOM")
    _late(slow)
    for _ in range(3):
        tom.says("/review Deal 5")
        assert slow.workspace.notice("U0TOM") is None
    until(lambda: slow.states("slow"))
    slow.workspace.faults.clear()

    until(lambda: slow.states("slow") == ["sent"])
    assert [message.splitlines()[0] for message in tom.messages()] == [SLOW]
    assert slow.workspace.modal("U0TOM") is None

    slow.workspace.click("U0TOM", surface="message", action_id=REVIEW)
    tom.modal_with("Customer 5 · Deal 5")


def _late(firm: Firm) -> None:
    firm.workspace.faults.add(method="*", kind="delay", seconds=4, times=10_000)


def _window(tom: Actor, name: str) -> dict[str, Any]:
    """The first page of a review as it stands in a window."""
    tom.says(f"/review {name}")
    view = tom.modal_with("Page 1 of 6")
    tom.closes()
    return view


def _command(firm: Firm, user_id: str, text: str) -> Payload:
    records = firm.workspace.records
    place = records.place("C1")
    return "slash_commands", command_payload(records, user_id, place, command="/review", text=text)


def _button(firm: Firm, subject_id: int) -> Payload:
    about = interaction(firm.workspace.records, "U0TOM", "block_actions")
    button = {"type": "button", "action_id": REVIEW, "block_id": "b", "value": str(subject_id)}
    return "interactive", {**about, "actions": [button]}


def _submission(firm: Firm, view: dict[str, Any]) -> Payload:
    about = interaction(firm.workspace.records, "U0TOM", "view_submission")
    return "interactive", {**about, "view": view, "response_urls": []}


def _delivered(firm: Firm, sent: list[Payload]) -> list[dict[str, Any]]:
    """Send all at the same moment; what each acknowledgement carried.

    The workspace raises NotAcknowledged after three seconds, as Slack does: sooner than a late answer comes, so a
    click that waits for one, or for a click that does, fails.
    """
    ready = Barrier(len(sent))

    def deliver(payload: Payload) -> dict[str, Any]:
        ready.wait()
        return firm.workspace.deliver(*payload)

    with ThreadPoolExecutor(len(sent)) as people:
        return list(people.map(deliver, sent))


def _subject_id(firm: Firm, name: str) -> int:
    with firm.office.read() as desk:
        return int(
            desk.tx.connection.exec_driver_sql(f"SELECT id FROM subjects WHERE name = '{name}'").scalar_one()
        )


def _submitted(firm: Firm) -> int:
    with firm.office.read() as desk:
        return reviews.count(desk.tx)
