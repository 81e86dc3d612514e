"""The line to Slack as it really is: renewed while in use, cut, silent, in pieces. `revisor run` stays within reach."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psutil
import pytest

from bot.sandbox.people import Identity
from bot.sandbox.workspace import Workspace
from storage.tables import outbox as rows
from tests.journeys.conftest import CHANNELS, USERS, id_of
from tests.process.conftest import TOKENS, Firm
from tests.waiting import until

NOTICED = 10  # seconds in which a dead line must be replaced
LITTLE = 2  # seconds of processor time that it may take; a loop that spins takes them all


@pytest.fixture
def workspace() -> Workspace:
    """One that waits three seconds for an acknowledgement, as Slack does."""
    return Workspace(USERS, CHANNELS, identity=Identity(**TOKENS))


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_a_line_that_slack_renews_answers_at_once_while_the_old_one_is_still_open(
    firm: Firm, reason: str
) -> None:
    firm.run()
    for number in (2, 3):
        firm.workspace.connections.refresh(reason)
        until(lambda number=number: firm.workspace.connections.admitted == number)

        for _ in range(firm.workspace.line.connections):  # they take turns
            _answers(firm)


def test_a_line_whose_end_slack_has_announced_is_let_go_once_nothing_comes_over_it(firm: Firm) -> None:
    firm.run()

    firm.workspace.connections.refresh()

    until(lambda: firm.workspace.connections.admitted == 2 and firm.workspace.line.connections == 1)
    _answers(firm)


def test_what_is_under_way_on_the_old_line_is_acknowledged(firm: Firm) -> None:
    firm.office.add("Service agreement", id_of(firm.office, "U0TOM"))
    firm.run()
    tom = firm.office.person("U0TOM")
    tom.says("/review")
    tom.modal_with("Page 1 of 6")

    with ThreadPoolExecutor(1) as somebody:
        with firm.office.write():  # so the click waits for the database
            click = somebody.submit(tom.submits)
            firm.workspace.connections.refresh()
            until(lambda: firm.workspace.connections.admitted == 2)
        click.result()

    tom.modal_with("Page 2 of 6")
    assert firm.workspace.notice("U0TOM") is None


@pytest.mark.parametrize("trouble", ["hang_up", "fall_silent"])
def test_a_line_that_ends_without_a_word_is_replaced_soon_and_without_spinning(
    firm: Firm, trouble: str
) -> None:
    process = psutil.Process(firm.run().pid)
    before = process.cpu_times().user

    getattr(firm.workspace.connections, trouble)()
    until(lambda: firm.workspace.connections.admitted == 2, seconds=NOTICED)

    assert process.cpu_times().user - before < LITTLE
    assert "The connection to Slack is lost; connecting again" in firm.log
    until(lambda: firm.workspace.line.connections == 1)
    _answers(firm)


def test_an_app_token_revoked_meanwhile_ends_it_with_its_sentence(firm: Firm) -> None:
    process = firm.run()
    with firm.workspace.records.change():
        firm.workspace.records.identity = replace(firm.workspace.identity, app_token="xapp-2-andet")

    firm.workspace.connections.hang_up()

    assert process.wait(NOTICED) == 2
    assert firm.log.endswith("Slack does not accept SLACK_APP_TOKEN (invalid_auth).\n")
    assert "Traceback" not in firm.log


def test_a_payload_in_three_frames_is_acknowledged(firm: Firm) -> None:
    firm.workspace.connections.in_pieces = True
    firm.run()

    _answers(firm)


def test_a_bot_token_that_dies_while_the_line_lives_ends_it_with_its_sentence_and_what_waits_goes_out_later(
    any_firm: Firm,
) -> None:
    tom, mette = (id_of(any_firm.office, name) for name in ("U0TOM", "U0METTE"))
    process = any_firm.run()
    any_firm.workspace.faults.add(method="*", kind="error", error="account_inactive", times=10_000)
    for person_id in (tom, mette):
        any_firm.office.add(f"Deal of {person_id}", person_id)
        any_firm.remind(person_id)

    assert process.wait(NOTICED) == 2
    assert any_firm.log.endswith("Slack does not accept SLACK_BOT_TOKEN (account_inactive).\n")
    assert "Traceback" not in any_firm.log
    assert _waiting(any_firm) == [("pending", 0), ("pending", 0)]

    any_firm.workspace.faults.clear()
    any_firm.run()
    until(lambda: any_firm.states("reminder") == ["sent", "sent"])


def test_whoever_clicks_while_the_bot_token_is_dead_brings_it_to_light(firm: Firm) -> None:
    process = firm.run()
    firm.workspace.faults.add(method="*", kind="error", error="token_revoked", times=10_000)

    firm.workspace.command("U0TOM", "C1", "/review help")

    assert process.wait(NOTICED) == 2
    assert firm.log.endswith("Slack does not accept SLACK_BOT_TOKEN (token_revoked).\n")


def test_one_call_that_slack_answers_with_a_dead_token_by_mistake_ends_nothing(firm: Firm) -> None:
    tom_id = id_of(firm.office, "U0TOM")
    firm.run()
    firm.workspace.faults.add(method="chat.postMessage", kind="error", error="invalid_auth")
    firm.office.add("Service agreement", tom_id)

    firm.remind(tom_id)

    until(lambda: firm.states("reminder") == ["sent"])
    assert _waiting(firm) == [("sent", 1)]


def _waiting(firm: Firm) -> list[tuple[str, int]]:
    with firm.office.read() as desk:
        found = desk.tx.execute(rows.select().where(rows.c.kind == "reminder").order_by(rows.c.id))
        return [(row.state, row.attempts) for row in found]


def _answers(firm: Firm) -> None:
    """A command is acknowledged, and its window opens, while its trigger lives."""
    firm.workspace.command("U0TOM", "C1", "/review help")
    assert firm.workspace.notice("U0TOM") is None
    assert firm.workspace.wait_for(lambda: firm.workspace.modal("U0TOM"))
    firm.workspace.close("U0TOM")
