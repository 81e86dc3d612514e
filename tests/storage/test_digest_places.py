"""Where digests are posted: when each is due, what a wrong clock has planned, and what is said of a channel once."""

from datetime import datetime, time, timedelta

import pytest

from flows.company.people import Role
from storage import digest_places, guests, refused_blocks
from storage.digest_places import Place, Terms
from storage.engine import Database, Transaction
from tests.storage.conftest import Company


def agreed(
    tx: Transaction, team: int | None = None, *, channel: str = "C1", due: datetime | None = None
) -> Place:
    """A place set by Mette."""
    return digest_places.agree(tx, team, Terms(channel), due_at=due or tx.now, by="U1")


def due(database: Database, at: datetime) -> list[int]:
    """The workspaces with a digest due."""
    with database.across() as connection:
        return digest_places.workspaces_due(connection, now=at)


def test_one_is_due_from_its_moment_on_until_the_next_is_planned(
    database: Database, company: Company
) -> None:
    second, now = timedelta(seconds=1), company.now
    assert due(database, now) == []
    with company.write() as tx:
        place = agreed(tx)
    with company.write(now - second) as tx:
        assert digest_places.hold_due(tx) is None
    assert due(database, now - second) == []
    assert due(database, now) == [company.workspace]

    with company.write() as tx:
        assert digest_places.hold_due(tx) == place
        digest_places.plan(tx, place.id, now + second)
        assert digest_places.hold_due(tx) is None
    assert due(database, now) == []


def test_one_that_is_planned_further_ahead_than_its_rhythm_is_due_to_be_planned_anew(
    database: Database, company: Company
) -> None:
    with company.write() as tx:
        agreed(tx, due=company.now + timedelta(days=9))

    assert due(database, company.now) == [company.workspace]
    assert due(database, company.now + timedelta(days=2)) == []


def test_what_is_set_is_kept_and_another_channel_is_confirmed_by_nobody(company: Company) -> None:
    terms = Terms("C1", 3, time(15, 30), "Europe/Stockholm", "da", amounts=False)
    team = company.person("Mette", Role.MANAGER).id
    with company.write() as tx:
        place = digest_places.agree(tx, team, terms, due_at=tx.now, by="U1")
        digest_places.confirm(tx, place.id, "read_by_guests", by="U2")
        kept = digest_places.of(tx, team)
        assert Terms(kept.channel, kept.weekday, kept.at, kept.timezone, kept.language, kept.amounts) == terms
        assert (kept.set_by, kept.confirmed_by, kept.confirmed_at) == ("U1", "U2", tx.now)

        same = digest_places.agree(tx, team, Terms("C1"), due_at=tx.now, by="U1")
        assert same.confirmed_by == "U2"
        other = digest_places.agree(tx, team, Terms("C2"), due_at=tx.now, by="U1")
        assert (other.id, other.confirmed, other.confirmed_by, other.confirmed_at) == (
            place.id,
            None,
            None,
            None,
        )


def test_a_channel_is_lost_once_for_each_thing_that_happens_to_it(company: Company) -> None:
    with company.write() as tx:
        place = agreed(tx)
        assert [each.id for each in digest_places.lose(tx, "C1", "is_archived")] == [place.id]
        assert digest_places.lose(tx, "C1", "is_archived") == []
        assert digest_places.lose(tx, "C2", "is_archived") == []
        assert [each.lost for each in digest_places.lose(tx, "C1", "channel_not_found")] == [
            "channel_not_found"
        ]

        assert [each.lost for each in digest_places.lost_of(tx, "U1", is_admin=False)] == [
            "channel_not_found"
        ]
        assert digest_places.lost_of(tx, "U2", is_admin=True) == []
        assert digest_places.find_again(tx, "C1", since=tx.now - timedelta(days=1)) == []
        assert [each.id for each in digest_places.find_again(tx, "C1")] == [place.id]
        assert digest_places.lose(tx, "C1", "channel_not_found") != []


def test_where_nobody_is_known_to_have_set_it_the_admins_look_after_it(company: Company) -> None:
    with company.write() as tx:
        agreed(tx)
        digest_places.lose(tx, "C1", "is_archived")
        digest_places.forget_setter(tx, "U1")

        assert digest_places.lost_of(tx, "U1", is_admin=False) == []
        assert len(digest_places.lost_of(tx, "U3", is_admin=True)) == 1


def test_who_leaves_slack_takes_no_channel_along(company: Company) -> None:
    with company.write() as tx:
        agreed(tx)
        digest_places.leave_team(tx)
        place = digest_places.of(tx, None)

    assert (place.channel, place.due_at, place.set_by) == (None, None, None)


@pytest.mark.parametrize(
    ("after", "release", "tried"),
    [
        (timedelta(0), "1.0", False),
        (timedelta(days=29), "1.0", False),
        (timedelta(days=31), "1.0", True),
        (timedelta(days=1), "1.1", True),
        (-timedelta(hours=1), "1.0", False),  # the clock was set back
        (-timedelta(days=400), "1.0", True),  # it was years ahead
    ],
)
def test_a_refused_kind_is_tried_again_after_a_month_or_with_a_new_release(
    company: Company, after: timedelta, release: str, tried: bool
) -> None:
    with company.write() as tx:
        refused_blocks.note(tx, {"table"}, release="1.0")
        refused_blocks.note(tx, {"table"}, release="1.0")
        found = refused_blocks.among(tx.at(tx.now + after), {"table", "data_visualization"}, release=release)

    assert found == (frozenset() if tried else {"table"})


def test_a_kind_that_was_no_reason_after_all_is_forgotten(company: Company) -> None:
    with company.write() as tx:
        refused_blocks.note(tx, {"table", "data_visualization"}, release="1.0")
        refused_blocks.forget(tx, {"table"})

        assert refused_blocks.among(tx, {"table", "data_visualization"}, release="1.0") == {
            "data_visualization"
        }


def test_guests_come_and_go(company: Company) -> None:
    with company.write() as tx:
        guests.note(tx, are={"U8", "U9"}, are_not=set())
        guests.note(tx, are={"U9"}, are_not={"U8", "U1"})

        assert guests.all_of(tx) == {"U9"}
