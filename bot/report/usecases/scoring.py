"""Where every subject stood at the opening and at the closing of a period, scored once for each."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bot.kit.desk import Desk
from bot.standing.versions import scorecard_of
from flows.company.colour import Colour
from flows.company.subjects import Kind, Status
from flows.report.books import Behind, Levels, Team
from flows.report.forecast import is_documented
from flows.report.lines import NEVER, Line, State
from flows.report.period import CutOffs
from flows.scorecards.scorecard import Scorecard
from flows.scoring.holding import moves_since
from flows.scoring.rating import NEEDS_EVIDENCE, Rating, rate_all
from flows.scoring.score import Facts, colours, fresh
from storage import as_of, scorecards
from storage.as_of import Both, Then

Progress = Callable[[Fraction], None]
TeamOf = Callable[[int | None], Team]
LOW = 1
Ratings = Mapping[str, Rating]


@dataclass
class Tally:
    """What is counted on the way of what was open at the closing: answers by question, and what stands behind them."""

    levels: defaultdict[tuple[Team, Kind, str], list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0, 0, 0])
    )
    behind: defaultdict[Team, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))

    def add(self, kind: Kind, state: State, ratings: Ratings, known: Ratings) -> None:
        """Count the answers of one subject."""
        behind = self.behind[state.team]
        for id_, rating in ratings.items():
            if not rating.applies:
                continue
            if id_ in known:
                told = self.levels[state.team, kind, id_]
                told[0] += 1
                told[1] += rating.counted
                told[2] += rating.counted <= LOW
            if rating.level >= NEEDS_EVIDENCE:
                behind[0] += id_ in known
                behind[1] += id_ in known and rating.counted == rating.level
                behind[2] += id_ not in known


@dataclass(frozen=True)
class Scored:
    """All subjects at both moments, what was counted of their answers, and the scorecards that count."""

    lines: tuple[Line, ...]
    levels: Mapping[tuple[Team, Kind, str], Levels]
    behind: Mapping[Team, Behind]
    cards: Mapping[str, Scorecard]


@dataclass(frozen=True)
class Asked:
    """What is asked for: from when to when, whose team each person is of at both moments, what a reader is blind to."""

    cut_offs: CutOffs
    teams: tuple[TeamOf, TeamOf]
    held: Mapping[int, datetime]


def scored(desk: Desk, asked: Asked, closed: Mapping[int, datetime], progress: Progress) -> Scored:
    """Score everything that had come by the closing; `closed` says when what was closed was."""
    opening, closing = asked.cut_offs.opening, asked.cut_offs.closing
    cards = {each: scorecard_of(desk, each) for each in scorecards.versions(desk.tx)}
    number, done = as_of.count(desk.tx, closing), 0
    tally, lines = Tally(), []
    since = moves_since(cards.values(), now=opening)
    for part in as_of.read(desk.tx, opening, closing, moves_since=since, held=asked.held):
        lines += [_line(each, asked, cards, tally, closed) for each in part]
        done += len(part)
        progress(Fraction(done, number))
    used = {state.scorecard for line in lines for state in (line.opening, line.closing) if state}
    return Scored(
        tuple(lines),
        {key: Levels(*each) for key, each in tally.levels.items()},
        {team: Behind(*each) for team, each in tally.behind.items()},
        {version: cards[version] for version in sorted(used - {NEVER})},
    )


def _line(
    both: Both,
    asked: Asked,
    cards: Mapping[str, Scorecard],
    tally: Tally,
    closed: Mapping[int, datetime],
) -> Line:
    kind = Kind(both.closing.stated["kind"])
    then, now = both.opening, both.closing
    is_same = (
        then is not None
        and then.is_open == now.is_open
        and then.review is now.review
        and len(then.pieces) == len(now.pieces)
    )
    ratings = _ratings(now, cards)
    closing = _state(now, ratings, asked, cards, 1, both)
    if closing.is_open and now.review:
        card = cards[now.review.scorecard_hash]
        tally.add(kind, closing, ratings, fresh(card, ratings, now=asked.cut_offs.closing))
    opening = None
    if then is not None:
        opening = _state(then, ratings if is_same else _ratings(then, cards), asked, cards, 0, both)
    return Line(
        id=both.id,
        kind=kind,
        name=now.stated["name"],
        customer=now.stated["customer"],
        opening=opening,
        closing=closing,
        closed_at=closed.get(both.id),
        closed_on=_closed_on(now.stated),
        under_review=both.id in asked.held,
    )


def _closed_on(stated: Mapping[str, Any]) -> date | None:
    day: date | None = stated["closed_on"] or stated["close_date"]
    return day


def _ratings(then: Then, cards: Mapping[str, Scorecard]) -> Ratings:
    if then.ratings is not None:
        return then.ratings
    if then.review is None or not then.is_open:
        return {}
    return rate_all(cards[then.review.scorecard_hash], then.review.answers, then.pieces)


def _state(
    then: Then, ratings: Ratings, asked: Asked, cards: Mapping[str, Scorecard], side: int, both: Both
) -> State:
    stated, review = then.stated, then.review
    moment = (asked.cut_offs.opening, asked.cut_offs.closing)[side]
    colour = Colour.GREY
    areas: tuple[Colour, ...] = ()
    status = Status(stated["status"])
    if review is not None and status is Status.OPEN:
        facts = Facts(stated["stage"], stated["close_date"], both.moves)
        at = min(moment, asked.held.get(both.id, moment))
        colour, areas = colours(cards[review.scorecard_hash], ratings, facts, now=at)
    return State(
        status=status,
        amount=stated["amount"],
        currency=stated["currency"],
        close_date=stated["close_date"],
        probability=_probability(then),
        owner_id=stated["owner_id"],
        team=asked.teams[side](stated["owner_id"]),
        colour=colour,
        last_colour=then.last_colour,
        scorecard=review.scorecard_hash if review else NEVER,
        areas=areas,
        reviewed_at=review.submitted_at if review else None,
        is_documented=is_documented(ratings, now=moment),
    )


def _probability(then: Then) -> Decimal | None:
    """The seller's own, else what the source says of the deal, else of its stage."""
    own = then.review.probability if then.review else None
    said = (own, then.stated["probability"], then.stated["stage_probability"])
    return next((each for each in said if each is not None), None)
