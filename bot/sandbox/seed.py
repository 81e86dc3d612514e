"""Filling the demo's database with the invented company: people, subjects, and past rounds of reviews."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from bot.digest.usecases.digests import take
from bot.digest.usecases.places import set_place
from bot.kit.desk import Desk
from bot.people.usecases.roster import plan_reminder
from bot.sandbox.seed_action_items import seed_action_items
from bot.sandbox.seed_closed import close_deals, closed_deal
from bot.sandbox.seed_meeting import seed_meeting
from bot.sandbox.seed_pulses import seed_pulses
from bot.standing.versions import keep
from flows.company.changes import Change
from flows.company.people import NewPerson, Person, Role
from flows.company.quarters import Quarter
from flows.company.subjects import Kind, NewSubject, Status, Subject, key_of
from flows.figures.closing import Target
from flows.review.draft import Answers
from flows.review.review import Purpose
from flows.review.submission import Ending, new_review
from flows.scorecards.scorecard import Scorecard
from flows.scoring.score import Facts
from storage import changes, drafts, people, reviews, second_views, subjects, submitting, targets, workspaces
from storage.digest_places import Terms

COMPANY = Path(__file__).with_name("company.yml")
# Before today; the first is from before last month, so that a report of that can say what has changed.
ROUNDS = (timedelta(days=64), timedelta(days=33), timedelta(days=5))
SECOND_OPINION = timedelta(days=2)
EARLIEST = timedelta(weeks=5)  # the first digest, of what had been agreed before last month
EARLIER = tuple(timedelta(weeks=weeks) for weeks in (4, 3, 2, 1))
FIRST_SEEN = timedelta(days=90)
NEW = timedelta(days=2)
A_WHILE = timedelta(hours=1)
GIVEN = timedelta(days=1)  # to an auditor
EVIDENCE_FROM = 2
Raw = dict[str, Any]


def company() -> Raw:
    """The invented company, as its file says it, with a round before the two of the file and the deals of last month.

    In that round nothing had been agreed to in writing yet.
    """
    loaded: Raw = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
    for each in [*loaded["deals"], *loaded["customers"]]:
        each["rounds"].insert(0, each["rounds"][0].replace("3", "2"))
    return loaded


def seed(desk: Desk, raw: Raw, *, channel: str) -> None:
    """Fill an empty, migrated database. Times are counted back from the desk's moment."""
    _people(desk, raw)
    set_place(desk, None, Terms(channel))
    workspaces.start_colours(desk.tx.at(desk.now - EARLIER[0]))
    owners = {person.email: person for person in people.all_of(desk.tx)}
    listed = [(Kind.DEAL, each) for each in raw["deals"]]
    listed += [(Kind.CUSTOMER, each) for each in raw["customers"]]
    listed += [(Kind.DEAL, closed_deal(each, desk.now.date())) for each in raw["closed"]]
    ids = subjects.insert_many(
        desk.tx,
        [_subject(kind, each, number, owners, desk.now) for number, (kind, each) in enumerate(listed)],
    )
    for subject_id, (_, each) in zip(ids, listed, strict=True):
        _move_close(desk, subject_id, each)
    known = {subject.id: subject for subject in subjects.everything(desk.tx, open_only=True)}
    reviewed = [(known[id_], each) for id_, (_, each) in zip(ids, listed, strict=True)]
    _round(desk, raw, reviewed, owners, 0)
    close_deals(desk, reviewed)
    _targets(desk.at(desk.now - EARLIEST), raw, owners)
    take(desk.at(desk.now - EARLIEST), channel=channel, key="digest:earliest")
    _round(desk, raw, reviewed, owners, 1)
    for weeks in EARLIER:
        take(desk.at(desk.now - weeks), channel=channel, key=f"digest:{weeks}")
    _round(desk, raw, reviewed, owners, 2)
    _give(desk.at(desk.now - GIVEN), reviewed, owners)
    _single(desk.at(desk.now - SECOND_OPINION), raw, "second_opinions", reviewed, owners)
    seed_action_items(desk, raw, {each["name"]: subject.id for subject, each in reviewed})
    for pair in raw["meetings"]:
        _meeting(desk, raw, pair, reviewed, owners)
    seed_pulses(desk, raw["pulses"], owners)


