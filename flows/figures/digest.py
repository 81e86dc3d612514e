"""The digest's figures, and all that one says as ids and numbers: so it can be worded later, as it was then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from flows.company.colour import Colour
from flows.company.subjects import Kind
from flows.figures.bridge import Move
from flows.figures.closing import Closing, Converted
from flows.figures.first_round import Round
from flows.figures.groups import Group, Groups, count_of, coverage
from flows.figures.retention import Retention
from flows.review.current_score import CurrentScore
from flows.scoring.score import Score
from flows.scoring.way_up import Way

MOST_LISTED = 25  # of one colour and kind
MOST_ATTENTION = 5
MOST_NAMED = 5  # in every other list of the message
WEEKS = 8


@dataclass(frozen=True)
class Week:
    """How many open deals there were of each colour in the last digest of a week, as of `taken_at` (UTC)."""

    taken_at: datetime
    counts: Mapping[Colour, int]


@dataclass(frozen=True)
class Figures:
    """The figures of one digest, as of `taken_at` (UTC).

    `team` is the id of who leads the team that it is of, None for the whole company. `deals` counts those that are
    open; `customers` are the customers by colour. What `before` says is None, and `moves` are empty, for the first one
    and for one person's own. `last_red` are those that are not reviewed and were last red. `share` (0-1) is the
    reviewed share of the value by currency. `not_ready` counts the people who are not ready, and `overdue` the actions
    with a customer that are past their day; None in a person's own, where it is nobody's business. `colours` says
    whether they are for its reader: not for the channel in the first round. `weeks` are the last eight at most, the
    oldest first, with this one; `likely` and `unlikely` count the deals of which only the first are named, and so on.
    """

    taken_at: datetime
    deals: int
    groups: Groups
    before: Groups | None
    moves: Mapping[Move, int]
    share: Mapping[str, Decimal]
    round: Round
    customers: Groups
    retention: Retention
    not_ready: int | None = None
    colours: bool = True
    team: int | None = None
    customers_before: Groups | None = None
    customer_moves: Mapping[Move, int] = field(default_factory=dict)
    last_red: Mapping[Kind, Group] = field(default_factory=dict)
    last_red_before: Mapping[Kind, Group] = field(default_factory=dict)
    red_too_old: Mapping[Kind, int] = field(default_factory=dict)  # of those that grew too old since
    closing: Closing | None = None
    converted: Converted | None = None
    overdue: int | None = None
    weeks: tuple[Week, ...] = ()
    likely: int = 0
    unlikely: int = 0
    better: int = 0
    coming: int = 0
    help: int = 0


@dataclass(frozen=True)
class Line:
    """One subject that a digest names, as it was then: its score, and who carried it."""

    subject_id: int
    scorecard_hash: str
    score: Score
    current: CurrentScore | None
    amount: Decimal | None
    currency: str
    close_date: date | None
    owner_id: int | None
    is_new: bool


@dataclass(frozen=True)
class ActLine:
    """One of those that most need attention: its way up, and the soonest of its action items that are open."""

    line: Line
    way: Way | None
    item_id: int | None


@dataclass(frozen=True)
class LikelyLine:
    """A deal and how probable it is said to be, in percent."""

    line: Line
    probability: Decimal


@dataclass(frozen=True)
class BetterLine:
    """What has a better colour than `before`, and the action item that moved it, where one did."""

    line: Line
    before: Colour
    item_id: int | None


@dataclass(frozen=True)
class HelpLine:
    """With what somebody asks for help."""

    line: Line
    person_id: int


@dataclass(frozen=True)
class Kept:
    """All that a digest says, as ids and numbers."""

    figures: Figures
    listed: Mapping[Colour, tuple[Line, ...]]
    customers: Mapping[Colour, tuple[Line, ...]] = field(default_factory=dict)
    acts: tuple[ActLine, ...] = ()
    likely: tuple[LikelyLine, ...] = ()
    unlikely: tuple[LikelyLine, ...] = ()
    better: tuple[BetterLine, ...] = ()
    coming: tuple[Line, ...] = ()
    help: tuple[HelpLine, ...] = ()


def round_of(deals: Groups) -> Round:
    """How far the first round is, by the open deals."""
    count = count_of(deals)
    return Round(count - deals[Colour.GREY].count, count, coverage(deals))
