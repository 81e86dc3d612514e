"""The sandbox on 127.0.0.1: the Web API, Socket Mode and, where given, the page."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.downloads import answer_download
from bot.sandbox.uploads import answer_upload
from bot.sandbox.web_api import answer_call, answer_response_url
from bot.sandbox.workspace import Workspace

HOST = "127.0.0.1"
START_SECONDS = 5
DRAIN_SECONDS = 1
TICK = 0.002


class KnownTransport(H11Protocol):
    """HTTP that tells a request its connection (request.state.transport), so that a fault can cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Keeps the transport in the state that every request of this connection gets."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class QuickServer(uvicorn.Server):
    """Uvicorn without its tenths of a second of rest: hundreds of tests start and stop one each."""

    loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        """Runs until `stop`."""
        await self.on_tick(0)
        self.stopped = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        if not self.should_exit:
            await self.stopped.wait()

    def stop(self) -> None:
        """Ends `main_loop`, from any thread."""
        self.should_exit = True
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self.stopped.set)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - uvicorn's way
        """Closes all connections, gives their requests a second to end, and cuts off the rest."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await self._drained()
        for task in self.server_state.tasks:
            task.cancel()
        for connection in list(self.server_state.connections):
            connection.transport.abort()  # also one that was accepted while the others were being closed
        await self._drained()

    async def _drained(self) -> None:
        until = time.monotonic() + DRAIN_SECONDS
        while (self.server_state.connections or self.server_state.tasks) and time.monotonic() < until:
            await asyncio.sleep(TICK)


def create_app(workspace: Workspace, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The whole server; `routes` are the page's, after Slack's own."""

    async def call(request: Request) -> Response:
        return await answer_call(workspace, request)

    async def response_url(request: Request) -> Response:
        return await answer_response_url(workspace, request)

    async def download(request: Request) -> Response:
        return await answer_download(workspace, request)

    async def upload(request: Request) -> Response:
        return await answer_upload(workspace, request)

    own = [
        Route("/api/{method}", call, methods=["GET", "POST"]),
        Route("/response/{name}", response_url, methods=["POST"]),
        Route("/files-pri/{key}/download/{name}", download),
        Route("/upload/v1/{key}", upload, methods=["POST"]),
        WebSocketRoute("/socket", workspace.connections.serve),
    ]
    return Starlette(routes=[*own, *routes])


@contextlib.contextmanager
def serve(
    workspace: Workspace,
    *,
    port: int = 0,
    routes: Callable[[Workspace], Sequence[BaseRoute]] = lambda _workspace: (),
) -> Iterator[str]:
    """Runs the sandbox in a thread and yields its address, http://127.0.0.1:PORT; port 0 takes a free one.

    Raises OSError when the port is taken. The Web API is at that address + "/api/".
    """
    with socket.create_server((HOST, port)) as listening:
        workspace.records.base_url = f"http://{HOST}:{listening.getsockname()[1]}"
        server = QuickServer(_config(create_app(workspace, routes(workspace))))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            _wait_for(server, thread)
            yield workspace.records.base_url
        finally:
            workspace.shut()
            server.stop()
            thread.join()


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=KnownTransport,
        ws="websockets-sansio",
        lifespan="off",
        log_config=None,
        access_log=False,
    )


def _wait_for(server: uvicorn.Server, thread: threading.Thread) -> None:
    until = time.monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise RuntimeError("the sandbox did not start")
        time.sleep(TICK)
