"""Every way up, tried out one after the other by scoring what it would give; slow and simple on purpose."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import combinations, product

from flows.company.colour import RANK, Colour
from flows.scorecards.knockouts import CloseMovedHeld
from flows.scorecards.scorecard import Scorecard
from flows.scoring.rating import Rating
from flows.scoring.score import Facts, score
from flows.scoring.way_up import Step
from tests.flows.samples import NOW, rated

Ratings = Mapping[str, Rating]
Steps = tuple[Step, ...]


def ways(scorecard: Scorecard, ratings: Ratings, facts: Facts, size: int) -> Iterator[Steps]:
    """All steps of so many questions that lead to the next colour or a better one, in the order asked."""
    target = RANK[certain(scorecard, ratings, facts)] + 1
    room = {id_: levels(scorecard, ratings, id_) for id_ in scorecard.by_id}
    for ids in combinations([id_ for id_ in room if room[id_]], size):
        most = tuple(Step(id_, 3) for id_ in ids)
        if RANK[certain(scorecard, answered(ratings, most), facts)] < target:
            continue  # no lower levels would do either
        for chosen in product(*(room[id_] for id_ in ids)):
            steps = tuple(map(Step, ids, chosen))
            reached = score(scorecard, answered(ratings, steps), facts, now=NOW).colour
            if reached != Colour.GREY and RANK[reached] >= target:
                yield steps


def first(scorecard: Scorecard, ratings: Ratings, facts: Facts, size: int) -> Steps | None:
    """Of all with so many questions the first with the fewest levels."""
    found = ways(scorecard, ratings, facts, size)
    return min(found, key=lambda steps: cost(ratings, steps), default=None)


def cost(ratings: Ratings, steps: Steps) -> int:
    """By how many levels they raise what counts now."""
    return sum(step.level - has(ratings, step.question_id) for step in steps)


def levels(scorecard: Scorecard, ratings: Ratings, question_id: str) -> range:
    """What a question may be raised to: anything better, or the same where that explains that the close was moved."""
    if left_out(ratings, question_id):
        return range(0)
    now_at = has(ratings, question_id)
    explains = [
        rule.unless.at_least
        for rule in scorecard.knockouts
        if isinstance(rule, CloseMovedHeld) and rule.unless and rule.unless.question == question_id
    ]
    return range(now_at if explains and now_at >= min(explains) else now_at + 1, 4)


def has(ratings: Ratings, question_id: str) -> int:
    """What a question counts as now."""
    rating = ratings.get(question_id)
    return rating.counted if rating is not None and rating.fresh_until >= NOW else 0


def left_out(ratings: Ratings, question_id: str) -> bool:
    """Whether somebody has said lately that a question doesn't apply."""
    rating = ratings.get(question_id)
    return rating is not None and not rating.applies and rating.fresh_until >= NOW


def answered(ratings: Ratings, steps: Steps) -> dict[str, Rating]:
    """The ratings after the steps, each answered just now; an unbroken run of a level goes on."""
    after = dict(ratings)
    for step in steps:
        before = ratings.get(step.question_id)
        fresh = before is not None and before.fresh_until >= NOW
        since = before.since if before is not None and fresh and before.level == step.level else NOW
        after[step.question_id] = Rating(step.level, step.level, NOW, since, NOW)
    return after


def certain(scorecard: Scorecard, ratings: Ratings, facts: Facts) -> Colour:
    """The colour with every gap counted as 0 that has always been so."""
    known = {id_: rating for id_, rating in ratings.items() if rating.fresh_until >= NOW}
    long_ago = NOW - timedelta(days=1000)
    filled = {id_: Rating(0, 0, long_ago, long_ago, NOW) for id_ in scorecard.by_id}
    return score(scorecard, filled | known, facts, now=NOW).colour


def of_levels(scorecard: Scorecard, written: str) -> dict[str, Rating]:
    """Ratings written as "3-1 222 …": a level for each question in the order asked, or "-" for a gap."""
    marks = dict(zip(scorecard.by_id, written.replace(" ", ""), strict=True))
    known = {id_: int(mark) for id_, mark in marks.items() if mark != "-"}
    return {id_: rated(level) for id_, level in known.items()}
