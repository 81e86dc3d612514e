"""What answers would do to a subject's colour: steps that somebody could take, tried out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from flows.company.colour import RANK, Colour
from flows.scorecards.areas import TOP_LEVEL
from flows.scorecards.knockouts import CloseMovedHeld
from flows.scorecards.scorecard import Scorecard
from flows.scoring.completion import Completion, Moment, left_out
from flows.scoring.outcome import Outcome, outcome
from flows.scoring.rating import Rating

Levels = Mapping[str, int]  # steps tried out: the new level by question id


@dataclass(frozen=True)
class Climb:
    """A subject with its fresh ratings, and the colour to reach."""

    scorecard: Scorecard
    moment: Moment
    known: Mapping[str, Rating]
    target: Colour

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The questions that don't apply."""
        return left_out(self.known)

    def has(self, question_id: str) -> int:
        """The level that a question counts as now, 0 for a gap."""
        return Completion(self.known, 0).level(question_id)

    def options(self, question_id: str) -> tuple[int, ...]:
        """The levels that a step on this question can go to, lowest first.

        The level it has already is one of them where a fresh answer explains that the close was moved.
        """
        now_at = self.has(question_id)
        again = question_id in self.known and now_at >= self._explains_from(question_id)
        return tuple(range(now_at if again else now_at + 1, TOP_LEVEL + 1))

    def candidates(self) -> tuple[str, ...]:
        """The questions on which a step is possible, in the order asked; none that doesn't apply."""
        return tuple(id_ for id_ in self.scorecard.by_id if id_ not in self.left_out and self.options(id_))

    def worst(self, steps: Levels) -> Outcome:
        """What the steps give for certain, every gap that is left counted as 0."""
        return outcome(self.scorecard, self.moment, Completion(self._after(steps), 0, self.left_out))

    def lifts(self, steps: Levels) -> bool:
        """Whether the colour to reach, or a better one, is certain with these steps."""
        return RANK[self.worst(steps).colour] >= RANK[self.target]

    def reaches(self, steps: Levels) -> bool:
        """Whether a colour is shown with these steps, and it is the one to reach or a better one."""
        worst = self.worst(steps).colour
        return RANK[worst] >= RANK[self.target] and self._best(steps) == worst

    def rated(self, question_id: str, level: int) -> Rating:
        """The rating that a step to this level gives, answered next; an unbroken run of a level goes on.

        Next comes after now: so it explains a close that is moved at this very moment.
        """
        now, before = self.moment.now, self.known.get(question_id)
        since = before.since if before is not None and before.level == level else now
        return Rating(level, level, now + timedelta.resolution, since, now)

    def _best(self, steps: Levels) -> Colour:
        best = Completion(self._after(steps), TOP_LEVEL, self.left_out)
        return outcome(self.scorecard, self.moment, best).colour

    def _explains_from(self, question_id: str) -> int:
        wanted = [
            held.unless.at_least
            for held in self.scorecard.knockouts
            if isinstance(held, CloseMovedHeld) and held.unless and held.unless.question == question_id
        ]
        return min(wanted, default=TOP_LEVEL + 1)

    def _after(self, steps: Levels) -> dict[str, Rating]:
        return {**self.known, **{id_: self.rated(id_, level) for id_, level in steps.items()}}
