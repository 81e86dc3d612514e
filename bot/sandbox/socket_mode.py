"""Socket Mode's side of Slack: a WebSocket over which envelopes go to a bot in another process."""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.line import Line
from bot.sandbox.records import Records
from bot.sandbox.rules import Json

MOST_CONNECTIONS = 10
NO_SUCH_TICKET = 4404


class Connections:
    """The open WebSockets, so that clients can be asked to come back on a new one, as Slack does.

    `admitted` counts all that ever opened.
    """

    def __init__(self, records: Records, line: Line) -> None:
        self._records = records
        self._line = line
        self._outboxes: set[Callable[[Json], None]] = set()
        self.admitted = 0

    def refresh(self) -> None:
        """Asks every client to reconnect."""
        for put in list(self._outboxes):
            put({"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "sandbox"}})

    async def serve(self, socket: WebSocket) -> None:
        """One connection, from its ticket to its end."""
        if not self._admitted(socket.query_params.get("ticket", "")):
            await socket.close(NO_SUCH_TICKET)
            return
        await socket.accept()
        if len(self._outboxes) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        await socket.send_json(self._hello())
        await self._exchange(socket)

    async def _exchange(self, socket: WebSocket) -> None:
        outbox: asyncio.Queue[Json] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def put(message: Json) -> None:
            loop.call_soon_threadsafe(outbox.put_nowait, message)

        def send(envelope: Json) -> "Future[Json | None]":
            coming = self._line.expect(envelope["envelope_id"])
            put(envelope)
            return coming

        writer = asyncio.create_task(_write(socket, outbox))
        with self._records.change():
            self.admitted += 1
            self._outboxes.add(put)
            detach = self._line.attach(send)
        try:
            await self._read(socket)
        finally:
            with self._records.change():
                detach()
                self._outboxes.discard(put)
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
            "num_connections": len(self._outboxes) + 1,
            "connection_info": {"app_id": self._records.identity.app_id},
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
        }


async def _write(socket: WebSocket, outbox: "asyncio.Queue[Json]") -> None:
    while True:
        await socket.send_json(await outbox.get())
