"""Evidence added without a review: each is kept once, and the current scores can be made anew from all of it."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from flows.company.people import Person
from flows.review.evidence import AddedEvidence, NewEvidence
from flows.review.review import NewReview
from flows.scoring.evidence import text_hash
from flows.scoring.rating import rate_all
from storage import added_evidence, rebuild, scores, submitting, tables
from storage.added_evidence import Sighting
from storage.engine import Database
from tests.storage.conftest import NOW, Company, deal_scorecard, elsewhere


@pytest.fixture
def anna(company: Company) -> Person:
    """A seller."""
    return company.person("Anna")


@pytest.fixture
def deal(company: Company, anna: Person) -> int:
    """Her deal."""
    return company.deal("Anlæg", anna)


def new(deal: int, anna: Person, **other: object) -> NewEvidence:
    parts: dict[str, object] = {
        "subject_id": deal,
        "area_id": "D1",
        "covers": ("D1.1", "D1.2"),
        "text": "20 Nov: »vi vælger jer«",
        "occurred_on": date(2026, 11, 20),
        "written_at": NOW,
        "person_id": anna.id,
    }
    return NewEvidence(**{**parts, **other})  # type: ignore[arg-type]


def message(deal: int, anna: Person, **other: object) -> NewEvidence:
    return new(deal, anna, **{"channel": "C1", "message_ts": "1.000001", **other})


def add(company: Company, one: NewEvidence) -> int | None:
    with company.write() as tx:
        return added_evidence.add(tx, one)


def of(company: Company, deal: int) -> list[AddedEvidence]:
    with company.read() as tx:
        return added_evidence.of(tx, [deal]).get(deal, [])


def test_it_comes_back_as_it_was_added(company: Company, anna: Person, deal: int) -> None:
    added = add(company, message(deal, anna, author="Kim"))

    (found,) = of(company, deal)
    assert found.id == added
    assert (found.covers, found.author, found.permalink) == (("D1.1", "D1.2"), "Kim", None)
    assert (found.piece.is_message, found.piece.written_at) == (True, NOW)


def test_a_message_stands_in_an_area_once_and_may_stand_in_another(
    company: Company, anna: Person, deal: int
) -> None:
    assert add(company, message(deal, anna)) is not None

    assert add(company, message(deal, anna, text="cut differently")) is None
    assert add(company, message(deal, anna, area_id="D2", covers=("D2.1",))) is not None


def test_words_stand_in_an_area_once_for_the_same_questions(
    company: Company, anna: Person, deal: int
) -> None:
    assert add(company, new(deal, anna)) is not None

    assert add(company, new(deal, anna, covers=("D1.1",))) is None
    assert add(company, new(deal, anna, covers=("D1.3",))) is not None
    assert len(of(company, deal)) == 2


@pytest.mark.parametrize("make", [new, message])
def test_the_same_evidence_twice_at_once_is_kept_once(
    company: Company, anna: Person, deal: int, make: Callable[[int, Person], NewEvidence]
) -> None:
    with ThreadPoolExecutor(8) as hands:
        added = list(hands.map(lambda _: add(company, make(deal, anna)), range(8)))

    assert len([each for each in added if each is not None]) == 1
    assert len(of(company, deal)) == 1


def test_where_a_message_stands_is_said_once(company: Company, anna: Person, deal: int) -> None:
    added = add(company, message(deal, anna, author="Kim"))
    assert added is not None

    for permalink in ("https://example.com/p1", "https://example.com/p2"):
        with company.write() as tx:
            added_evidence.complete(tx, added, permalink=permalink, author="Somebody")

    (found,) = of(company, deal)
    assert (found.permalink, found.author) == ("https://example.com/p1", "Kim")


def test_another_workspace_sees_none_of_it(company: Company, anna: Person, deal: int) -> None:
    add(company, new(deal, anna))

    with company.read() as tx:
        assert added_evidence.of(elsewhere(tx), None) == {}


def test_who_has_seen_what_is_noted_once_with_the_first_moment(
    company: Company, anna: Person, deal: int
) -> None:
    boss = company.person("Bo")
    words = text_hash("»vi vælger jer«")
    for days in (0, 3):
        with company.write() as tx:
            seen = Sighting("D1", words, boss.id, NOW + timedelta(days=days))
            added_evidence.see(tx, deal, [seen])

    with company.read() as tx:
        assert added_evidence.sightings_of(tx, deal) == [Sighting("D1", words, boss.id, NOW)]


@pytest.mark.parametrize("seed", range(4))
def test_after_any_acts_the_maintained_scores_are_those_made_anew(
    database: Database, company: Company, anna: Person, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    deals = [company.deal(f"Deal {number}", anna) for number in range(3)]
    for day in range(12):
        deal = dice.choice(deals)
        if dice.random() < 0.4:
            submitted(company, deal, anna, dice.choice([1, 2, 3, None]), day)
        else:
            at = company.now + timedelta(days=day)
            question = f"D{dice.randint(1, 5)}.{dice.randint(1, 3)}"
            stated = {"covers": (question,), "text": dice.choice(["a note", "https://example.com"])}
            acted = date(2026, 11, 16) - timedelta(days=dice.randint(0, 120))
            one = new(deal, anna, area_id=question[:2], written_at=at, occurred_on=acted, **stated)
            if add(company, one):
                counted(company, deal)
    maintained = current(company)

    with company.write() as tx:
        rebuild.current_scores(tx)

    assert current(company) == maintained


def submitted(company: Company, deal: int, person: Person, level: int | None, day: int) -> None:
    """A review that takes in what was added before it, as the use case does."""
    review = company.new_review(deal, person, level, days=day)
    ratings = rate_all(deal_scorecard(), review.answers, [each.piece for each in of(company, deal)])
    with company.write() as tx:
        submitting.submit(tx, _with(review, ratings))


def _with(review: NewReview, ratings: object) -> NewReview:
    return NewReview(**{**vars(review), "ratings": ratings})


def counted(company: Company, deal: int) -> None:
    """The current score after something was added."""
    with company.write() as tx:
        before = scores.of(tx, [deal]).get(deal)
        if before:
            rebuild.with_added(tx, deal_scorecard(), before)


def current(company: Company) -> list[tuple[object, ...]]:
    with company.read() as tx:
        table = tables.current_scores
        return [tuple(row) for row in tx.execute(select(table).order_by(table.c.subject_id))]
