"""People: the company's list of them, and who they are in Slack."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    CursorResult,
    ForeignKey,
    Integer,
    Row,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    case,
    func,
    select,
    update,
)

from flows.company.people import NewPerson, Person, Role
from storage import kept_loads, occurrences, pairs
from storage.engine import Transaction, insert
from storage.pairs import Terms, written
from storage.schema import HERE, UtcDateTime, metadata, needed

AN_HOUR = timedelta(hours=1)
# Whoever has not opened theirs for so long sees the new one when they open it.
HOME_WATCHED = timedelta(days=3)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("workspace_id", ForeignKey("workspaces.id")),
    needed("email", Text),  # lower case
    needed("name", Text),
    needed("role", Text),
    Column("manager_id", ForeignKey("people.id"), index=True),
    # When they meet with their manager, or by themselves (storage.pairs): in which weeks, the pair says.
    needed("weekday", Integer),
    needed("at", Text),  # HH:MM, local to `timezone`, or to the pair's own zone
    Column("slack_id", Text),
    needed("timezone", Text),
    needed("language", Text),
    needed("paused", Boolean),
    Column("copies", Boolean),  # of what they submit; nothing said means no
    Column("former_slack_id", Text),  # of who left: should they come back, they are found by it
    # What Slack last said of them, and when (seconds since 1970) it says that it changed.
    Column("slack_email", Text),
    Column("slack_name", Text),
    Column("slack_updated", BigInteger),
    Column("listed_name", Text),  # as the list had it; `name` may be a newer one of Slack's
    Column("home_opened_at", UtcDateTime),  # the last time, to the hour
    Column("country", Text),  # whose public holidays are theirs (ISO); empty: the company's
    Column("escalated", Boolean),  # to: who isn't ready in the teams below them; nothing said means no
    Column("named", Boolean),  # in sums of actions that go further up; nothing said means no
    Column("home_shows", JSON),  # what they have chosen to see of the list on their Home
    UniqueConstraint("workspace_id", "email"),
    UniqueConstraint("workspace_id", "slack_id"),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True)
class Seen:
    """What Slack last said of a person: their id there (before they left, where they did), e-mail, name, and when.

    `updated` counts seconds since 1970, by Slack's clock. All are None for who was never found there.
    """

    person: Person
    slack_id: str | None
    email: str | None
    name: str | None
    updated: int | None


def save(tx: Transaction, new: NewPerson) -> int:
    """Add somebody, or change who has that e-mail address (in any case); gives the id.

    For somebody who is there already, what Slack and they themselves have said stays: their Slack id, zone,
    language and pause, and a newer name of Slack's until the list has a new one.
    """
    listed = {
        "listed_name": new.name,
        "role": new.role.value,
        "manager_id": new.manager_id,
        "weekday": new.weekday,
        "at": written(new.at),
    }
    statement = insert(tx, people).values(
        workspace_id=tx.workspace,
        email=folded_email(new.email),
        timezone=new.timezone,
        language=new.language,
        paused=False,
        name=new.name,
        **listed,
    )
    same = [people.c.workspace_id, people.c.email]
    name = case((people.c.listed_name == new.name, people.c.name), else_=new.name)
    changed = listed | {"name": name}
    saved = statement.on_conflict_do_update(index_elements=same, set_=changed).returning(people.c.id)
    person_id: int = tx.execute(saved).scalar_one()
    kept_loads.begin(tx, person_id)
    pairs.follow(tx, person_id)
    return person_id


def folded_email(email: str) -> str:
    """The address as it is compared: without spaces around it, in small letters."""
    return email.strip().lower()


ALL = select(people).where(people.c.workspace_id == HERE).order_by(people.c.name, people.c.id)
THOSE = ALL.where(people.c.id.in_(bindparam("ids", expanding=True)))
BY_ID = ALL.where(people.c.id == bindparam("person_id"))
BY_SLACK = ALL.where(people.c.slack_id == bindparam("slack_id"))
BY_ROLE = ALL.where(people.c.role == bindparam("role"))


def all_of(tx: Transaction) -> list[Person]:
    """Everybody, by name."""
    return _found(tx.run(ALL))


def names(tx: Transaction) -> dict[int, str]:
    """What everybody is called, by id."""
    query = select(people.c.id, people.c.name).where(people.c.workspace_id == tx.workspace)
    return {row.id: row.name for row in tx.execute(query)}


def by_id(tx: Transaction, person_id: int) -> Person | None:
    """The person with this id."""
    return _one(tx.run(BY_ID, person_id=person_id))


def name_of(tx: Transaction, person_id: int) -> str:
    """What somebody is called; nothing for nobody."""
    person = by_id(tx, person_id)
    return person.name if person else ""


def those(tx: Transaction, ids: Collection[int | None]) -> list[Person]:
    """Those with these ids, by name; None is nobody's."""
    return _found(tx.run(THOSE, ids=[id_ for id_ in ids if id_ is not None]))


