"""Who owns an imported deal, and what importing it would change."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from flows.company.called import Ambiguous, known
from flows.company.changes import FIELDS, Change, Value
from flows.company.people import Person, Role
from flows.company.subjects import Kind, Status, Subject
from flows.imports import CustomerRecord, DealRecord, differences, match_owner, reason


def a_person(number: int, name: str, email: str) -> Person:
    return Person(number, name, email, Role.SELLER, None, None, 0, time(9), "Europe/Copenhagen", "da")


METTE = a_person(1, "Mette Sørensen", "mette@example.dk")
ANNE = a_person(2, "Anne Jensen", "anne.jensen@example.dk")
NAMESAKE = a_person(3, "Anne Jensen", "anne.jensen2@example.dk")
PEOPLE = (METTE, ANNE, NAMESAKE)

RECORD = DealRecord(
    source="csv",
    source_id="S-1",
    name="Pakkelinje",
    customer="Æblegaarden ApS",
    owner_name=None,
    owner_email=None,
    amount=Decimal("485000.50"),
    currency="DKK",
    close_date=date(2027, 1, 29),
    stage="Demo",
    status=Status.OPEN,
    product="Linje 4",
    probability=Decimal("40.00"),
    stage_probability=None,
    created_on=date(2026, 7, 13),
    closed_on=None,
)
SUBJECT = Subject(
    id=7,
    kind=Kind.DEAL,
    source="csv",
    source_id="S-1",
    name="Pakkelinje",
    customer="Æblegaarden ApS",
    owner_id=1,
    amount=Decimal("485000.5"),
    currency="DKK",
    close_date=date(2027, 1, 29),
    stage="Demo",
    status=Status.OPEN,
    product="Linje 4",
    probability=Decimal(40),
    stage_probability=None,
    created_on=date(2026, 7, 13),
    seen_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    due_at=None,
)


@pytest.mark.parametrize(
    ("name", "email", "owner"),
    [
        (None, "mette@example.dk", METTE),
        (None, "METTE@Example.dk", METTE),
        ("Mette Sørensen", None, METTE),
        ("  mette   SØRENSEN ", None, METTE),
        ("Anne Jensen", "anne.jensen2@example.dk", NAMESAKE),
        ("Anne Jensen", None, Ambiguous((ANNE, NAMESAKE))),
        ("Integration User", None, None),
        (None, None, None),
        ("Mette", None, None),
    ],
)
def test_an_owner_is_found_by_email_else_by_a_full_name_that_one_person_has(
    name: str | None, email: str | None, owner: object
) -> None:
    record = replace(RECORD, owner_name=name, owner_email=email)

    assert match_owner(record, known(PEOPLE)) == owner


def test_a_stated_email_that_nobody_has_is_not_overruled_by_the_name_beside_it() -> None:
    record = replace(RECORD, owner_name="Mette Sørensen", owner_email="mette.soerensen@example.org")

    assert match_owner(record, known(PEOPLE)) is None


def test_a_customers_owner_is_found_in_the_same_way() -> None:
    record = CustomerRecord("Nordlys A/S", None, "mette@example.dk", None, "DKK", None)

    assert match_owner(record, known(PEOPLE)) == METTE


def test_importing_the_same_again_changes_nothing_even_when_figures_are_written_longer() -> None:
    assert differences(SUBJECT, RECORD, 1) == ()


@pytest.mark.parametrize(
    ("changed", "after"),
    [
        ("name", "Pakkelinje 2"),
        ("customer", "Æblegaarden A/S"),
        ("amount", None),
        ("currency", "EUR"),
        ("close_date", date(2027, 2, 26)),
        ("stage", None),
        ("status", Status.WON),
        ("product", "Linje 5"),
        ("probability", Decimal(50)),
        ("stage_probability", Decimal(60)),
        ("created_on", None),
        ("closed_on", date(2026, 11, 20)),
    ],
)
def test_each_field_that_differs_is_named_with_before_and_after(changed: str, after: object) -> None:
    record = replace(RECORD, **{changed: after})

    assert differences(SUBJECT, record, 1) == (Change(changed, getattr(SUBJECT, changed), after),)


def test_a_new_owner_is_a_change_and_several_changes_come_in_a_fixed_order() -> None:
    record = replace(RECORD, stage="Tilbud", customer="Frugt ApS")

    found = differences(SUBJECT, record, None)

    assert found == (
        Change("customer", "Æblegaarden ApS", "Frugt ApS"),
        Change("owner_id", 1, None),
        Change("stage", "Demo", "Tilbud"),
    )


def test_a_file_without_a_column_for_something_does_not_wipe_it() -> None:
    record = replace(RECORD, stage=None, product=None, name="Ny")

    assert differences(SUBJECT, record, None, stated={"name", "stage"}) == (
        Change("name", "Pakkelinje", "Ny"),
        Change("stage", "Demo", None),
    )


def test_every_field_that_can_change_is_one_of_a_subject() -> None:
    assert all(hasattr(SUBJECT, field) for field in FIELDS)


@pytest.mark.parametrize(
    ("before", "after", "decimals"),
    [
        (Decimal(1_200_000), Decimal(900_000), 0),
        (Decimal(1_200_000), Decimal("900000.50"), 2),
        (Decimal("0.1234"), Decimal("900000.00"), 4),
        (Decimal("1E+6"), None, 0),
        ("1.5", "2", 0),
        (date(2027, 1, 29), None, 0),
    ],
)
def test_both_numbers_of_a_change_have_as_many_decimals_as_either_wants(
    before: Value, after: Value, decimals: int
) -> None:
    assert Change("amount", before, after).decimals == decimals


def test_reasons_with_the_same_params_are_equal_in_whatever_order_they_were_given() -> None:
    assert reason("duplicate", value="D2", lines="3, 4") == reason("duplicate", lines="3, 4", value="D2")
