"""What must hold after every step: nothing breaks, nothing is refused, nobody sees what is not theirs."""

import json
import logging
import re
from dataclasses import dataclass, field

from sqlalchemy import select

from bot.kit import doors
from bot.kit.desk import Desk
from bot.second_views.views.agreement import COMPARE
from bot.standing.checking import differences
from bot.standing.readers import COMPANY
from bot.standing.standings import Scored, standing_of
from storage import subjects
from storage.tables import second_views
from tests.journeys.conftest import Office
from tests.random_people.ledger import Ledger
from tests.random_people.rights import May, Rights, Secrets, rights
from tests.random_people.words import Json

TROUBLE = re.compile(r"\bR-[0-9A-F]{4}\b")
# An old or doubled click: the window is gone, is newer, was opened already, or three lie there by now. An admin
# may choose a channel that the bot is not in. Anything else is a mistake.
EXPECTED = {
    *("hash_conflict", "not_found", "exchanged_trigger_id", "push_limit_reached"),
    *("not_in_channel", "channel_not_found"),
}
OF_COLOUR = {"green": "🟢", "yellow": "🟨", "red": "🔺", "grey": "⚪"}
SHAPES = set(OF_COLOUR.values())
MOVED = "→"
UNSEEN = {"private_metadata", "state", "value", "block_id", "action_id", "hash", "callback_id"}


class Errors(logging.Handler):
    """Keeps what is logged as an error, from whatever thread."""

    def __init__(self) -> None:
        """From the level of an error on."""
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line with its traceback."""
        trace = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        self.lines.append(f"{record.getMessage()}\n{trace}")


@dataclass
class Watch:
    """The office as it was after the last step, held against what it is after this one."""

    office: Office
    secrets: Secrets
    errors: Errors
    ledger: Ledger
    may: Rights = field(default_factory=dict)
    shown: dict[str, set[str]] = field(default_factory=dict)
    written: int = 0
    viewed: int = 0
    steps: int = 0

    def look(self, *, by: str, payloads: list[Json], answer: Json | None) -> None:
        """All that must hold, after a step of `by` that sent these payloads and got this answer to an old one."""
        self.steps += 1
        forms = [payload for payload in payloads if payload.get("view", {}).get("state")]
        with self.office.read() as desk:
            before, self.may = self.may, rights(desk.tx)
            self.secrets.look(desk.tx)
            self.ledger.look(desk.tx, by=by, forms=forms)
            if self.steps % 10 == 0:
                self.ledger.nothing_rewritten(desk.tx)
            assert list(differences(desk)) == []
            self._new_second_views(desk)
        self._nothing_broke(by)
        for slack_id, message in self._new_messages():
            self._may_see(slack_id, message, before)
            may = self._may_by(slack_id, before)
            self._tells_no_score(slack_id, _text_of(message), may, SHAPES | {MOVED})
        for slack_id in self.office.workspace.users:
            for view in self._new_views(slack_id):
                self._may_see(slack_id, view, before)
        if answer:
            self._may_see(by, answer.get("view", answer), before)

    def thoroughly(self) -> None:
        """What costs more: no row was rewritten, scores can be rebuilt, no occurrence is there twice."""
        with self.office.read() as desk:
            self.ledger.nothing_rewritten(desk.tx)
            self.ledger.keys_are_unique(desk.tx)
        # Not at a desk: what is tried there is taken back, and nothing may follow it.
        with self.office.house.database.write(self.office.id, self.office.now) as tx:
            self.ledger.scores_can_be_rebuilt(tx)

    def _nothing_broke(self, by: str) -> None:
        assert not self.errors.lines, "\n".join(self.errors.lines)
        refused = self.office.workspace.refused
        odd = [call for call in refused if (call.answer or {})["error"] not in EXPECTED]
        assert not odd, f"Slack refused {[(call.method, call.answer, call.arguments) for call in odd]}"
        assert self.office.workspace.notice(by) is None, self.office.workspace.notice(by)

    def _new_messages(self) -> list[tuple[str, Json]]:
        """What was posted to somebody since the last look, by their Slack id."""
        calls = self.office.workspace.calls
        new, self.written = calls[self.written :], len(calls)
        return [
            (call.arguments["channel"], call.arguments)
            for call in new
            if call.method == "chat.postMessage" and str(call.arguments["channel"]).startswith("U")
        ]

    def _new_views(self, slack_id: str) -> list[Json]:
        views = [self.office.workspace.modal(slack_id), self.office.workspace.home(slack_id)]
        there = {view["hash"]: view for view in views if view}
        new = [view for hash_, view in there.items() if hash_ not in self.shown.get(slack_id, set())]
        self.shown[slack_id] = set(there)
        return new

    def _may_see(self, slack_id: str, shown: Json, before: Rights) -> None:
        """Nothing of what is shown is kept from this person, neither before this step nor after it."""
        text = _text_of(shown)
        assert not TROUBLE.search(text), text
        may = self._may_by(slack_id, before)
        kept = self.secrets.kept_from(slack_id, text, may)
        assert not kept, f"{slack_id} sees {kept}: {text}"
        for block in [*shown.get("blocks", []), *shown.get("options", [])]:
            self._tells_no_score(slack_id, _text_of(block), may, SHAPES)
        self._explains_no_score(slack_id, shown, may)
        if shown.get("callback_id") == COMPARE and shown["private_metadata"]:
            assert int(shown["private_metadata"]) in may.compared, f"{slack_id} compares too early"

    def _may_by(self, slack_id: str, before: Rights) -> May:
        return self.may.get(slack_id, May()) | before.get(slack_id, May())

    def _tells_no_score(self, slack_id: str, text: str, may: May, signs: set[str]) -> None:
        """What somebody has to score blind stands nowhere beside a colour, or (in a message) a level that moved."""
        if told := set(text) & signs:
            earlier = {id_ for id_, colour in may.earlier.items() if told == {OF_COLOUR[colour]}}
            kept = self.secrets.kept_from(slack_id, text, May(read=may.scores | earlier))
            assert not kept, f"{slack_id} sees the score of {kept}: {text}"

    def _explains_no_score(self, slack_id: str, shown: Json, may: May) -> None:
        """Why? of something that is hidden holds no colour but those of what belongs to it."""
        if shown.get("callback_id") == doors.WHY_WINDOW and int(shown["private_metadata"]) in may.blind:
            own = [each for each in shown["blocks"] if not each["block_id"].startswith("related.")]
            earlier = may.earlier.get(int(shown["private_metadata"]))
            seen = set(_text_of(own)) & SHAPES - {OF_COLOUR.get(earlier or "")}
            assert not seen, f"{slack_id} sees a colour: {own}"

    def _new_second_views(self, desk: Desk) -> None:
        """What is asked for before a 1-to-1 goes by the colour that it has at that moment."""
        c = second_views.c
        for row in desk.tx.execute(select(second_views).where(c.id > self.viewed, c.day.is_not(None))):
            self.viewed = row.id
            [subject] = subjects.those(desk.tx, [row.subject_id])
            standing = standing_of(desk, COMPANY, subject)
            assert isinstance(standing, Scored)
            assert standing.colour.value == row.colour


def _text_of(shown: object) -> str:
    def seen(node: object) -> object:
        if isinstance(node, dict):
            return {key: seen(value) for key, value in node.items() if key not in UNSEEN or key == "options"}
        return [seen(each) for each in node] if isinstance(node, list) else node

    return json.dumps(seen(shown), ensure_ascii=False)
