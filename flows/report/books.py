"""All that a report is made of, as it was read: one value, of the whole company or of one team."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from flows.company.subjects import Kind
from flows.report.lines import NEVER, Line, State, open_now
from flows.report.period import CutOffs, Period, Since
from flows.review.action_item import Fate, Movement
from flows.review.action_item import Kind as ActionKind
from flows.scorecards.scorecard import Scorecard

Team = int | None  # whoever leads it, by id; None for what is in nobody's team


@dataclass(frozen=True)
class Levels:
    """What counts of the answers to one question: how many are known and fresh, their sum, and how many are 0 or 1."""

    count: int
    total: int
    low: int


@dataclass(frozen=True)
class Behind:
    """What stands behind the answers on level 2 and 3: how many are fresh, and how many of these count in full.

    The others count lower for want of documentation; `too_old` are those that no longer count at all.
    """

    fresh: int = 0
    full: int = 0
    too_old: int = 0

    def __add__(self, other: "Behind") -> "Behind":
        """Both together."""
        return Behind(self.fresh + other.fresh, self.full + other.full, self.too_old + other.too_old)


@dataclass(frozen=True)
class Action:
    """An action item as of the closing: whose team sees to it, and what had become of it by then.

    `movement` is how its question moved after it was agreed, for those that were done.
    """

    id: int
    kind: ActionKind
    what: str
    subject_id: int | None
    question_id: str | None
    owner_id: int
    team: Team
    created_at: datetime
    by: date
    fate: Fate | None
    fate_at: datetime | None
    is_overdue: bool
    movement: Movement | None = None

    @property
    def is_open(self) -> bool:
        """Whether it was still to be done."""
        return self.fate is None


@dataclass(frozen=True)
class Decision:
    """A decision that a 1-to-1 asked for: of whom (None for a seller, who is not named), and the answer so far."""

    id: int
    what: str
    asked: str | None
    team: Team
    by: date
    at: datetime
    answer: str | None
    answered_at: datetime | None


@dataclass(frozen=True)
class View:
    """A subject that a seller and a manager have both scored: the levels of both, question by question."""

    subject_id: int
    team: Team
    opened_at: datetime
    levels: tuple[
        tuple[str, int, int], ...
    ]  # question, the seller's, the manager's; only what both have answered
    areas: Mapping[str, str]  # the area of each question


@dataclass(frozen=True)
class Reviewed:
    """How many reviews of a subject came in the period, and how many of them after a cut-off that they missed."""

    count: int
    after_cut_off: int


@dataclass(frozen=True)
class Correction:
    """A review that corrects another one, and why."""

    subject_id: int
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Books:
    """What a report tells of.

    `team` is whose edition it is, None for top management's. `names` are everybody's, by id: top management's edition
    says those of whoever leads a team, no others. `members` are how many people each team has. `in_doubt` counts those
    who carry something and whose team is not known as of the closing, so that they stand where they were first known
    to be, by that team.
    `targets` are those of the quarter that the period ends in, by currency, and `quarter` is from when it counts.
    """

    company: str
    zone: str
    period: Period
    cut_offs: CutOffs
    quarter: Since
    team: Team
    lines: tuple[Line, ...]
    names: Mapping[int, str]
    members: Mapping[Team, int]
    in_doubt: Mapping[Team, int]
    levels: Mapping[tuple[Team, Kind, str], Levels]
    behind: Mapping[Team, Behind]
    actions: tuple[Action, ...]
    decisions: tuple[Decision, ...]
    views: tuple[View, ...]
    reviews: Mapping[int, Reviewed]
    corrections: tuple[Correction, ...]
    cards: Mapping[str, Scorecard]
    first_used: Mapping[str, datetime]
    targets: Mapping[str, Decimal] = field(default_factory=dict)

    def of_team(self, team: int) -> "Books":
        """The same of one team alone."""
        lines = tuple([line for line in self.lines if team in _teams(line)])
        ids = {line.id for line in lines}
        return replace(
            self,
            team=team,
            lines=lines,
            levels={key: each for key, each in self.levels.items() if key[0] == team},
            behind={key: each for key, each in self.behind.items() if key == team},
            actions=tuple([each for each in self.actions if each.team == team]),
            decisions=tuple([each for each in self.decisions if each.team == team]),
            in_doubt={key: each for key, each in self.in_doubt.items() if key == team},
            views=tuple([each for each in self.views if each.team == team]),
            reviews={id_: each for id_, each in self.reviews.items() if id_ in ids},
            corrections=tuple([each for each in self.corrections if each.subject_id in ids]),
        )

    def is_ours(self, state: State) -> bool:
        """Whether a subject in this state is part of this edition."""
        return self.team is None or state.team == self.team

    @property
    def since(self) -> Since:
        """From when on something is of the period."""
        return Since(self.cut_offs.opening, self.period.begins)

    @cached_property
    def dealings(self) -> tuple[Action, ...]:
        """The action items with customers; the others are somebody's plan, of which there are sums alone."""
        return tuple([each for each in self.actions if each.kind is ActionKind.CUSTOMER])

    def was_closed(self, line: Line, since: Since) -> bool:
        """Whether what is not open at the closing was closed after a moment.

        What came closed already was so on the day that is stated of it.
        """
        if line.closed_at is not None:
            return line.closed_at > since.moment
        return line.closed_on is not None and since.day <= line.closed_on <= self.period.ends

    @cached_property
    def then(self) -> Mapping[Kind, list[State]]:
        """What was open at the opening, of this edition."""
        found: dict[Kind, list[State]] = {kind: [] for kind in Kind}
        for line in self.lines:
            if line.opening and line.opening.is_open and self.is_ours(line.opening):
                found[line.kind].append(line.opening)
        return found

    @cached_property
    def now(self) -> Mapping[Kind, list[Line]]:
        """What was open at the closing, of this edition."""
        found: dict[Kind, list[Line]] = {kind: [] for kind in Kind}
        for line in open_now(self.lines):
            if self.is_ours(line.closing):
                found[line.kind].append(line)
        return found

    @cached_property
    def cards_in_use(self) -> Mapping[Kind, list[Scorecard]]:
        """The scorecards that what was open at the closing was reviewed with: that of most first, then by version."""
        found = {}
        for kind in Kind:
            counted = Counter([line.closing.scorecard for line in self.now[kind]])
            versions = sorted(counted.keys() - {NEVER}, key=lambda version: (-counted[version], version))
            found[kind] = [self.cards[version] for version in versions]
        return found

    @cached_property
    def by_id(self) -> Mapping[int, Line]:
        """The subjects by id."""
        return {line.id: line for line in self.lines}

    def currencies(self, kind: Kind) -> list[str]:
        """The currencies of what was open at either moment: that of most subjects first, then by name."""
        return self._currencies[kind]

    @cached_property
    def _currencies(self) -> Mapping[Kind, list[str]]:
        found = {}
        for kind in Kind:
            counted = Counter([line.closing.currency for line in self.now[kind]])
            counted.update({state.currency: 0 for state in self.then[kind]})
            found[kind] = sorted(counted, key=lambda currency: (-counted[currency], currency))
        return found

    def in_period(self, moment: datetime | None) -> bool:
        """Whether a moment lies after the opening and not after the closing."""
        return moment is not None and self.cut_offs.opening < moment <= self.cut_offs.closing


def _teams(line: Line) -> set[Team]:
    return {line.closing.team, *([line.opening.team] if line.opening else [])}
