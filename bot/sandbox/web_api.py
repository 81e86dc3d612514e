"""The Web API and the response_urls over HTTP, with the faults that were asked for."""

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.api import call
from bot.sandbox.api_messages import respond
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json
from bot.sandbox.workspace import Workspace

RATE_LIMITED = {"ok": False, "error": "ratelimited"}


class Cut(Response):
    """No answer at all: the connection closes (it stands in the state, see KnownTransport)."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG002 - Starlette's way
        """Closes the connection and lets uvicorn notice before the request ends."""
        scope["state"]["transport"].abort()
        await receive()


async def answer_call(workspace: Workspace, request: Request) -> Response:
    """POST or GET /api/METHOD."""
    method = request.path_params["method"]
    try:
        arguments = await _arguments(request)
    except json.JSONDecodeError:
        return JSONResponse({"ok": False, "error": "invalid_json"})
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    token = arguments.pop("token", None) or (bearer if scheme.lower() == "bearer" else "")
    fault = workspace.faults.take(method)
    if fault is not None and fault.kind is Kind.DELAY:
        await asyncio.sleep(fault.seconds)
    elif fault is not None and fault.kind is not Kind.DROP_AFTER:
        return _failed(workspace, fault, method, arguments)
    cut = fault is not None and fault.kind is Kind.DROP_AFTER
    with workspace.records.change():
        answer = call(workspace.records, method, str(token), arguments)
        workspace.records.note(method, arguments, None if cut else answer)
    scopes = ",".join(workspace.identity.scopes)
    return Cut() if cut else JSONResponse(answer, headers={"x-oauth-scopes": scopes})


def _failed(workspace: Workspace, fault: Fault, method: str, arguments: Json) -> Response:
    scopes = {"needed": fault.needed, "provided": ",".join(workspace.identity.scopes)} if fault.needed else {}
    answers = {Kind.RATE_LIMIT: RATE_LIMITED, Kind.ERROR: {"ok": False, "error": fault.error, **scopes}}
    answer = answers.get(fault.kind)
    with workspace.records.change():
        workspace.records.note(method, arguments, answer)
    if fault.kind is Kind.RATE_LIMIT:
        return JSONResponse(answer, 429, {"Retry-After": f"{fault.seconds:.0f}"})
    if fault.kind is Kind.SERVER_ERROR:
        return PlainTextResponse("Internal Server Error", 500)
    return JSONResponse(answer) if answer else Cut()


async def answer_response_url(workspace: Workspace, request: Request) -> Response:
    """POST /response/NAME: plain ok, or 404 with Slack's reason."""
    arguments = await _arguments(request)
    try:
        with workspace.records.change():
            respond(workspace.records, request.path_params["name"], arguments)
    except Refused as refused:
        return JSONResponse(refused.answer(), 404)
    return PlainTextResponse("ok")


async def _arguments(request: Request) -> Json:
    given: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        body = json.loads(await request.body() or b"{}")
        return {**given, **body} if isinstance(body, dict) else given
    async with request.form() as form:
        return {**given, **dict(form)}
