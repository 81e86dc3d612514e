"""Those whom a company is made of: people, their deals, and reviews of them."""

import random
from datetime import time, timedelta
from decimal import Decimal

from bot.kit.desk import Desk
from flows.company.people import NewPerson, Role
from flows.company.subjects import Kind, NewSubject, Status
from flows.review.draft import Answers
from flows.review.submission import Ending, new_review
from flows.scorecards.scorecard import Scorecard
from flows.scoring.score import Facts
from storage import drafts, people, submitting
from storage import scorecards as kept

ZONE = "Europe/Copenhagen"
WAYS = ("Service agreement", "Cold chain", "Licence", "Pilot", "Spare parts")


def seller(number: int) -> str:
    """The Slack id of a seller, the first being 0."""
    return f"U0SELLER{number}"


def manager(number: int) -> str:
    """The Slack id of a manager, the first being 0."""
    return f"U0MANAGER{number}"


def email_of(slack_id: str) -> str:
    """The e-mail address of who has this Slack id."""
    return f"{slack_id.lower()}@example.dk"


def person(desk: Desk, slack_id: str, role: Role, manager_id: int | None = None) -> int:
    """Somebody whom Slack knows; no reminder of theirs comes in the next days."""
    new = NewPerson(
        email=email_of(slack_id),
        name=slack_id[2:].lower(),
        role=role,
        manager_id=manager_id,
        weekday=(desk.now.weekday() + 3) % 7,
        at=time(9),
        timezone=ZONE,
        language="en",
    )
    id_ = people.save(desk.tx, new)
    people.link(desk.tx, id_, slack_id=slack_id, timezone=ZONE, language="en")
    return id_


def deal(desk: Desk, number: int, owner: int) -> NewSubject:
    """An open deal; its amount, customer and close date follow from its number."""
    return NewSubject(
        kind=Kind.DEAL,
        source="csv",
        source_id=str(number),
        name=f"{WAYS[number % len(WAYS)]} {number}",
        customer=f"Customer {number % 90}",
        owner_id=owner,
        amount=Decimal(10_000 + 70 * number),
        currency="EUR" if number % 4 == 0 else "DKK",
        close_date=desk.now.date() + timedelta(days=10 + number % 200),
        stage=None,
        status=Status.OPEN,
        seen_at=desk.now,
        due_at=desk.now,
    )


def review(desk: Desk, subject_id: int, owner: int | None, dice: random.Random) -> None:
    """A review submitted at the desk's moment, good or bad as the dice fall."""
    card, version = desk.scorecards.deal, desk.scorecards.deal.version
    kept.keep(desk.tx, version, "deal", card.model_dump(mode="json"))
    of = {"subject_id": subject_id, "person_id": owner, "scorecard_hash": version}
    draft = drafts.start(desk.tx, **of, answers=_answers(card, desk, dice))
    ended = new_review(Ending(card, draft, None), Facts(), probability=Decimal(50), now=desk.now)
    submitting.submit(desk.tx, ended)


def _answers(card: Scorecard, desk: Desk, dice: random.Random) -> Answers:
    good = dice.choice((1.2, 1.8, 2.3, 3.0))
    said = f'{desk.now.date()}: the CFO wrote "we have approved the budget" by mail'
    return Answers(
        levels={q.id: max(0, min(3, round(dice.gauss(good, 0.7)))) for q in card.questions()},
        evidence={area.id: said for area in card.areas if dice.random() < 0.8},
        covers={area.id: [q.id for q in area.questions] for area in card.areas},
    )
