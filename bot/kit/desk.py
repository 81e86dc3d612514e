"""The desk at which one act in one workspace is done."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.kit.settings import Settings
from bot.kit.texts import Texts
from bot.scorecards.loading import Scorecards
from flows.company.people import Person
from flows.facts import Fact
from flows.scorecards.scorecard import Scorecard
from storage.engine import Transaction
from storage.workspaces import Workspace

Shelf = dict[str, Scorecard]


@dataclass(frozen=True)
class Desk:
    """One act: its open transaction, its workspace, the scorecards in force there, and what its company sets."""

    tx: Transaction
    workspace: Workspace
    scorecards: Scorecards
    settings: Settings
    # What happened in this act, as the use cases say it; followed before the act ends.
    facts: list[Fact] = field(default_factory=list, compare=False, repr=False)
    # Scorecards that were read once; content never changes under its hash, so every replica may keep it.
    shelf: Shelf = field(default_factory=dict, compare=False, repr=False)

    @property
    def now(self) -> datetime:
        """The moment of the act (aware UTC)."""
        return self.tx.now

    def say(self, fact: Fact) -> None:
        """Say what happened: whoever is concerned hears of it in the same transaction."""
        self.facts.append(fact)

    def at(self, moment: datetime) -> "Desk":
        """The same desk at another moment: for writing what happened earlier."""
        return replace(self, tx=self.tx.at(moment))

    def texts(self, person: Person | None = None) -> Texts:
        """The words for a person; for nobody in particular, the company's language and zone."""
        if person is None:
            return Texts(self.settings.language, self.settings.timezone)
        return Texts(person.language, person.timezone)
