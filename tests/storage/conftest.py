"""A small company in a fresh database: people, deals and reviews with defaults that read well."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path

import pytest
import yaml

import flows
from flows.company.people import NewPerson, Person, Role
from flows.company.subjects import Kind, NewSubject, Status
from flows.review.draft import Answers
from flows.review.review import Evidence, NewReview
from flows.scorecards.scorecard import Scorecard, content_hash, parse
from flows.scoring.rating import Answer, rate
from flows.scoring.score import Facts, score
from storage import drafts, people, scorecards, subjects, submitting, workspaces
from storage.engine import Database, Transaction, open_database

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
EMPTY = Answers(levels={}, evidence={}, covers={})
NUMBERS = count(1)


@cache
def deal_scorecard() -> Scorecard:
    """The shipped scorecard for deals."""
    file = Path(flows.__file__).with_name("scorecards") / "deal.yml"
    return parse(yaml.safe_load(file.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Company:
    """A workspace, and short ways to fill it; `workspace` is its id and `now` a Monday morning."""

    database: Database
    workspace: int
    now: datetime = NOW

    def read(self, at: datetime | None = None) -> AbstractContextManager[Transaction]:
        """An act that looks, at `now` or another moment."""
        return self.database.read(self.workspace, at or self.now)

    def write(self, at: datetime | None = None) -> AbstractContextManager[Transaction]:
        """An act that writes, at `now` or another moment."""
        return self.database.write(self.workspace, at or self.now)

    def person(self, name: str, role: Role = Role.SELLER, manager: Person | None = None) -> Person:
        """Somebody of this name, whose e-mail address is made of it."""
        new = NewPerson(
            email=f"{name.lower()}@example.dk",
            name=name,
            role=role,
            manager_id=manager.id if manager else None,
            weekday=0,
            at=time(9),
            timezone="Europe/Copenhagen",
            language="da",
        )
        with self.write() as tx:
            person = people.by_id(tx, people.save(tx, new))
        assert person is not None
        return person

    def deal(self, name: str, owner: Person | None = None, **stated: object) -> int:
        """An open deal that is due now; gives its id."""
        parts: dict[str, object] = {
            "kind": Kind.DEAL,
            "source": "csv",
            "source_id": f"d{next(NUMBERS)}",
            "name": name,
            "customer": "Nordhavn Maskiner",
            "owner_id": owner.id if owner else None,
            "amount": Decimal("485000.5"),
            "currency": "DKK",
            "close_date": date(2026, 12, 18),
            "stage": "Tilbud",
            "status": Status.OPEN,
            "seen_at": self.now,
            "due_at": self.now,
        }
        with self.write() as tx:
            return subjects.insert_many(tx, [NewSubject(**{**parts, **stated})])[0]

    def draft(self, deal: int, person: Person) -> int:
        """A draft of the person's about the deal; gives its id."""
        with self.write() as tx:
            return drafts.start(
                tx,
                subject_id=deal,
                person_id=person.id,
                scorecard_hash=content_hash(deal_scorecard()),
                answers=EMPTY,
            ).id

    def review(self, deal: int, person: Person, level: int | None, days: int = 0) -> int:
        """A submitted review, some days from now, with every question at one level; gives its id."""
        new = self.new_review(deal, person, level, days=days)
        with self.write() as tx:
            return submitting.submit(tx, new).review_id

    def new_review(self, deal: int, person: Person, level: int | None, days: int = 0) -> NewReview:
        """What would be submitted, with a quotation as evidence of the first area; the draft exists."""
        scorecard, at = deal_scorecard(), self.now + timedelta(days=days)
        area = scorecard.areas[0]
        said = Evidence(
            "12 Nov: »vi vælger jer«", date(2026, 11, 12), at, tuple(q.id for q in area.questions)
        )
        answers = {
            question.id: Answer(level, at, said.text, said.occurred_on, at)
            if question.id in said.covers
            else Answer(level, at, "", None, at)
            for question in scorecard.questions()
        }
        rated = {id_: rate(scorecard, id_, answer) for id_, answer in answers.items()}
        ratings = {id_: rating for id_, rating in rated.items() if rating is not None}
        self._keep(scorecard)
        return NewReview(
            subject_id=deal,
            person_id=person.id,
            scorecard_hash=content_hash(scorecard),
            draft_id=self.draft(deal, person),
            submitted_at=at,
            probability=Decimal("62.5"),
            answers=answers,
            ratings=ratings,
            evidence={area.id: said},
            score=score(scorecard, ratings, Facts(close_date=date(2026, 12, 18)), now=at),
            due_at=at + timedelta(days=14),
        )

    def _keep(self, scorecard: Scorecard) -> None:
        content = scorecard.model_dump(mode="json")
        with self.write() as tx:
            scorecards.keep(tx, content_hash(scorecard), "deal", content)


def elsewhere(tx: Transaction) -> Transaction:
    """The same connection on behalf of another workspace."""
    return Transaction(tx.connection, tx.workspace + 1, tx.now)


@pytest.fixture
def company(database: Database) -> Company:
    """An empty company, once in each kind of database."""
    with database.across(writes=True) as connection:
        return Company(database, workspaces.add(connection, now=NOW).id)


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    """A database without any table, once of each kind."""
    database = open_database(empty_url)
    yield database
    database.close()
