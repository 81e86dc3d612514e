"""What came of the pulses: the company's trend, and the last one's teams; nobody's own answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.pulse.usecases.answering import statements
from flows.company.people import Person, Role, managers
from flows.company.quarters import Quarter
from flows.pulse.quarters import span
from flows.pulse.shares import FEWEST, Tally
from flows.pulse.statements import Statement
from storage import people, pulse_answers, sign_offs
from storage.pulse_answers import Result

READERS = {Role.DIRECTOR, Role.MANAGER, Role.VIEWER, Role.AUDITOR}
QUARTERS = 8  # two years


@dataclass(frozen=True)
class Trend:
    """The company's tallies of a statement, the oldest quarter first; None where too few have answered."""

    statement: Statement
    tallies: tuple[tuple[Quarter, Tally | None], ...]


@dataclass(frozen=True)
class Team:
    """What may be shown of the team that `leader` (a name) leads."""

    leader: str
    tallies: tuple[tuple[Statement, Tally], ...]


@dataclass(frozen=True)
class Worth:
    """Whether a quarter's 1-to-1s were worth the time, as their people said when they signed: the mean of 1 to 5.

    The mean is None where fewer than five `people` have said so.
    """

    quarter: Quarter
    mean: Decimal | None
    people: int


@dataclass(frozen=True)
class Results:
    """The trends, the 1-to-1s' worth, and the last quarter's teams that their reader sees; `hidden` counts the others.

    Only of quarters that are over: in a figure that moves each day, somebody's own answer could be told.
    """

    trends: tuple[Trend, ...] = ()
    worth: tuple[Worth, ...] = ()
    quarter: Quarter | None = None
    teams: tuple[Team, ...] = ()
    hidden: int = 0


def results_for(desk: Desk, person: Person) -> Results:
    """What somebody may see: a director all teams, a manager their own and those below, others the company only.

    Refuses who has no part in it.
    """
    if person.role not in READERS:
        raise Refusal("pulse_results")
    found = pulse_answers.results(desk.tx, most=QUARTERS)
    if not found:
        return Results()
    trends = tuple(_trend(statement, found[::-1]) for statement in statements())
    seen = _teams_seen(desk, person, found[0].teams)
    teams = [_team(leader, id_, found[0]) for id_, leader in seen.items()]
    shown = sorted((team for team in teams if team.tallies), key=lambda team: team.leader)
    worth = tuple(_worth(desk, each.quarter) for each in found[::-1])
    return Results(trends, worth, found[0].quarter, tuple(shown), len(teams) - len(shown))


def _trend(statement: Statement, found: Iterable[Result]) -> Trend:
    return Trend(statement, tuple((each.quarter, each.of(statement.id).company) for each in found))


def _worth(desk: Desk, quarter: Quarter) -> Worth:
    said, times, total = sign_offs.worth_between(desk.tx, *span(quarter, desk.settings.timezone))
    return Worth(quarter, Decimal(total) / times if said >= FEWEST else None, said)


def _team(leader: str, team_id: int, last: Result) -> Team:
    found = ((statement, last.of(statement.id).teams.get(team_id)) for statement in statements())
    return Team(leader, tuple((statement, tally) for statement, tally in found if tally))


def _teams_seen(desk: Desk, person: Person, team_ids: Iterable[int]) -> Mapping[int, str]:
    """The names of those who lead the teams of these that somebody may see, by their ids."""
    if person.role not in (Role.DIRECTOR, Role.MANAGER):
        return {}
    everybody = {each.id: each for each in people.all_of(desk.tx)}
    leaders = (everybody[id_] for id_ in team_ids)
    return {
        each.id: each.name
        for each in leaders
        if person.role is Role.DIRECTOR or person in (each, *managers(each, everybody))
    }
