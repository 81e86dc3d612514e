"""An expected close that was moved later: how far back a scorecard looks, and a date taken away and stated again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.crm.usecases.deals import import_deals
from bot.deals.usecases.changing import change
from bot.kit.doors import WHY as OPEN
from flows.company.subjects import Kind, Status, Subject
from flows.imports import DealRecord, Reading
from flows.scorecards.scorecard import parse
from tests.journeys.conftest import Office, id_of
from tests.known import by_identity

pytestmark = pytest.mark.usefixtures("nothing_refused")

MOVED = "the expected close has moved later twice within 90 days"


@pytest.fixture
def deal(staffed: Office) -> int:
    """Tom's deal: its close was moved three weeks once, and he has reviewed it since."""
    deal = staffed.add("Service agreement", id_of(staffed, "U0TOM"), customer="Nordlys")
    states(staffed, deal, later(staffed, deal))
    return deal


def now_is(office: Office, deal: int) -> Subject:
    """The deal as it stands in the database."""
    with office.read() as desk:
        known = by_identity(desk.tx, Kind.DEAL)
    return next(each for each in known.values() if each.id == deal)


def later(office: Office, deal: int) -> date:
    """Three weeks after the close as it stands."""
    close = now_is(office, deal).close_date
    assert close is not None
    return close + timedelta(days=21)


def states(office: Office, deal: int, close: date | None) -> None:
    """Tom says so with Change."""
    tom = office.who("U0TOM")
    assert tom is not None
    with office.write() as desk:
        change(desk, tom, deal, {"close_date": close})


def imports(office: Office, deal: int, close: date | None) -> None:
    """The CRM's file says so, and nothing else."""
    found = now_is(office, deal)
    record = DealRecord(
        source=found.source,
        source_id=found.source_id,
        name=found.name,
        customer=found.customer,
        owner_name=None,
        owner_email=None,
        amount=None,
        currency=found.currency,
        close_date=close,
        stage=None,
        status=Status.OPEN,
        product=None,
        probability=None,
        stage_probability=None,
        created_on=None,
        closed_on=None,
    )
    stated = frozenset({"close_date"})
    with office.write() as desk:
        import_deals(desk, Reading((record,), (), (), 0, found.source, {}, (), stated))


def why(office: Office, deal: int) -> str:
    """What Tom reads in Why?"""
    tom = office.person("U0TOM")
    tom.closes()
    tom.forges(OPEN, str(deal))
    return tom.screen


def looks_back(office: Office, days: int) -> None:
    """The company's scorecard for deals counts moves that far back."""
    raw = office.cards.deal.model_dump(mode="json")
    for rule in raw["knockouts"]:
        if rule["id"] == "K6a":
            rule["within_days"] = days
    office.restart(replace(office.cards, deal=parse(raw)))


@pytest.mark.parametrize(("days", "holds"), [(90, False), (100, False), (101, True), (200, True)])
def test_moves_count_as_far_back_as_the_scorecard_says(
    staffed: Office, deal: int, days: int, holds: bool
) -> None:
    looks_back(staffed, days)
    staffed.passes(days=101)
    staffed.reviewed(deal, "U0TOM", 3)
    staffed.passes(hours=1)

    states(staffed, deal, later(staffed, deal))

    assert (MOVED in why(staffed, deal)) is holds


@pytest.mark.parametrize("clears", [states, imports])
@pytest.mark.parametrize("restates", [states, imports])
def test_a_close_taken_away_and_stated_later_again_was_moved(
    staffed: Office,
    deal: int,
    clears: Callable[[Office, int, date | None], None],
    restates: Callable[[Office, int, date | None], None],
) -> None:
    staffed.reviewed(deal, "U0TOM", 3)
    staffed.passes(hours=1)
    moved = later(staffed, deal)

    clears(staffed, deal, None)
    staffed.passes(days=2)
    assert MOVED not in why(staffed, deal)
    restates(staffed, deal, moved)

    assert now_is(staffed, deal).close_date == moved
    assert MOVED in why(staffed, deal)
