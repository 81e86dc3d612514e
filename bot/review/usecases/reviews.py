"""Reviewing a subject: open it, turn its pages, submit it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from bot.kit.desk import Desk
from bot.review.usecases.drafting import moved, renewed_draft, saved_draft, sent_back_draft
from bot.review.usecases.outcomes import Outcome, outcome, outcome_of
from bot.review.usecases.pages import Page, StalePage, TooManyLeftOut, page_of
from bot.second_views.usecases.agreement import Agreement, Awaited, settle
from bot.second_views.usecases.answering import asked_for, for_purpose
from bot.standing.access import draft_of, held_draft, own_draft, refuse_closed, subject_of
from bot.standing.keeping import keep_standing
from bot.standing.loads import week_of
from bot.standing.readers import is_blind
from bot.standing.standings import facts_of, reviewed_standing
from bot.standing.versions import ending_of, fitted, keep, scorecard_of
from flows.company.people import Person
from flows.company.subjects import Subject
from flows.facts import BothViewsIn, Submitted, ViewSent
from flows.review.draft import Draft, Said, already_says, area_at, steps, too_many, with_said
from flows.review.restart import left_to_ask, route
from flows.review.review import NewReview, Purpose
from flows.review.submission import Ending, new_review, prefilled
from flows.scorecards.areas import Area
from storage import digests, drafts, reviews, scores, submitting

__all__ = [
    "Outcome",
    "Page",
    "Said",
    "StalePage",
    "TooManyLeftOut",
    "area_of",
    "choose_areas",
    "held_draft",
    "open_review",
    "resume",
    "submit",
    "turn_page",
]


def open_review(desk: Desk, person: Person, subject_id: int) -> Page:
    """Start a review of the subject, or carry on with the person's draft; refuses what is closed or not theirs."""
    subject = subject_of(desk, person, subject_id)
    refuse_closed(subject)
    blind = is_blind(desk, person, subject_id)
    view = asked_for(desk, person, subject_id) if blind else None
    last = None if blind else reviews.latest(desk.tx, subject_id)
    scorecard = desk.scorecards.for_(subject)
    keep(desk, scorecard)
    draft = drafts.start(
        desk.tx,
        subject_id=subject_id,
        person_id=person.id,
        scorecard_hash=scorecard.version,
        answers=prefilled(scorecard, fitted(desk, scorecard, last)),
        second_view_id=view.id if view else None,
    )
    if draft.second_view_id is not None:
        last = None
    draft, how = moved(desk, draft, subject, last)
    draft = renewed_draft(desk, draft, last)
    return page_of(desk, person, draft, subject, last, moved=how)


def choose_areas(desk: Desk, person: Person, draft_id: int, *, version: int, ticked: Collection[str]) -> Page:
    """Go from the first page of a later review to the areas that have changed, or straight to the last page.

    What has grown too old, or was changed in the draft before, is asked whether it is ticked or not.
    """
    draft, subject, last = draft_of(desk, person, held_draft(desk, person, draft_id))
    chosen = route(ending_of(desk, draft, last), frozenset(ticked), now=desk.now)
    if draft.version != version:
        draft, how = moved(desk, draft, subject, last)
        here = page_of(desk, person, draft, subject, last, moved=how)
        if draft.answers.route != chosen:
            raise StalePage(here, None)
        return here
    said = replace(draft, page=1, answers=replace(draft.answers, route=chosen))
    saved, how = saved_draft(desk, said, subject, last)
    return page_of(desk, person, saved, subject, last, moved=how)


def turn_page(
    desk: Desk, person: Person, draft: Draft, *, version: int, page: int, said: Said | None, by: int
) -> Page:
    """Save in a draft that is held what the page says and go `by` pages on (+1) or back (-1), or stay (0).

    A page delivered twice answers the same; one from an older window raises StalePage, one that leaves out too
    much TooManyLeftOut. On a subject closed meanwhile it is saved all the same: that may be opened again.
    """
    draft, subject, last = draft_of(desk, person, draft)
    if draft.version != version:
        draft, how = moved(desk, draft, subject, last)
        here = page_of(desk, person, draft, subject, last, moved=how)
        if said is not None and not already_says(draft.answers, said):
            raise StalePage(here, said)
        return here
    answers = with_said(draft.answers, said) if said else draft.answers
    scorecard = scorecard_of(desk, draft.scorecard_hash)
    if said and too_many(scorecard, said, answers):
        raise TooManyLeftOut(scorecard.most_not_applicable)
    most = steps(scorecard, answers) - 1
    turned_to = max(0, min(page + by, most))
    now_says = replace(draft, page=turned_to, answers=answers)
    saved, how = saved_draft(desk, now_says, subject, last)
    return page_of(desk, person, saved, subject, last, moved=how)


