"""The desk at which one act in one workspace is done, and the house that opens it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from slack_sdk import WebClient

from bot.scorecards import Scorecards
from bot.settings import Settings
from bot.texts import Texts
from flows.people import Person
from flows.scorecard import Scorecard
from storage import workspaces
from storage.engine import Database, Transaction
from storage.workspaces import CompanySettings, Workspace

Clock = Callable[[], datetime]
Shelf = dict[str, Scorecard]


@dataclass(frozen=True)
class Desk:
    """One act: its open transaction, its workspace, the scorecards in force there, and what its company sets."""

    tx: Transaction
    workspace: Workspace
    scorecards: Scorecards
    settings: Settings
    # Scorecards that were read once; content never changes under its hash, so every replica may keep it.
    shelf: Shelf = field(default_factory=dict, compare=False, repr=False)

    @property
    def now(self) -> datetime:
        """The moment of the act (aware UTC)."""
        return self.tx.now

    def at(self, moment: datetime) -> "Desk":
        """The same desk at another moment: for writing what happened earlier."""
        return replace(self, tx=self.tx.at(moment))

    def texts(self, person: Person | None = None) -> Texts:
        """The words for a person; for nobody in particular, the company's language and zone."""
        if person is None:
            return Texts(self.settings.language, self.settings.timezone)
        return Texts(person.language, person.timezone)


@dataclass(frozen=True)
class House:
    """What all workspaces of an installation share; made once by the wiring.

    `settings` count where a company sets nothing of its own. `cards` gives the scorecards of a folder (None: the
    shipped ones). `clients` are Slack's clients of the workspaces whose token we hold, by the workspaces' ids.
    """

    database: Database
    settings: Settings
    clock: Clock
    cards: Callable[[Path | None], Scorecards]
    clients: Mapping[int, WebClient] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=dict, compare=False, repr=False)
    # Ids by team; a workspace stays the team that it was bound to.
    teams: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def workspace_of(self, team_id: str) -> int:
        """The id of the workspace that is this Slack team; LookupError for a team that is none of ours."""
        if team_id not in self.teams:
            with self.database.across() as connection:
                found = workspaces.by_team(connection, team_id)
            if found is None:
                raise LookupError(f"no workspace is the Slack team {team_id}")
            self.teams[team_id] = found.id
        return self.teams[team_id]

    def read(self, workspace: int) -> AbstractContextManager[Desk]:
        """A desk for looking only, in the workspace with this id."""
        return self._desk(self.database.read(workspace, self.clock()))

    def write(self, workspace: int) -> AbstractContextManager[Desk]:
        """A desk of which everything is kept at the end, or nothing when something is raised."""
        return self._desk(self.database.write(workspace, self.clock()))

    @contextmanager
    def _desk(self, opened: AbstractContextManager[Transaction]) -> Iterator[Desk]:
        with opened as tx:
            workspace = workspaces.get(tx)
            settings = _of_company(self.settings, workspace.company)
            yield Desk(tx, workspace, self.cards(settings.scorecards), settings, self.shelf)


def _of_company(settings: Settings, company: CompanySettings) -> Settings:
    """The settings with what the company sets in place of the environment's."""
    said = {name: value for name, value in asdict(company).items() if value is not None}
    if "scorecards" in said:
        said["scorecards"] = Path(said["scorecards"])
    return replace(settings, **said)
