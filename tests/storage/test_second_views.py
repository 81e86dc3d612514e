"""Audits: given once, closed by the auditor's review, which changes nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.company.colour import Colour
from flows.company.people import Person, Reach, Role, reads
from flows.review.review import NewReview, Purpose
from storage import drafts, rebuild, reviews, scores, second_views, subjects, submitting
from tests.storage.conftest import Company


@pytest.fixture
def mette(company: Company) -> Person:
    """A seller."""
    return company.person("Mette")


@pytest.fixture
def august(company: Company) -> Person:
    """An auditor."""
    return company.person("August", Role.AUDITOR)


@pytest.fixture
def dorte(company: Company) -> Person:
    """A director."""
    return company.person("Dorte", Role.DIRECTOR)


def given(company: Company, deal: int, to: Person, by: Person) -> int:
    """The deal is given to an auditor; gives the audit's id."""
    with company.write() as tx:
        return second_views.give(tx, deal, to=to.id, by=by.id, purpose=Purpose.AUDIT)


def audited(company: Company, deal: int, august: Person, second_view_id: int, *, level: int) -> NewReview:
    """What the auditor submits two days later."""
    new = company.new_review(deal, august, level, days=2)
    return replace(new, purpose=Purpose.AUDIT, second_view_id=second_view_id)


def submit(company: Company, new: NewReview) -> int:
    """Submit it."""
    with company.write(new.submitted_at) as tx:
        return submitting.submit(tx, new).review_id


def test_what_is_given_is_open_until_the_auditor_has_submitted(
    company: Company, mette: Person, august: Person, dorte: Person
) -> None:
    deal = company.deal("Serviceaftale", mette)
    second_view_id = given(company, deal, august, dorte)

    with company.read() as tx:
        found = second_views.under_way(tx, deal, august.id)
        assert found is not None
        assert (found.id, found.given_by, found.is_asked) == (second_view_id, dorte.id, True)
        assert second_views.under_way(tx, deal, dorte.id) is None
    submit(company, audited(company, deal, august, second_view_id, level=2))

    with company.read() as tx:
        assert second_views.under_way(tx, deal, august.id) is None
        (closed,) = second_views.of_subject(tx, deal)
    assert closed.submitted_at == company.now + timedelta(days=2)


@pytest.mark.parametrize("submitted", [False, True])
def test_an_auditor_reads_all_but_what_they_still_have_to_score(
    company: Company, mette: Person, august: Person, dorte: Person, submitted: bool
) -> None:
    deal, other = company.deal("Serviceaftale", mette), company.deal("Lager", mette)
    second = company.person("Second", Role.AUDITOR)
    second_view_id = given(company, deal, august, dorte)
    if submitted:
        submit(company, audited(company, deal, august, second_view_id, level=2))

    with company.read(company.now + timedelta(days=2)) as tx:

        def sees(person: Person, reach: Reach | None = None) -> set[int]:
            listed = subjects.listed(tx, viewer=person, reach=reach or reads(person))
            return {each.id for each in listed}

        assert sees(august) == ({deal, other} if submitted else {other})
        assert sees(august, Reach.GIVEN) == (set() if submitted else {deal})
        assert sees(second) == sees(dorte) == {deal, other}
        assert sees(second, Reach.GIVEN) == set()


def test_an_audit_supersedes_nothing_and_moves_neither_score_nor_date(
    company: Company, mette: Person, august: Person, dorte: Person
) -> None:
    deal = company.deal("Serviceaftale", mette)
    first = company.review(deal, mette, 1)
    with company.read() as tx:
        before = (
            scores.of(tx, None),
            subjects.everything(tx, open_only=True),
        )

    second = submit(company, audited(company, deal, august, given(company, deal, august, dorte), level=3))

    with company.read() as tx:
        after = (
            scores.of(tx, None),
            subjects.everything(tx, open_only=True),
        )
        written = reviews.get(tx, second)
        assert written is not None
        assert written.supersedes_id is None
        assert [each.id for each in reviews.history(tx, deal, limit=9)] == [first]
        assert [each.id for each in reviews.all_latest(tx)] == [first]
        assert reviews.count(tx) == 1
        assert drafts.count(tx) == 0
    assert after == before


def test_the_review_after_an_audit_supersedes_the_one_before_it(
    company: Company, mette: Person, august: Person, dorte: Person
) -> None:
    deal = company.deal("Serviceaftale", mette)
    first = company.review(deal, mette, 1)
    submit(company, audited(company, deal, august, given(company, deal, august, dorte), level=3))

    third = company.review(deal, mette, 2, days=3)

    with company.read() as tx:
        newest = reviews.latest(tx, deal)
    assert newest is not None
    assert (newest.id, newest.supersedes_id) == (third, first)


def test_rebuilding_knows_nothing_of_second_views(
    company: Company, mette: Person, august: Person, dorte: Person
) -> None:
    deal, never = company.deal("Serviceaftale", mette), company.deal("Lager", mette)
    company.review(deal, mette, None)
    for each in (deal, never):
        new = audited(company, each, august, given(company, each, august, dorte), level=3)
        submit(company, replace(new, score=replace(new.score, colour=Colour.GREEN)))
    with company.read() as tx:
        before = scores.of(tx, None)

    with company.write() as tx:
        rebuild.current_scores(tx)

    with company.read() as tx:
        assert scores.of(tx, None) == before
    assert before.keys() == {deal}
    assert before[deal].last_colour is None


def test_what_stood_when_the_auditor_submitted_is_found_later(
    company: Company, mette: Person, august: Person, dorte: Person
) -> None:
    deal = company.deal("Serviceaftale", mette)
    first = company.review(deal, mette, 1)
    second_view_id = given(company, deal, august, dorte)
    submit(company, audited(company, deal, august, second_view_id, level=3))
    company.review(deal, mette, 2, days=3)

    with company.read() as tx:
        review = reviews.of_second_view(tx, second_view_id)
        assert review is not None
        stood = reviews.before(tx, review)
    assert stood is not None
    assert stood.id == first
