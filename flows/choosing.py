"""Which of several scorecards a subject is reviewed with."""

from collections.abc import Sequence

from flows.scorecard import Scorecard
from flows.subjects import Subject


def choose(subject: Subject, plain: Scorecard, others: Sequence[Scorecard]) -> Scorecard:
    """The first of `others` of the subject's kind whose rules all hold, else the plain one."""
    fitting = (
        one for one in others if one.kind is subject.kind and one.applies_to and one.applies_to.fits(subject)
    )
    return next(fitting, plain)
