"""The line to Slack: WebSockets over which envelopes come in and their acknowledgements go back (Socket Mode).

slack_sdk's own client sits in a read for up to three seconds before it takes up another connection, loops at full
speed when a stream ends without a close frame, takes forty to miss a pong, drops what comes in several frames,
and cannot send more than 64 KB. `websockets` does all of this; what is left is here.
"""

import json
import logging
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from threading import Thread
from time import monotonic
from typing import Any

from slack_bolt import App, BoltRequest
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

from bot.app.patience import Stop, patiently

log = logging.getLogger(__name__)

ANSWERS_AT_ONCE = 10
OK = 200
# Seconds, at most eight together until a line that has gone silent is known to be dead.
PING_EVERY, PONG_WITHIN, CLOSED_WITHIN = 3, 4, 1
HELLO_WITHIN = 10
# Seconds without an envelope after which a line is let go whose end Slack has announced; Slack itself waits for an
# acknowledgement for three.
QUIET = 5
PACE = 1  # at least so many seconds between two connections, whatever Slack does with them


class Line:
    """The connections to Slack: one, and for a while another beside it whose end Slack has announced."""

    def __init__(self, app: App, app_token: str, stop: Stop) -> None:
        self._app = app
        self._app_token = app_token
        self._client = app.client
        self._stop = stop
        self._workers = ThreadPoolExecutor(ANSWERS_AT_ONCE, thread_name_prefix="line")
        self._newest: ClientConnection
        self._opened_at = monotonic() - PACE

    def open(self) -> bool:
        """Connect, however long it takes; False when it has to stop. From then on the line keeps itself open."""
        self._stop.wait(max(0, self._opened_at + PACE - monotonic()))
        return patiently(self._connect, self._stop, "SLACK_APP_TOKEN")

    def end(self) -> None:
        """Take nothing more, and wait until what has come is acknowledged.

        The connection stays open for that and ends with the process.
        """
        self._workers.shutdown()

    def _connect(self) -> None:
        url = str(self._client.apps_connections_open(app_token=self._app_token)["url"])
        self._opened_at = monotonic()
        try:
            with ExitStack() as opened:
                socket = opened.enter_context(_connection(url, self._client.proxy))
                said = _read(socket, HELLO_WITHIN)
                if said.get("type") != "hello":
                    raise ConnectionError(str(said.get("reason")))
                opened.pop_all()
        except (WebSocketException, ValueError) as error:  # no WebSocket, or a greeting that is no JSON
            raise ConnectionError(str(error)) from error
        self._newest = socket
        Thread(target=self._keep, args=(socket,), daemon=True, name="line").start()

    def _keep(self, socket: ClientConnection) -> None:
        """Read a connection to its end. Another takes its place: at the end, or already when Slack announces that."""
        if not self._ended_as_announced(socket) and not self._stop.is_set():
            log.warning("The connection to Slack is lost; connecting again")
            if self.open():
                log.info("Connected to Slack again")

    def _ended_as_announced(self, socket: ClientConnection) -> bool:
        announced = False
        with socket:
            try:
                while True:
                    said = _read(socket, QUIET if announced else None)
                    if "envelope_id" in said:
                        self._take(socket, said)
                    elif said.get("type") == "disconnect" and not announced:
                        announced = True
                        Thread(target=self.open, daemon=True, name="line").start()
            except (ConnectionClosed, TimeoutError, ValueError):  # of a message that is no JSON
                return announced

    def _take(self, socket: ClientConnection, envelope: dict[str, Any]) -> None:
        with suppress(RuntimeError):  # the workers have ended meanwhile
            self._workers.submit(self._answer, socket, envelope).add_done_callback(_settled)

    def _answer(self, socket: ClientConnection, envelope: dict[str, Any]) -> None:
        """Have Bolt answer an envelope, and acknowledge it: where it came, or on the newest line if that has ended."""
        answer = self._app.dispatch(BoltRequest(mode="socket_mode", body=envelope["payload"]))
        if answer.status != OK:
            return
        payload = {"payload": json.loads(answer.body)} if answer.body else {}
        acknowledgement = json.dumps({"envelope_id": envelope["envelope_id"], **payload})
        try:
            socket.send(acknowledgement)
        except ConnectionClosed:
            self._newest.send(acknowledgement)


def _connection(url: str, proxy: str | None) -> ClientConnection:
    # What ends a connection is raised where it is read, and said there; the library would add a traceback.
    quiet = logging.getLogger("revisor.websockets")
    quiet.setLevel(logging.CRITICAL)
    return connect(
        url,
        ping_interval=PING_EVERY,
        ping_timeout=PONG_WITHIN,
        close_timeout=CLOSED_WITHIN,
        compression=None,
        max_size=None,
        proxy=proxy,
        logger=quiet,
    )


def _read(socket: ClientConnection, within: float | None) -> dict[str, Any]:
    """The next message; TimeoutError when none comes in so many seconds. What is no object says nothing."""
    text = socket.recv(timeout=within, decode=True)
    return json.loads(text) if text.startswith("{") else {}


def _settled(done: Future[None]) -> None:
    if error := done.exception():
        log.error("An envelope could not be answered", exc_info=error)
