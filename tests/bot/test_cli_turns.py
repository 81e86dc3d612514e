"""A long import leaves the database to others in between, and is carried on by the same file where it broke off."""

from collections.abc import Iterator

import pytest

from bot.crm.files.reading import read_deals
from bot.crm.terminal import in_turns
from bot.crm.usecases.deals import AT_ONCE, import_deals, parts
from bot.deals.usecases.accounts import Kept, following, keep
from bot.standing.checking import differences
from flows.company.subjects import Kind
from flows.imports import DealRecord, Reading
from storage import subjects
from tests.bot.terminal import Terminal
from tests.journeys.conftest import START, Office, open_office

LINES = [
    "id,name,account,owner_email,amount,currency,created,close_date,status",
    *(f"{n},Deal {n},Account {n},tom@example.com,10,DKK,,2026-12-15,won" for n in range(2 * AT_ONCE + 1)),
]


@pytest.fixture
def any_office(database_url: str) -> Iterator[Office]:
    """The company, once on each kind of database."""
    yield from open_office(database_url)


@pytest.fixture
def reading() -> Reading[DealRecord]:
    """A file of three parts, the last of a single row."""
    data = "\n".join(LINES).encode()
    return read_deals(data, source="csv", default_currency="DKK", today=START.date(), mapping={})


def held(office: Office) -> int:
    """How many deals are there."""
    with office.read() as desk:
        return len(subjects.by_identity(desk.tx, Kind.DEAL, ids=[str(n) for n in range(len(LINES))]))


def test_others_write_between_two_parts(any_office: Office, reading: Reading[DealRecord]) -> None:
    seen = []

    def watched() -> Iterator[Reading[DealRecord]]:
        for part in parts(reading):
            with any_office.write():  # would wait for the importer in vain
                seen.append(held(any_office))
            yield part

    in_turns(any_office.house, any_office.id, watched(), import_deals)

    assert seen == [0, AT_ONCE, 2 * AT_ONCE]
    assert held(any_office) == 2 * AT_ONCE + 1


def test_what_broke_off_is_done_by_the_same_file_again(
    any_office: Office, reading: Reading[DealRecord]
) -> None:
    first, *_ = parts(reading)
    in_turns(any_office.house, any_office.id, [first], import_deals)

    done = in_turns(any_office.house, any_office.id, parts(reading), import_deals)

    assert [(len(plan.new), plan.unchanged) for plan in done] == [(0, AT_ONCE), (AT_ONCE, 0), (1, 0)]


def test_what_was_done_is_counted_over_all_parts(light: Terminal) -> None:
    told = light.imports("\n".join(LINES))

    count = 2 * AT_ONCE + 1
    assert f"Done: {count} new, 0 changed, {count} new customers." in told.out


def test_the_customers_of_all_parts_are_kept_as_others_are(
    any_office: Office, reading: Reading[DealRecord]
) -> None:
    in_turns(any_office.house, any_office.id, parts(reading), import_deals)
    with any_office.read() as desk:
        found = following(desk)

    assert sum(in_turns(any_office.house, any_office.id, found.parts(), keep)) == 2 * AT_ONCE + 1

    with any_office.read() as desk:
        assert list(differences(desk)) == []
        assert following(desk) == Kept()
