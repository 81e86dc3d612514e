"""Who is blind to which subject, and until when."""

from datetime import timedelta

import pytest

from flows.company.people import Person, Role
from storage import blindness, drafts, reviews
from tests.storage.conftest import Company, elsewhere


@pytest.fixture
def jens(company: Company) -> Person:
    """A manager."""
    return company.person("Jens", Role.MANAGER)


@pytest.fixture
def mette(company: Company, jens: Person) -> Person:
    """A seller of his."""
    return company.person("Mette", manager=jens)


def hidden_from(company: Company, person: Person, *, days: int = 0) -> set[int]:
    """What is hidden from somebody, some days from now."""
    with company.read(company.now + timedelta(days=days)) as tx:
        return set(blindness.hidden_from(tx, person))


def blinds(company: Company, deal: int, person: Person, *, days: int | None = None) -> None:
    """Make somebody blind to a deal, for some days or until they have sent their own."""
    with company.write() as tx:
        until = None if days is None else company.now + timedelta(days=days)
        blindness.begin(tx, deal, person.id, until=until)


def test_somebody_is_blind_to_what_was_named_and_nobody_else_is(
    company: Company, mette: Person, jens: Person
) -> None:
    deal, _other = company.deal("Serviceaftale", mette), company.deal("Lager", mette)

    blinds(company, deal, jens)

    assert hidden_from(company, jens, days=400) == {deal}
    assert hidden_from(company, mette) == set()


def test_submitting_their_own_review_lifts_it_and_no_other_review_does(
    company: Company, mette: Person, jens: Person
) -> None:
    deal, other = company.deal("Serviceaftale", mette), company.deal("Lager", mette)
    for each in (deal, deal, other):  # once too often: one review lifts both
        blinds(company, each, jens)

    company.review(deal, mette, 2)
    assert hidden_from(company, jens) == {deal, other}
    company.review(deal, jens, 2)
    assert hidden_from(company, jens) == {other}


def test_it_ends_at_its_moment_where_it_has_one(company: Company, mette: Person, jens: Person) -> None:
    deal = company.deal("Serviceaftale", mette)

    blinds(company, deal, jens, days=7)

    assert hidden_from(company, jens, days=6) == {deal}
    assert hidden_from(company, jens, days=7) == set()


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.VIEWER, Role.ADMIN])
def test_who_can_send_no_review_is_blind_to_nothing(company: Company, mette: Person, role: Role) -> None:
    deal, reader = company.deal("Serviceaftale", mette), company.person("Reader", role)

    blinds(company, deal, reader)

    assert hidden_from(company, reader) == set()


def test_a_draft_that_holds_what_they_saw_is_thrown_away(
    company: Company, mette: Person, jens: Person
) -> None:
    deal = company.deal("Serviceaftale", mette)
    theirs, another = company.draft(deal, jens), company.draft(deal, mette)

    blinds(company, deal, jens)

    with company.read() as tx:
        assert drafts.get(tx, theirs) is None
        assert drafts.get(tx, another) is not None
        assert reviews.count(tx) == 0


def test_another_workspace_lifts_nothing_and_reads_nothing(
    company: Company, mette: Person, jens: Person
) -> None:
    deal = company.deal("Serviceaftale", mette)
    blinds(company, deal, jens)

    with company.write() as tx:
        blindness.lift(elsewhere(tx), deal, jens.id)
        assert blindness.hidden_from(elsewhere(tx), jens) == frozenset()

    assert hidden_from(company, jens) == {deal}
