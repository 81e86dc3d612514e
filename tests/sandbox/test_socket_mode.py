"""A real Bolt app behind the workspace: in this process, and over Slack's Socket Mode client."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.sandbox.in_process import dispatch_to
from bot.sandbox.people import Channel, User
from bot.sandbox.server import serve
from bot.sandbox.workspace import Workspace
from tests.sandbox.blocks import Json, asked, modal, option, plain, section

ANNA = "U1ANNA"
FORM = {**asked("plain_text_input"), "callback_id": "form"}
FORM["blocks"][0]["block_id"] = "b"


def bolt(slack: WebClient, heard: list[Json]) -> App:
    """A tiny bot with one of everything."""
    app = App(client=slack, process_before_response=True)
    app.command("/review")(lambda ack, body: heard.append(body) or ack(f"You wrote {body['text']}"))

    def start(ack: Ack, body: Json, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    def next_page(ack: Ack, body: Json) -> None:
        heard.append(body)
        ack(response_action="update", view=modal(section(text=plain("æøå " * 700)), callback_id="last"))

    def home(event: Json, client: WebClient, request: Any) -> None:
        heard.append({**event, "retry": request.headers.get("x-slack-retry-num")})
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section()]})

    app.shortcut("review.start")(start)
    app.view("form")(next_page)
    app.view("last")(lambda ack: ack())
    app.options("a")(lambda ack: ack(options=[option("Green", "green")]))
    app.event("app_home_opened")(home)
    return app


Way = Callable[[App], Any]


@contextmanager
def in_process(workspace: Workspace, app: App) -> Iterator[None]:
    stop = workspace.connect(dispatch_to(app))
    yield
    stop()


@contextmanager
def over_the_socket(workspace: Workspace, app: App) -> Iterator[SocketModeHandler]:
    before = workspace.line.connections
    handler = SocketModeHandler(app, "xapp-sandbox")
    handler.connect()
    workspace.wait_for(lambda: workspace.line.connections > before)
    yield handler
    handler.close()
    workspace.wait_for(lambda: workspace.line.connections == before)


@dataclass(frozen=True)
class Scene:
    """A workspace with the tiny bot behind it, and what the bot was given since the test began."""

    workspace: Workspace
    heard: list[Json]


@pytest.fixture(
    scope="module", params=[in_process, over_the_socket], ids=["in this process", "over the socket"]
)
def stage(request: pytest.FixtureRequest) -> Iterator[Scene]:
    """One workspace for each way to the bot: closing Slack's Socket Mode client takes three seconds."""
    made = Workspace([User(ANNA, "Anna Prøve", "anna@example.dk")], [Channel("C1SALES", "salg")])
    bodies: list[Json] = []
    with serve(made) as url:
        slack = WebClient("xoxb-sandbox", base_url=f"{url}/api/", retry_handlers=[])
        with request.param(made, bolt(slack, bodies)):
            yield Scene(made, bodies)


@pytest.fixture
def scene(stage: Scene) -> Scene:
    stage.heard.clear()
    return stage


def test_a_command_is_answered(scene: Scene) -> None:
    scene.workspace.command(ANNA, "C1SALES", "æøå")
    assert scene.heard[0]["user_id"] == ANNA
    assert [message.text for message in scene.workspace.messages("C1SALES")] == ["You wrote æøå"]
    assert scene.workspace.notice(ANNA) is None


def test_a_form_opens_turns_its_page_and_closes(scene: Scene) -> None:
    scene.workspace.shortcut(ANNA, "review.start")
    scene.workspace.fill(ANNA, "b", "a", "Hej")
    scene.workspace.submit(ANNA)
    assert scene.heard[0]["view"]["state"]["values"]["b"]["a"]["value"] == "Hej"
    view = scene.workspace.modal(ANNA)
    assert view is not None
    assert view["callback_id"] == "last"
    scene.workspace.submit(ANNA)
    assert scene.workspace.modal(ANNA) is None


def test_options_are_suggested(scene: Scene) -> None:
    scene.workspace.shortcut(ANNA, "review.start")
    assert scene.workspace.suggest(ANNA, "b", "a", "g") == [option("Green", "green")]


