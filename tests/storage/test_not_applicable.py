"""What doesn't apply and which segment it is: kept on both databases, and older rows without it are read."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from flows.company.changes import Change
from flows.company.people import Person, Reach
from flows.review.draft import Answers
from flows.review.review import NewReview
from flows.scoring.rating import rate
from flows.scoring.score import Facts, score
from storage import changes, drafts, rebuild, reviews, scores, subjects, submitting, tables
from storage.engine import Database
from tests.storage.conftest import deal_scorecard

SAID = Answers(levels={"D1.3": None}, evidence={}, covers={}, not_applicable=("D1.3",))


@pytest.fixture
def anna(company) -> Person:
    """A seller."""
    return company.person("Anna")


@pytest.fixture
def deal(company, anna: Person) -> int:
    """Her deal."""
    return company.deal("Anlæg", anna)


@pytest.fixture
def new(company, deal: int, anna: Person) -> NewReview:
    """A review of it in which one question is left out."""
    plain, card = company.new_review(deal, anna, level=2), deal_scorecard()
    answers = {**plain.answers, "D1.3": replace(plain.answers["D1.3"], level=None, applies=False)}
    rated = {id_: rate(card, id_, answer) for id_, answer in answers.items()}
    ratings = {id_: rating for id_, rating in rated.items() if rating is not None}
    found = score(card, ratings, Facts(), now=plain.submitted_at)
    return replace(plain, answers=answers, ratings=ratings, score=found)


def test_an_answer_and_its_rating_come_back_as_not_applicable(
    database: Database, company, deal: int, new: NewReview
) -> None:
    with company.write() as tx:
        submitting.submit(tx, new)
    with company.read() as tx:
        review = reviews.latest(tx, deal)
        current = scores.of(tx, [deal])[deal]

    assert review.answers == new.answers
    assert current.ratings == new.ratings
    assert not current.ratings["D1.3"].applies
    assert (review.maximum, review.known, review.asked) == (42, 14, 14)


def test_current_scores_made_anew_say_the_same(
    database: Database, company, deal: int, new: NewReview
) -> None:
    with company.write() as tx:
        submitting.submit(tx, new)
        before = scores.of(tx, None)

        rebuild.current_scores(tx)

        assert scores.of(tx, None) == before


def test_rows_from_before_are_read_as_applying(database: Database, company, deal: int, anna: Person) -> None:
    plain = company.new_review(deal, anna, level=2)
    with company.write() as tx:
        submitting.submit(tx, plain)
        tx.execute(update(tables.answers).values(not_applicable=None))
    with company.read() as tx:
        packed = tx.execute(tables.current_scores.select()).one().ratings

        assert {len(values) for values in packed.values()} == {5}
        assert all(r.applies for r in scores.of(tx, [deal])[deal].ratings.values())
        assert all(a.applies for a in reviews.latest(tx, deal).answers.values())


def test_a_draft_keeps_what_is_left_out_and_its_new_scorecard(
    database: Database, company, deal: int, anna: Person
) -> None:
    draft_id = company.draft(deal, anna)
    with company.write() as tx:
        draft = drafts.get(tx, draft_id)
        company.now + timedelta(minutes=1)
        saved = drafts.save(tx, draft, page=0, answers=SAID, scorecard_hash="another")
    with company.read() as tx:
        found = drafts.get(tx, draft_id)

    assert found == saved
    assert (found.answers, found.scorecard_hash) == (SAID, "another")


def test_a_draft_from_before_leaves_nothing_out(database: Database, company, deal: int, anna: Person) -> None:
    draft_id = company.draft(deal, anna)
    old = {"levels": {"D1.1": 1}, "evidence": {}, "covers": {}, "route": None}
    with company.write() as tx:
        tx.execute(update(tables.drafts).values(answers=old))
        found = drafts.get(tx, draft_id)

    assert found.answers == Answers({"D1.1": 1}, {}, {})


def test_a_segment_is_kept_and_its_change_noted(database: Database, company, anna: Person) -> None:
    tender = company.deal("Udbud", anna, segment="Udbud")
    with company.write() as tx:
        change = Change("segment", "Udbud", None)
        changes.apply_changes(tx, tender, [change], by_person=anna.id)
        after = subjects.get(tx, tender, viewer=anna, reach=Reach.OWN)
        noted = tx.execute(tables.changes.select()).one()

    assert after.segment is None
    assert (noted.field, noted.before, noted.after) == ("segment", "Udbud", None)
