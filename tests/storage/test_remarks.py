"""A remark is written once for a question of a review, and stays as it is."""

from dataclasses import replace
from datetime import timedelta

from flows.review.lowering import Remark
from storage import remarks
from storage.engine import Database
from tests.storage.conftest import elsewhere


def test_the_first_remark_on_a_question_of_a_review_stays(database: Database, company) -> None:
    anna = company.person("Anna")
    deal = company.deal("Anlæg", anna)
    first, second = company.review(deal, anna, 2), company.review(deal, anna, 1)
    said = Remark(first, "D1.1", anna.id, "Kunden sagde »ja« 🟢", company.now)
    with company.write() as tx:
        assert remarks.add(tx, said)
        later = replace(said, text="Noget andet", at=company.now + timedelta(minutes=1))
        assert not remarks.add(tx, later)
        other = replace(said, question_id="D1.2")
        assert remarks.add(tx, other)
        assert remarks.add(tx, replace(later, review_id=second))

        assert remarks.of(tx, [first]) == [said, other]
        assert len(remarks.of(tx, [first, second])) == 3
        assert remarks.of(tx, []) == []
        assert remarks.of(elsewhere(tx), [first]) == []
