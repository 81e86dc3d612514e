"""The sandbox's page: act as anybody of the workspace, in any of its places, and move its clock."""

import asyncio
import mimetypes
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox import render
from bot.sandbox.conversation import Seen
from bot.sandbox.fields import find
from bot.sandbox.guide import Did, Guide
from bot.sandbox.page_acts import ACTS
from bot.sandbox.page_context import context
from bot.sandbox.page_texts import language_of
from bot.sandbox.scene import HOME, Scene, exists, people_of
from bot.sandbox.workspace import Workspace

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' https: http: data:; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
}
FILE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
FOLDED = "folded"  # the cookie of who has folded the guide away
BREATH = 15.0  # seconds between signs of life on a stream without events


def routes(
    workspace: Workspace, *, hints: Mapping[str, str] | None = None, guide: Guide | None = None
) -> list[BaseRoute]:
    """The page's routes; `hints` say by e-mail what somebody is ("seller"), for the picker of people.

    `guide` is what a newcomer may try, in the page's margin.
    """
    told = replace(guide or Guide(), tell=workspace.touch)
    page = Page(workspace, hints or {}, Seen(), told)
    return [
        Route("/", page.start),
        Route("/as", page.switch),
        Route("/events", page.events),
        Route("/as/{user}/{place}", page.show),
        Route("/as/{user}/{place}/suggest", page.suggest),
        Route("/as/{user}/files/{file}/{name}", page.file),
        Route("/as/{user}/{place}/{act}", page.act, methods=["POST"]),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
    ]


@dataclass(frozen=True)
class Page:
    """The endpoints over one workspace; `seen` is what people have read."""

    workspace: Workspace
    hints: Mapping[str, str]
    seen: Seen
    guide: Guide

    def start(self, request: Request) -> Response:
        """Begins where the guide does, in the browser's language; without one as the first person, in Home."""
        user, place = people_of(self.workspace)[0].id, HOME
        if self.guide.steps:
            first, language = self.guide.steps[0], language_of(request.headers.get("accept-language", ""))
            user, place = self.guide.who(first, language), first.place
        return RedirectResponse(f"/as/{user}/{place}", 303)

    def switch(self, request: Request) -> Response:
        """Becomes somebody else in the same place."""
        user, place = request.query_params.get("user", ""), request.query_params.get("place", HOME)
        return RedirectResponse(self._scene(user, place).path, 303)

    def show(self, request: Request) -> Response:
        """The whole page; opening Home tells the bot so afterwards, a live refresh does not."""
        scene = self._scene_of(request)
        shown = context(scene, self.seen, saying=request.query_params.get("say", ""))
        html = render.page(**shown, is_folded=request.cookies.get(FOLDED) == FOLDED)
        opens = scene.place == HOME and "x-live" not in request.headers
        told = BackgroundTask(self.workspace.open_home, scene.me.id) if opens else None
        return HTMLResponse(html, headers=HEADERS, background=told)

    async def act(self, request: Request) -> Response:
        """Does one thing in a thread, since it may wait for the bot, then shows the place."""
        scene = self._scene_of(request)
        act = ACTS.get(request.path_params["act"])
        if act is None:
            raise HTTPException(404)
        try:
            async with request.form() as form:
                saying = await run_in_threadpool(act, scene, _named(form))
        except (LookupError, ValueError):  # it went away, or offers something else, since the person looked
            saying = "gone"
        return RedirectResponse(scene.path + ("?" + urlencode({"say": saying}) if saying else ""), 303)

    def suggest(self, request: Request) -> Response:
        """The options that the bot suggests for what was typed into a select of the modal."""
        scene = self._scene_of(request)
        view = self.workspace.modal(scene.me.id)
        pair = find(view["blocks"], request.query_params.get("field", "")) if view else None
        if pair is None:  # the modal went on while somebody typed
            return HTMLResponse("", headers=HEADERS)
        ids = (pair[0]["block_id"], pair[1]["action_id"])
        found = self.workspace.suggest(scene.me.id, *ids, request.query_params.get("q", ""))
        return HTMLResponse(render.options(found, scene.texts["none_found"], scene.reader), headers=HEADERS)

    def file(self, request: Request) -> Response:
        """A file that the bot has shared, for who sees its message; nothing in it may act or fetch."""
        user, file_id = request.path_params["user"], request.path_params["file"]
        file = self.workspace.shared_file(user, file_id)
        if file is None or file.data is None:
            raise HTTPException(404)
        self.guide.note(Did.READ, file.name.rpartition(".")[2])
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        is_shown = kind in {"text/html", "application/pdf"}
        way = "inline" if is_shown else f"attachment; filename*=UTF-8''{quote(file.name)}"
        return Response(file.data, media_type=kind, headers={**FILE_HEADERS, "Content-Disposition": way})

    async def events(self, _request: Request) -> Response:
        """A stream with one event for each change of the workspace."""
        return StreamingResponse(self._changes(), media_type="text/event-stream", headers=HEADERS)

    async def _changes(self) -> AsyncIterator[str]:
        loop = asyncio.get_running_loop()
        changed = asyncio.Event()
        stop = self.workspace.subscribe(lambda *_: loop.call_soon_threadsafe(changed.set))
        try:
            yield "data: hello\n\n"
            while not self.workspace.is_shut:
                try:
                    await asyncio.wait_for(changed.wait(), BREATH)
                    changed.clear()
                    yield "data: change\n\n"
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            stop()

    def _scene_of(self, request: Request) -> Scene:
        return self._scene(request.path_params["user"], request.path_params["place"])

    def _scene(self, user_id: str, place: str) -> Scene:
        if not exists(self.workspace, user_id, place):
            raise HTTPException(404, "Nobody and nothing of that name is in this workspace.")
        return Scene(self.workspace, self.workspace.users[user_id], place, self.hints, self.guide)


def _named(form: FormData) -> FormData:
    """The form with its fields' own names: in one with files a browser writes their quotes as %22."""
    return FormData([(name.replace("%22", '"'), value) for name, value in form.multi_items()])
