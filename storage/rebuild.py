"""Making the current scores anew from the submitted reviews and the evidence added to them: these are the truth."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, select

from flows.company.colour import Colour
from flows.review.current_score import CurrentScore
from flows.review.review import Review
from flows.scorecards.scorecard import Scorecard
from flows.scoring.rating import Rating, rate_all
from flows.scoring.score import fresh_until
from storage import added_evidence, reviews, scorecards, scores, tables
from storage.engine import Transaction
from storage.reviews import COUNTS

LastColours = dict[int, tuple[Colour, datetime]]


def current_scores(tx: Transaction) -> int:
    """Write every current score of a workspace anew, each with its review's scorecard; gives how many.

    Each rests on the answers of its latest review and on all evidence that was added to its subject.
    """
    old = tables.current_scores
    tx.execute(delete(old).where(old.c.workspace_id == tx.workspace))
    known: dict[str, Scorecard] = {}
    colours = _last_colours(tx)
    newest = reviews.all_latest(tx)
    added = added_evidence.of(tx, None)
    for review in newest:
        if review.scorecard_hash not in known:
            known[review.scorecard_hash] = scorecards.get(tx, review.scorecard_hash)
        also = [each.piece for each in added.get(review.subject_id, ())]
        ratings = rate_all(known[review.scorecard_hash], review.answers, also)
        scores.put(tx, _score(review, ratings, colours))
    return len(newest)


def with_added(tx: Transaction, scorecard: Scorecard, current: CurrentScore) -> CurrentScore:
    """Write one current score anew after evidence was added to its subject; gives it.

    `scorecard` is that of its review. The colour that it keeps stays the last one of a review.
    """
    review = reviews.get(tx, current.review_id)
    added = added_evidence.of(tx, [current.subject_id]).get(current.subject_id, [])
    ratings = rate_all(scorecard, review.answers if review else {}, [each.piece for each in added])
    anew = replace(current, ratings=ratings, fresh_until=fresh_until(ratings))
    scores.put(tx, anew)
    return anew


def _last_colours(tx: Transaction) -> LastColours:
    c = tables.reviews.c
    coloured = select(c.subject_id, c.colour, c.submitted_at).where(
        c.workspace_id == tx.workspace, c.colour != Colour.GREY.value, COUNTS
    )
    rows = tx.execute(coloured.order_by(c.id))
    return {row.subject_id: (Colour(row.colour), row.submitted_at) for row in rows}


def _score(review: Review, ratings: dict[str, Rating], colours: LastColours) -> CurrentScore:
    last_colour, last_colour_at = colours.get(review.subject_id, (None, None))
    return CurrentScore(
        subject_id=review.subject_id,
        review_id=review.id,
        reviewed_at=review.submitted_at,
        scorecard_hash=review.scorecard_hash,
        ratings=ratings,
        points=review.points,
        maximum=review.maximum,
        known=review.known,
        asked=review.asked,
        fresh_until=fresh_until(ratings),
        last_colour=last_colour,
        last_colour_at=last_colour_at,
        probability=review.probability,
    )
