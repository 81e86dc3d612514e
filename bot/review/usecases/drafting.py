"""Writing a draft: begun, kept between pages, saved, sent back for what is missing, moved to another scorecard."""

from dataclasses import replace

from bot.kit.desk import Desk
from bot.standing.versions import fitted, keep, pieces_of, scorecard_of
from flows.company.subjects import Subject
from flows.review.draft import Draft, Said, too_many, with_said
from flows.review.restart import left_to_ask, route
from flows.review.review import Review
from flows.review.scorecard_change import Moved, move
from flows.review.submission import Ending, prefilled
from storage import drafts


def renewed_draft(desk: Desk, draft: Draft, last: Review | None) -> Draft:
    """A draft that nobody has said anything in starts from the latest review, whoever sent that meanwhile."""
    scorecard = scorecard_of(desk, draft.scorecard_hash)
    fresh = prefilled(scorecard, fitted(desk, scorecard, last))
    begun = draft.page > 0 or draft.answers.route is None or draft.answers.route
    if begun or draft.answers == fresh:
        return draft
    return drafts.save(desk.tx, draft, page=0, answers=fresh)


def saved_draft(desk: Desk, said: Draft, subject: Subject, last: Review | None) -> tuple[Draft, Moved | None]:
    """The draft saved with what is said now; where the scorecard has changed meanwhile, it moves with that."""
    if must_move(desk, said, subject):
        return moved(desk, said, subject, last)
    return drafts.save(desk.tx, said, page=said.page, answers=said.answers), None


def sent_back_draft(desk: Desk, ending: Ending) -> Draft:
    """The draft with everything on its route that must be asked, at the first page of those that were not."""
    missing = left_to_ask(ending, now=desk.now)
    chosen = route(ending, frozenset(ending.draft.answers.route or ()), now=desk.now)
    page = 1 + next(number for number, area_id in enumerate(chosen) if area_id in missing)
    answers = replace(ending.draft.answers, route=chosen)
    return drafts.save(desk.tx, ending.draft, page=page, answers=answers)


def keep_said(desk: Desk, draft: Draft, *, version: int, said: Said) -> bool:
    """Keep it in the draft; False, and nothing happens, when another window has gone on meanwhile.

    Nor is a page kept that leaves out too many questions: that is said when it is sent.
    The draft's version stays: the window that says it is still the one to be sent.
    """
    if draft.version != version:
        return False
    answers = with_said(draft.answers, said)
    if too_many(scorecard_of(desk, draft.scorecard_hash), said, answers):
        return False
    return drafts.keep(desk.tx, draft, answers=answers)


def must_move(desk: Desk, draft: Draft, subject: Subject) -> bool:
    """Whether the draft answers another scorecard than the one in force for its subject."""
    return draft.scorecard_hash != desk.scorecards.for_(subject).version


def moved(desk: Desk, draft: Draft, subject: Subject, last: Review | None) -> tuple[Draft, Moved | None]:
    """The draft with what it says, answering the scorecard in force; and what that came to, None for nothing.

    It stands at the first page that must be asked, or where it stood. `draft` may say more than was saved.
    """
    if not must_move(desk, draft, subject):
        return draft, None
    new = desk.scorecards.for_(subject)
    keep(desk, new)
    ending = Ending(new, draft, fitted(desk, new, last), pieces_of(desk, subject.id))
    to, how = move(ending, scorecard_of(desk, draft.scorecard_hash), now=desk.now)
    there = drafts.save(desk.tx, draft, page=to.page, answers=to.answers, scorecard_hash=new.version)
    return there, how
