"""A company for the measurements: a director, an admin, managers, their sellers, and deals reviewed in part."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.app.following import follow
from bot.app.wiring import bound
from bot.kit.desk import Desk
from bot.kit.house import Clock, House
from bot.kit.settings import Settings
from bot.sandbox.people import Identity, User
from bot.scorecards import loading as scorecards
from flows.company.people import Role
from storage import people, subjects
from storage.engine import Transaction, open_database
from tests.bench.copies import copy_deals, copy_seller
from tests.bench.members import ZONE, deal, email_of, manager, person, review, seller

TEAM = Identity().team_id
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # a Monday at nine; the load has the time of the day
DIRECTOR, ADMIN = "U0DIRECTOR", "U0ADMIN"
BLOCK = 100  # deals that are written one by one; the others are their copies
NEVER_REVIEWED = 6  # every so many deals


@dataclass(frozen=True)
class Shape:
    """How many deals there are, a multiple of BLOCK, and between how many sellers and managers."""

    deals: int
    sellers: int
    managers: int = 10

    def __post_init__(self) -> None:
        """Raise ValueError for deals that are no multiple of BLOCK."""
        if self.deals % BLOCK:
            raise ValueError(f"{self.deals} deals are no multiple of {BLOCK}")

    @property
    def users(self) -> list[User]:
        """Everybody, as Slack knows them."""
        managers, sellers = map(manager, range(self.managers)), map(seller, range(self.sellers))
        names = [*managers, *sellers, DIRECTOR, ADMIN]
        return [User(name, name[2:].lower(), email_of(name), ZONE, "en-GB") for name in names]


def open_house(url: str, clock: Clock, settings: Settings | None = None) -> tuple[House, int]:
    """The house over a migrated database, and the id of its one workspace."""
    database = open_database(url)
    house = House(database, settings or Settings(), clock, scorecards.reader(), follow)
    return house, bound(house, TEAM)


def settle(house: House, workspace: int, shape: Shape) -> None:
    """Fill an empty workspace with a company of this shape."""
    with house.write(workspace) as desk:
        sellers = staff(desk, shape)
        if not shape.deals:
            return
        dice = random.Random(0)  # noqa: S311 - the same company every time
        deals = [deal(desk, number, sellers[number % len(sellers)]) for number in range(BLOCK)]
        for number, subject_id in enumerate(subjects.insert_many(desk.tx, deals)):
            if number % NEVER_REVIEWED:
                review(desk.at(_days_ago(desk, dice)), subject_id, deals[number].owner_id, dice)
        copy_deals(desk.tx, blocks=shape.deals // BLOCK, block=BLOCK, owners=sellers)
    if house.database.engine.dialect.name == "postgresql":  # autovacuum would, within a minute
        with house.database.across(writes=True) as connection:
            connection.exec_driver_sql("ANALYZE")


def _days_ago(desk: Desk, dice: random.Random) -> datetime:
    return desk.now - timedelta(days=dice.randrange(1, 70), hours=1)


def staff(desk: Desk, shape: Shape) -> range:
    """Everybody of a company of this shape; gives the ids of the sellers, which follow one another."""
    for slack_id, role in ((DIRECTOR, Role.DIRECTOR), (ADMIN, Role.ADMIN)):
        person(desk, slack_id, role)
    managers = [person(desk, manager(number), Role.MANAGER) for number in range(shape.managers)]
    first = person(desk, seller(0), Role.SELLER, managers[0])
    copy_seller(desk.tx, first, sellers=shape.sellers, managers=managers)
    return range(first, first + shape.sellers)


def deals_of(tx: Transaction) -> dict[str, list[int]]:
    """The ids of everybody's deals, by their Slack ids."""
    query = select(people.people.c.slack_id, subjects.subjects.c.id).join_from(
        subjects.subjects, people.people, people.people.c.id == subjects.subjects.c.owner_id
    )
    found: dict[str, list[int]] = {}
    for slack_id, subject_id in tx.execute(query.order_by(subjects.subjects.c.id)):
        found.setdefault(slack_id, []).append(subject_id)
    return found