def by_slack(tx: Transaction, slack_id: str) -> Person | None:
    """The person who is this Slack user."""
    return _one(tx.run(BY_SLACK, slack_id=slack_id))


def by_email(tx: Transaction, email: str) -> Person | None:
    """The person with this e-mail address."""
    return _one(tx.run(ALL.where(people.c.email == folded_email(email))))


def unlinked(tx: Transaction) -> list[Person]:
    """Who has not been found in Slack, by name; nobody looks for who has no part in it any more."""
    return _found(tx.run(ALL.where(people.c.slack_id.is_(None), people.c.role != Role.NONE.value)))


def with_role(tx: Transaction, role: Role) -> list[Person]:
    """Everybody with this role, by name."""
    return _found(tx.run(BY_ROLE, role=role.value))


def seen(tx: Transaction) -> list[Seen]:
    """What Slack last said of everybody."""
    return [
        Seen(
            _person(row),
            row.slack_id or row.former_slack_id,
            row.slack_email,
            row.slack_name,
            row.slack_updated,
        )
        for row in tx.run(ALL)
    ]


def team_of(tx: Transaction, person_id: int) -> list[Person]:
    """Whose manager somebody is, by name."""
    return _found(tx.run(ALL.where(people.c.manager_id == person_id)))


LED = people.alias()
LED_TWICE = (
    select(LED.c.id)
    .join(people, LED.c.manager_id == people.c.id)
    .where(people.c.workspace_id == HERE, people.c.manager_id == bindparam("leader_id", type_=Integer))
    .limit(1)
)


def leads_leaders(tx: Transaction, person_id: int) -> bool:
    """Whether somebody is the manager of one who is a manager."""
    return tx.run(LED_TWICE, leader_id=person_id).first() is not None


def link(tx: Transaction, person_id: int, *, slack_id: str, timezone: str, language: str) -> None:
    """Note who somebody is in Slack, and the zone (IANA) and language that they have there.

    Whoever was that Slack user before is nobody there any more.
    """
    for held in (people.c.slack_id, people.c.former_slack_id):
        others = people.c.workspace_id == tx.workspace, held == slack_id, people.c.id != person_id
        tx.execute(update(people).where(*others).values({held.key: None}))
    _change(tx, person_id, slack_id=slack_id, former_slack_id=None, timezone=timezone, language=language)
    kept_loads.touch(tx, [person_id])


def note_seen(
    tx: Transaction, person_id: int, *, email: str | None, name: str | None, updated: int | None
) -> None:
    """Note what Slack has last said of somebody: see Seen."""
    _change(tx, person_id, slack_email=email, slack_name=name, slack_updated=updated)


def rename(tx: Transaction, person_id: int, name: str) -> None:
    """Call somebody by another name than the list's."""
    _change(tx, person_id, name=name)


def set_email(tx: Transaction, person_id: int, email: str) -> None:
    """Give somebody another e-mail address on the list, which nobody has there."""
    _change(tx, person_id, email=folded_email(email))


def set_role(tx: Transaction, person_id: int, role: Role) -> None:
    """Give somebody another role."""
    _change(tx, person_id, role=role.value)
    pairs.follow(tx, person_id)


def unlink(tx: Transaction, person_id: int) -> None:
    """Somebody is not in Slack any more: they became a guest there, or left; who they were there is kept."""
    former = func.coalesce(people.c.slack_id, people.c.former_slack_id)
    _change(tx, person_id, former_slack_id=former, slack_id=None)
    occurrences.drop(tx, [person_id])


def forget_slack(tx: Transaction) -> None:
    """Nobody is found in Slack any more, since it is another one; reminders begin once they are found there."""
    said = ("slack_id", "former_slack_id", "slack_email", "slack_name", "slack_updated")
    gone = dict.fromkeys((*said, "home_opened_at"))
    tx.execute(update(people).where(people.c.workspace_id == tx.workspace).values(gone))
    occurrences.drop_all(tx)


