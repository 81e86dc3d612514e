"""The Homes and modal stacks of the workspace's people, with Slack's rules for ids, hashes, kept values."""

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime

from bot.sandbox.people import Identity
from bot.sandbox.refusal import Refused
from bot.sandbox.rules import Json
from bot.sandbox.values import completed, state_of

DEEPEST = 3
DEFAULTS: Json = {
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
    "close": None,
    "submit": None,
    "previous_view_id": None,
}


class Views:
    """Every live view, as Slack's own view object; `given` views have passed the limits."""

    def __init__(self, identity: Identity, clock: Callable[[], datetime]) -> None:
        self._identity = identity
        self._clock = clock
        self.homes: dict[str, Json] = {}
        self._stacks: dict[str, list[Json]] = {}

    def top(self, user_id: str) -> Json | None:
        """The modal that this person sees, None when none is open."""
        stack = self._stacks.get(user_id)
        return stack[-1] if stack else None

    def open(self, user_id: str, given: Json) -> Json:
        """Opens a modal in place of whatever was open."""
        self._refuse_known_external_id(given)
        view = self._made(given, {})
        self._stacks[user_id] = [view]
        return view

    def push(self, user_id: str, given: Json) -> Json:
        """Puts a modal on top of the open one. Refused: not_found, push_limit_reached."""
        stack = self._stacks.get(user_id)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= DEEPEST:
            raise Refused("push_limit_reached")
        self._refuse_known_external_id(given)
        ids = {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
        view = self._made({**given, **ids}, {})
        stack.append(view)
        return view

    def update(self, view: Json, given: Json, *, expected: str | None = None) -> Json:
        """Gives a live view new content in place, under its id and a new hash. Refused: hash_conflict."""
        if expected is not None and expected != view["hash"]:
            raise Refused("hash_conflict")
        if given.get("external_id") != view["external_id"]:
            self._refuse_known_external_id(given)
        kept = {name: view[name] for name in ("id", "root_view_id", "previous_view_id")}
        new = self._made({**given, **kept}, view["state"]["values"])
        view.clear()
        view.update(new)
        return view

    def publish(self, user_id: str, given: Json, *, expected: str | None = None) -> Json:
        """Sets somebody's Home; it keeps its id over all publications. Refused: hash_conflict."""
        home = self.homes.get(user_id)
        if home is not None:
            return self.update(home, given, expected=expected)
        if expected is not None:
            raise Refused("hash_conflict")
        self._refuse_known_external_id(given)
        self.homes[user_id] = self._made(given, {})
        return self.homes[user_id]

    def pop(self, user_id: str) -> Json | None:
        """Closes the modal on top; the one below shows again."""
        stack = self._stacks.get(user_id)
        return stack.pop() if stack else None

    def remove(self, user_id: str, view: Json) -> None:
        """Closes this modal wherever it is on the stack."""
        stack = self._stacks.get(user_id, [])
        self._stacks[user_id] = [other for other in stack if other["id"] != view["id"]]

    def clear(self, user_id: str) -> list[Json]:
        """Closes all modals of this person and returns them, top first."""
        return self._stacks.pop(user_id, [])[::-1]

    def find(self, *, view_id: str = "", external_id: str = "") -> Json:
        """The live view with this id. Refused: not_found."""
        for view in self._all():
            if view_id == view["id"] or (external_id and external_id == view["external_id"]):
                return view
        raise Refused("not_found")

    def _all(self) -> Iterator[Json]:
        yield from self.homes.values()
        for stack in self._stacks.values():
            yield from stack

    def _refuse_known_external_id(self, given: Json) -> None:
        wanted = given.get("external_id")
        if wanted and any(view["external_id"] == wanted for view in self._all()):
            raise Refused("duplicate_external_id")

    def _made(self, given: Json, before: Json) -> Json:
        blocks = completed(given["blocks"])
        view_id = given.get("id") or f"V{secrets.token_hex(5).upper()}"
        return {
            **DEFAULTS,
            "root_view_id": view_id,
            **given,
            "id": view_id,
            "team_id": self._identity.team_id,
            "app_id": self._identity.app_id,
            "app_installed_team_id": self._identity.team_id,
            "bot_id": self._identity.bot_id,
            "blocks": blocks,
            "state": {"values": state_of(blocks, before)},
            "hash": f"{int(self._clock().timestamp())}.{secrets.token_hex(4)}",
        }
