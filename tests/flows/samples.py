"""A fixed moment and plain ratings, for tests of the method."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.scorecards.loading import load
from flows.scorecards.scorecard import Scorecard
from flows.scoring.rating import Rating

# A Friday, ten in the morning in Copenhagen, in no closed week.
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
SHIPPED = load(None)
DEAL = SHIPPED.deal
CUSTOMER = SHIPPED.customer


def rated(
    level: int, *, days_ago: float = 0, since_days_ago: float | None = None, fresh: float = 30
) -> Rating:
    """A rating that counts in full, answered so many days ago and fresh for so many more."""
    answered = NOW - timedelta(days=days_ago)
    since = NOW - timedelta(days=days_ago if since_days_ago is None else since_days_ago)
    return Rating(level, level, answered, since, NOW + timedelta(days=fresh))


def all_at(scorecard: Scorecard, level: int, **others: int) -> dict[str, Rating]:
    """Every question rated `level`; `others` by id, written D1_1 for D1.1."""
    levels = dict.fromkeys(scorecard.by_id, level)
    levels.update({name.replace("_", "."): other for name, other in others.items()})
    return {id_: rated(each) for id_, each in levels.items()}


def with_points(scorecard: Scorecard, points: int) -> dict[str, Rating]:
    """Every question rated, with so many points in all, spread as evenly as the order allows."""
    ids = list(scorecard.by_id)
    base, more = divmod(points, len(ids))
    return {id_: rated(base + (n < more)) for n, id_ in enumerate(ids)}


def without(ratings: Mapping[str, Rating], *ids: str) -> dict[str, Rating]:
    """The ratings but for some questions."""
    return {id_: rating for id_, rating in ratings.items() if id_ not in ids}