def set_pair(tx: Transaction, *, seller_id: int, manager_id: int | None, weekday: int, at: time) -> None:
    """Make two people a pair that meets on a weekday (Monday = 0) at a local time of the seller's.

    Without a manager it is when the seller reviews alone.
    """
    _change(tx, seller_id, manager_id=manager_id, weekday=weekday, at=written(at))
    pairs.follow(tx, seller_id)
    kept_loads.touch(tx, [seller_id])


def agree(tx: Transaction, seller_id: int, manager_id: int | None, terms: Terms) -> None:
    """Make two people a pair on these terms."""
    cadence = terms.cadence
    _change(tx, seller_id, manager_id=manager_id, weekday=cadence.weekday, at=written(cadence.at))
    pairs.agree(tx, seller_id, manager_id, terms)
    kept_loads.touch(tx, [seller_id])


def set_country(tx: Transaction, person_id: int, country: str | None) -> None:
    """Note whose public holidays (ISO code) are somebody's; None: the company's."""
    _change(tx, person_id, country=country)


def set_paused(tx: Transaction, person_id: int, *, paused: bool) -> None:
    """Stop or restart somebody's reminders."""
    _change(tx, person_id, paused=paused)


def set_copies(tx: Transaction, person_id: int, *, copies: bool) -> None:
    """Note whether somebody wants a copy of what they submit."""
    _change(tx, person_id, copies=copies)


def set_named(tx: Transaction, person_id: int, *, named: bool) -> None:
    """Note whether somebody wants to be named in the sums of actions that go further up."""
    _change(tx, person_id, named=named)


def named(tx: Transaction) -> frozenset[int]:
    """The ids of those who want to be."""
    its = people.c.workspace_id == tx.workspace, people.c.named
    return frozenset(tx.execute(select(people.c.id).where(*its)).scalars())


def set_escalated(tx: Transaction, person_id: int, *, escalated: bool) -> None:
    """Note whether somebody wants to be told who isn't ready for their 1-to-1 in the teams below them."""
    _change(tx, person_id, escalated=escalated)


def is_escalated(tx: Transaction, person_id: int) -> bool:
    """Whether somebody does."""
    its = people.c.workspace_id == tx.workspace, people.c.id == person_id
    return bool(tx.execute(select(people.c.escalated).where(*its)).scalar_one_or_none())


HOME_OPENED = select(people.c.home_opened_at).where(
    people.c.workspace_id == HERE, people.c.slack_id == bindparam("slack_id")
)


def note_home(tx: Transaction, slack_id: str) -> bool:
    """Note, once an hour, that somebody has opened their Home; True where it wasn't kept up until now."""
    before = tx.run(HOME_OPENED, slack_id=slack_id).scalar_one_or_none()
    if before is None or before <= tx.now - AN_HOUR:
        its = people.c.workspace_id == tx.workspace, people.c.slack_id == slack_id
        tx.execute(update(people).where(*its).values(home_opened_at=tx.now))
    return before is None or before <= tx.now - HOME_WATCHED


HOME_SHOWS = select(people.c.home_shows).where(
    people.c.workspace_id == HERE, people.c.id == bindparam("person_id")
)


def home_shows(tx: Transaction, person_id: int) -> object:
    """What somebody has chosen to see of the list on their Home, as it was kept; None for nothing."""
    return tx.run(HOME_SHOWS, person_id=person_id).scalar_one_or_none()


def set_home_shows(tx: Transaction, person_id: int, shown: object) -> None:
    """Keep what somebody has chosen to see there."""
    _change(tx, person_id, home_shows=shown)


def _found(rows: CursorResult[Any]) -> list[Person]:
    return [_person(row) for row in rows]


def _one(rows: CursorResult[Any]) -> Person | None:
    row = rows.one_or_none()
    return None if row is None else _person(row)


def _change(tx: Transaction, person_id: int, **values: object) -> None:
    whose = people.c.workspace_id == tx.workspace, people.c.id == person_id
    tx.execute(update(people).where(*whose).values(**values))


def _person(row: Row[tuple[object, ...]]) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        manager_id=row.manager_id,
        slack_id=row.slack_id,
        weekday=row.weekday,
        at=time.fromisoformat(row.at),
        timezone=row.timezone,
        language=row.language,
        paused=row.paused,
        copies=bool(row.copies),
        listed_as=None if row.listed_name == row.name else row.listed_name,
    )
