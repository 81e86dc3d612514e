"""Reviewing a subject: open it, turn its pages, submit it."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection

from bot.desk import Desk
from bot.usecases.access import draft_of, own_draft, refuse_closed, subject_of, words_of
from bot.usecases.audits import Agreement, audit_of, last_for
from bot.usecases.drafting import renewed_draft, saved_draft, sent_back_draft
from bot.usecases.fitting import ending_of, fitted
from bot.usecases.homes import ask_homes
from bot.usecases.moving import moved
from bot.usecases.outcomes import Outcome, outcome_of
from bot.usecases.pages import (
    Page,
    Said,
    StalePage,
    TooManyLeftOut,
    already_says,
    page_of,
    too_many,
    with_said,
)
from bot.usecases.paging import area_at, steps
from bot.usecases.restarting import left_to_ask, route
from bot.usecases.standings import facts_of
from bot.usecases.submission import Ending, new_review, prefilled
from bot.usecases.versions import keep, scorecard_of
from flows.areas import Area
from flows.people import Person
from flows.subjects import Subject
from storage import digests, drafts, people, reviews
from storage.locks import hold_subject
from storage.reviews import Review

__all__ = [
    "Outcome",
    "Page",
    "Said",
    "StalePage",
    "TooManyLeftOut",
    "area_of",
    "choose_areas",
    "open_review",
    "resume",
    "submit",
    "turn_page",
]

Follows = Callable[[Connection, Subject, int, datetime], None]  # the id is the review's


def open_review(desk: Desk, person: Person, subject_id: int) -> Page:
    """Start a review of the subject, or carry on with the person's draft; refuses what is closed or not theirs."""
    now = desk.clock()
    with desk.database.write() as tx:
        subject = subject_of(tx, desk, person, subject_id)
        refuse_closed(subject)
        last = last_for(tx, desk, person, subject_id)
        scorecard = desk.scorecards.for_(subject)
        keep(tx, desk, scorecard, now=now)
        draft = drafts.start(
            tx,
            desk.workspace,
            subject_id=subject_id,
            person_id=person.id,
            scorecard_hash=scorecard.version,
            answers=prefilled(scorecard, fitted(tx, desk, scorecard, last)),
            now=now,
        )
        draft, how = moved(tx, desk, draft, subject, last, now=now)
        draft = renewed_draft(tx, desk, draft, last, now=now)
        return page_of(tx, desk, draft, subject, last, now=now, moved=how)


def choose_areas(desk: Desk, person: Person, draft_id: int, *, version: int, ticked: Collection[str]) -> Page:
    """Go from the first page of a later review to the areas that have changed, or straight to the last page.

    What has grown too old, or was changed in the draft before, is asked whether it is ticked or not.
    """
    now = desk.clock()
    with desk.database.write() as tx:
        drafts.hold(tx, desk.workspace, draft_id)
        draft, subject, last = draft_of(tx, desk, person, draft_id)
        chosen = route(ending_of(tx, desk, draft, last), frozenset(ticked), now=now)
        if draft.version != version:
            draft, how = moved(tx, desk, draft, subject, last, now=now)
            here = page_of(tx, desk, draft, subject, last, now=now, moved=how)
            if draft.answers.route != chosen:
                raise StalePage(here, None)
            return here
        said = replace(draft, page=1, answers=replace(draft.answers, route=chosen))
        saved, how = saved_draft(tx, desk, said, subject, last, now=now)
        turned = page_of(tx, desk, saved, subject, last, now=now, moved=how)
    refuse_closed(subject)
    return turned


def turn_page(
    desk: Desk, person: Person, draft_id: int, *, version: int, page: int, said: Said | None, by: int
) -> Page:
    """Save what the page says and go `by` pages on (+1) or back (-1), or stay (0).

    A page delivered twice answers the same; one from an older window raises StalePage, one that leaves out too
    much TooManyLeftOut. On a subject closed meanwhile it is saved and then refused: it may be opened again.
    """
    now = desk.clock()
    with desk.database.write() as tx:
        drafts.hold(tx, desk.workspace, draft_id)
        draft, subject, last = draft_of(tx, desk, person, draft_id)
        if draft.version != version:
            draft, how = moved(tx, desk, draft, subject, last, now=now)
            here = page_of(tx, desk, draft, subject, last, now=now, moved=how)
            if said is not None and not already_says(draft.answers, said):
                raise StalePage(here, said)
            return here
        answers = with_said(draft.answers, said) if said else draft.answers
        scorecard = scorecard_of(tx, desk, draft.scorecard_hash)
        if said and too_many(scorecard, said, answers):
            raise TooManyLeftOut(scorecard.most_not_applicable)
        most = steps(scorecard, answers) - 1
        turned_to = max(0, min(page + by, most))
        now_says = replace(draft, page=turned_to, answers=answers)
        saved, how = saved_draft(tx, desk, now_says, subject, last, now=now)
        turned = page_of(tx, desk, saved, subject, last, now=now, moved=how)
    refuse_closed(subject)
    return turned


