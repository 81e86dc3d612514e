"""The reviews of a subject over time, for somebody who may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from bot.remarks.usecases import Printed, printed
from bot.review.usecases.correcting import may_correct
from bot.standing.access import readable_score
from bot.standing.versions import pieces_of, scorecard_of
from flows.company.people import Person
from flows.company.subjects import Subject
from flows.facts import ChartAsked
from flows.review.history import areas_then, facts_then
from flows.review.review import Review
from flows.scorecards.scorecard import Scorecard
from flows.scoring.score import AreaScore
from storage import changes, people, reviews
from storage.changes import Noted

IN_STRIP = 8
MOST = 100  # options of one menu
CHANGES = 8


@dataclass(frozen=True)
class Entry:
    """A review as it was: its own scorecard, who answered it, when the one it corrects was sent, remarks."""

    review: Review
    scorecard: Scorecard
    author: str
    corrects: datetime | None
    remarks: tuple[Printed, ...] = ()


@dataclass(frozen=True)
class History:
    """Up to a hundred reviews of a subject, the newest first.

    `areas` are the areas of the newest eight as they were when each was submitted. `correctable` is the id of
    the latest review where the reader may correct it. `changes` are the newest of the subject's own fields,
    `names` everybody's by id.
    """

    subject: Subject
    entries: tuple[Entry, ...]
    areas: tuple[tuple[AreaScore, ...], ...]
    correctable: int | None
    changes: tuple[Noted, ...]
    names: Mapping[int, str]

    def entry(self, review_id: int) -> Entry:
        """The entry of this review; refuses a review of something else."""
        found = next((entry for entry in self.entries if entry.review.id == review_id), None)
        if found is None:
            raise Refusal("other_review")
        return found


def history_of(desk: Desk, person: Person, subject_id: int) -> History:
    """The history of a subject; refuses what the person may not read or is blind to, and what was never reviewed."""
    subject = readable_score(desk, person, subject_id)
    found = reviews.history(desk.tx, subject_id, limit=MOST)
    if not found:
        raise Refusal("no_history")
    names = people.names(desk.tx)
    entries = _entries(desk, found, names)
    return History(
        subject=subject,
        entries=entries,
        areas=_areas(desk, subject, entries[:IN_STRIP]),
        correctable=found[0].id if may_correct(desk, person, subject, found[0]) else None,
        changes=tuple(changes.newest(desk.tx, subject_id, limit=CHANGES)),
        names=names,
    )


def ask_for_chart(desk: Desk, person: Person, subject_id: int, *, click: str) -> None:
    """Have the points over time sent to this person as a chart; the same click sends one."""
    desk.say(ChartAsked(subject_id, person.id, click))


def _entries(desk: Desk, found: Sequence[Review], names: Mapping[int, str]) -> tuple[Entry, ...]:
    moments = {review.id: review.submitted_at for review in found}
    remarks = printed(desk, list(moments))
    return tuple(
        Entry(
            review=review,
            scorecard=scorecard_of(desk, review.scorecard_hash),
            author=names.get(review.person_id, ""),
            corrects=_corrected(desk, review, moments),
            remarks=tuple(one for one in remarks if one.remark.review_id == review.id),
        )
        for review in found
    )


def _corrected(desk: Desk, review: Review, moments: Mapping[int, datetime]) -> datetime | None:
    if review.corrects_id is None or review.corrects_id in moments:
        return moments.get(review.corrects_id or 0)
    corrected = reviews.get(desk.tx, review.corrects_id)
    return corrected.submitted_at if corrected else None


def _areas(desk: Desk, subject: Subject, entries: Sequence[Entry]) -> tuple[tuple[AreaScore, ...], ...]:
    changed = changes.later(desk.tx, subject.id, ("stage", "close_date"))
    also = pieces_of(desk, subject.id)
    return tuple(
        areas_then(
            entry.scorecard,
            entry.review.answers,
            facts_then(subject.stage, subject.close_date, changed, at=entry.review.submitted_at),
            at=entry.review.submitted_at,
            also=also,
        )
        for entry in entries
    )
