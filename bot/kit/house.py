"""The house: what all workspaces of an installation share, and where the desk of an act is opened."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Lock

from slack_sdk import WebClient

from bot.kit.calm import Calm
from bot.kit.desk import Desk, Shelf
from bot.kit.member import Company, Reading
from bot.kit.settings import Settings
from bot.scorecards.loading import Cards
from storage import workspaces
from storage.engine import Database, Transaction
from storage.workspaces import CompanySettings

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class House:
    """What all workspaces of an installation share; made once by the wiring.

    `settings` count where a company sets nothing of its own. `cards` reads scorecards (see bot.scorecards.loading).
    `follow` does what follows an act, within it. `clients` are Slack's clients of the workspaces whose token we
    hold, and `companies` whose people are colleagues there, both by the workspaces' ids.
    """

    database: Database
    settings: Settings
    clock: Clock
    cards: Cards
    follow: Callable[[Desk], None]
    clients: Mapping[int, WebClient] = field(default_factory=dict)
    companies: Mapping[int, Company] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=dict, compare=False, repr=False)
    # Ids by team; a workspace stays the team that it was bound to.
    teams: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    # How far Slack's list of members has been read in a workspace; who starts anew reads from its beginning.
    readings: dict[int, Reading] = field(default_factory=dict, compare=False, repr=False)

    # Held by whoever has a file of up to 25 MB in memory: two at once could be more than there is.
    one_file: Lock = field(default_factory=Lock, compare=False, repr=False)
    # Held by whoever makes a report of all that there is, for the same reason.
    one_report: Lock = field(default_factory=Lock, compare=False, repr=False)
    calm: Calm = field(default_factory=Calm, compare=False, repr=False)

    @cached_property
    def hurried(self) -> "House":
        """The same house for somebody who waits at the screen: where the database is held by others it fails soon."""
        return replace(self, database=self.database.hurried)

    @property
    def in_bulk(self) -> "House":
        """The same for thousands of rows."""
        return replace(self, database=self.database.in_bulk)

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

    def write(self, workspace: int, *, lasting: bool = True) -> AbstractContextManager[Desk]:
        """A desk of which everything is kept at the end, or nothing when something is raised.

        What is not `lasting` may be lost to a power cut in the next moments.
        """
        return self._desk(self.database.write(workspace, self.clock(), lasting=lasting))

    def note(self, workspace: int, *, lasting: bool = True) -> AbstractContextManager[Transaction]:
        """The same without a desk, for what nothing follows from."""
        return self.database.write(workspace, self.clock(), lasting=lasting)

    def each(self, due: Callable[..., Iterable[int]], work: Callable[[Desk], object]) -> None:
        """Do the work in every workspace that has something due, each in a transaction of its own.

        `due` gives their ids, from a connection that sees all workspaces and the moment (`now`).
        """
        for workspace in self._due(due):
            with self.write(workspace) as desk:
                work(desk)

    def until_done(self, due: Callable[..., Iterable[int]], some: Callable[[Desk], bool]) -> None:
        """The same of what is done some hundreds at a time: again while `some` says that there may be more."""
        for workspace in self._due(due):
            more = True
            while more:
                with self.write(workspace) as desk:
                    more = some(desk)

    def _due(self, due: Callable[..., Iterable[int]]) -> list[int]:
        with self.database.across() as connection:
            return list(due(connection, now=self.clock()))

    @contextmanager
    def _desk(self, opened: AbstractContextManager[Transaction]) -> Iterator[Desk]:
        with opened as tx:
            workspace = workspaces.get(tx)
            settings = _of_company(self.settings, workspace.company)
            desk = Desk(
                tx, workspace, self.cards(settings.scorecards, settings.timezone), settings, shelf=self.shelf
            )
            yield desk
            self.follow(desk)


def _of_company(settings: Settings, company: CompanySettings) -> Settings:
    """The settings with what the company sets in place of the environment's."""
    said = {name: value for name, value in vars(company).items() if value is not None}
    if "scorecards" in said:
        said["scorecards"] = Path(said["scorecards"])
    return replace(settings, **said)