def test_home_is_published_on_opening(scene: Scene) -> None:
    scene.workspace.open_home(ANNA)
    assert scene.workspace.wait_for(lambda: scene.workspace.home(ANNA))
    assert scene.heard[0]["retry"] == ["0"]


def test_what_no_listener_takes_is_not_acknowledged(workspace: Workspace, slack: WebClient) -> None:
    with in_process(workspace, bolt(slack, [])):
        workspace.shortcut(ANNA, "unknown")
    assert workspace.notice(ANNA) == "This app is not responding. Try again?"


def test_a_retry_is_told_to_the_bot(workspace: Workspace, slack: WebClient) -> None:
    bodies: list[Json] = []
    handle = dispatch_to(bolt(slack, bodies))
    seen: list[Json] = []

    def second_time(envelope: Json) -> Json | None:
        seen.append(envelope)
        return handle(envelope) if len(seen) > 1 else None

    workspace.connect(second_time)
    workspace.open_home(ANNA)
    workspace.wait_for(lambda: workspace.home(ANNA))
    assert bodies[0]["retry"] == ["1"]


def test_a_client_comes_back_when_asked_to(workspace: Workspace, slack: WebClient) -> None:
    with over_the_socket(workspace, bolt(slack, [])):
        workspace.connections.refresh()
        both = workspace.connections
        workspace.wait_for(lambda: both.admitted == 2 and workspace.line.connections == 1, seconds=10)
        workspace.command(ANNA, "C1SALES", "again")
    assert [message.text for message in workspace.messages("C1SALES")] == ["You wrote again"]


def test_when_the_client_is_gone_the_person_is_told(workspace: Workspace) -> None:
    with connect(address(workspace)) as socket:
        socket.recv()
    workspace.wait_for(lambda: workspace.line.connections == 0)
    workspace.command(ANNA, "C1SALES", "")
    assert workspace.notice(ANNA) == "/review failed with the error “dispatch_failed”."


def test_deliveries_take_turns_over_all_connections(workspace: Workspace) -> None:
    with connect(address(workspace)) as one, connect(address(workspace)) as two, ThreadPoolExecutor() as pool:
        one.recv(), two.recv()
        workspace.wait_for(lambda: workspace.line.connections == 2)
        for text in ("a", "b"):
            pool.submit(workspace.command, ANNA, "C1SALES", text)
        got = [json.loads(socket.recv(timeout=5)) for socket in (one, two)]
        for socket, envelope in zip((two, one), got, strict=True):  # any connection may acknowledge
            socket.send(json.dumps({"envelope_id": envelope["envelope_id"], "payload": {"text": "Hej"}}))
    assert sorted(envelope["payload"]["text"] for envelope in got) == ["a", "b"]
    assert [message.text for message in workspace.messages("C1SALES")] == ["Hej", "Hej"]


def test_a_socket_greets_and_takes_only_known_envelopes(workspace: Workspace) -> None:
    with connect(address(workspace)) as socket:
        hello = json.loads(socket.recv())
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        socket.send('{"envelope_id": "unknown", "payload": {}}')
        socket.send('{"type": "other"}')
        assert socket.ping().wait(5)


def test_a_ticket_admits_once(workspace: Workspace) -> None:
    ticket = address(workspace)
    with connect(ticket) as socket:
        socket.recv()
        for refused in (ticket, ticket.replace("ticket=", "ticket=x")):
            with pytest.raises(InvalidStatus):
                connect(refused)


def test_the_eleventh_connection_is_sent_away(workspace: Workspace) -> None:
    with ExitStack() as open_ones:
        for _ in range(10):
            open_ones.enter_context(connect(address(workspace))).recv()
        with connect(address(workspace)) as eleventh:
            assert json.loads(eleventh.recv())["reason"] == "too_many_websockets"


def address(workspace: Workspace) -> str:
    client = WebClient(base_url=f"{workspace.records.base_url}/api/", retry_handlers=[])
    return str(client.apps_connections_open(app_token="xapp-sandbox")["url"])


def test_a_connection_needs_the_app_token(slack: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        slack.apps_connections_open(app_token="xapp-other")
    assert refused.value.response["error"] == "invalid_auth"