def submit(
    desk: Desk,
    person: Person,
    draft_id: int,
    *,
    version: int,
    probability: Decimal | None,
) -> Outcome | Agreement | Awaited | Page:
    """Submit the draft with the seller's own probability (percent or None); a second delivery gives the same.

    Where an area that was to stay as it was has grown too old meanwhile, or somebody else has reviewed it, or
    the scorecard has changed, nothing is submitted: gives the page that asks about it. Who sends a second view sees
    it beside the other one, as soon as that may be.
    """
    held = drafts.hold(desk.tx, draft_id)
    if held is None and (done := reviews.by_draft(desk.tx, draft_id)):
        return outcome_of(desk, person, done)
    said, subject, last = own_draft(desk, person, held)
    draft, how = moved(desk, said, subject, last)
    if said.version != version:
        raise StalePage(page_of(desk, person, draft, subject, last, moved=how), None)
    if how is not None:
        return page_of(desk, person, draft, subject, last, moved=how)
    ending = for_purpose(desk, person, ending_of(desk, draft, last))
    if left_to_ask(ending, now=desk.now):
        sent_back = sent_back_draft(desk, ending)
        return page_of(desk, person, sent_back, subject, last)
    return _sent(desk, person, ending, subject, probability)


def _sent(
    desk: Desk, person: Person, ending: Ending, subject: Subject, probability: Decimal | None
) -> Outcome | Agreement | Awaited:
    """Write the review; gives what it came to, by what was read for it. A second view misses no cut-off."""
    facts = facts_of(desk, [subject], [ending.scorecard])[subject.id]
    new = new_review(ending, facts, probability=probability, now=desk.now)
    if new.purpose.counts:
        new = replace(new, cutoff_at=_missed(desk, subject))
    again = ending.last is not None and ending.last.submitted_at >= week_of(person, desk.now)
    written = submitting.submit(desk.tx, new, again=again)
    if new.second_view_id is None:
        desk.say(Submitted(written.review_id, subject.id, new.person_id, subject.owner_id))
    else:
        _view_sent(desk, new, written.review_id, subject)
    if written.current is None:
        return outcome_of(desk, person, reviews.get(desk.tx, written.review_id))
    standing = reviewed_standing(desk, person, replace(subject, due_at=new.due_at), written.current, facts)
    keep_standing(desk, standing)
    return outcome(desk, person, standing, ending.last, may_score=True, cutoff_at=new.cutoff_at)


def _view_sent(desk: Desk, new: NewReview, review_id: int, subject: Subject) -> None:
    """Say that a second view was sent; before a 1-to-1 it may be the last that both are waiting for."""
    view_id = new.second_view_id or 0
    desk.say(ViewSent(review_id, view_id, subject.id, new.person_id, subject.owner_id))
    if new.purpose is Purpose.AUDIT:
        desk.say(BothViewsIn(view_id))
    else:
        settle(desk)


def resume(desk: Desk, person: Person, draft_id: int) -> Page:
    """The page on which the draft stands."""
    draft, subject, last = own_draft(desk, person, drafts.hold(desk.tx, draft_id))
    draft, how = moved(desk, draft, subject, last)
    return page_of(desk, person, draft, subject, last, moved=how)


def area_of(desk: Desk, draft: Draft, page: int, *, fields: Collection[str]) -> Area | None:
    """The area that a window asks about: the one whose field it has, else the one at its page of the draft.

    None where the scorecard has no such area any more, and for the pages that ask about none.
    """
    scorecard = scorecard_of(desk, draft.scorecard_hash)
    named = [
        area for area in scorecard.areas if any(name.startswith(f"{area.id}.evidence.") for name in fields)
    ]
    if named or any(".evidence." in name for name in fields):
        return named[0] if named else None
    return area_at(scorecard, draft.answers, page)


def _missed(desk: Desk, subject: Subject) -> datetime | None:
    """The cut-off at which the subject was asked for and not ready, if this is the first review since."""
    cut_off = digests.cut_off_of(desk.tx, subject.id)
    last = scores.of(desk.tx, [subject.id]).get(subject.id) if cut_off else None
    since = last is not None and cut_off is not None and last.reviewed_at >= cut_off
    return None if since else cut_off
