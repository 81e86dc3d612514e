"""Current scores: per subject what its latest review rates, kept up with every submitted review."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Integer, Row, Table, Text, bindparam, select

from flows.company.colour import Colour
from flows.review.current_score import CurrentScore
from flows.scoring.rating import NOT_APPLICABLE, Rating
from storage import kept_scores
from storage.engine import Transaction, upsert
from storage.schema import HERE, Amount, UtcDateTime, metadata, needed

current_scores = Table(
    "current_scores",
    metadata,
    Column("subject_id", ForeignKey("subjects.id"), primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id"), index=True),
    needed("review_id", ForeignKey("reviews.id")),
    needed("reviewed_at", UtcDateTime),
    needed("scorecard_hash", Text),
    needed("ratings", JSON),
    needed("points", Integer),
    needed("maximum", Integer),
    needed("known", Integer),
    needed("asked", Integer),
    Column("fresh_until", UtcDateTime),
    Column("last_colour", Text),  # the last one that was not grey
    Column("last_colour_at", UtcDateTime),
    Column("probability", Amount),  # of the review, in percent
)


ALL = select(current_scores).where(current_scores.c.workspace_id == HERE)
THEIRS = ALL.where(current_scores.c.subject_id.in_(bindparam("subject_ids", expanding=True)))


def of(tx: Transaction, subject_ids: Collection[int] | None) -> dict[int, CurrentScore]:
    """One query: the current scores by subject id, None for all; what was never reviewed has none."""
    asked = tx.run(ALL) if subject_ids is None else tx.run(THEIRS, subject_ids=list(subject_ids))
    return {row.subject_id: _score(row) for row in asked}


def put(tx: Transaction, score: CurrentScore) -> None:
    """Make this the current score of its subject."""
    ratings = {id_: _packed(rating) for id_, rating in score.ratings.items()}
    row = {**vars(score), "workspace_id": tx.workspace, "ratings": ratings}
    tx.execute(upsert(tx, current_scores), row)
    kept_scores.touch(tx, [score.subject_id])


def _packed(rating: Rating) -> list[int | str]:
    """Only what doesn't apply says so: older rows have five values, and so has nearly every new one."""
    times = (rating.answered_at, rating.since, rating.fresh_until)
    mark = [] if rating.applies else [NOT_APPLICABLE]
    return [rating.level, rating.counted, *(time.astimezone(UTC).isoformat() for time in times), *mark]


def _unpacked(
    level: int, counted: int, answered_at: str, since: str, fresh_until: str, mark: str = ""
) -> Rating:
    read = datetime.fromisoformat
    applies = mark != NOT_APPLICABLE
    return Rating(level, counted, read(answered_at), read(since), read(fresh_until), applies)


def ratings_of(row: Row[Any]) -> dict[str, Rating]:
    """What is kept of the answers, by question id."""
    return {id_: _unpacked(*packed) for id_, packed in row.ratings.items()}


def _score(row: Row[tuple[object, ...]]) -> CurrentScore:
    return CurrentScore(
        subject_id=row.subject_id,
        review_id=row.review_id,
        reviewed_at=row.reviewed_at,
        scorecard_hash=row.scorecard_hash,
        ratings=ratings_of(row),
        points=row.points,
        maximum=row.maximum,
        known=row.known,
        asked=row.asked,
        fresh_until=row.fresh_until,
        last_colour=None if row.last_colour is None else Colour(row.last_colour),
        last_colour_at=row.last_colour_at,
        probability=row.probability,
    )
