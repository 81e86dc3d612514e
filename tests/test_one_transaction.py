"""One act is one transaction, from who it is to what it comes to: nothing below the router opens another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread

import pytest
from sqlalchemy import event

from bot.actions.views import action_items, form
from bot.app.routes import ROUTES, WORDS
from bot.evidence.views import form as evidence_form
from bot.finding.views import PICK, PICKED
from bot.kit import doors
from bot.review.views import page as review
from bot.sandbox.payloads import interaction
from tests.journeys.conftest import Actor, Json, Office, id_of, open_office, staff

# What a button or a window may carry: an id, a list with one in it, the page of a draft, nothing.
CARRIED = ("1", '[1,""]', '[1,"D1",[]]', "[1,0]", "[1,null]", "[1,1,0]", '{"ids":[1]}', "")


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """Everybody on the list; Tom has a deal that is reviewed and two that are due; the first act was done."""
    for made in open_office(sqlite_url):
        tom = id_of(staff(made), "U0TOM")
        made.reviewed(made.add("Service agreement", tom, customer="Nordlys"), "U0TOM", 1)
        made.add("Pilot", tom)
        made.add("Licences", tom)
        assert made.person(
            "U0TOM"
        ).home  # the first payload of a process asks besides which workspace its team is
        yield made


@pytest.fixture
def begun(office: Office) -> Iterator[list[str]]:
    """The transactions that are begun before an acknowledgement: where a payload is handled, and not afterwards."""
    found: list[str] = []

    def hear(_connection: object) -> None:
        if current_thread().name.startswith("sandbox-line"):
            found.append("begun")

    event.listen(office.house.database.engine, "begin", hear)
    yield found
    event.remove(office.house.database.engine, "begin", hear)


def test_each_act_of_a_journey_is_one_transaction(office: Office, begun: list[str]) -> None:
    tom = office.person("U0TOM")

    @contextmanager
    def one_each(acts: int = 1) -> Iterator[None]:
        before, delivered = len(begun), len(office.delivered)
        yield
        assert (len(office.delivered) - delivered, len(begun) - before) == (acts, acts)

    def does(act: Callable[[], object], *, acts: int = 1) -> None:
        with one_each(acts):
            act()

    does(lambda: tom.home)
    does(lambda: tom.says("/review"))
    tom.modal_with("Which one first?")
    does(lambda: tom.finds("p"))
    does(lambda: tom.workspace.fill(tom.id, PICKED, PICKED, "2"), acts=0)
    does(tom.submits)
    tom.modal_with("Page 1 of 6")
    does(lambda: tom.picks("D1.1", 3))
    does(lambda: tom.writes("D1", "12 Nov: the CFO called"), acts=0)
    does(tom.submits)
    tom.modal_with("Page 2 of 6")
    does(lambda: tom.presses(review.BACK))
    for _ in range(5):
        does(tom.submits)
    does(tom.submits)
    tom.modal_with("Result")
    does(lambda: tom.clicks(action_items.ADD))
    tom.modal_with("New action")
    does(lambda: tom.workspace.suggest(tom.id, form.block_id("who", 2), form.WHO, ""))
    tom.workspace.fill(tom.id, form.block_id("what", 2), form.VALUE, "Book a meeting")
    does(tom.submits)
    tom.modal_with("Book a meeting")
    does(lambda: tom.clicks(doors.WHY))
    tom.modal_with("Add evidence")
    does(lambda: tom.presses(doors.ADD_EVIDENCE))
    tom.workspace.fill(tom.id, evidence_form.TEXT, evidence_form.TEXT, "12 Nov: a mail of the CFO")
    does(tom.submits)
    tom.modal_with("Saved.")
    does(lambda: tom.presses(doors.HISTORY))


def test_every_act_that_there_is_is_one_transaction_or_a_refused_one(
    office: Office, begun: list[str]
) -> None:
    tom = office.person("U0TOM")

    for act in (*_actions(tom), *_views(tom), *_options(tom), *_commands(tom), *_shortcuts(tom)):
        before = len(begun)
        tom.workspace.deliver(*act)
        assert len(begun) == before + 1, act


def _about(tom: Actor, kind: str) -> Json:
    return interaction(tom.workspace.records, tom.id, kind)


def _window(callback_id: str, data: str) -> Json:
    about = {"id": "V0", "type": "modal", "callback_id": callback_id, "private_metadata": data, "hash": "1.x"}
    return {**about, "state": {"values": {PICKED: {PICKED: {"selected_option": {"value": "1"}}}}}}


def _actions(tom: Actor) -> Iterator[tuple[str, Json]]:
    for action_id in ROUTES["action"]:
        for carried in CARRIED:
            button = {"type": "button", "action_id": action_id, "block_id": "b", "value": carried}
            about = {**_about(tom, "block_actions"), "actions": [button]}
            yield "interactive", about
            yield "interactive", {**about, "view": _window(PICK, carried)}


def _views(tom: Actor) -> Iterator[tuple[str, Json]]:
    for callback_id in ROUTES["view"]:
        for carried in CARRIED:
            view = _window(callback_id, carried)
            yield "interactive", {**_about(tom, "view_submission"), "view": view, "response_urls": []}


def _options(tom: Actor) -> Iterator[tuple[str, Json]]:
    for action_id in ROUTES["options"]:
        for carried in CARRIED:
            asked = {"action_id": action_id, "block_id": "b", "value": "a", "view": _window(PICK, carried)}
            yield "interactive", {**_about(tom, "block_suggestion"), **asked}


def _commands(tom: Actor) -> Iterator[tuple[str, Json]]:
    for text in ("", "pilot", "nothing like it", *WORDS):
        about = {"team_id": tom.workspace.team_id, "user_id": tom.id, "trigger_id": "1.1"}
        yield "slash_commands", {**about, "command": "/review", "text": text}


def _shortcuts(tom: Actor) -> Iterator[tuple[str, Json]]:
    for callback_id in ROUTES["shortcut"]:
        message = {"ts": "1.000001", "text": "We want this"}
        more = {"callback_id": callback_id, "message": message, "channel": {"id": "C1", "name": "sales"}}
        yield "interactive", {**_about(tom, "message_action"), **more}
