"""How Slack says no: an error name, and the places that are meant."""

from collections.abc import Iterable

from bot.sandbox.rules import Json, Problem


class Refused(Exception):
    """A call that Slack answers with ok: false: `name` is Slack's error name, `more` are other fields."""

    def __init__(self, name: str, problems: Iterable[Problem] = (), **more: str) -> None:
        self.name = name
        self.messages = [str(problem) for problem in problems]
        self.more = more
        super().__init__(" ".join([name, *self.messages]))

    def answer(self) -> Json:
        """The body of Slack's answer."""
        body: Json = {"ok": False, "error": self.name, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body
