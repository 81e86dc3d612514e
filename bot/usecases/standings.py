"""Where subjects stand: each with its score at this moment, its owner and its last known colour."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.desk import Desk
from bot.usecases.versions import scorecard_of
from flows.colour import Colour
from flows.people import Person
from flows.review.standing import CurrentScore
from flows.scorecard import Scorecard
from flows.scoring import Facts, Score, score
from flows.subjects import Subject
from flows.way_up import Step, way_up
from flows.workdays import add_working_days
from storage import people, scores, subjects

MOVES_BACK = timedelta(days=90)
NEW_WORKING_DAYS = 10
ATTENTION = {Colour.GREY: 0, Colour.RED: 1, Colour.YELLOW: 2, Colour.GREEN: 3}


@dataclass(frozen=True)
class Standing:
    """A subject with its score. `current` is None when it was never reviewed."""

    subject: Subject
    scorecard: Scorecard
    score: Score
    current: CurrentScore | None
    is_new: bool
    owner: Person | None = None

    @property
    def colour(self) -> Colour:
        """Its colour now."""
        return self.score.colour

    def is_of(self, person: Person) -> bool:
        """Whether this person carries it."""
        return self.subject.owner_id == person.id

    def owned_by(self, owners: Mapping[int, Person]) -> "Standing":
        """The same with its owner looked up."""
        return replace(self, owner=owners.get(self.subject.owner_id) if self.subject.owner_id else None)


@dataclass(frozen=True)
class Way:
    """The next colour, None where no level lifts to it, and the steps that lead there."""

    to: Colour | None
    steps: tuple[Step, ...]


def facts_of(desk: Desk, found: Sequence[Subject]) -> dict[int, Facts]:
    """What a colour rests on besides the answers, by subject id: one query."""
    ids = [subject.id for subject in found]
    moves = subjects.close_moves(desk.tx, ids, since=desk.now - MOVES_BACK)
    return {
        subject.id: Facts(stage=subject.stage, close_date=subject.close_date, moves=moves.get(subject.id, ()))
        for subject in found
    }


def standings(desk: Desk, found: Sequence[Subject]) -> list[Standing]:
    """The standings of `found`, in its order: three queries, however many there are."""
    current = scores.of(desk.tx, [subject.id for subject in found])
    facts = facts_of(desk, found)
    owners = {person.id: person for person in people.all_of(desk.tx)}
    return [
        _standing(desk, subject, current.get(subject.id), facts[subject.id]).owned_by(owners)
        for subject in found
    ]


def way_of(desk: Desk, standing: Standing) -> Way:
    """The shortest way up from a standing; before the first review everything would be a step, so there is none."""
    if standing.current is None:
        return Way(None, ())
    facts = facts_of(desk, [standing.subject])[standing.subject.id]
    way = way_up(standing.scorecard, standing.current.ratings, facts, now=desk.now)
    return Way(*way) if way else Way(None, ())


def _standing(
    desk: Desk,
    subject: Subject,
    current: CurrentScore | None,
    facts: Facts,
) -> Standing:
    version = current.scorecard_hash if current else ""
    scorecard = scorecard_of(desk, version) if version else desk.scorecards.for_(subject)
    return Standing(
        subject=subject,
        scorecard=scorecard,
        score=score(scorecard, current.ratings if current else {}, facts, now=desk.now),
        current=current,
        is_new=current is None and _is_new(scorecard, subject.seen_at, desk.now),
    )


def _is_new(scorecard: Scorecard, seen_at: datetime, now: datetime) -> bool:
    calendar = scorecard.calendar
    return calendar.day_of(now) <= add_working_days(calendar, calendar.day_of(seen_at), NEW_WORKING_DAYS)


def by_attention(found: Iterable[Standing]) -> list[Standing]:
    """Those that want attention first: grey, red, yellow, green; the new after the rest of the grey; then by value."""
    return sorted(
        found,
        key=lambda s: (
            ATTENTION[s.colour],
            s.is_new,
            -(s.subject.amount or 0),
            s.subject.name.casefold(),
            s.subject.id,
        ),
    )
