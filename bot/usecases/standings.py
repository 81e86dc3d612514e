"""Where subjects stand: each with its score at this moment, its owner and its last known colour."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.desk import Desk
from bot.usecases.versions import scorecard_of
from flows.colour import Colour
from flows.holding import moves_since
from flows.people import Person
from flows.review.standing import CurrentScore
from flows.scorecard import Scorecard
from flows.scoring import Facts, Score, score
from flows.subjects import Subject
from flows.way_up import Way, way_up
from flows.workdays import add_working_days
from storage import people, scores, subjects

NEW_WORKING_DAYS = 10
NO_FACTS = Facts()
ATTENTION = {Colour.GREY: 0, Colour.RED: 1, Colour.YELLOW: 2, Colour.GREEN: 3}


@dataclass(frozen=True)
class Standing:
    """A subject with its score, and the `facts` that it rests on. `current` is None when it was never reviewed."""

    subject: Subject
    scorecard: Scorecard
    score: Score
    current: CurrentScore | None
    is_new: bool
    owner: Person | None = None
    facts: Facts = NO_FACTS

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


def facts_of(desk: Desk, found: Sequence[Subject], scorecards: Iterable[Scorecard]) -> dict[int, Facts]:
    """What a colour by these scorecards rests on besides the answers, by subject id: one query at most."""
    different = {each.version: each for each in scorecards}.values()
    ids, since = [subject.id for subject in found], moves_since(different, now=desk.now)
    moves = subjects.close_moves(desk.tx, ids, since=since) if since else {}
    return {
        subject.id: Facts(stage=subject.stage, close_date=subject.close_date, moves=moves.get(subject.id, ()))
        for subject in found
    }


def standings(desk: Desk, found: Sequence[Subject]) -> list[Standing]:
    """The standings of `found`, in its order: three queries, however many there are, and none for nothing."""
    if not found:
        return []
    current = scores.of(desk.tx, [subject.id for subject in found])
    scorecards = {subject.id: _scorecard(desk, subject, current.get(subject.id)) for subject in found}
    facts = facts_of(desk, found, scorecards.values())
    owners = {person.id: person for person in people.those(desk.tx, {each.owner_id for each in found})}
    return [
        _standing(
            subject, scorecards[subject.id], current.get(subject.id), facts[subject.id], now=desk.now
        ).owned_by(owners)
        for subject in found
    ]


def way_of(desk: Desk, standing: Standing) -> Way | None:
    """The way up from a standing; before the first review everything would be a step, so there is none."""
    if standing.current is None:
        return None
    return way_up(standing.scorecard, standing.current.ratings, standing.facts, now=desk.now)


def _scorecard(desk: Desk, subject: Subject, current: CurrentScore | None) -> Scorecard:
    return scorecard_of(desk, current.scorecard_hash) if current else desk.scorecards.for_(subject)


def _standing(
    subject: Subject, scorecard: Scorecard, current: CurrentScore | None, facts: Facts, *, now: datetime
) -> Standing:
    return Standing(
        subject=subject,
        scorecard=scorecard,
        score=score(scorecard, current.ratings if current else {}, facts, now=now),
        current=current,
        is_new=current is None and _is_new(scorecard, subject.seen_at, now),
        facts=facts,
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
