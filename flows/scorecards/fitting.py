"""Which answers still fit when the scorecard is another one than they were given to."""

from collections.abc import Mapping, Sequence

from flows.company.subjects import NewSubject
from flows.scorecards.areas import Question
from flows.scorecards.scorecard import Scorecard


def still_fitting(old: Scorecard, new: Scorecard, given: Mapping[str, bool]) -> frozenset[str]:
    """The questions whose answers may be taken over, word for word the same in both scorecards.

    `given` says of each question that has an answer whether it applies. Where more are left out than the new
    scorecard allows, none of those is taken over.
    """
    both = [id_ for id_ in given if id_ in old.by_id and id_ in new.by_id]
    fitting = {id_ for id_ in both if _fits(old.question(id_), new.question(id_), applies=given[id_])}
    left_out = {id_ for id_ in fitting if not given[id_]}
    return frozenset(fitting - left_out if len(left_out) > new.most_not_applicable else fitting)


def _fits(old: Question, new: Question, *, applies: bool) -> bool:
    """A level fits where text and levels are the same; that a question doesn't apply where its reason is too."""
    same = (old.text, old.levels) == (new.text, new.levels)
    return same and (applies or old.not_applicable == new.not_applicable)


def choose(subject: NewSubject, plain: Scorecard, others: Sequence[Scorecard]) -> Scorecard:
    """The first of `others` of the subject's kind whose rules all hold, else the plain one."""
    fitting = (
        one for one in others if one.kind is subject.kind and one.applies_to and one.applies_to.fits(subject)
    )
    return next(fitting, plain)
