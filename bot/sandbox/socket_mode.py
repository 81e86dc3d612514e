"""Socket Mode's side of Slack: a WebSocket over which envelopes go to a bot in another process."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from concurrent.futures import Future

from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.frames import Frame, Opcode

from bot.sandbox.line import Line
from bot.sandbox.records import Records
from bot.sandbox.rules import Json

MOST_CONNECTIONS = 10
NO_SUCH_TICKET = 4404
PIECES = 3


class Connections:
    """The open WebSockets, and what may befall them at Slack's end.

    `admitted` counts all that ever opened. With `in_pieces` every envelope travels as one message of three frames.
    """

    def __init__(self, records: Records, line: Line) -> None:
        self._records = records
        self._line = line
        self._wires: set[_Wire] = set()
        self.admitted = 0
        self.in_pieces = False

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Asks every client to come back on a new connection; the old ones stay open until the client ends them."""
        for wire in list(self._wires):
            wire.put({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})

    def hang_up(self) -> None:
        """Ends every connection as a gateway does that goes away: the stream is over, and no frame has said so."""
        for wire in list(self._wires):
            wire.soon(wire.transport.close)

    def fall_silent(self) -> None:
        """Leaves every connection open and answers nothing more on it, as when the network between has gone."""
        for wire in list(self._wires):
            wire.detach()
            wire.soon(wire.transport.pause_reading)

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from its ticket to its end."""
        if not self._admitted(socket.query_params.get("ticket", "")):
            await socket.close(NO_SUCH_TICKET)
            return
        await socket.accept()
        if len(self._wires) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        await socket.send_json(self._hello())
        await self._exchange(socket)

    async def _exchange(self, socket: WebSocket) -> None:
        wire = _Wire(socket)

        def send(envelope: Json) -> "Future[Json | None]":
            coming = self._line.expect(envelope["envelope_id"])
            wire.put(envelope, in_pieces=self.in_pieces)
            return coming

        writer = asyncio.create_task(wire.write())
        with self._records.change():
            self.admitted += 1
            self._wires.add(wire)
            wire.detach = self._line.attach(send)
        try:
            await self._read(socket)
        finally:
            with self._records.change():
                wire.detach()
                self._wires.discard(wire)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    async def _read(self, socket: WebSocket) -> None:
        with contextlib.suppress(WebSocketDisconnect):
            async for message in socket.iter_json():
                if "envelope_id" in message:
                    self._line.acknowledge(message["envelope_id"], message.get("payload") or {})

    def _admitted(self, ticket: str) -> bool:
        with self._records.reading():
            found = self._records.tickets.look(ticket)
            if found is None or found[0].used:
                return False
            self._records.tickets.use(ticket)
            return True

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._wires) + 1,
            "connection_info": {"app_id": self._records.identity.app_id},
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
        }


class _Wire:
    """One open WebSocket; `put` and `soon` may be called from any thread."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._outbox: asyncio.Queue[tuple[Json, bool]] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self.transport: asyncio.Transport = socket.scope["state"]["transport"]
        self.detach: Callable[[], None] = lambda: None

    def put(self, message: Json, *, in_pieces: bool = False) -> None:
        """Has it sent, in its turn."""
        self.soon(self._outbox.put_nowait, (message, in_pieces))

    def soon(self, call: Callable[..., object], *args: object) -> None:
        """Has this done on the server's own thread."""
        self._loop.call_soon_threadsafe(call, *args)

    async def write(self) -> None:
        """Sends what is put, until it is cancelled."""
        while True:
            message, in_pieces = await self._outbox.get()
            if in_pieces:
                self.transport.write(pieces(json.dumps(message).encode()))
            else:
                await self._socket.send_json(message)


def pieces(text: bytes) -> bytes:
    """A text message as three frames, of which only the last says that the message is over; none is masked."""
    size = len(text) // PIECES + 1
    parts = [text[start : start + size] for start in range(0, len(text), size)]
    return b"".join(
        Frame(Opcode.CONT if number else Opcode.TEXT, part, fin=number == len(parts) - 1).serialize(
            mask=False
        )
        for number, part in enumerate(parts)
    )
