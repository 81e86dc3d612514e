"""The report: read once, as of the end of its period, for top management or for one team."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from bot.kit.desk import Desk
from bot.report.usecases import happened
from bot.report.usecases.happened import Known
from bot.report.usecases.scoring import Asked, Progress, TeamOf, scored
from flows.company.people import Role
from flows.company.quarters import Quarter
from flows.report.books import Books, Team
from flows.report.making import report
from flows.report.period import CutOffs, Period, Since
from flows.report.report import Report
from storage import blindness, in_period, people, targets
from storage.in_period import Managed

READING = Fraction(8, 10)  # how much of the work it is to score everything
EVER = datetime(1970, 1, 1, tzinfo=UTC)


def made(
    desk: Desk,
    period: Period,
    *,
    team: int | None = None,
    progress: Progress = lambda _: None,
    company: str = "",
) -> Report:
    """The report of a period, told as of its end, of now where it has not ended; ValueError for one to come.

    `team` is the id of whoever leads the team whose edition it is; it says nothing of what they are blind to at this
    moment that they had not seen. `progress` hears of how much is done, 0 to 1. `company` is what it is called.
    """
    books = books_of(desk, period, team=team, progress=lambda done: progress(done * READING), company=company)
    found = report(books if team is None else books.of_team(team))
    progress(Fraction(1))
    return found


def books_of(desk: Desk, period: Period, *, team: int | None, progress: Progress, company: str = "") -> Books:
    """All that a report is made of."""
    zone = ZoneInfo(desk.settings.timezone)
    cut_offs = CutOffs.of(period, zone, now=desk.now)
    before = in_period.managed(desk.tx, cut_offs.opening)
    now = in_period.managed(desk.tx, cut_offs.closing)
    team_of = _teams(now)
    asked = Asked(cut_offs, (_teams(before), team_of), _held(desk, team))
    closed = in_period.closed(desk.tx, EVER, cut_offs.closing)
    found = scored(desk, asked, closed, progress)
    lines = {line.id: line for line in found.lines}
    owners = {line.closing.owner_id for line in found.lines if line.closing.is_open}
    listed = {row.id: row for row in in_period.listed(desk.tx)}
    known = Known(cut_offs, lines, team_of, zone)
    on_it = [id_ for id_, row in listed.items() if Role(row.role) in {Role.SELLER, Role.MANAGER}]
    return Books(
        company=company,
        zone=desk.settings.timezone,
        period=period,
        cut_offs=cut_offs,
        quarter=Since.of(Quarter.of(period.ends).begins_on, zone),
        team=None,
        lines=found.lines,
        names={id_: row.name for id_, row in listed.items()},
        members=Counter(team_of(id_) for id_ in on_it),
        in_doubt=Counter(team_of(id_) for id_ in owners & now.in_doubt),
        levels=found.levels,
        behind=found.behind,
        actions=happened.actions(desk, known),
        decisions=happened.decisions(desk, known, listed),
        views=happened.views(desk, known),
        reviews=happened.reviewed(desk, cut_offs),
        corrections=happened.corrections(desk, cut_offs),
        cards=found.cards,
        first_used=in_period.first_used(desk.tx, found.cards),
        targets=_targets(desk, Quarter.of(period.ends), team, as_of=cut_offs.closing),
    )


def _teams(managed: Managed) -> TeamOf:
    """Whose team somebody is of: their own, where they lead one, else their manager's."""
    leaders = {manager for manager in managed.managers.values() if manager is not None}

    def team_of(person_id: int | None) -> Team:
        if person_id is None:
            return None
        return person_id if person_id in leaders else managed.managers.get(person_id)

    return team_of


def _held(desk: Desk, team: int | None) -> Mapping[int, datetime]:
    """What whoever leads the team is blind to, with the moment from which it is hidden; top management sees all.

    As in the digest of a channel: what the whole company's figures left out could be told from the sums.
    """
    leader = people.by_id(desk.tx, team) if team is not None else None
    return blindness.hidden_since(desk.tx, leader) if leader else {}


def _targets(desk: Desk, quarter: Quarter, team: int | None, *, as_of: datetime) -> Mapping[str, Decimal]:
    """What a team, or the whole company, was to sell in a quarter by what was set until then, by currency."""
    found = targets.of(desk.tx.at(as_of), quarter)
    return {each.currency: each.amount for each in found if each.team_id == team}
