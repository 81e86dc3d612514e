"""Reviewing a subject: open it, turn its pages, submit it."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection

from bot.auditing import agreed
from bot.desk import Desk
from bot.usecases.audits import Agreement, audit_of, last_for
from bot.usecases.homes import ask_homes
from bot.usecases.outcomes import Outcome, outcome, outcome_again
from bot.usecases.pages import (
    Page,
    Said,
    StalePage,
    already_says,
    area_at,
    ending_of,
    page_of,
    steps,
    with_said,
)
from bot.usecases.refusal import Refusal
from bot.usecases.restarting import left_to_ask, route
from bot.usecases.standings import facts_of
from bot.usecases.submission import Ending, new_review, prefilled
from bot.usecases.versions import scorecard_of
from flows.areas import Area
from flows.people import Person, answers
from flows.subjects import Status, Subject
from storage import added_evidence, digests, drafts, people, reviews, scorecards, subjects
from storage.drafts import Draft
from storage.reviews import Review

__all__ = [
    "Outcome",
    "Page",
    "Said",
    "StalePage",
    "area_of",
    "choose_areas",
    "open_review",
    "resume",
    "submit",
    "turn_page",
]

Follows = Callable[[Connection, Subject, datetime], None]


def nothing_follows(_tx: Connection, _subject: Subject, _now: datetime) -> None:
    """Nothing is sent because of a review."""


def open_review(desk: Desk, person: Person, subject_id: int) -> Page:
    """Start a review of the subject, or carry on with the person's draft; refuses what is closed or not theirs."""
    now = desk.clock()
    with desk.database.write() as tx:
        subject = _subject_of(tx, desk, person, subject_id)
        _refuse_closed(subject)
        last = last_for(tx, desk, person, subject_id)
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
        draft = _renewed(tx, desk, draft, last, now=now)
        return page_of(tx, desk, draft, subject, last, now=now)


def choose_areas(desk: Desk, person: Person, draft_id: int, *, version: int, ticked: Collection[str]) -> Page:
    """Go from the first page of a later review to the areas that have changed, or straight to the last page.

    What has grown too old, or was changed in the draft before, is asked whether it is ticked or not.
    """
    now = desk.clock()
    with desk.database.write() as tx:
        drafts.hold(tx, desk.workspace, draft_id)
        draft, subject, last = _draft_of(tx, desk, person, draft_id)
        ending = ending_of(tx, desk, draft, last)
        chosen = route(ending, frozenset(ticked), now=now)
        if draft.version != version:
            here = page_of(tx, desk, draft, subject, last, now=now)
            if draft.answers.route != chosen:
                raise StalePage(here, None)
            return here
        answers = replace(draft.answers, route=chosen)
        saved = drafts.save(tx, desk.workspace, draft, page=1, answers=answers, now=now)
        turned = page_of(tx, desk, saved, subject, last, now=now)
    _refuse_closed(subject)
    return turned


def turn_page(
    desk: Desk, person: Person, draft_id: int, *, version: int, page: int, said: Said | None, by: int
) -> Page:
    """Save what the page says and go `by` pages on (+1) or back (-1), or stay (0).

    A page delivered twice answers the same; one from an older window raises StalePage. On a subject that was
    closed meanwhile the page is saved and then refused: it may be opened again.
    """
    now = desk.clock()
    with desk.database.write() as tx:
        drafts.hold(tx, desk.workspace, draft_id)
        draft, subject, last = _draft_of(tx, desk, person, draft_id)
        if draft.version != version:
            here = page_of(tx, desk, draft, subject, last, now=now)
            if said is not None and not already_says(draft.answers, said):
                raise StalePage(here, said)
            return here
        answers = with_said(draft.answers, said) if said else draft.answers
        most = steps(scorecard_of(tx, desk, draft.scorecard_hash), answers) - 1
        turned_to = max(0, min(page + by, most))
        saved = drafts.save(tx, desk.workspace, draft, page=turned_to, answers=answers, now=now)
        turned = page_of(tx, desk, saved, subject, last, now=now)
    _refuse_closed(subject)
    return turned


