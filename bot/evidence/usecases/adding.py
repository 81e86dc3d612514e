"""Evidence added to a deal or customer without a review: who may, and what it lifts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.evidence.usecases.quoted import Quoted
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.standing.access import scorable
from bot.standing.standings import Scored, Standing, standing_of
from flows.company.people import Person
from flows.company.subjects import Status
from flows.facts import EvidenceAdded
from flows.review.current_score import CurrentScore
from flows.review.evidence import NewEvidence
from flows.rhythm.cadence import next_review
from flows.scorecards.areas import Area
from flows.scoring.evidence import occurred_on
from flows.scoring.rating import Rating
from storage import added_evidence, people, rebuild, scores, subjects
from storage.subjects import hold_subject


@dataclass(frozen=True)
class Target:
    """What evidence is added to: a standing with the manager of whoever carries it."""

    standing: Standing
    manager: Person | None

    def lower(self, area: Area) -> list[str]:
        """The questions of an area that count for less than was answered: they are short of evidence.

        None for who is blind to the subject.
        """
        current = self.standing.current if isinstance(self.standing, Scored) else None
        ratings = current.ratings if current else {}
        found = [(question.id, ratings.get(question.id)) for question in area.questions]
        return [id_ for id_, rating in found if rating and rating.counted < rating.level]

    @property
    def first_area(self) -> Area:
        """The area most likely meant: the first that is short of evidence, else the first."""
        areas = self.standing.scorecard.areas
        return next((area for area in areas if self.lower(area)), areas[0])


@dataclass(frozen=True)
class Given:
    """What somebody adds: words, the area and the questions that they speak about, the message that it is."""

    area_id: str
    covers: tuple[str, ...]
    text: str
    quoted: Quoted | None = None


@dataclass(frozen=True)
class Kept:
    """What came of it: its id (None where it stood there already), and the questions that count for more now.

    Who is blind to the subject is not told which.
    """

    id: int | None
    standing: Standing
    lifted: Mapping[str, int] = field(default_factory=dict)


def target_of(desk: Desk, person: Person, subject_id: int) -> Target:
    """The subject, if this person may score it and it is open; refuses every other."""
    return _target(desk, person, subject_id)


def add(desk: Desk, person: Person, subject_id: int, given: Given) -> Kept:
    """Keep evidence and let it count at once; the same message, or the same words, in one area count once.

    Refuses a subject that isn't the person's to score, one that is closed, and questions of another area.
    """
    hold_subject(desk.tx, subject_id)
    target = _target(desk, person, subject_id)
    new = _new(target.standing, person, given, desk.now)
    added = added_evidence.add(desk.tx, new)
    if added is None:
        return Kept(None, target.standing)
    lifted = _count(desk, target.standing)
    told = lifted if isinstance(target.standing, Scored) else {}
    desk.say(EvidenceAdded(added, subject_id, person.id, target.standing.subject.owner_id))
    return Kept(added, target.standing, told)


def complete(desk: Desk, evidence_id: int, *, permalink: str | None, author: str | None) -> None:
    """Say where a message is found and who wrote it, once Slack has told."""
    added_evidence.complete(desk.tx, evidence_id, permalink=permalink, author=author)


def _target(desk: Desk, person: Person, subject_id: int) -> Target:
    subject = scorable(desk, person, subject_id)
    if subject.status is not Status.OPEN:
        raise Refusal("evidence_closed", name=subject.name)
    standing = standing_of(desk, person, subject)
    manager_id = standing.owner.manager_id if standing.owner else None
    manager = people.by_id(desk.tx, manager_id) if manager_id else None
    return Target(standing, manager)


def _new(standing: Standing, person: Person, given: Given, now: datetime) -> NewEvidence:
    scorecard, quoted = standing.scorecard, given.quoted
    asked = {area.id: {question.id for question in area.questions} for area in scorecard.areas}
    if not given.covers or not set(given.covers) <= asked.get(given.area_id, set()):
        raise Refusal("unknown_field")
    today = scorecard.calendar.day_of(now)
    acted_on = min(quoted.day(person.timezone), today) if quoted else occurred_on(given.text, written=today)
    return NewEvidence(
        subject_id=standing.subject.id,
        area_id=given.area_id,
        covers=given.covers,
        text=given.text,
        occurred_on=acted_on,
        written_at=now,
        person_id=person.id,
        author=(quoted.author or None) if quoted else None,
        channel=quoted.channel if quoted else None,
        message_ts=quoted.ts if quoted else None,
    )


def _count(desk: Desk, standing: Standing) -> dict[str, int]:
    """Make the current score anew; gives what counts for more than before. Without a review nothing does yet."""
    before = scores.of(desk.tx, [standing.subject.id]).get(standing.subject.id)
    if before is None:
        return {}
    anew = rebuild.with_added(desk.tx, standing.scorecard, before)
    _plan(desk, standing, before, anew)
    return _lifted(before.ratings, anew.ratings)


def _plan(desk: Desk, standing: Standing, before: CurrentScore, anew: CurrentScore) -> None:
    """Move the next review as far as it rested on what was fresh; a day that something else has set stays."""
    subject, days = standing.subject, standing.scorecard.due_before_days
    planned = _planned(before, days)
    if subject.due_at == planned != (then := _planned(anew, days)):
        subjects.set_due(desk.tx, subject.id, then)


def _planned(score: CurrentScore, days: int) -> datetime:
    return next_review(score.fresh_until, before_days=days, now=score.reviewed_at)


def _lifted(before: Mapping[str, Rating], after: Mapping[str, Rating]) -> dict[str, int]:
    return {
        id_: rating.counted
        for id_, rating in after.items()
        if id_ not in before or rating.counted > before[id_].counted
    }
