"""What is kept of subjects without any answer is what is kept of each by itself."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.company.subjects import Kind, NewSubject, Status
from flows.review.kept_score import kept
from flows.review.unanswered import Unanswered
from flows.scorecards.scorecard import parse
from flows.scoring.score import Facts, score
from tests.flows.samples import NOW
from tests.flows.strategies import CLOSE, STAGE, Raw, scorecards

SUBJECTS = st.builds(
    NewSubject,
    kind=st.just(Kind.DEAL),
    source=st.just("csv"),
    source_id=st.just("1"),
    name=st.just("Licences"),
    customer=st.just("Larsen"),
    owner_id=st.none(),
    amount=st.none(),
    currency=st.just("DKK"),
    close_date=CLOSE,
    stage=STAGE,
    status=st.sampled_from(Status),
    seen_at=st.sampled_from([NOW, NOW - timedelta(days=40)]),
    due_at=st.none(),
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(scorecards(), st.lists(SUBJECTS, min_size=1, max_size=8))
def test_those_that_are_alike_are_kept_as_if_each_were_scored(raw: Raw, subjects: list[NewSubject]) -> None:
    scorecard, alike = parse(raw), Unanswered("these", NOW)
    for subject in subjects:
        facts = Facts(stage=subject.stage, close_date=subject.close_date)
        own = score(scorecard, {}, facts, now=NOW)

        assert alike.kept(subject, scorecard) == kept(subject, scorecard, own, in_force="these", now=NOW)
