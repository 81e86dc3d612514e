"""The sandbox on 127.0.0.1: the Web API, Socket Mode and, where given, the page."""

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.api import call
from bot.sandbox.api_messages import respond
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json
from bot.sandbox.workspace import Workspace

HOST = "127.0.0.1"
START_SECONDS = 5
RATE_LIMITED = {"ok": False, "error": "ratelimited"}


class KnownTransport(H11Protocol):
    """HTTP that tells a request its connection (request.state.transport), so that a fault can cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Keeps the transport in the state that every request of this connection gets."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class Cut(Response):
    """No answer at all: the connection closes."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG002 - Starlette's signature
        """Closes the connection and lets uvicorn notice before the request ends."""
        scope["state"]["transport"].abort()
        await receive()


def create_app(workspace: Workspace, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The whole server; `routes` are the page's, after Slack's own."""

    async def api(request: Request) -> Response:
        return await _api(workspace, request)

    async def response_url(request: Request) -> Response:
        return await _respond(workspace, request)

    own = [
        Route("/api/{method}", api, methods=["GET", "POST"]),
        Route("/response/{name}", response_url, methods=["POST"]),
        WebSocketRoute("/socket", workspace.connections.serve),
    ]
    return Starlette(routes=[*own, *routes])


async def _api(workspace: Workspace, request: Request) -> Response:
    method, arguments = request.path_params["method"], await _arguments(request)
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = arguments.pop("token", None) or (bearer if scheme.lower() == "bearer" else "")
    fault = workspace.faults.take(method)
    if fault is not None and fault.kind is not Kind.DROP_AFTER:
        failed = await _failed(fault)
        if failed is not None:
            workspace.records.note(method, arguments, None)
            return failed
    answer = call(workspace.records, method, str(token), arguments)
    cut = fault is not None and fault.kind is Kind.DROP_AFTER
    workspace.records.note(method, arguments, None if cut else answer)
    return (
        Cut()
        if cut
        else JSONResponse(answer, headers={"x-oauth-scopes": ",".join(workspace.identity.scopes)})
    )


async def _failed(fault: Fault) -> Response | None:
    if fault.kind is Kind.RATE_LIMIT:
        return JSONResponse(RATE_LIMITED, 429, {"Retry-After": f"{fault.seconds:.0f}"})
    if fault.kind is Kind.SERVER_ERROR:
        return PlainTextResponse("Internal Server Error", 500)
    if fault.kind is Kind.DROP_BEFORE:
        return Cut()
    await asyncio.sleep(fault.seconds)
    return None


async def _arguments(request: Request) -> Json:
    given: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        body = json.loads(await request.body() or b"{}")
        return {**given, **body} if isinstance(body, dict) else given
    async with request.form() as form:
        return {**given, **dict(form)}


async def _respond(workspace: Workspace, request: Request) -> Response:
    arguments = await _arguments(request)
    try:
        with workspace.records.change():
            respond(workspace.records, request.path_params["name"], arguments)
    except Refused as refused:
        workspace.records.note("response_url", arguments, refused.answer())
        return JSONResponse(refused.answer(), 404)
    return PlainTextResponse("ok")


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
        server = uvicorn.Server(_config(create_app(workspace, routes(workspace))))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="sandbox")
        thread.start()
        try:
            _wait_for(server, thread)
            yield workspace.records.base_url
        finally:
            workspace.shut()
            server.should_exit = True
            thread.join()


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=KnownTransport,
        ws="websockets-sansio",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
    )


def _wait_for(server: uvicorn.Server, thread: threading.Thread) -> None:
    until = time.monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise RuntimeError("the sandbox did not start")
        time.sleep(0.002)
