"""What an answer counts for, and until when."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from flows.scorecards.scorecard import parse
from flows.scoring.rating import Answer, Rating, rate
from tests.flows.samples import CUSTOMER, DEAL, NOW, TODAY

PLAIN = Answer(level=1, answered_at=NOW, evidence="", evidence_on=None, since=NOW)
NOTE = "12 Nov: confirmed by mail"
PROOF = "12 Nov: https://example.com/mail"


def rated(question_id: str, answer: Answer) -> Rating:
    found = rate(DEAL, question_id, answer)
    assert found is not None
    return found


def end_of(year: int, month: int, day: int, *, utc_hour: int = 22) -> datetime:
    """The last moment of a Danish day, in UTC."""
    return datetime(year, month, day, utc_hour, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("level", "evidence", "counted"),
    [
        (0, "", 0),
        (1, "", 1),
        (2, "", 1),
        (3, "", 1),
        (0, PROOF, 0),
        (1, PROOF, 1),
        (2, NOTE, 2),
        (3, NOTE, 2),
        (2, PROOF, 2),
        (3, PROOF, 3),
    ],
)
def test_a_level_counts_no_higher_than_its_evidence_carries(level: int, evidence: str, counted: int) -> None:
    found = rated("D1.2", replace(PLAIN, level=level, evidence=evidence, evidence_on=TODAY))

    assert (found.level, found.counted) == (level, counted)


def test_a_company_may_ask_for_less_evidence() -> None:
    raw = DEAL.model_dump(mode="json")
    raw["evidence"]["without"] = 2

    found = rate(parse(raw), "D1.2", replace(PLAIN, level=3))

    assert found is not None
    assert found.counted == 2


def test_not_known_is_no_rating() -> None:
    assert rate(DEAL, "D1.1", replace(PLAIN, level=None, evidence=PROOF)) is None


def test_a_question_that_nobody_asks_is_an_error() -> None:
    with pytest.raises(KeyError):
        rate(DEAL, "D9.9", PLAIN)


def test_a_perishable_answer_lasts_twenty_working_days_to_the_end_of_the_local_day() -> None:
    assert rated("D1.1", PLAIN).fresh_until == end_of(2026, 12, 18)


def test_closed_weeks_and_summer_time_move_the_end() -> None:
    before_summer = datetime(2026, 6, 26, 9, tzinfo=UTC)

    found = rated("D1.1", replace(PLAIN, answered_at=before_summer))

    assert found.fresh_until == end_of(2026, 8, 14, utc_hour=21)


def test_a_lasting_answer_lasts_ninety_days_and_a_customers_a_hundred_and_eighty() -> None:
    customers = rate(CUSTOMER, "C1.1", PLAIN)

    assert rated("D1.2", PLAIN).fresh_until == end_of(2027, 2, 18)
    assert customers is not None
    assert customers.fresh_until == end_of(2027, 5, 19, utc_hour=21)


def test_the_local_day_counts_not_that_of_utc() -> None:
    after_midnight_in_copenhagen = datetime(2026, 11, 19, 23, 30, tzinfo=UTC)

    found = rated("D1.2", replace(PLAIN, answered_at=after_midnight_in_copenhagen))

    assert found.fresh_until == end_of(2027, 2, 18)


def test_what_rests_on_evidence_lasts_no_longer_than_the_evidence() -> None:
    old = replace(PLAIN, level=3, evidence=PROOF, evidence_on=date(2026, 9, 1))

    assert rated("D1.2", old).fresh_until == end_of(2026, 11, 30)
    assert rated("D1.1", replace(old, evidence_on=date(2026, 11, 12))).fresh_until == end_of(2026, 12, 18)


def test_without_a_stored_date_the_evidence_says_when_the_customer_acted() -> None:
    dated = replace(PLAIN, level=2, evidence="1 Sep: confirmed by mail", evidence_on=None)

    assert rated("D1.2", dated).fresh_until == end_of(2026, 11, 30)


def test_old_evidence_does_not_shorten_an_answer_that_needs_none() -> None:
    for level in (0, 1):
        found = rated("D1.2", replace(PLAIN, level=level, evidence=NOTE, evidence_on=date(2026, 1, 1)))
        assert found.fresh_until == end_of(2027, 2, 18)


def test_a_rating_keeps_when_it_was_answered_and_since_when_it_is_so() -> None:
    since = datetime(2026, 10, 1, 9, tzinfo=UTC)

    found = rated("D3.3", replace(PLAIN, level=0, since=since))

    assert (found.answered_at, found.since) == (NOW, since)
