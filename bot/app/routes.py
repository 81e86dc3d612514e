"""Which handler an act gets: the tables from which the acts are answered, and that the manifest is held against."""

from bot.app import entry
from bot.app.features import FEATURES, together
from bot.kit.act import Act
from bot.kit.desk import Desk
from bot.kit.feature import Follower
from bot.kit.refusal import Refusal
from bot.kit.reply import Look, Reply, Route, Shows, WindowName
from flows.company.naming import words
from flows.company.people import Person

COMMAND = "/review"
ROUTES: dict[str, dict[str, Route]] = {
    "command": {COMMAND: entry.review_command},
    "shortcut": together(feature.shortcuts for feature in FEATURES),
    "event": together(feature.events for feature in FEATURES),
    "action": together(feature.actions for feature in FEATURES),
    "view": together(feature.submits for feature in FEATURES),
    "options": together(feature.options for feature in FEATURES),
}


def _said(text: str) -> str:
    """What phones and copies make of a word, as one: small letters, no accents, quotes, stars, or full stop."""
    return " ".join(words(text))


# What may stand after the command instead of a name.
WORDS: dict[str, Route] = {
    _said(word): route for word, route in together(feature.commands for feature in FEATURES).items()
}
# Events that nobody waits for an answer to.
HEARD: dict[str, Follower] = together(feature.heard for feature in FEATURES)
# Windows that other features lead to, by name.
WINDOWS: dict[WindowName, Shows] = together(feature.windows for feature in FEATURES)


def route_of(act: Act) -> Route:
    """The route of an act."""
    if act.kind == "command" and (word := WORDS.get(_said(act.text))):
        return word
    return ROUTES[act.kind].get(act.name, Look(_outdated))


def _outdated(_desk: Desk, _person: Person, _act: Act) -> Reply:
    """A button or a view that an older version of ours has sent."""
    raise Refusal("old_button")
