"""A bot of the simplest kind and the views that it shows, for the tests of the sandbox's page."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.api import call
from bot.sandbox.people import Channel, User
from bot.sandbox.workspace import Workspace

MAJA = User("U1", "Maja Holm", "maja@example.dk", locale="en-GB")
JONAS = User("U2", "Jonas Krag", "jonas@example.dk", locale="da-DK")
PEOPLE = (MAJA, JONAS, User("U3", "Gitte Gæst", "gitte@example.com", locale="en-US", is_restricted=True))
CHANNELS = (
    Channel("C1", "sales", bot_is_member=True),
    Channel("C2", "leaders", is_private=True),
    Channel("C3", "partners", is_ext_shared=True),
    Channel("C4", "old", is_archived=True),
)


def words(text: str) -> dict[str, Any]:
    """A plain_text that stays as it is."""
    return {"type": "plain_text", "text": text, "emoji": False}


def options(*texts: str) -> list[dict[str, Any]]:
    """Options whose values are their texts in small letters."""
    return [{"text": words(text), "value": text.lower()} for text in texts]


def asks(name: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An input block of that id around an element; its action_id is the id and ".set"."""
    element = {"action_id": f"{name}.set", **element}
    return {"type": "input", "block_id": name, "label": words(f"The {name}"), "element": element, **more}


LEVELS = {"type": "radio_buttons", "options": options("Unknown", "Low", "High")}
REVIEW = {
    "type": "modal",
    "title": words("Review"),
    "submit": words("Next"),
    "close": words("Later"),
    "blocks": [
        asks("level", {**LEVELS, "initial_option": LEVELS["options"][0]}),
        asks("note", {"type": "plain_text_input", "multiline": True}, hint=words("A date, then words")),
        asks("tell", {"type": "checkboxes", "options": options("Boss", "Team")}, optional=True),
        asks("chance", {"type": "number_input", "is_decimal_allowed": False}, optional=True),
        asks("deal", {"type": "external_select", "min_query_length": 0}, optional=True),
        asks("channel", {"type": "conversations_select"}, optional=True),
        {
            "type": "actions",
            "block_id": "turn",
            "elements": [{"type": "button", "action_id": "page.back", "text": words("Back"), "value": "1"}],
        },
    ],
}
HOME = {
    "type": "home",
    "blocks": [
        {
            "type": "section",
            "block_id": f"deal-{number}",
            "text": words(f"Deal {number}"),
            "accessory": {
                "type": "button",
                "action_id": "deal.open",
                "text": words("Open"),
                "value": str(number),
            },
        }
        for number in (1, 2)
    ],
}


@dataclass
class Bot:
    """Stands where the bot would: keeps what it hears and acknowledges with what the test laid ready."""

    workspace: Workspace
    heard: list[dict[str, Any]] = field(default_factory=list)
    submit_answer: dict[str, Any] = field(default_factory=dict)

    def __call__(self, envelope: dict[str, Any]) -> dict[str, Any]:
        payload = envelope["payload"]
        self.heard.append(payload)
        if payload.get("type") == "view_submission":
            return self.submit_answer
        if payload.get("type") == "block_suggestion":
            return {"options": options("Nordlys", "<b>Havblik")}
        if payload.get("type") != "event_callback" and payload.get("view", {}).get("type") != "modal":
            self.say("views.open", trigger_id=payload["trigger_id"], view=REVIEW)
        return {}

    def say(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Calls the Web API, which must agree."""
        with self.workspace.records.change():
            answer = call(self.workspace.records, method, self.workspace.identity.bot_token, arguments)
        assert answer["ok"], answer
        return answer

    @property
    def asked(self) -> list[dict[str, Any]]:
        """What it heard but for events."""
        return [payload for payload in self.heard if payload.get("type") != "event_callback"]

    def last(self) -> dict[str, Any]:
        """The latest of these."""
        return self.asked[-1]
