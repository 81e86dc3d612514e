"""A scorecard that changed while a review is open: the draft is kept, and so are the answers that still fit."""

from bot.kit.desk import Desk
from bot.standing.fitting import fitted
from bot.standing.versions import keep, pieces_of, scorecard_of
from flows.company.subjects import Subject
from flows.review.draft import Draft
from flows.review.moving import Moved, move
from flows.review.review import Review
from flows.review.submission import Ending
from storage import drafts


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
