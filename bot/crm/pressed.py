"""A window of an import as somebody has sent it: which file it is about, and what it says of how to read that."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk import WebClient

from bot.crm import views
from bot.crm.batches import Done
from bot.crm.questions import ANSWER, answer_block
from bot.crm.usecases.found import WHATS
from bot.crm.usecases.vanishing import ALL, GONE
from bot.crm.views import LOOK, Look
from bot.kit.act import Act
from bot.kit.blocks import View
from bot.kit.fields import chosen, element, holds, said, ticked
from bot.kit.house import House
from bot.kit.refusal import Refusal
from bot.kit.slack import TROUBLE, explained
from bot.kit.texts import Texts

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=2)  # between two words of how far it is: Slack takes a hundred a minute


@dataclass(frozen=True)
class Press:
    """One window that was sent, with what it says besides (`said`, of which `typed` stood in the field for more)."""

    house: House
    client: WebClient
    act: Act
    t: Texts
    look: Look
    said: Mapping[str, str]
    typed: str = ""

    @property
    def mapping(self) -> dict[str, str]:
        """How the file is to be read; what was said to be nothing takes back what was kept or said before."""
        return {**self.look.mapping, **self.said}

    @property
    def occurrence(self) -> str:
        """The same for the same press, however often Slack delivers it."""
        return f"{self.act.view['id']}.{self.act.view.get('hash')}"

    def show(self, view: View) -> None:
        """Show something in the window meanwhile; one that was closed shows nothing, and that is fine."""
        try:
            self.client.views_update(view_id=self.act.view["id"], view=view)
        except TROUBLE as error:
            log.warning("Nothing shown in the import of %s: %s", self.act.user, explained(error))


def pressed(house: House, client: WebClient, act: Act, t: Texts) -> Press:
    """What was sent. Refuses a first window without a file, and what no window of ours says."""
    if not act.data:
        return Press(house, client, act, t, _first(act), {})
    look = LOOK.load(act.data)
    answers = {key: _answer(act, answer_block(key)) for key in look.asked}
    typed = next((said(act, id_, views.MORE) for id_ in act.state if id_.startswith(views.MORE)), "")
    given = {key: value for key, value in answers.items() if value}
    return Press(house, client, act, t, look, given | _box(act, look) | _pairs(typed), typed)


def _first(act: Act) -> Look:
    files = element(act, views.FILE, views.FILE).get("files") or []
    what = next((each for each in WHATS if each == chosen(act, views.KIND, views.KIND)), None)
    if not files or not isinstance(files[0], dict) or what is None:
        raise Refusal("import_none")
    return LOOK.load(LOOK.dump(Look(what, str(files[0].get("id")))))


def _answer(act: Act, block_id: str) -> str:
    return chosen(act, block_id, ANSWER) or said(act, block_id, ANSWER)


def _box(act: Act, look: Look) -> dict[str, str]:
    """Whether what is not in the file is to be closed, where the window has a box for that."""
    if ticked(act, views.CLOSING, views.CLOSING):
        return {GONE: ALL}
    taken_back = GONE in look.mapping and holds(act, views.CLOSING, views.CLOSING)
    return {GONE: ""} if taken_back else {}


def _pairs(typed: str) -> dict[str, str]:
    """What stands in the field for more: KEY=VALUE, one a line; of anything else the reader says that it knows none."""
    lines = [line.strip().removeprefix("--map").strip() for line in typed.splitlines()]
    pairs = [line[1:-1] if line.startswith('"') and line.endswith('"') else line for line in lines if line]
    split = [pair.partition("=") for pair in pairs]
    return {key.strip(): value.strip().strip('"') if sign else "?" for key, sign, value in split}


class Progress:
    """Says in the window how far it is, every now and then; `done` is how many are in."""

    def __init__(self, press: Press, count: int) -> None:
        """`count` is how many there will be."""
        self._press = press
        self._count = count
        self._said: datetime = press.house.clock()
        self.done = 0

    def __call__(self, done: Done) -> None:
        """So much is done."""
        self.done = done.deals
        now, t = self._press.house.clock(), self._press.t
        if now - self._said >= EVERY:
            self._said = now
            self._press.show(views.say_view(t("import.progress", done=self.done, of=self._count), t))
