"""One subject in a 1-to-1: both views beside each other, and the levels that the two settle on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.meetings.usecases.attending import Session
from bot.second_views.usecases.agreement import views_of_meeting
from bot.standing.standings import facts_of
from bot.standing.versions import pieces_of, scorecard_of
from flows.company.people import Person
from flows.company.subjects import Status, Subject
from flows.facts import Submitted
from flows.meetings.settling import Gap, Ground, Settled, SettledLevel, gaps, settle, settled_review
from flows.review.evidence import NewEvidence
from flows.review.review import Review
from flows.scorecards.scorecard import Scorecard
from storage import added_evidence, occurrences, reviews, settled_levels, subjects, submitting
from storage.subjects import hold_subject


@dataclass(frozen=True)
class Beside:
    """A subject with both views of it: the seller's review (`first`), the manager's (None: there is none).

    `gaps` are the questions to talk about, `settled` what was settled so far, by question id.
    """

    subject: Subject
    scorecard: Scorecard
    first: Review
    second: Review | None
    gaps: tuple[Gap, ...]
    settled: Mapping[str, SettledLevel]


def beside(desk: Desk, session: Session, subject_id: int) -> Beside:
    """Both views of a subject of this meeting, as they stood when it began."""
    [subject] = subjects.those(desk.tx, [subject_id])
    first = reviews.standing_at(desk.tx, subject_id, session.meeting.begun_at)
    if first is None:
        raise Refusal("no_history")
    scorecard = scorecard_of(desk, first.scorecard_hash)
    second = _second(desk, session, subject_id)
    kept = settled_levels.of(desk.tx, session.meeting.id)
    settled = {each.question_id: each for each in kept if each.subject_id == subject_id}
    return Beside(subject, scorecard, first, second, tuple(gaps(scorecard, first, second)), settled)


def _second(desk: Desk, session: Session, subject_id: int) -> Review | None:
    occurrence = occurrences.get(desk.tx, session.meeting.occurrence_id)
    viewed = views_of_meeting(desk, session.meeting.seller_id, occurrence.day) if occurrence else []
    ids = [each.second_id for each in viewed if each.view.subject_id == subject_id and each.second_id]
    return reviews.get(desk.tx, ids[-1]) if ids else None


def keep(
    desk: Desk,
    person: Person,
    session: Session,
    subject_id: int,
    chosen: Mapping[str, int | None],
) -> None:
    """Keep what the two have settled on: by question id the level, or None where they do not agree.

    What they have left open is not in it. From then on it counts, as a review of its own; the same once more changes
    nothing. Refuses a subject that was closed meanwhile.
    """
    hold_subject(desk.tx, subject_id)
    both = beside(desk, session, subject_id)
    if both.subject.status is not Status.OPEN:
        raise Refusal("closed", name=both.subject.name)
    news = {
        gap.question_id: settle(gap, chosen[gap.question_id])
        for gap in both.gaps
        if gap.question_id in chosen and _is_news(both, gap, settle(gap, chosen[gap.question_id]))
    }
    if not news:
        return
    levels = [_level(both, gap, news[gap.question_id]) for gap in both.gaps if gap.question_id in news]
    number = settled_levels.add(desk.tx, session.meeting.id, levels, person_id=person.id)
    _take_evidence(desk, both, news)
    _review(desk, person, both, news, number)


def _is_news(both: Beside, gap: Gap, found: Settled) -> bool:
    before = both.settled.get(gap.question_id)
    return before is None or (before.level, before.is_agreed) != (found.level, found.is_agreed)


def _level(both: Beside, gap: Gap, found: Settled) -> SettledLevel:
    first, second = (answer.level if answer else None for answer in (gap.first, gap.second))
    return SettledLevel(both.subject.id, gap.question_id, first, second, found.level, found.is_agreed)


def _take_evidence(desk: Desk, both: Beside, levels: Collection[str]) -> None:
    """What the manager has written of these questions stands with the subject from now on, so that it carries them."""
    for area_id, evidence in both.second.evidence.items() if both.second else ():
        covers = tuple(id_ for id_ in evidence.covers if id_ in levels)
        if covers and both.second:
            new = NewEvidence(
                subject_id=both.subject.id,
                area_id=area_id,
                covers=covers,
                text=evidence.text,
                occurred_on=evidence.occurred_on,
                written_at=desk.now,
                person_id=both.second.person_id,
            )
            added_evidence.add(desk.tx, new)


def _review(desk: Desk, person: Person, both: Beside, news: Mapping[str, Settled], number: int) -> None:
    subject, last = both.subject, reviews.latest(desk.tx, both.subject.id) or both.first
    scorecard = scorecard_of(desk, last.scorecard_hash)
    facts = facts_of(desk, [subject], [scorecard])[subject.id]
    ground = Ground(scorecard, pieces_of(desk, subject.id), facts)
    new = settled_review(last, news, ground, person_id=person.id, number=number, now=desk.now)
    written = submitting.submit(desk.tx, new)
    desk.say(Submitted(written.review_id, subject.id, person.id, subject.owner_id))
