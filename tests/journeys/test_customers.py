"""Customers in Slack: added by hand, and what is uncertain of them in the week's figures."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from bot.deals.views import adding as adding_views
from bot.kit import doors
from flows.company.people import Role
from flows.company.subjects import Kind, Status
from storage import tables
from tests.journeys.conftest import Office, id_of, texts_in
from tests.known import by_identity

pytestmark = pytest.mark.usefixtures("nothing_refused")


def named(office: Office, name: str) -> list[Any]:
    """The subjects of this name."""
    with office.read() as desk:
        return list(desk.tx.execute(select(tables.subjects).where(tables.subjects.c.name == name)))


def form(name: str, amount: str = "", expiry: str | None = None) -> dict[str, Any]:
    """The form of a new customer as a payload says it."""
    values = {
        "customer.name": {adding_views.VALUE: {"value": name}},
        "customer.amount": {adding_views.VALUE: {"value": amount}},
        "customer.expiry": {adding_views.VALUE: {"selected_date": expiry}},
    }
    about = {"id": "V0", "type": "modal", "callback_id": adding_views.CREATE_CUSTOMER, "private_metadata": ""}
    return {**about, "hash": "1.x", "state": {"values": values}}


def test_a_customer_is_added_with_yearly_value_and_expiry_and_reviewed_at_once(staffed: Office) -> None:
    tom = staffed.person("U0TOM")
    assert tom.home
    tom.clicks(doors.ADD_CUSTOMER, on="home")
    tom.modal_with("Yearly value (DKK)")
    tom.workspace.fill(tom.id, "customer.name", adding_views.VALUE, "Havblik A/S")
    tom.workspace.fill(tom.id, "customer.amount", adding_views.VALUE, "250000")
    tom.workspace.fill(tom.id, "customer.expiry", adding_views.VALUE, "2027-06-30")

    tom.submits()

    assert "Page 1 of 6" in tom.screen
    assert "agreement until 30 June 2027" in tom.screen
    [row] = named(staffed, "Havblik A/S")
    assert (row.kind, row.owner_id, row.amount) == ("customer", id_of(staffed, "U0TOM"), Decimal(250_000))
    assert row.close_date == date(2027, 6, 30)


def test_the_form_of_a_new_customer_delivered_twice_is_one_customer(any_office: Office) -> None:
    any_office.add_person("U0TOM", Role.SELLER)
    tom = any_office.person("U0TOM")

    said = [tom.submits_again(form("Havblik", "1000")) for _ in range(2)]

    assert all("Page 1 of 6" in one for one in said)
    assert len(named(any_office, "Havblik")) == 1


def test_a_customer_that_is_there_is_not_added_twice_whoever_carries_it(staffed: Office) -> None:
    staffed.add("Havblik", id_of(staffed, "U0METTE"), kind=Kind.CUSTOMER, source_id="havblik")

    said = staffed.person("U0TOM").submits_again(form("  HAVBLIK "))

    assert said.startswith("There is a customer of that name here already.")
    assert named(staffed, "HAVBLIK") == []


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        (("  ",), "Write a few words."),
        (("Havblik", "many"), "Write a plain number, such as 250000, or nothing."),
        (("Havblik", "", "2026-02-30"), "Choose a day that the calendar has, or none."),
    ],
)
def test_a_customer_with_a_field_that_says_nothing(
    staffed: Office, filled: tuple[str, ...], said: str
) -> None:
    assert staffed.person("U0TOM").submits_again(form(*filled)) == said
    assert named(staffed, "Havblik") == []


@pytest.mark.parametrize("who", ["U0DORTE", "U0VERA", "U0KARIN"])
def test_who_reviews_nothing_adds_no_customer(staffed: Office, who: str) -> None:
    assert "isn't yours" in staffed.person(who).submits_again(form("Havblik"))
    assert named(staffed, "Havblik") == []


def test_a_won_deal_makes_no_second_customer_and_moves_none_that_somebody_handed_over(
    staffed: Office,
) -> None:
    tom, mette = id_of(staffed, "U0TOM"), id_of(staffed, "U0METTE")
    staffed.person("U0TOM").submits_again(form("Havblik"))
    deal = staffed.add("Pilot", mette, customer="HAVBLIK")
    actor = staffed.person("U0METTE")

    actor.forges("subject.change", str(deal))
    actor.workspace.fill("U0METTE", f"change.status.{deal}", "change.value", "won")
    actor.submits()

    with staffed.read() as desk:
        customers = by_identity(desk.tx, Kind.CUSTOMER)
    assert [(one.name, one.owner_id) for one in customers.values()] == [("Havblik", tom)]


def uncertain(office: Office) -> None:
    """A red, a green and a grey customer, one without a value, and one that is lost."""
    tom = id_of(office, "U0TOM")
    kinds = {"kind": Kind.CUSTOMER}
    red = office.add("Red", tom, amount=Decimal(2_000_000), days=40, **kinds)
    green = office.add("Green", tom, amount=Decimal(7_000_000), days=10, **kinds)
    office.add("Grey", tom, amount=Decimal(100_000), currency="EUR", days=-5, **kinds)
    office.add("Unknown", tom, amount=None, days=20, **kinds)
    office.add("Lost", tom, days=5, status=Status.LOST, **kinds)
    office.reviewed(red, "U0TOM", 0)
    office.reviewed(green, "U0TOM", 3)


SAID = (
    "3 customers are red or not reviewed: DKK 2m and EUR 100,000 a year · one without an amount"
    " · the next agreement ends 13 December"
)


def test_the_overview_says_what_is_uncertain_of_the_yearly_value(staffed: Office) -> None:
    uncertain(staffed)
    tom, mette = staffed.person("U0TOM"), staffed.person("U0METTE")

    tom.says("/review status")
    assert SAID in tom.screen
    mette.says("/review status")
    assert "mio." not in mette.screen


def test_the_digest_says_it_in_a_line_of_its_own(staffed: Office) -> None:
    uncertain(staffed)
    staffed.add("Pilot", id_of(staffed, "U0TOM"))
    staffed.set_digest("C1")

    staffed.person("U0ANNE").says("/review digest")
    staffed.tick()

    digest = staffed.workspace.messages("C1")[0]
    lines = [line for text in texts_in(digest.blocks) for line in text.splitlines()]
    assert lines.count(SAID) == 1


def test_a_customer_comes_back_every_quarter_although_its_answers_are_fresh_for_longer(
    staffed: Office,
) -> None:
    customer = staffed.add("Havblik", id_of(staffed, "U0TOM"), kind=Kind.CUSTOMER)
    deal = staffed.add("Wharf", id_of(staffed, "U0TOM"))
    for subject in (customer, deal):
        staffed.reviewed(subject, "U0TOM", 3)

    [row] = named(staffed, "Havblik")
    assert row.due_at == staffed.now + timedelta(days=91)
    [row] = named(staffed, "Wharf")
    assert row.due_at < staffed.now + timedelta(days=91)


def test_customers_without_an_owner_stand_on_top_of_every_managers_home_and_get_one_there(
    staffed: Office,
) -> None:
    staffed.add("Havblik", None, kind=Kind.CUSTOMER)
    staffed.add("Mellemgaard", None, kind=Kind.CUSTOMER)
    staffed.add("Nobody's wharf", None)
    staffed.add("Southern wharf", id_of(staffed, "U0METTE"))
    jens, anne = staffed.person("U0JENS"), staffed.person("U0ANNE")

    assert "2 kunder har ingen ansvarlig endnu" in jens.home
    home = anne.home
    assert "2 customers have no owner yet, and so are ready for nobody: Havblik, Mellemgaard" in home
    assert "Nobody's wharf" not in home
    assert "ready for its seller" not in home
    anne.clicks("subject.open", on="home", value="1")
    anne.modal_with("Havblik")
    anne.presses("subject.change")
    anne.workspace.fill(anne.id, "change.owner_id.1", "change.value", "U0TOM")
    anne.submits()
    anne.closes()

    assert "One customer has no owner yet, and so is ready for nobody: Mellemgaard" in anne.home
    assert "Havblik" in staffed.person("U0TOM").home


@pytest.mark.parametrize("who", ["U0TOM", "U0DORTE", "U0VERA", "U0KARIN"])
def test_nobody_else_is_asked_to_find_an_owner(staffed: Office, who: str) -> None:
    staffed.add("Havblik", None, kind=Kind.CUSTOMER)

    assert "no owner yet, and so" not in staffed.person(who).home


def test_a_customer_without_an_owner_is_due_to_nobody(staffed: Office) -> None:
    staffed.add("Havblik", None, kind=Kind.CUSTOMER)
    staffed.passes(days=8)

    anne = staffed.person("U0ANNE")
    assert anne.messages() == []
    anne.says("/review")
    assert "Havblik" not in anne.screen
    anne.closes()
    anne.says("/review havblik")
    anne.modal_with("Page 1 of 6")
