"""Writing a draft: renewed before anything is said in it, saved with what is said, sent back for what is missing."""

from dataclasses import replace

from bot.kit.desk import Desk
from bot.review.usecases.moving import moved, must_move
from bot.standing.fitting import ending_of
from flows.company.subjects import Subject
from flows.review.draft import Draft
from flows.review.moving import Moved
from flows.review.restart import left_to_ask, route
from flows.review.review import Review
from flows.review.submission import Ending, prefilled
from storage import drafts


def renewed_draft(desk: Desk, draft: Draft, last: Review | None) -> Draft:
    """A draft that nobody has said anything in starts from the latest review, whoever sent that meanwhile."""
    ending = ending_of(desk, draft, last)
    fresh = prefilled(ending.scorecard, ending.last)
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
