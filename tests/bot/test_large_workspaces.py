"""Finding a few people among thousands: Slack's pauses lose nothing, and nobody waits while everybody is compared."""

from collections.abc import Iterator

import pytest

from bot.kit.slack import PAGE
from bot.people.jobs import FEW, meet
from bot.sandbox.people import User
from flows.company.people import Role
from storage import people
from storage.engine import Database
from tests.journeys.conftest import USERS, Office, open_office, staff

STRANGERS = tuple(User(f"U{n:04}", f"Colleague {n}", f"colleague{n}@example.dk") for n in range(5 * PAGE))
LATE = tuple(User(f"U9{n:03}", f"Late {n}", f"late{n}@example.dk", tz="Asia/Tokyo") for n in range(FEW + 1))


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """The company in a workspace of a thousand colleagues, whose people are on Slack's first page, LATE on its last."""
    for made in open_office(sqlite_url, users=(*USERS, *STRANGERS, *LATE)):
        staff(made)
        yield made


def calls(office: Office, method: str) -> int:
    """How often Slack was asked so."""
    return sum(call.method == method for call in office.workspace.calls)


def listed(office: Office, users: tuple[User, ...]) -> None:
    """These come on the list; they are looked for later."""
    with office.write() as desk:
        for user in users:
            office._list(desk.tx, user.id, Role.SELLER)


def left(office: Office) -> list[str]:
    """Who of the list is not found."""
    with office.read() as desk:
        return [person.name for person in people.unlinked(desk.tx)]


def test_a_few_far_down_are_asked_for_by_their_address(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    before = calls(office, "users.list")
    listed(office, LATE[:3])

    meet(office.house)

    assert left(office) == []
    assert calls(office, "users.list") == before + 1
    assert office.who(LATE[0].id).timezone == "Asia/Tokyo"
    assert office.who(LATE[0].id).language == "da"


def test_a_pause_of_slacks_loses_no_page_that_was_read(office: Office) -> None:
    listed(office, (*STRANGERS[:3], *LATE))
    before = calls(office, "users.list")
    office.workspace.faults.add(method="users.list", kind="delay", seconds=0, times=3)
    office.workspace.faults.add(method="users.list", kind="429", seconds=30)

    meet(office.house)
    assert sorted(left(office)) == sorted(user.name for user in LATE)
    for _ in range(3):
        meet(office.house)
        office.passes(seconds=9)
    assert calls(office, "users.list") == before + 4

    office.passes(seconds=4)

    assert left(office) == []
    assert calls(office, "users.list") == before + 4 + 3  # it went on with the fourth of six pages
    assert not office.house.readings


def test_at_the_start_everybody_is_read_and_a_pause_is_no_end(office: Office) -> None:
    office.workspace.users["U0TOM"] = User("U0TOM", "Tom Seller", "tom@example.com", deleted=True)
    office.workspace.users[LATE[0].id] = LATE[0]
    listed(office, LATE[:1])
    office.workspace.faults.add(method="users.list", kind="429", seconds=5, times=1)

    meet(office.house, everybody=True)
    assert left(office) == [LATE[0].name]
    office.passes(seconds=6)

    assert left(office) == ["Tom Seller"]


def test_comparing_thousands_holds_no_lock_and_writes_nothing(office: Office) -> None:
    database: Database = office.house.database
    with database.write(office.id, office.now):  # somebody else is writing all the while
        meet(office.house, everybody=True)

    assert not office.house.readings
