"""What a feature registers: everything by which the rest of the bot gets to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.outgoing import Render
from bot.kit.reply import Route, Shows, WindowName
from flows.facts import Fact


@dataclass(frozen=True)
class Job:
    """What the ticker runs, and may run twice: at its own pace, or every so many seconds; the log tells its name."""

    name: str
    run: Callable[[House], None]
    every: float | None = None


Follower = Callable[[Desk, Any], None]


@dataclass(frozen=True)
class Feature:
    """One feature, as its package registers it in bot.app.features; each name is registered once.

    `commands` are words after /review, as people write them. `actions` (buttons and choices), `submits` (windows that
    are sent), `options` (choices that are looked up), `shortcuts` and `events` are routes by their ids; `heard` are
    events that concern nobody in particular, each with the event itself. `windows` are those that other features
    lead to. `follows` says what follows a fact, `notices` how a kind of the outbox becomes
    words. `terminal` are commands of the command line by name. `formerly` says what older versions have called the
    feature in its ids (the first word of each), which their messages and open windows still hold.
    """

    commands: Mapping[str, Route] = field(default_factory=dict)
    shortcuts: Mapping[str, Route] = field(default_factory=dict)
    events: Mapping[str, Route] = field(default_factory=dict)
    actions: Mapping[str, Route] = field(default_factory=dict)
    submits: Mapping[str, Route] = field(default_factory=dict)
    options: Mapping[str, Route] = field(default_factory=dict)
    heard: Mapping[str, Follower] = field(default_factory=dict)
    windows: Mapping[WindowName, Shows] = field(default_factory=dict)
    follows: Mapping[type[Fact], Sequence[Follower]] = field(default_factory=dict)
    notices: Mapping[str, Render] = field(default_factory=dict)
    formerly: Mapping[str, str] = field(default_factory=dict)
    jobs: Sequence[Job] = ()
    terminal: Mapping[str, Callable[..., None]] = field(default_factory=dict)
