"""Reviewing a subject: open it, turn its pages, submit it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection

from bot.desk import Desk
from bot.usecases.homes import ask_homes
from bot.usecases.refusal import Refusal
from bot.usecases.standings import Standing, facts_of, standings
from bot.usecases.submission import Ending, new_review, prefilled
from bot.usecases.versions import scorecard_of
from flows.areas import Area
from flows.colour import Colour
from flows.people import Person, reads, scores
from flows.scorecard import Scorecard
from flows.subjects import Status, Subject
from flows.way_up import Step, strengths, way_up
from storage import drafts, people, reviews, scorecards, subjects
from storage.drafts import Answers, Draft
from storage.reviews import Review


@dataclass(frozen=True)
class Page:
    """One page of an open review: `draft.page` counts from 0; the page after the last area asks for the probability."""

    draft: Draft
    scorecard: Scorecard
    standing: Standing
    last: Review | None

    @property
    def is_last(self) -> bool:
        """Whether this page asks for the seller's own probability."""
        return self.draft.page >= len(self.scorecard.areas)


@dataclass(frozen=True)
class Said:
    """What one area page says: a level or None per question, the evidence and the questions that it covers."""

    area_id: str
    levels: Mapping[str, int | None]
    evidence: str
    covers: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """A submitted review: the standing now, the colour before, the shortest way up, and what else is due."""

    standing: Standing
    before: Review | None
    way_to: Colour | None
    way_up: tuple[Step, ...]
    strong: tuple[str, ...]
    still_due: int
    next_due: Standing | None


class StalePage(Exception):
    """The page was sent from an older window; `page` is where the draft stands, `said` what the window said."""

    def __init__(self, page: Page, said: Said | None) -> None:
        """Keep both, so that nothing is lost."""
        super().__init__("stale page")
        self.page = page
        self.said = said


def open_review(desk: Desk, person: Person, subject_id: int) -> Page:
    """Start a review of the subject, or carry on with the person's draft; refuses what is closed or not theirs."""
    now = desk.clock()
    with desk.database.write() as tx:
        subject = _subject_of(tx, desk, person, subject_id)
        _refuse_closed(subject)
        last = reviews.latest(tx, desk.workspace, subject_id)
        version = desk.versions[subject.kind]
        scorecard = desk.scorecards.for_(subject.kind)
        if not scorecards.has(tx, desk.workspace, version):
            content = scorecard.model_dump(mode="json")
            scorecards.keep(tx, desk.workspace, version, subject.kind.value, content, now=now)
        draft = drafts.start(
            tx,
            desk.workspace,
            subject_id=subject_id,
            person_id=person.id,
            scorecard_hash=version,
            answers=prefilled(scorecard, last),
            now=now,
        )
        return _page(tx, desk, draft, subject, last)


def turn_page(
    desk: Desk, person: Person, draft_id: int, *, version: int, page: int, said: Said | None, by: int
) -> Page:
    """Save what the page says and go `by` pages on (+1) or back (-1).

    A page delivered twice answers the same; one from an older window raises StalePage. On a subject that was
    closed meanwhile the page is saved and then refused: it may be opened again.
    """
    now = desk.clock()
    with desk.database.write() as tx:
        drafts.hold(tx, desk.workspace, draft_id)
        draft, subject, last = _draft_of(tx, desk, person, draft_id)
        if draft.version != version:
            here = _page(tx, desk, draft, subject, last)
            if said is not None and not _already_says(draft.answers, said):
                raise StalePage(here, said)
            return here
        answers = _with(draft.answers, said) if said else draft.answers
        areas = len(scorecard_of(tx, desk, draft.scorecard_hash).areas)
        saved = drafts.save(
            tx, desk.workspace, draft, page=max(0, min(page + by, areas)), answers=answers, now=now
        )
        turned = _page(tx, desk, saved, subject, last)
    _refuse_closed(subject)
    return turned


def submit(
    desk: Desk, person: Person, draft_id: int, *, version: int, probability: Decimal | None
) -> Outcome:
    """Submit the draft with the seller's own probability (percent or None); a second delivery gives the same."""
    now = desk.clock()
    with desk.database.write() as tx:
        drafts.hold(tx, desk.workspace, draft_id)
        done = reviews.by_draft(tx, desk.workspace, draft_id)
        if done is not None:
            return _outcome_again(tx, desk, person, done, now)
        draft, subject, last = _own_draft(tx, desk, person, draft_id)
        if draft.version != version:
            raise StalePage(_page(tx, desk, draft, subject, last), None)
        facts = facts_of(tx, desk, [subject], now=now)[subject.id]
        scorecard = scorecard_of(tx, desk, draft.scorecard_hash)
        review = new_review(Ending(scorecard, draft, last), facts, probability=probability, now=now)
        reviews.submit(tx, desk.workspace, review)
        ask_homes(tx, desk, {person.id, subject.owner_id, _manager_of(tx, desk, subject)}, now=now)
        return _outcome(tx, desk, person, subject.id, last, now)


