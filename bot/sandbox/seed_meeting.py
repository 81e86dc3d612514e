"""The demo's 1-to-1: a pair that meets today, whose manager has given a view of their own already."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.kit.desk import Desk
from bot.people.usecases.roster import plan_reminder
from flows.company.people import Person
from flows.company.subjects import Subject
from flows.review.draft import Answers
from flows.review.review import Purpose
from flows.review.second_view import Before
from flows.review.submission import Ending, new_review
from flows.rhythm.days_off import Rule
from flows.rhythm.pair import Cadence, Every
from flows.rhythm.reminders import AHEAD
from flows.rhythm.sampling import Pick, Reason
from flows.scoring.score import Facts
from storage import drafts, occurrences, people, reviews, second_views, submitting
from storage.pairs import Terms

GIVEN = timedelta(days=1)  # before today
IN = timedelta(hours=1)
TWO_WEEKS = timedelta(days=14)
Named = Mapping[str, tuple[Subject, Answers]]


def seed_meeting(
    desk: Desk, pair: Mapping[str, Any], people_by_email: Mapping[str, Person], said: Named
) -> None:
    """Have a pair of the company's file meet in an hour; `said` is what the manager answers, by subject's name."""
    seller, manager = people_by_email[pair["seller"]], people_by_email[pair["manager"]]
    begins = desk.now.astimezone(ZoneInfo(seller.timezone)) + IN
    people.agree(desk.tx, seller.id, manager.id, _terms(begins, seller.timezone))
    plan_reminder(desk, seller.id)
    planned = occurrences.next_of(desk.tx, seller.id)
    if planned is None:
        raise LookupError(seller.email)
    for subject, answers in said.values():
        _view(
            desk.at(desk.now - GIVEN),
            manager,
            Before(seller.id, planned.day, _pick(desk, subject)),
            subject,
            answers,
        )


def _terms(begins: datetime, timezone: str) -> Terms:
    """Every other week, on this day and at this hour."""
    at = begins.time().replace(minute=0, second=0, microsecond=0)
    cadence = Cadence(Every.TWO_WEEKS, begins.weekday(), at, timezone, begins.date() - TWO_WEEKS)
    return Terms(cadence, own_zone=False, ahead=AHEAD, rule=Rule.NEXT_WORKING_DAY)


def _pick(desk: Desk, subject: Subject) -> Pick:
    last = reviews.latest(desk.tx, subject.id)
    if last is None:
        raise LookupError(subject.name)
    return Pick(subject.id, Reason.BIGGEST, last.colour, None)


def _view(desk: Desk, manager: Person, before: Before, subject: Subject, answers: Answers) -> None:
    view_id = second_views.give(
        desk.tx, subject.id, to=manager.id, by=manager.id, purpose=Purpose.SECOND, before=before
    )
    scorecard = desk.scorecards.for_(subject)
    draft = drafts.start(
        desk.tx,
        subject_id=subject.id,
        person_id=manager.id,
        scorecard_hash=scorecard.version,
        answers=answers,
        second_view_id=view_id,
    )
    ending = Ending(scorecard, draft, None, purpose=Purpose.SECOND, second_view_id=view_id)
    facts = Facts(stage=subject.stage, close_date=subject.close_date)
    submitting.submit(desk.tx, new_review(ending, facts, probability=None, now=desk.now))
