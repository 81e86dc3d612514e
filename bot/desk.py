"""The desk: what every use case works with, made once by the wiring."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.scorecards import Scorecards
from bot.settings import Settings
from bot.texts import Texts
from flows.people import Person
from flows.scorecard import Scorecard
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

    def texts(self, person: Person | None = None) -> Texts:
        """The words for a person; for nobody in particular, the company's language and zone."""
        if person is None:
            return Texts(self.settings.language, self.settings.timezone)
        return Texts(person.language, person.timezone)
