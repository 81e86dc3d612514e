"""Submitted reviews: each is one, stays as it was, and moves the current score with it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from flows.company.colour import Colour
from flows.company.people import Person, Reach
from flows.review.review import NewReview, Purpose
from flows.rhythm.load import Done
from storage import drafts, loads, rebuild, reviews, scorecards, scores, subjects, submitting, tables
from storage.drafts import StaleDraft
from storage.engine import Database
from tests.storage.conftest import deal_scorecard


@pytest.fixture
def anna(company) -> Person:
    """A seller."""
    return company.person("Anna")


@pytest.fixture
def deal(company, anna: Person) -> int:
    """Her deal."""
    return company.deal("Anlæg", anna)


def test_a_review_comes_back_as_it_was_submitted(
    database: Database, company, anna: Person, deal: int
) -> None:
    new = company.new_review(deal, anna, level=3)
    with company.write() as tx:
        review_id = submitting.submit(tx, new).review_id
    with company.read() as tx:
        found = reviews.latest(tx, deal)

    assert (found.id, found.subject_id, found.person_id, found.draft_id) == (
        review_id,
        deal,
        anna.id,
        new.draft_id,
    )
    assert (found.scorecard_hash, found.submitted_at) == (new.scorecard_hash, company.now)
    assert found.probability == Decimal("62.5")
    assert (found.colour, found.points, found.maximum) == (
        new.score.colour,
        new.score.points,
        new.score.maximum,
    )
    assert (found.known, found.asked, found.knockouts) == (15, 15, new.score.knockouts)
    assert found.answers == new.answers
    assert found.evidence == new.evidence
    assert found.evidence["D1"].occurred_on == date(2026, 11, 12)


def test_a_review_sets_the_current_score_and_the_next_due_date_and_ends_the_draft(
    database: Database, company, anna: Person, deal: int
) -> None:
    new = company.new_review(deal, anna, level=2)
    with company.write() as tx:
        written = submitting.submit(tx, new)
    with company.read() as tx:
        current = scores.of(tx, [deal])[deal]
        subject = subjects.get(tx, deal, viewer=anna, reach=Reach.OWN)

        assert drafts.get(tx, new.draft_id) is None
        assert subject.due_at == company.now + timedelta(days=14)
        assert current == written.current
        assert (current.review_id, current.reviewed_at) == (written.review_id, company.now)
        assert current.ratings == new.ratings
        assert current.fresh_until == min(rating.fresh_until for rating in new.ratings.values())
        assert (current.known, current.asked) == (15, 15)
        assert (current.last_colour, current.last_colour_at) == (new.score.colour, company.now)


def test_a_second_review_supersedes_the_first_and_both_stay(
    database: Database, company, anna: Person, deal: int
) -> None:
    first = company.review(deal, anna, level=1)
    with company.read() as tx:
        before = reviews.get(tx, first)
    second = company.review(deal, anna, level=3, days=14)
    with company.read() as tx:
        history = reviews.history(tx, deal, limit=10)

        assert [review.id for review in history] == [second, first]
        assert [review.supersedes_id for review in history] == [first, None]
        assert reviews.get(tx, first) == before
        assert reviews.history(tx, deal, limit=1) == history[:1]
        assert reviews.all_latest(tx) == history[:1]
        assert reviews.count(tx) == 2


def test_the_same_form_delivered_twice_is_one_review(
    database: Database, company, anna: Person, deal: int
) -> None:
    new = company.new_review(deal, anna, level=3)
    with company.write() as tx:
        submitting.submit(tx, new)
        with pytest.raises(StaleDraft):
            submitting.submit(tx, replace(new, probability=Decimal(5)))

        assert reviews.count(tx) == 1
        assert reviews.by_draft(tx, new.draft_id).probability == Decimal("62.5")


def test_the_same_form_delivered_at_the_same_moment_is_one_review(
    database: Database, company, anna: Person, deal: int
) -> None:
    new = company.new_review(deal, anna, level=3)

    def submit(_: int) -> int | None:
        try:
            with company.write() as tx:
                return submitting.submit(tx, new).review_id
        except StaleDraft:
            return None

    with ThreadPoolExecutor(8) as threads:
        ids = list(threads.map(submit, range(8)))
    with company.read() as tx:
        assert [review.id for review in reviews.history(tx, deal, limit=9)] == [id_ for id_ in ids if id_]
        assert ids.count(None) == 7


def test_two_people_who_review_a_deal_at_the_same_moment_supersede_one_another_in_a_row(
    database: Database, company, deal: int
) -> None:
    forms = [company.new_review(deal, company.person(f"P{n}"), level=n % 4) for n in range(6)]

    def submit(form: NewReview) -> None:
        with company.write() as tx:
            submitting.submit(tx, form)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(submit, forms))
    with company.read() as tx:
        history = reviews.history(tx, deal, limit=10)
        current = scores.of(tx, None)[deal]

    assert [review.supersedes_id for review in history] == [review.id for review in history[1:]] + [None]
    assert current.review_id == history[0].id


def test_a_later_draft_is_another_review_although_the_first_draft_is_gone(
    database: Database, company, anna: Person, deal: int
) -> None:
    assert company.review(deal, anna, level=1) != company.review(deal, anna, level=2)


def test_a_review_that_knows_nothing_keeps_the_last_colour_that_was_known(
    database: Database, company, anna: Person, deal: int
) -> None:
    company.review(deal, anna, level=3)
    company.review(deal, anna, level=None, days=7)
    with company.read() as tx:
        current = scores.of(tx, [deal])[deal]
        first = reviews.history(tx, deal, limit=2)[1]

    assert (current.known, current.ratings, current.fresh_until) == (0, {}, None)
    assert (current.last_colour, current.last_colour_at) == (first.colour, company.now)
    assert first.colour is not Colour.GREY


def test_a_deal_that_was_never_reviewed_has_neither_review_nor_score(
    database: Database, company, deal: int
) -> None:
    with company.read() as tx:
        assert reviews.latest(tx, deal) is None
        assert reviews.by_draft(tx, 1) is None
        assert scores.of(tx, [deal]) == {}
        assert scores.of(tx, []) == {}


def test_nothing_of_a_review_is_kept_when_its_transaction_breaks_off(
    database: Database, company, anna: Person, deal: int
) -> None:
    new = company.new_review(deal, anna, level=3)
    with pytest.raises(ZeroDivisionError):
        _submit_and_break_off(company, new)
    with company.read() as tx:
        assert reviews.count(tx) == 0
        assert scores.of(tx, None) == {}
        assert drafts.get(tx, new.draft_id) is not None


def test_the_current_scores_are_the_same_when_they_are_made_anew(database: Database, company) -> None:
    for number, levels in enumerate([(3,), (1, None), (None,), (2, 0, 3), (3, 2)]):
        seller = company.person(f"Seller {number}")
        deal = company.deal(f"Deal {number}", seller)
        for round_, level in enumerate(levels):
            company.review(deal, seller, level, days=10 * round_)
    with company.write() as tx:
        before = scores.of(tx, None)
        tx.execute(
            update(tables.current_scores).values(points=0, ratings={}, last_colour="red", fresh_until=None)
        )
        number = rebuild.current_scores(tx)

        assert number == len(before) == 5
        assert scores.of(tx, None) == before


def test_a_scorecard_is_kept_under_its_hash_as_it_was_first_used(
    database: Database, company, anna, deal
) -> None:
    version = company.new_review(deal, anna, level=3).scorecard_hash
    with company.write() as tx:
        scorecards.keep(tx, version, "deal", {"kind": "another"})
        kept = scorecards.get(tx, version)

    assert (kept, kept.version) == (deal_scorecard(), version)


def test_a_scorecard_that_is_kept_is_never_hashed_again(company) -> None:
    with company.write() as tx:
        scorecards.keep(tx, "of another release", "deal", deal_scorecard().model_dump(mode="json"))
        kept = scorecards.get(tx, "of another release")

    assert (kept, kept.version) == (deal_scorecard(), "of another release")


def _submit_and_break_off(company, new: NewReview) -> None:
    with company.write() as tx:
        submitting.submit(tx, new)
        _ = 1 / 0


def test_a_correction_names_the_review_it_corrects_and_leaves_it_as_it_was(
    database: Database, company
) -> None:
    anna = company.person("Anna")
    deal = company.deal("Anlæg", anna)
    first = company.review(deal, anna, 2)
    with company.read() as tx:
        before = reviews.get(tx, first)
    new = replace(company.new_review(deal, anna, 1, days=1), corrects_id=first, reason="forkert kunde")

    with company.write() as tx:
        second = submitting.submit(tx, new).review_id
        found = reviews.get(tx, second)
        assert (found.corrects_id, found.reason, found.supersedes_id) == (first, "forkert kunde", first)
        assert reviews.get(tx, first) == before
        assert (before.corrects_id, before.reason) == (None, None)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_only_own_and_settled_reviews_make_the_current_score(
    company, anna: Person, deal: int, purpose: Purpose
) -> None:
    company.review(deal, anna, 1)
    new = replace(company.new_review(deal, anna, 3, days=1), purpose=purpose)
    with company.write(new.submitted_at) as tx:
        before = scores.of(tx, None), subjects.get(tx, deal, viewer=anna, reach=Reach.OWN)
        review_id = submitting.submit(tx, new).review_id

    counts = purpose in {"own", "settled"}
    with company.read(new.submitted_at) as tx:
        after = scores.of(tx, None), subjects.get(tx, deal, viewer=anna, reach=Reach.OWN)
        assert (after == before) is not counts
        assert (reviews.latest(tx, deal).id == review_id) is counts
        assert len(reviews.history(tx, deal, limit=9)) == reviews.count(tx) == 1 + counts
        assert loads.done(tx, {anna.id: new.submitted_at}).get(anna.id, Done()) == Done(again=int(counts))
        assert reviews.get(tx, review_id).purpose is purpose
    with company.write(new.submitted_at) as tx:
        rebuild.current_scores(tx)
        assert scores.of(tx, None) == after[0]
