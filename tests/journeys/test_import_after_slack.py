"""A CRM's file after somebody has changed a deal in Slack: only what the file says anew counts."""

from decimal import Decimal

import pytest

from bot.crm.usecases.deals import import_deals
from bot.deals.usecases.changing import change
from flows.company.subjects import Kind, Status, Subject
from flows.imports import DealRecord, Reading
from tests.journeys.conftest import Office, id_of
from tests.known import by_identity

AMOUNT = Decimal(1_200_000)


@pytest.fixture
def deal(staffed: Office) -> Subject:
    """Tom's deal with Nordlys, as the CRM said it."""
    return now_is(staffed, staffed.add("Service agreement", id_of(staffed, "U0TOM"), amount=AMOUNT))


def test_a_file_that_repeats_what_it_said_before_does_not_undo_a_change_in_slack(
    staffed: Office, deal: Subject
) -> None:
    changed(staffed, deal, amount=Decimal(900_000))

    assert imported(staffed, deal, amount=AMOUNT) == (0, 1)
    assert now_is(staffed, deal.id).amount == Decimal(900_000)


def test_what_the_file_says_anew_counts_and_from_then_on_the_file_is_followed(
    staffed: Office, deal: Subject
) -> None:
    changed(staffed, deal, amount=Decimal(900_000))

    assert imported(staffed, deal, amount=Decimal(700_000)) == (1, 0)
    assert imported(staffed, deal, amount=AMOUNT) == (1, 0)
    assert now_is(staffed, deal.id).amount == AMOUNT


def test_a_deal_that_was_lost_in_slack_is_not_opened_again_by_an_old_file(
    staffed: Office, deal: Subject
) -> None:
    changed(staffed, deal, status="lost", lost_reason="Price")

    assert imported(staffed, deal, amount=AMOUNT) == (0, 1)
    assert now_is(staffed, deal.id).status is Status.LOST


def test_a_file_does_not_give_a_handed_over_deal_back(staffed: Office, deal: Subject) -> None:
    changed(staffed, deal, owner_id=id_of(staffed, "U0METTE"))

    assert imported(staffed, deal, amount=AMOUNT) == (0, 1)
    assert now_is(staffed, deal.id).owner_id == id_of(staffed, "U0METTE")


def changed(office: Office, deal: Subject, **said: str | int | Decimal) -> None:
    """Tom changes his deal in Slack."""
    tom = office.who("U0TOM")
    assert tom is not None
    with office.write() as desk:
        change(desk, tom, deal.id, said)


def imported(office: Office, deal: Subject, *, amount: Decimal) -> tuple[int, int]:
    """The CRM's file states the deal as it was, with this amount; gives how many changed and what was held."""
    record = DealRecord(
        source=deal.source,
        source_id=deal.source_id,
        name=deal.name,
        customer=deal.customer,
        owner_name=None,
        owner_email=office.workspace.users["U0TOM"].email,
        amount=amount,
        currency=deal.currency,
        close_date=deal.close_date,
        stage=deal.stage,
        status=deal.status,
        product=None,
        probability=None,
        stage_probability=None,
        created_on=None,
        closed_on=None,
    )
    stated = frozenset({"amount", "owner_id", "status"})
    with office.write() as desk:
        plan = import_deals(desk, Reading((record,), (), (), 0, deal.source, {}, (), stated))
    return len(plan.changed), plan.held


def now_is(office: Office, subject_id: int) -> Subject:
    """A deal as it stands in the database."""
    with office.read() as desk:
        known = by_identity(desk.tx, Kind.DEAL)
    return next(deal for deal in known.values() if deal.id == subject_id)
