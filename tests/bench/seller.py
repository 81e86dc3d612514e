"""People who act without a pause: each sends the next envelope as soon as the one before is acknowledged."""

import asyncio
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.kit import doors
from bot.review.views import page, restart
from bot.sandbox.payloads import interaction
from bot.sandbox.rules import Json
from tests.bench.slack import FakeSlack, Wire

OPENING, PAGE, SUBMISSION = "opening", "page", "submission"
KINDS = {restart.CHOOSE: PAGE, page.PAGE: PAGE, page.SUBMIT: SUBMISSION}
PATIENCE = 30.0  # seconds; Slack's is three, and how often that was not enough is counted
EVIDENCE = '12 Nov: the CFO wrote "we have approved the budget" by mail'


@dataclass
class Tally:
    """What came of the envelopes: by their kind the seconds until each was acknowledged, when that was (on the clock
    of time.perf_counter), how many reviews were submitted, and what nobody had expected, by its name."""

    waits: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    done: list[float] = field(default_factory=list)
    reviews: int = 0
    unexpected: Counter[str] = field(default_factory=Counter)

    async def timed(self, wire: Wire, kind: str, payload: str) -> Json:
        """Send an interaction (JSON), and note how long its acknowledgement took."""
        before = time.perf_counter()
        answer = await wire.send("interactive", payload, patience=PATIENCE)
        after = time.perf_counter()
        self.waits[kind].append(after - before)
        self.done.append(after)
        return answer


class Presser:
    """Somebody who sends the same window again and again, to a bot that only acknowledges."""

    def __init__(self, wire: Wire, window: str) -> None:
        """`window` is the payload, as JSON."""
        self._wire = wire
        self._window = window

    async def work(self, tally: Tally, *, until: float) -> None:
        """Send until that moment; what is under way then is still acknowledged."""
        while time.perf_counter() < until:
            await tally.timed(self._wire, PAGE, self._window)


class Seller:
    """Somebody who reviews one deal after the other, from Home's button to the submission.

    `page` is the last page that they sent, as JSON.
    """

    def __init__(self, slack: FakeSlack, wire: Wire, user: str, deals: Iterator[int]) -> None:
        self._slack = slack
        self._wire = wire
        self._user = user
        self._deals = deals
        self._dice = random.Random(user)  # noqa: S311 - the same answers every time
        self._view: Json | None = None  # the window that stands open
        self.page = ""

    async def work(self, tally: Tally, *, until: float) -> None:
        """Go on until that moment; what is under way then is still acknowledged, and the next turn begins there."""
        while time.perf_counter() < until:
            try:
                await self.step(tally)
            except TimeoutError:
                self._view = None
                tally.unexpected["no answer"] += 1

    async def step(self, tally: Tally) -> None:
        """Send one envelope: the window that stands open, or else Home's button for the next deal."""
        if self._view is None:
            self._view = self._slack.records.views.open(self._user, await self._opened(tally))
        else:
            await self._send(self._view, tally)
        callback = self._view["callback_id"]
        if callback not in KINDS:
            tally.reviews += callback == doors.RESULT
            if callback != doors.RESULT:
                tally.unexpected[json.dumps(self._view["blocks"])[:200]] += 1
            self._view = None

    async def _send(self, view: Json, tally: Tally) -> None:
        """Fill in a window and send it; it then shows what the acknowledgement holds."""
        kind = KINDS[view["callback_id"]]
        self._fill_in(view)
        sent = json.dumps({**self._who("view_submission"), "view": view, "response_urls": []})
        self.page = sent if kind == PAGE else self.page
        answer = await tally.timed(self._wire, kind, sent)
        if answer.get("response_action") == "update":
            self._slack.records.views.update(view, answer["view"])
        else:
            view["callback_id"] = f"{kind}: {answer.get('response_action', 'closed')}"

    async def _opened(self, tally: Tally) -> Json:
        """The first window of the next deal's review, after its button on Home was pressed."""
        about = self._who("block_actions")
        home = {"id": "V0HOME", "state": {"values": {}}, **self._slack.homes[self._user]}
        button = {"type": "button", "action_id": doors.REVIEW, "block_id": "row"}
        action = {**button, "value": str(next(self._deals))}
        container = {"type": "view", "view_id": home["id"]}
        pressed = {**about, "container": container, "view": home, "actions": [action]}
        window = self._slack.windows[about["trigger_id"]] = asyncio.get_running_loop().create_future()
        await tally.timed(self._wire, OPENING, json.dumps(pressed))
        return await asyncio.wait_for(window, PATIENCE)

    def _who(self, kind: str) -> Json:
        return interaction(self._slack.records, self._user, kind)

    def _fill_in(self, view: Json) -> None:
        for block in view["blocks"]:
            if block["type"] == "input":
                element = block["element"]
                self._fill(element, view["state"]["values"][block["block_id"]][element["action_id"]])

    def _fill(self, element: Json, held: Json) -> None:
        if element["type"] == "radio_buttons":
            levels = [option for option in element["options"] if option["value"].isdigit()]
            held["selected_option"] = self._dice.choice(levels)
        elif element["type"] == "plain_text_input":
            held["value"] = EVIDENCE
        elif element["type"] == "number_input":
            held["value"] = "60"
        elif element["type"] == "checkboxes":
            held["selected_options"] = element["options"]
