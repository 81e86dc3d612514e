"""What is kept of subjects of which nobody has answered anything: of those that are alike it is made once."""

from dataclasses import replace
from datetime import datetime

from flows.company.subjects import NewSubject, Status
from flows.review.kept_score import KeptScore, kept
from flows.scorecards.scorecard import Scorecard
from flows.scoring.score import Facts, score
from flows.scoring.until import holds_until, nearness


class Unanswered:
    """What is to be kept at a moment of subjects without any answer, whose close nobody has moved either.

    Thousands that a file brings differ in their dates only.
    """

    def __init__(self, in_force: str, now: datetime) -> None:
        """`in_force` names the scorecards in force."""
        self._in_force, self._now = in_force, now
        self._alike: dict[tuple[object, ...], KeptScore] = {}
        self._same: dict[tuple[object, ...], KeptScore] = {}

    def kept(self, subject: NewSubject, scorecard: Scorecard) -> KeptScore:
        """What is to be kept of one that this scorecard would be answered with; one object for all equal ones."""
        key = scorecard.version, subject.stage, subject.close_date, subject.status, subject.seen_at
        return self._same.get(key) or self._same.setdefault(key, self._dated(subject, scorecard))

    def _dated(self, subject: NewSubject, scorecard: Scorecard) -> KeptScore:
        facts = Facts(stage=subject.stage, close_date=subject.close_date)
        near = nearness(scorecard, facts, now=self._now)
        key = scorecard.version, facts.stage, near, subject.status, subject.seen_at
        alike = self._alike.get(key) or self._alike.setdefault(key, self._made(subject, scorecard, facts))
        if subject.status is not Status.OPEN:
            return alike
        ends = (alike.until, holds_until(scorecard, {}, facts, now=self._now))
        return replace(alike, until=min([end for end in ends if end is not None], default=None))

    def _made(self, subject: NewSubject, scorecard: Scorecard, facts: Facts) -> KeptScore:
        """The same for all that are alike, with the moment up to which that holds for want of a date."""
        found = replace(score(scorecard, {}, facts, now=self._now), until=None)
        return kept(subject, scorecard, found, in_force=self._in_force, now=self._now)
