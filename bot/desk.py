"""The desk: what every use case works with, made once by the wiring."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot.scorecards import Scorecards
from bot.settings import Settings
from bot.texts import Texts
from flows.people import Person
from flows.scorecard import Scorecard, content_hash
from flows.subjects import Kind
from storage.engine import Database

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Desk:
    """The database, the workspace in it, the scorecards in force, the settings and the clock (aware UTC)."""

    database: Database
    workspace: int
    scorecards: Scorecards
    settings: Settings
    clock: Clock
    # Scorecards that were read once; content never changes under its hash, so every replica may keep it.
    shelf: dict[str, Scorecard] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def versions(self) -> dict[Kind, str]:
        """The hash of the scorecard that new reviews of each kind are answered with."""
        return {kind: content_hash(self.scorecards.for_(kind)) for kind in Kind}

    def texts(self, person: Person | None = None) -> Texts:
        """The words for a person; for nobody in particular, the company's language and zone."""
        if person is None:
            return Texts(self.settings.language, self.settings.timezone)
        return Texts(person.language, person.timezone)