def submit(
    desk: Desk,
    person: Person,
    draft_id: int,
    *,
    version: int,
    probability: Decimal | None,
    follows: Follows,
) -> Outcome | Agreement | Page:
    """Submit the draft with the seller's own probability (percent or None); a second delivery gives the same.

    `follows` writes what is to be sent because of it, in the same transaction (see bot.posting.reviews).
    Where an area that was to stay as it was has grown too old meanwhile, or somebody else has reviewed it, or
    the scorecard has changed, nothing is submitted: gives the page that asks about it. An auditor sees their
    answers beside the seller's.
    """
    now = desk.clock()
    with desk.database.write() as tx:
        drafts.hold(tx, desk.workspace, draft_id)
        done = reviews.by_draft(tx, desk.workspace, draft_id)
        if done is not None:
            return outcome_of(tx, desk, person, done.id, now=now)
        said, subject, last = own_draft(tx, desk, person, draft_id)
        draft, how = moved(tx, desk, said, subject, last, now=now)
        if said.version != version:
            raise StalePage(page_of(tx, desk, draft, subject, last, now=now, moved=how), None)
        if how is not None:
            return page_of(tx, desk, draft, subject, last, now=now, moved=how)
        hold_subject(tx, desk.workspace, subject.id)
        ending = ending_of(tx, desk, draft, last, audit_of(tx, desk, person, subject.id))
        if left_to_ask(ending, now=now):
            sent_back = sent_back_draft(tx, desk, ending, now=now)
            return page_of(tx, desk, sent_back, subject, last, now=now)
        review_id = _sent(tx, desk, ending, subject, probability, now=now)
        follows(tx, subject, review_id, now)
        return outcome_of(tx, desk, person, review_id, now=now)


def _sent(
    tx: Connection,
    desk: Desk,
    ending: Ending,
    subject: Subject,
    probability: Decimal | None,
    *,
    now: datetime,
) -> int:
    """Write the review; gives its id. An auditor's misses no cut-off: nobody asked for it."""
    facts = facts_of(tx, desk, [subject], now=now)[subject.id]
    new = new_review(ending, facts, probability=probability, now=now)
    if new.audit_id is None:
        new = replace(new, cutoff_at=_missed(tx, desk, subject, ending.last))
    concerned = {ending.draft.person_id, subject.owner_id, _manager_of(tx, desk, subject)}
    ask_homes(tx, desk, concerned, now=now)
    return reviews.submit(tx, desk.workspace, new)


def resume(desk: Desk, person: Person, draft_id: int) -> Page:
    """The page on which the draft stands."""
    now = desk.clock()
    with desk.database.write() as tx:
        drafts.hold(tx, desk.workspace, draft_id)
        draft, subject, last = own_draft(tx, desk, person, draft_id)
        draft, how = moved(tx, desk, draft, subject, last, now=now)
        return page_of(tx, desk, draft, subject, last, now=now, moved=how)


def area_of(desk: Desk, person: Person, draft_id: int, page: int, *, fields: Collection[str]) -> Area | None:
    """The area that a window asks about: the one whose field it has, else the one at its page of the draft.

    None where the scorecard has no such area any more, and for the pages that ask about none.
    """
    with desk.database.read() as tx:
        draft = words_of(tx, desk, person, draft_id)
        scorecard = scorecard_of(tx, desk, draft.scorecard_hash)
    named = [
        area for area in scorecard.areas if any(name.startswith(f"{area.id}.evidence.") for name in fields)
    ]
    if named or any(".evidence." in name for name in fields):
        return named[0] if named else None
    return area_at(scorecard, draft.answers, page)


def _missed(tx: Connection, desk: Desk, subject: Subject, last: Review | None) -> datetime | None:
    """The cut-off at which the subject was asked for and not ready, if this is the first review since."""
    cut_off = digests.cut_off_of(tx, desk.workspace, subject.id)
    since = last is not None and cut_off is not None and last.submitted_at >= cut_off
    return None if since else cut_off


def _manager_of(tx: Connection, desk: Desk, subject: Subject) -> int | None:
    owner = people.by_id(tx, desk.workspace, subject.owner_id) if subject.owner_id else None
    return owner.manager_id if owner else None
