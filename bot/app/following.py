"""What follows what happened, and how each kind of the outbox becomes words, as the features register it."""

from collections.abc import Iterable

from bot.app.features import FEATURES, together
from bot.kit.desk import Desk
from bot.kit.outgoing import Render
from bot.kit.settings import LANGUAGES
from bot.kit.texts import Texts
from bot.standing.keeping import keep_touched
from flows.facts import Fact

NOTICES: dict[str, Render] = together(feature.notices for feature in FEATURES)


def follow(desk: Desk) -> None:
    """Do what follows an act, in its own transaction: what its facts ask for, and keeping the scores that it moved."""
    for fact in desk.facts:  # also what is said meanwhile
        _follow(desk, fact)
    keep_touched(desk)


def _follow(desk: Desk, fact: Fact) -> None:
    """Tell whom a fact concerns, and have their Homes published."""
    for feature in FEATURES:
        for follower in feature.follows.get(type(fact), ()):
            follower(desk, fact)


def check_words(kinds: Iterable[str]) -> None:
    """Raise KeyError for a kind that an admin's Home could not name, in any language."""
    for language in LANGUAGES:
        for kind in kinds:
            Texts(language)(f"outbox.{kind}")