def seed_since_digest(desk: Desk, raw: Raw) -> None:
    """What has been reviewed in the minutes since the digest in the channel was taken."""
    said = {each["name"]: each for each in (*raw["deals"], *raw["customers"])}
    owners = {person.email: person for person in people.all_of(desk.tx)}
    listed = [(subject, said[subject.name]) for subject in subjects.everything(desk.tx, open_only=True)]
    _single(desk, raw, "since_digest", listed, owners)


def _people(desk: Desk, raw: Raw) -> None:
    ids: dict[str, int] = {}
    for each in raw["people"]:
        if each["role"]:
            ids[each["email"]] = people.save(
                desk.tx,
                NewPerson(
                    email=each["email"],
                    name=each["name"],
                    role=Role(each["role"]),
                    manager_id=ids.get(each.get("manager", "")),
                    weekday=each.get("weekday", 0),
                    at=time.fromisoformat(each.get("at", "09:00")),
                    timezone=each.get("tz", "Europe/Copenhagen"),
                    language=each["locale"][:2],
                ),
            )
            _meet(desk, ids[each["email"]], each)


def _targets(desk: Desk, raw: Raw, owners: dict[str, Person]) -> None:
    """What is to be sold in the quarter of today."""
    quarter = Quarter.of(desk.texts().local_date(desk.now + EARLIEST))
    for each in raw["targets"]:
        team = owners[each["team"]].id if "team" in each else None
        target = Target(team, quarter, Decimal(each["amount"]), each["currency"])
        targets.set_all(desk.tx, [target])


def _give(desk: Desk, listed: list[tuple[Subject, Raw]], owners: dict[str, Person]) -> None:
    """What the director has given to an auditor."""
    director = next(person for person in owners.values() if person.role is Role.DIRECTOR)
    for subject, each in listed:
        if "audit" in each:
            to = owners[each["audit"]].id
            second_views.give(desk.tx, subject.id, to=to, by=director.id, purpose=Purpose.AUDIT)


def _meet(desk: Desk, person_id: int, each: Raw) -> None:
    """Say who this is in Slack, as the bot would find out at its start."""
    people.link(
        desk.tx,
        person_id,
        slack_id=each["id"],
        timezone=each.get("tz", "Europe/Copenhagen"),
        language=each["locale"][:2],
    )
    plan_reminder(desk, person_id)


def _subject(kind: Kind, each: Raw, number: int, owners: dict[str, Person], now: datetime) -> NewSubject:
    amount = each.get("amount")
    never = not any(each["rounds"])
    return NewSubject(
        kind=kind,
        source="demo",
        source_id=key_of(each["name"]) if kind is Kind.CUSTOMER else str(number),
        name=each["name"],
        customer=each.get("customer", ""),
        owner_id=owners[each["owner"]].id if "owner" in each else None,
        amount=None if amount is None else Decimal(str(amount)),
        currency=each.get("currency", "DKK"),
        close_date=now.date() + timedelta(days=each["days"]),
        stage=None,
        segment=each.get("segment"),
        status=Status.OPEN,
        created_on=(now - FIRST_SEEN).date(),
        seen_at=now - (NEW if never else FIRST_SEEN),
        due_at=now - A_WHILE,
    )


def _move_close(desk: Desk, subject_id: int, each: Raw) -> None:
    """The expected close was moved by three weeks, as many days ago as `moved` says, back to front."""
    final = desk.now.date() + timedelta(days=each["days"])
    moves = sorted(each.get("moved", ()), reverse=True)
    for left, days_ago in zip(range(len(moves), 0, -1), moves, strict=True):
        at = desk.now - timedelta(days=days_ago)
        before = final - timedelta(days=21 * left)
        _state_close(desk.at(at - timedelta(minutes=1)), subject_id, before)
        _state_close(desk.at(at), subject_id, before + timedelta(days=21))


