"""Links to which the bot sends the bytes of a file that it has announced."""

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.sandbox.faults import Kind
from bot.sandbox.web_api import Cut
from bot.sandbox.workspace import Workspace

METHOD = "upload_url"  # as faults and calls name it


async def answer_upload(workspace: Workspace, request: Request) -> Response:
    """POST to an upload_url: as many bytes as were announced, once."""
    fault = workspace.faults.take(METHOD)
    if fault is not None and fault.kind is Kind.DELAY:
        await asyncio.sleep(fault.seconds)
    elif fault is not None:
        is_cut = fault.kind in {Kind.DROP_BEFORE, Kind.DROP_AFTER}
        return Cut() if is_cut else PlainTextResponse("Internal Server Error", 500)
    data = await request.body()
    key = request.path_params["key"]
    with workspace.records.change():
        upload = workspace.records.uploads.get(key)
        if upload is None or upload.data is not None or len(data) != upload.length:
            return PlainTextResponse("Bad Request", 400)
        workspace.records.uploads[key] = replace(upload, data=data)
        workspace.records.note(METHOD, {"file": key}, {"ok": True, "status": 200})
    return PlainTextResponse(f"OK - {len(data)}")
