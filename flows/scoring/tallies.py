"""The tallies of the steps of one climb: what can be done in each area, and whether it is enough."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from flows.company.colour import RANK, Colour
from flows.scorecards.areas import TOP_LEVEL, Area
from flows.scorecards.knockouts import AnswerHeld, CloseMovedHeld, Knockout, RedAreasHeld
from flows.scorecards.rules import AREA_POINTS
from flows.scoring.climb import Climb
from flows.scoring.completion import Completion
from flows.scoring.holding import holds
from flows.scoring.outcome import maximums, points_for
from flows.scoring.rating import Rating
from flows.scoring.tally import NO_STEPS, Choices, Chosen, Tally, together


@dataclass(frozen=True)
class Held:
    """A knock-out that holds as things stand, the rank of its cap, and the questions any of which may lift it."""

    knockout: Knockout
    cap: int
    questions: frozenset[str]


@dataclass(frozen=True)
class Tallies:
    """How steps of one climb are tallied. Where the target is green no high side plays a part: it stays 0."""

    climb: Climb

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The knock-outs that hold as things stand, but for those that count red areas."""
        climb = self.climb
        now = Completion(climb.known, 0, climb.left_out)
        return tuple(
            Held(knockout, RANK[knockout.caps[climb.moment.group]], frozenset(_asked(knockout)))
            for knockout in climb.scorecard.knockouts
            if climb.moment.group in knockout.caps
            and not isinstance(knockout, RedAreasHeld)
            and holds(knockout, climb.moment, now, red_areas=0)
        )

    @cached_property
    def needed(self) -> int:
        """The fewest points with which the points allow the target."""
        return self._cuts[self.climb.target]

    @cached_property
    def most_red(self) -> int:
        """How many areas may be red at the most."""
        areas = len(self.climb.scorecard.areas)
        return min(
            [count - 1 for count, cap in self._red_caps if cap < RANK[self.climb.target]], default=areas
        )

    def reaches(self, tally: Tally) -> bool:
        """Whether a colour is shown, and it is the target or a better one."""
        low = self._rank(tally.low, tally.red_low, tally.lifted_low)
        if low < RANK[self.climb.target]:
            return False
        return low == RANK[Colour.GREEN] or low == self._rank(tally.high, tally.red_high, tally.lifted_high)

    def areas(self) -> Iterator[Choices]:
        """All that can be done in each area, in the order asked."""
        places = {id_: place for place, id_ in enumerate(self.climb.scorecard.by_id)}
        for area, most in zip(self.climb.scorecard.areas, self._maximums, strict=True):
            choices = NO_STEPS
            for question in area.questions:
                if question.id not in self.climb.left_out:
                    choices = together(choices, self._of_question(places[question.id], question.id))
            yield {self._of_area(area, most, tally): chosen for tally, chosen in choices.items()}

    @cached_property
    def _maximums(self) -> tuple[int, ...]:
        return maximums(self.climb.scorecard, self.climb.left_out)

    @cached_property
    def _cuts(self) -> dict[Colour, int]:
        scorecard, at = self.climb.scorecard, self.climb.moment
        areas = zip(scorecard.areas, self._maximums, strict=True)
        maximum = sum(area.weight * most for area, most in areas)
        return {
            colour: points_for(scorecard, at, colour, maximum=maximum)
            for colour in (Colour.YELLOW, Colour.GREEN)
        }

    @cached_property
    def _red_caps(self) -> tuple[tuple[int, int], ...]:
        group = self.climb.moment.group
        rules = [each for each in self.climb.scorecard.knockouts if isinstance(each, RedAreasHeld)]
        return tuple((rule.at_least, RANK[rule.caps[group]]) for rule in rules if group in rule.caps)

    def _rank(self, points: int, red: int, lifted: int) -> int:
        by_points = max([RANK[colour] for colour, cut in self._cuts.items() if points >= cut], default=0)
        caps = [each.cap for n, each in enumerate(self.held) if not lifted >> n & 1]
        caps += [cap for at_least, cap in self._red_caps if red >= at_least]
        return min([by_points, *caps])

    def _of_question(self, place: int, question_id: str) -> Choices:
        climb, has = self.climb, self.climb.has(question_id)
        is_gap = question_id not in climb.known
        as_it_is = Tally(low=has, high=has)
        if is_gap:
            as_it_is = as_it_is._replace(high=TOP_LEVEL, lifted_high=self._lifted(question_id, None))
        found: dict[Tally, Chosen] = {self._sided(as_it_is): ((), ())}
        for level in climb.options(question_id):
            lifted = self._lifted(question_id, climb.rated(question_id, level))
            step = Tally(1, level - has, level, level, 0, 0, lifted, lifted)
            found[self._sided(step)] = ((place,), (level,))
        return found

    def _of_area(self, area: Area, most: int, tally: Tally) -> Tally:
        """The tally in the whole: points by the area's weight, and whether the area is red."""
        yellow = self.climb.scorecard.groups[self.climb.moment.group].area.yellow
        red_low, red_high = (
            int(bool(self._red_caps) and points * AREA_POINTS < yellow * most)
            for points in (tally.low, tally.high)
        )
        low, high = area.weight * tally.low, area.weight * tally.high
        return self._sided(tally._replace(low=low, high=high, red_low=red_low, red_high=red_high))

    def _sided(self, tally: Tally) -> Tally:
        if self.climb.target == Colour.GREEN:
            return tally._replace(high=0, red_high=0, lifted_high=0)
        return tally

    def _lifted(self, question_id: str, rating: Rating | None) -> int:
        """The knock-outs that a rating lifts, whatever is answered elsewhere; None is a gap that is taken to be 3."""
        lifted = 0
        for n, held in enumerate(self.held):
            if question_id in held.questions:
                fresh = {id_: self.climb.rated(id_, 0) for id_ in held.questions if id_ != question_id}
                if rating is not None:
                    fresh[question_id] = rating
                completion = Completion(fresh, TOP_LEVEL, self.climb.left_out)
                lifted |= (not holds(held.knockout, self.climb.moment, completion, red_areas=0)) << n
        return lifted


def _asked(knockout: Knockout) -> Iterable[str]:
    if isinstance(knockout, AnswerHeld):
        yield knockout.question
    if isinstance(knockout, CloseMovedHeld):
        yield from (each.question for each in (knockout.unless, knockout.only_if) if each)