def submit(
    desk: Desk,
    person: Person,
    draft_id: int,
    *,
    version: int,
    probability: Decimal | None,
    follows: Follows = nothing_follows,
) -> Outcome | Agreement | Page:
    """Submit the draft with the seller's own probability (percent or None); a second delivery gives the same.

    `follows` writes what is to be sent because of it, in the same transaction (see bot.submitting).
    Where an area that was to stay as it was has grown too old meanwhile, or somebody else has reviewed it,
    nothing is submitted: gives the page that asks about it. An auditor sees their answers beside the seller's.
    """
    now = desk.clock()
    with desk.database.write() as tx:
        drafts.hold(tx, desk.workspace, draft_id)
        done = reviews.by_draft(tx, desk.workspace, draft_id)
        if done is not None:
            return outcome_again(tx, desk, person, done, now=now)
        draft, subject, last = _own_draft(tx, desk, person, draft_id)
        if draft.version != version:
            raise StalePage(page_of(tx, desk, draft, subject, last, now=now), None)
        audit = audit_of(tx, desk, person, subject.id)
        added_evidence.hold(tx, desk.workspace, subject.id)
        ending = ending_of(tx, desk, draft, last, audit)
        if left_to_ask(ending, now=now):
            sent_back = _sent_back(tx, desk, ending, now=now)
            return page_of(tx, desk, sent_back, subject, last, now=now)
        facts = facts_of(tx, desk, [subject], now=now)[subject.id]
        new = new_review(ending, facts, probability=probability, now=now)
        if audit:
            return agreed(tx, desk, person, reviews.submit(tx, desk.workspace, new), now)
        new = replace(new, cutoff_at=_missed(tx, desk, subject, last))
        reviews.submit(tx, desk.workspace, new)
        ask_homes(tx, desk, {person.id, subject.owner_id, _manager_of(tx, desk, subject)}, now=now)
        follows(tx, subject, now)
        return replace(outcome(tx, desk, person, subject.id, last, now=now), cutoff_at=new.cutoff_at)


def resume(desk: Desk, person: Person, draft_id: int) -> Page:
    """The page on which the draft stands."""
    with desk.database.read() as tx:
        draft, subject, last = _own_draft(tx, desk, person, draft_id)
        return page_of(tx, desk, draft, subject, last, now=desk.clock())


def area_of(desk: Desk, person: Person, draft_id: int, page: int, *, fields: Collection[str]) -> Area | None:
    """The area that a window asks about: the one whose field it has, else the one at its page of the draft."""
    with desk.database.read() as tx:
        draft, _, _ = _draft_of(tx, desk, person, draft_id)
        scorecard = scorecard_of(tx, desk, draft.scorecard_hash)
    named = [
        area for area in scorecard.areas if any(name.startswith(f"{area.id}.evidence.") for name in fields)
    ]
    return named[0] if named else area_at(scorecard, draft.answers, page)


def _missed(tx: Connection, desk: Desk, subject: Subject, last: Review | None) -> datetime | None:
    """The cut-off at which the subject was asked for and not ready, if this is the first review since."""
    cut_off = digests.cut_off_of(tx, desk.workspace, subject.id)
    since = last is not None and cut_off is not None and last.submitted_at >= cut_off
    return None if since else cut_off


def _renewed(tx: Connection, desk: Desk, draft: Draft, last: Review | None, *, now: datetime) -> Draft:
    """A draft that nobody has said anything in starts from the latest review, whoever sent that meanwhile."""
    fresh = prefilled(scorecard_of(tx, desk, draft.scorecard_hash), last)
    begun = draft.page > 0 or draft.answers.route is None or draft.answers.route
    if begun or draft.answers == fresh:
        return draft
    return drafts.save(tx, desk.workspace, draft, page=0, answers=fresh, now=now)


def _sent_back(tx: Connection, desk: Desk, ending: Ending, *, now: datetime) -> Draft:
    """The draft with everything on its route that must be asked, at the first page of those that were not."""
    missing = left_to_ask(ending, now=now)
    chosen = route(ending, frozenset(ending.draft.answers.route or ()), now=now)
    page = 1 + next(number for number, area_id in enumerate(chosen) if area_id in missing)
    answers = replace(ending.draft.answers, route=chosen)
    return drafts.save(tx, desk.workspace, ending.draft, page=page, answers=answers, now=now)


def _subject_of(tx: Connection, desk: Desk, person: Person, subject_id: int) -> Subject:
    subject = subjects.get(tx, desk.workspace, subject_id, viewer=person, reach=answers(person))
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
    return draft, subject, last_for(tx, desk, person, subject.id)


def _own_draft(
    tx: Connection, desk: Desk, person: Person, draft_id: int
) -> tuple[Draft, Subject, Review | None]:
    found = _draft_of(tx, desk, person, draft_id)
    _refuse_closed(found[1])
    return found


def _manager_of(tx: Connection, desk: Desk, subject: Subject) -> int | None:
    owner = people.by_id(tx, desk.workspace, subject.owner_id) if subject.owner_id else None
    return owner.manager_id if owner else None