def resume(desk: Desk, person: Person, draft_id: int) -> Page:
    """The page on which the draft stands."""
    with desk.database.read() as tx:
        draft, subject, last = _own_draft(tx, desk, person, draft_id)
        return _page(tx, desk, draft, subject, last)


def area_at(desk: Desk, person: Person, draft_id: int, page: int) -> Area | None:
    """The area that a page of the draft asks about, None for the page of the probability."""
    with desk.database.read() as tx:
        draft, _, _ = _draft_of(tx, desk, person, draft_id)
        areas = scorecard_of(tx, desk, draft.scorecard_hash).areas
    return areas[page] if 0 <= page < len(areas) else None


def _outcome_again(tx: Connection, desk: Desk, person: Person, done: Review, now: datetime) -> Outcome:
    if done.person_id != person.id:
        raise Refusal("not_yours")
    before = reviews.get(tx, desk.workspace, done.supersedes_id) if done.supersedes_id else None
    return _outcome(tx, desk, person, done.subject_id, before, now)


def _outcome(
    tx: Connection, desk: Desk, person: Person, subject_id: int, before: Review | None, now: datetime
) -> Outcome:
    subject = subjects.get(tx, desk.workspace, subject_id, viewer=person, reach=reads(person))
    if subject is None:
        raise Refusal("not_yours")
    standing = standings(tx, desk, [subject], now=now)[0]
    facts = facts_of(tx, desk, [subject], now=now)[subject.id]
    ratings = standing.current.ratings if standing.current else {}
    way = way_up(standing.scorecard, ratings, facts, now=now)
    due = subjects.due(tx, desk.workspace, viewer=person, reach=scores(person), now=now)
    return Outcome(
        standing=standing,
        before=before,
        way_to=way[0] if way else None,
        way_up=way[1] if way else (),
        strong=strengths(standing.score),
        still_due=len(due),
        next_due=standings(tx, desk, due[:1], now=now)[0] if due else None,
    )


def _subject_of(tx: Connection, desk: Desk, person: Person, subject_id: int) -> Subject:
    subject = subjects.get(tx, desk.workspace, subject_id, viewer=person, reach=scores(person))
    if subject is None:
        raise Refusal("not_yours")
    return subject


def _refuse_closed(subject: Subject) -> None:
    if subject.status is not Status.OPEN:
        raise Refusal("closed", name=subject.name)


def _draft_of(
    tx: Connection, desk: Desk, person: Person, draft_id: int
) -> tuple[Draft, Subject, Review | None]:
    draft = drafts.get(tx, desk.workspace, draft_id)
    if draft is None:
        raise Refusal("draft_gone")
    if draft.person_id != person.id:
        raise Refusal("not_yours")
    subject = _subject_of(tx, desk, person, draft.subject_id)
    return draft, subject, reviews.latest(tx, desk.workspace, subject.id)


def _own_draft(
    tx: Connection, desk: Desk, person: Person, draft_id: int
) -> tuple[Draft, Subject, Review | None]:
    found = _draft_of(tx, desk, person, draft_id)
    _refuse_closed(found[1])
    return found


def _page(tx: Connection, desk: Desk, draft: Draft, subject: Subject, last: Review | None) -> Page:
    return Page(
        draft=draft,
        scorecard=scorecard_of(tx, desk, draft.scorecard_hash),
        standing=standings(tx, desk, [subject], now=desk.clock())[0],
        last=last,
    )


def _manager_of(tx: Connection, desk: Desk, subject: Subject) -> int | None:
    owner = people.by_id(tx, desk.workspace, subject.owner_id) if subject.owner_id else None
    return owner.manager_id if owner else None


def _with(answers: Answers, said: Said) -> Answers:
    return Answers(
        levels={**answers.levels, **said.levels},
        evidence={**answers.evidence, said.area_id: said.evidence},
        covers={**answers.covers, said.area_id: list(said.covers)},
    )


def _already_says(answers: Answers, said: Said) -> bool:
    return _with(answers, said) == answers
