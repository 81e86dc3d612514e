"""A company of 2,000 reviewed deals in a fresh SQLite file, for the measurements."""

import random
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from bot.app.following import follow
from bot.app.wiring import bound
from bot.kit.desk import Desk
from bot.kit.house import House
from bot.kit.settings import Settings
from bot.scorecards import loading as scorecards
from flows.company.people import NewPerson, Role
from flows.company.subjects import Kind, NewSubject, Status
from flows.review.draft import Answers
from flows.review.submission import Ending, new_review
from flows.scoring.score import Facts
from storage import drafts, migrate, people, subjects, submitting
from storage import scorecards as kept
from storage.engine import open_database

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
BIG, REST, NEW = "U1", "U2", "U3"  # Slack ids: 511 deals, 1,489 deals, one deal that was never reviewed
TEAM = "T1"
BEFORE = NOW - timedelta(hours=1)  # in the week that has just ended
OWNED = {BIG: 511, REST: 1489, NEW: 1}


def open_house(folder: Path, settings: Settings) -> tuple[House, int]:
    """The house over the filled database in `folder`, and the id of the workspace."""
    url = f"sqlite:///{folder / 'revisor.db'}"
    database = open_database(url)
    migrate.upgrade(database)
    house = House(database, settings, lambda: NOW, scorecards.reader(), follow)
    workspace = bound(house, TEAM)
    with house.write(workspace) as desk:
        for slack_id, number in OWNED.items():
            _fill(desk, slack_id, number)
    return house, workspace


def _fill(desk: Desk, slack_id: str, number: int) -> None:
    new = NewPerson(
        email=f"{slack_id}@example.dk",
        name=f"Seller {slack_id}",
        role=Role.SELLER,
        manager_id=None,
        weekday=0,
        at=time(9),
        timezone="Europe/Copenhagen",
        language="en",
    )
    owner = people.save(desk.tx, new)
    people.link(desk.tx, owner, slack_id=slack_id, timezone="Europe/Copenhagen", language="en")
    deals = [_deal(slack_id, count, owner) for count in range(number)]
    for subject_id in subjects.insert_many(desk.tx, deals):
        if slack_id != NEW:
            _review(desk, subject_id, owner)
        if slack_id == BIG:
            subjects.set_due(desk.tx, subject_id, NOW)


def _deal(slack_id: str, number: int, owner: int) -> NewSubject:
    return NewSubject(
        kind=Kind.DEAL,
        source="csv",
        source_id=f"{slack_id}.{number}",
        name=f"Service agreement {number}",
        customer=f"Customer {number % 90}",
        owner_id=owner,
        amount=Decimal(10_000 + number),
        currency="DKK",
        close_date=NOW.date() + timedelta(days=30 + number % 200),
        stage=None,
        status=Status.OPEN,
        seen_at=NOW,
        due_at=NOW,
    )


def _review(desk: Desk, subject_id: int, owner: int) -> None:
    card, version = desk.scorecards.deal, desk.scorecards.deal.version
    kept.keep(desk.tx, version, "deal", card.model_dump(mode="json"))
    dice = random.Random(subject_id)  # noqa: S311 - the same company every time
    draft = drafts.start(
        desk.tx,
        subject_id=subject_id,
        person_id=owner,
        scorecard_hash=version,
        answers=Answers(
            levels={question.id: dice.randrange(4) for question in card.questions()},
            evidence={area.id: f"12 Nov: said to {subject_id}" for area in card.areas},
            covers={area.id: [question.id for question in area.questions] for area in card.areas},
        ),
    )
    review = new_review(Ending(card, draft, None), Facts(), probability=Decimal(50), now=BEFORE)
    submitting.submit(desk.tx, review)
