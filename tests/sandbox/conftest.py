"""A sandbox on a port of its own, with invented people, and Slack's own client talking to it."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.people import Channel, Identity, User
from bot.sandbox.server import serve
from bot.sandbox.workspace import Workspace
from tests.sandbox.robot import Robot
from tests.sandbox.senders import Sender

ANNA = User("U1ANNA", "Anna Prøve", "anna@example.dk")
BO = User("U2BO", "Bo Eksempel", "bo@example.dk", locale="en-GB", is_admin=True)
SALES = Channel("C1SALES", "salg", bot_is_member=True)
SECRET = Channel("C2SECRET", "lukket", is_private=True)
OPEN = Channel("C3OPEN", "alle")
OLD = Channel("C4OLD", "gammel", is_archived=True, bot_is_member=True)
SHARED = Channel("C5SHARED", "faelles", is_ext_shared=True, bot_is_member=True)
SCOPES = (*Identity().scopes, "im:write")


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    """A workspace of two people and five channels, served on a free port."""
    made = Workspace([ANNA, BO], [SALES, SECRET, OPEN, OLD, SHARED], identity=Identity(scopes=SCOPES))
    with serve(made):
        yield made


@pytest.fixture
def slack(workspace: Workspace) -> WebClient:
    """Slack's client as the bot uses it: no retries of its own."""
    return WebClient(Identity().bot_token, base_url=f"{workspace.records.base_url}/api/", retry_handlers=[])


@pytest.fixture
def robot(workspace: Workspace) -> Robot:
    """A bot in this process that does what the test says."""
    return Robot(workspace)


@pytest.fixture(scope="module")
def sender() -> Iterator[Sender]:
    """One workspace for many views and blocks that leave nothing behind."""
    person, channel = User("U1", "Anna Prøve", "anna@example.dk"), Channel("C1", "salg", bot_is_member=True)
    made = Workspace([person], [channel])
    triggers: list[str] = []

    def note(envelope: dict[str, Any]) -> dict[str, Any]:
        triggers.append(envelope["payload"]["trigger_id"])
        return {}

    made.connect(note)
    with serve(made) as url:
        slack = WebClient(Identity().bot_token, base_url=f"{url}/api/", retry_handlers=[])
        yield Sender(made, slack, triggers)
