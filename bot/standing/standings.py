"""Where subjects stand, as a reader may see it: each with its owner and, for who isn't blind to it, its score now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from bot.kit.desk import Desk
from bot.standing.readers import Viewer, hidden_from, score_hidden
from bot.standing.versions import scorecard_of
from flows.company.colour import Colour
from flows.company.people import Person
from flows.company.subjects import Subject
from flows.review.current_score import CurrentScore
from flows.review.kept_score import Place, new_until, place, wants
from flows.scorecards.scorecard import Scorecard
from flows.scoring.holding import moves_since
from flows.scoring.score import Facts, Score, score
from flows.scoring.until import holds_until, nearness
from flows.scoring.way_up import Way, way_up
from storage import changes, people, scores, second_views

NO_FACTS = Facts()
Alike = dict[tuple[object, ...], Score]
T = TypeVar("T", bound="Standing")


@dataclass(frozen=True)
class Earlier:
    """The colour that a subject had at a moment."""

    colour: Colour
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What everybody who reads a subject may see of it, also who is blind to its score.

    `scorecard` is the one that it was reviewed with, or would be; `reviewed_at` is None when it never was. Before a
    1-to-1 whoever is blind to it sees the colour that it had when they were asked for their own view (`earlier`).
    """

    subject: Subject
    scorecard: Scorecard
    reviewed_at: datetime | None
    owner: Person | None
    earlier: Earlier | None = None

    def is_of(self, person: Person) -> bool:
        """Whether this person carries it."""
        return self.subject.owner_id == person.id


@dataclass(frozen=True, kw_only=True)
class Scored(Standing):
    """The same for a reader who isn't blind to it, with the `facts` that its score rests on.

    `current` is None when it was never reviewed.
    """

    score: Score
    current: CurrentScore | None
    is_new: bool
    facts: Facts = NO_FACTS

    @property
    def colour(self) -> Colour:
        """Its colour now."""
        return self.score.colour


def facts_of(desk: Desk, found: Sequence[Subject], scorecards: Iterable[Scorecard]) -> dict[int, Facts]:
    """What a colour by these scorecards rests on besides the answers, by subject id: one query at most."""
    different = {each.version: each for each in scorecards}.values()
    ids, since = [subject.id for subject in found], moves_since(different, now=desk.now)
    moves = changes.close_moves(desk.tx, ids, since=since) if since else {}
    return {
        subject.id: Facts(stage=subject.stage, close_date=subject.close_date, moves=moves.get(subject.id, ()))
        for subject in found
    }


def standings(desk: Desk, viewer: Viewer, found: Sequence[Subject]) -> list[Standing]:
    """The standings of `found`, in its order: four queries, however many there are, and none for nothing.

    Each is a Scored, but for those to which the reader is blind.
    """
    if not found:
        return []
    hidden = hidden_from(desk, viewer)
    current = scores.of(desk.tx, [subject.id for subject in found])
    owners = {person.id: person for person in people.those(desk.tx, {each.owner_id for each in found})}
    listed = [
        _standing(desk, subject, current.get(subject.id), owners.get(subject.owner_id or 0))
        for subject in found
    ]
    facts = facts_of(desk, found, [each.scorecard for each in listed])
    alike: Alike = {}
    earlier = _earlier(desk, viewer) if hidden else {}
    return [
        replace(each, earlier=earlier.get(each.subject.id))
        if each.subject.id in hidden
        else _scored(each, current.get(each.subject.id), facts[each.subject.id], alike, now=desk.now)
        for each in listed
    ]


def _earlier(desk: Desk, viewer: Viewer) -> dict[int, Earlier]:
    """The colours that subjects had when this reader was asked for a view of their own that is under way."""
    found = second_views.earlier_of(desk.tx, viewer.id) if isinstance(viewer, Person) else {}
    return {
        subject_id: Earlier(view.before.pick.colour, view.given_at)
        for subject_id, view in found.items()
        if view.before
    }


def standing_of(desk: Desk, viewer: Viewer, subject: Subject) -> Standing:
    """The standing of one subject."""
    return standings(desk, viewer, [subject])[0]


def scored_standing(desk: Desk, person: Person, subject: Subject) -> Scored:
    """The standing of one subject with its score; refuses who is blind to it."""
    standing = standing_of(desk, person, subject)
    if not isinstance(standing, Scored):
        raise score_hidden(desk, person, subject.id)
    return standing


def reviewed_standing(
    desk: Desk, person: Person, subject: Subject, current: CurrentScore, facts: Facts
) -> Scored:
    """The standing of a subject that this person has reviewed just now: one query, none where it is their own."""
    owner: Person | None = person
    if subject.owner_id != person.id:
        owner = people.by_id(desk.tx, subject.owner_id) if subject.owner_id else None
    return _scored(_standing(desk, subject, current, owner), current, facts, {}, now=desk.now)


def scored(found: Iterable[Standing]) -> list[Scored]:
    """Those whose scores the reader may see."""
    return [standing for standing in found if isinstance(standing, Scored)]


def way_of(desk: Desk, standing: Scored) -> Way | None:
    """The way up from a standing; before the first review everything would be a step, so there is none."""
    if standing.current is None:
        return None
    return way_up(standing.scorecard, standing.current.ratings, standing.facts, now=desk.now)


def _standing(desk: Desk, subject: Subject, current: CurrentScore | None, owner: Person | None) -> Standing:
    scorecard = scorecard_of(desk, current.scorecard_hash) if current else desk.scorecards.for_(subject)
    reviewed_at = current.reviewed_at if current else None
    return Standing(subject=subject, scorecard=scorecard, reviewed_at=reviewed_at, owner=owner)


def _scored(
    standing: Standing, current: CurrentScore | None, facts: Facts, alike: Alike, *, now: datetime
) -> Scored:
    scorecard, seen_at = standing.scorecard, standing.subject.seen_at
    if current is None:
        # Thousands that were just imported differ in their dates only.
        key = scorecard.version, facts.stage, facts.moves, nearness(scorecard, facts, now=now)
        found = alike.get(key) or alike.setdefault(key, score(scorecard, {}, facts, now=now))
        found = replace(found, until=holds_until(scorecard, {}, facts, now=now))
    else:
        found = score(scorecard, current.ratings, facts, now=now)
    return Scored(
        **vars(standing),
        score=found,
        current=current,
        is_new=current is None and now < new_until(scorecard, seen_at),
        facts=facts,
    )


def by_attention(found: Iterable[T]) -> list[T]:
    """Those that want attention first: grey, red, yellow, green; the new after the rest of the grey; then by value.

    What is hidden stands among the grey, whatever its colour: the place tells nothing.
    """
    return sorted(found, key=place_of)


def place_of(standing: Standing) -> Place:
    """What it is ordered by."""
    if isinstance(standing, Scored):
        return place(standing.subject, wants(standing.colour, is_new=standing.is_new))
    return place(standing.subject, wants(Colour.GREY, is_new=False))
