"""A Slack that answers at once: the Web API over HTTP, and one WebSocket to each bot that is measured."""

import asyncio
import itertools
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qsl, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from bot.sandbox.api import call
from bot.sandbox.rules import Json
from bot.sandbox.workspace import Workspace

HOST = "127.0.0.1"
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
BEARER = re.compile(rb"authorization: *bearer +(\S+)", re.IGNORECASE)


class Wire:
    """The connection to one bot: envelopes out, acknowledgements back."""

    def __init__(self) -> None:
        self.connected = asyncio.Event()
        self._socket: ServerConnection | None = None
        self._awaited: dict[str, asyncio.Future[Json]] = {}
        self._numbers = itertools.count()

    async def hold(self, socket: ServerConnection) -> None:
        """Be this connection until it ends."""
        self._socket = socket
        await socket.send(json.dumps({"type": "hello", "num_connections": 1}))
        self.connected.set()
        with suppress(ConnectionClosed):
            async for message in socket:
                self._acknowledged(json.loads(message))
        for awaited in self._awaited.values():
            if not awaited.done():
                awaited.set_exception(ConnectionError("the bot has left"))

    def _acknowledged(self, answer: Json) -> None:
        awaited = self._awaited.pop(answer["envelope_id"])
        if not awaited.done():  # given up by whoever waited
            awaited.set_result(answer.get("payload") or {})

    async def send(self, kind: str, payload: str, *, patience: float) -> Json:
        """Send a payload (JSON) and give its acknowledgement's; TimeoutError without one in `patience` seconds."""
        assert self._socket is not None, "the bot is connected"
        envelope_id = f"e-{next(self._numbers)}"
        answers = "false" if kind == "events_api" else "true"
        coming = self._awaited[envelope_id] = asyncio.get_running_loop().create_future()
        await self._socket.send(
            f'{{"envelope_id":"{envelope_id}","type":"{kind}","accepts_response_payload":{answers},"payload":{payload}}}'
        )
        return await asyncio.wait_for(coming, patience)


class FakeSlack:
    """The workspace of many people who act at once. Its rare calls are the sandbox's; the frequent ones cost nothing.

    `wires` are the bots' connections by their app tokens. Whoever awaits a window puts a future under its trigger id
    into `windows`; `homes` are the Homes as last published, and `calls` how many calls of each method came.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.records = workspace.records
        self.wires: dict[str, Wire] = {}
        self.windows: dict[str, asyncio.Future[Json]] = {}
        self.homes: dict[str, Json] = {}
        self.calls: Counter[str] = Counter()
        self._socket_port = 0
        self._quick: dict[str, Callable[[Json], Json]] = {
            "views.open": self._open,
            "views.update": lambda _: {"ok": True, "view": {}},
            "views.publish": self._publish,
            "chat.postMessage": lambda said: {"ok": True, "channel": said["channel"], "ts": "1.1"},
        }

    def _open(self, said: Json) -> Json:
        awaited = self.windows.pop(said["trigger_id"], None)
        if awaited is not None and not awaited.done():
            awaited.set_result(said["view"])
        return {"ok": True, "view": {}}

    def _publish(self, said: Json) -> Json:
        self.homes[said["user_id"]] = said["view"]
        return {"ok": True, "view": {}}

    def _called(self, method: str, token: str, arguments: Json) -> Json:
        self.calls[method] += 1
        if method == "apps.connections.open" and token in self.wires:
            return {"ok": True, "url": f"ws://{HOST}:{self._socket_port}/{token}"}
        quick = self._quick.get(method)
        return quick(arguments) if quick else call(self.records, method, token, arguments)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One call; urllib makes a connection for each."""
        head = await reader.readuntil(b"\r\n\r\n")
        length, bearer = LENGTH.search(head), BEARER.search(head)
        body = await reader.readexactly(int(length[1])) if length else b""
        path = urlsplit(head.split(b" ", 2)[1].decode())
        given = json.loads(body) if body[:1] == b"{" else dict(parse_qsl(body.decode()))
        arguments = {**dict(parse_qsl(path.query)), **given}
        token = bearer[1].decode() if bearer else str(arguments.pop("token", ""))
        answered = json.dumps(self._called(path.path.rsplit("/", 1)[1], token, arguments)).encode()
        scopes = ",".join(self.records.identity.scopes)
        writer.write(
            f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-oauth-scopes: {scopes}\r\n"
            f"Content-Length: {len(answered)}\r\nConnection: close\r\n\r\n".encode()
            + answered
        )
        await writer.drain()
        writer.close()

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        """Serve both, on this machine alone; gives where the Web API is."""

        async def hold(socket: ServerConnection) -> None:
            assert socket.request is not None
            await self.wires[urlsplit(socket.request.path).path[1:]].hold(socket)

        async with (
            serve(hold, HOST, 0, compression=None, ping_interval=None, max_size=None) as sockets,
            await asyncio.start_server(self.answer, HOST, 0) as calls,
        ):
            self._socket_port = _port(sockets)
            yield f"http://{HOST}:{_port(calls)}/api/"


def _port(server: Server | asyncio.Server) -> int:
    port: int = next(iter(server.sockets)).getsockname()[1]
    return port
