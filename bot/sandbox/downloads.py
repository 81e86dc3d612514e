"""Private links of files: the app's token opens them, everybody else gets Slack's page to log in."""

import asyncio
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bot.sandbox.api_files import SCOPE
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.files import file_object
from bot.sandbox.web_api import Cut
from bot.sandbox.workspace import Workspace

METHOD = "url_private_download"  # as faults and calls name it
LOGIN = "<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to your workspace</body></html>"


class Half(Response):
    """The first half of a file, then nothing: the line is cut on the way."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG002 - Starlette's way
        """Promises all of it, sends half, and closes the connection."""
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        half = bytes(self.body[: len(self.body) // 2])
        await send({"type": "http.response.body", "body": half, "more_body": True})
        scope["state"]["transport"].close()


async def answer_download(workspace: Workspace, request: Request) -> Response:
    """GET of a file's url_private_download."""
    fault = workspace.faults.take(METHOD)
    if fault is not None and fault.kind is Kind.DELAY:
        await asyncio.sleep(fault.seconds)
    file_id = request.path_params["key"].rpartition("-")[2]
    with workspace.records.change():
        answer = _answer(workspace, file_id, request, fault)
        workspace.records.note(METHOD, {"file": file_id}, {"ok": True, "status": answer.status_code})
    return answer


def _answer(workspace: Workspace, file_id: str, request: Request, fault: Fault | None) -> Response:
    identity, file = workspace.identity, workspace.records.files.get(file_id)
    login = RedirectResponse(f"{workspace.records.base_url}/?redir={quote(request.url.path)}", 302)
    if fault is not None and (failed := _failed(fault, login)):
        return failed
    if request.headers.get("authorization") != f"Bearer {identity.bot_token}":
        return login
    if SCOPE not in identity.scopes:
        return HTMLResponse(LOGIN)
    if file is None or file.data is None:
        return PlainTextResponse("Not Found", 404)
    described = file_object(file, identity, workspace.records.base_url)
    whole = Half if fault is not None and fault.kind is Kind.DROP_AFTER else Response
    return whole(file.data, media_type=described["mimetype"])


def _failed(fault: Fault, login: Response) -> Response | None:
    """What comes in the file's place; a link has no errors by name, so an ERROR is the way to the page to log in."""
    if fault.kind is Kind.RATE_LIMIT:
        return PlainTextResponse("Too Many Requests", 429, {"Retry-After": f"{fault.seconds:.0f}"})
    if fault.kind is Kind.SERVER_ERROR:
        return PlainTextResponse("Internal Server Error", 500)
    if fault.kind is Kind.DROP_BEFORE:
        return Cut()
    return login if fault.kind is Kind.ERROR else None
