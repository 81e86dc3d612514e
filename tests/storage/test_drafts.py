"""Drafts: one per person and subject, and no window overwrites what another has saved."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.review.draft import Answers, Draft
from storage import drafts
from storage.drafts import StaleDraft
from storage.engine import Database

SAID = Answers(
    levels={"D1.1": 3, "D1.2": None, "D1.3": 0},
    evidence={"D1": "12 Nov: »vi vælger jer«"},
    covers={"D1": ["D1.1", "D1.3"]},
)


@pytest.fixture
def draft(company) -> Draft:
    """A draft of Anna's, just begun."""
    anna = company.person("Anna")
    draft_id = company.draft(company.deal("Anlæg", anna), anna)
    with company.read() as tx:
        return drafts.get(tx, draft_id)


def test_a_draft_begins_on_its_first_page(draft: Draft, company) -> None:
    assert (draft.version, draft.page, draft.started_at, draft.saved_at) == (1, 0, company.now, company.now)


def test_what_was_saved_is_there_when_the_draft_is_opened_again(
    database: Database, company, draft: Draft
) -> None:
    later = company.now + timedelta(minutes=5)
    with company.write(later) as tx:
        saved = drafts.save(tx, draft, page=1, answers=SAID)
    with company.read() as tx:
        found = drafts.get(tx, draft.id)

    assert found == saved == replace(draft, version=2, page=1, answers=SAID, saved_at=later)


def test_starting_again_carries_on_with_the_draft_that_is_there(
    database: Database, company, draft: Draft
) -> None:
    with company.write() as tx:
        saved = drafts.save(tx, draft, page=2, answers=SAID)
        again = drafts.start(
            tx,
            subject_id=draft.subject_id,
            person_id=draft.person_id,
            scorecard_hash="newer",
            answers=Answers({}, {}, {}),
        )

    assert again == saved


def test_a_page_from_an_older_window_is_refused_and_changes_nothing(
    database: Database, company, draft: Draft
) -> None:
    other = replace(SAID, levels={"D1.1": 0})
    with company.write() as tx:
        saved = drafts.save(tx, draft, page=1, answers=SAID)
        with pytest.raises(StaleDraft):
            drafts.save(tx, draft, page=4, answers=other)

        assert drafts.get(tx, draft.id) == saved


def test_of_two_windows_that_save_at_the_same_moment_one_wins(
    database: Database, company, draft: Draft
) -> None:
    def save(page: int) -> int:
        try:
            with company.write() as tx:
                return drafts.save(tx, draft, page=page, answers=SAID).page
        except StaleDraft:
            return 0

    with ThreadPoolExecutor(6) as threads:
        won = [page for page in threads.map(save, range(1, 7)) if page]
    with company.read() as tx:
        found = drafts.get(tx, draft.id)

    assert won == [found.page]
    assert found.version == 2


def test_a_draft_that_was_thrown_away_cannot_be_saved(database: Database, company, draft: Draft) -> None:
    with company.write() as tx:
        assert drafts.count(tx) == 1
        drafts.delete(tx, draft.id)

        assert drafts.count(tx) == 0
        assert drafts.get(tx, draft.id) is None
        with pytest.raises(StaleDraft):
            drafts.save(tx, draft, page=1, answers=SAID)


def test_the_id_of_a_deleted_draft_is_never_used_again(database: Database, company, draft: Draft) -> None:
    anna = company.person("Anna")
    with company.write() as tx:
        drafts.delete(tx, draft.id)

    assert company.draft(draft.subject_id, anna) > draft.id


def test_starting_twice_at_once_makes_one_draft(database: Database, company) -> None:
    anna = company.person("Anna")
    deal = company.deal("Anlæg", anna)
    with ThreadPoolExecutor(6) as threads:
        started = set(threads.map(lambda _: company.draft(deal, anna), range(6)))

    assert len(started) == 1


def test_a_draft_that_becomes_a_correction_keeps_what_it_says_and_its_version(
    database: Database, company, draft: Draft
) -> None:
    anna = company.person("Anna")
    review_id = company.review(company.deal("Andet", anna), anna, 2)
    with company.write() as tx:
        corrected = drafts.correct(tx, draft, corrects_id=review_id, reason="forkert kunde")
    with company.read() as tx:
        found = drafts.get(tx, draft.id)

    assert found == corrected == replace(draft, corrects_id=review_id, reason="forkert kunde")


def test_a_draft_that_is_gone_becomes_no_correction(database: Database, company, draft: Draft) -> None:
    with company.write() as tx:
        drafts.delete(tx, draft.id)
        with pytest.raises(StaleDraft):
            drafts.correct(tx, draft, corrects_id=1, reason="forkert kunde")