def _state_close(desk: Desk, subject_id: int, close: date) -> None:
    change = Change("close_date", None, close)
    changes.apply_changes(desk.tx, subject_id, [change], by_source="demo")


def _round(
    desk: Desk,
    raw: Raw,
    listed: list[tuple[Subject, Raw]],
    owners: dict[str, Person],
    number: int,
) -> None:
    for subject, each in listed:
        if each["rounds"][number]:
            at = desk.now - ROUNDS[number] - timedelta(minutes=7 * subject.id)
            said = _said(desk.scorecards.for_(subject), raw, each, number, at)
            _review(desk.at(at), subject, owners[each["owner"]], said)


def _single(
    desk: Desk, raw: Raw, which: str, listed: list[tuple[Subject, Raw]], owners: dict[str, Person]
) -> None:
    """Single reviews outside the rounds, as the company's file says them under `which`."""
    said = {each["subject"]: each for each in raw[which]}
    for subject, each in listed:
        if single := said.get(each["name"]):
            rounds = {**each, "rounds": [single["levels"]]}
            answers = _said(desk.scorecards.for_(subject), raw, rounds, 0, desk.now)
            _review(desk, subject, owners[single["by"]], answers)


def _meeting(
    desk: Desk, raw: Raw, pair: Raw, listed: list[tuple[Subject, Raw]], owners: dict[str, Person]
) -> None:
    """A pair that meets today, with what its manager says of some subjects."""
    levels, at = pair["views"], desk.now - GIVEN
    said = {
        each["name"]: (
            subject,
            _said(desk.scorecards.for_(subject), raw, {**each, "rounds": [levels[each["name"]]]}, 0, at),
        )
        for subject, each in listed
        if each["name"] in levels
    }
    seed_meeting(desk, pair, owners, said)


def _said(scorecard: Scorecard, raw: Raw, each: Raw, number: int, at: datetime) -> Answers:
    """The levels of one round ("n" where a question doesn't apply), and evidence dated a few days before."""
    language = "da" if each["owner"].endswith(".dk") else "en"
    levels: dict[str, int | None] = {}
    evidence, covers, left_out = {}, {}, []
    for area, digits in zip(scorecard.areas, each["rounds"][number].split(), strict=True):
        given = [int(digit) if digit.isdigit() else None for digit in digits]
        left_out += [q.id for q, digit in zip(area.questions, digits, strict=True) if digit == "n"]
        levels |= {question.id: level for question, level in zip(area.questions, given, strict=True)}
        most = max((level for level in given if level is not None), default=0)
        if most >= EVIDENCE_FROM and area.id not in each.get("without", ()):
            notes = raw["notes"][language][most]
            day = (at - timedelta(days=3 + len(each["name"]) % 4)).date()
            evidence[area.id] = notes[len(levels) % len(notes)].format(
                day=f"{day.day}.{day.month}.{day.year}"
            )
            covers[area.id] = [question.id for question in area.questions]
    return Answers(levels=levels, evidence=evidence, covers=covers, not_applicable=tuple(left_out))


def _review(desk: Desk, subject: Subject, person: Person, said: Answers) -> None:
    scorecard = desk.scorecards.for_(subject)
    keep(desk, scorecard)
    draft = drafts.start(
        desk.tx,
        subject_id=subject.id,
        person_id=person.id,
        scorecard_hash=scorecard.version,
        answers=said,
    )
    last = reviews.latest(desk.tx, subject.id)
    facts = Facts(stage=subject.stage, close_date=subject.close_date)
    known = sum(level or 0 for level in said.levels.values())
    probability = Decimal(min(95, 30 + 2 * known))  # sellers are optimists
    review = new_review(Ending(scorecard, draft, last), facts, probability=probability, now=desk.now)
    submitting.submit(desk.tx, review)
