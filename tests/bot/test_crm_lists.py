"""The list of people and the list of customers."""

from datetime import date, time
from decimal import Decimal

import pytest

from bot.crm.files.errors import FileRefused
from bot.crm.files.reading import read_customers, read_people
from bot.crm.files.words import say
from flows.company.money import CURRENCIES
from flows.company.people import Role
from flows.imports import CustomerRecord, PersonRecord, Reading


def people(*rows: str, headings: str = "name,email,role,manager email,weekday,time") -> Reading[PersonRecord]:
    return read_people("\n".join((headings, *rows)).encode())


def customers(*rows: str, **mapping: str) -> Reading[CustomerRecord]:
    text = "\n".join(("name;owner email;yearly value;currency;expiry date", *rows))
    return read_customers(
        text.encode("cp1252"), default_currency="DKK", today=date(2026, 11, 23), mapping=mapping
    )


def test_a_person_is_read_with_role_manager_and_hour() -> None:
    reading = people("Mette Sørensen,Mette@Example.dk,seller,Bodil@example.dk,Thursday,13:30")

    assert reading.records == (
        PersonRecord("Mette Sørensen", "mette@example.dk", Role.SELLER, "bodil@example.dk", 3, time(13, 30)),
    )


def test_danish_headings_in_any_order_and_danish_words_are_understood() -> None:
    reading = people(
        "08.15;Sælger;tirsdag;Mette;bodil@example.dk;mette@example.dk",
        headings="Tid;Rolle;Ugedag;Navn;Leder e-mail;E-mail",
    )

    assert reading.records == (
        PersonRecord("Mette", "mette@example.dk", Role.SELLER, "bodil@example.dk", 1, time(8, 15)),
    )


def test_an_empty_weekday_and_time_mean_monday_at_nine_also_without_the_columns() -> None:
    full, short = (
        people("A,a@example.dk,seller,,,"),
        people("A,a@example.dk,seller", headings="name,email,role"),
    )

    assert full.records == short.records
    assert (full.records[0].weekday, full.records[0].at) == (0, time(9))


@pytest.mark.parametrize(
    ("word", "weekday"),
    [
        *(("Monday", 0), ("mon", 0), ("TUE", 1), ("wednesday", 2), ("thu", 3), ("Fri.", 4), ("sat", 5)),
        *(("mandag", 0), ("tir", 1), ("Ons.", 2), ("torsdag", 3), ("fre", 4), ("lørdag", 5), ("søn", 6)),
    ],
)
def test_weekdays_are_understood_in_english_and_danish(word: str, weekday: int) -> None:
    assert people(f"A,a@example.dk,seller,,{word},").records[0].weekday == weekday


@pytest.mark.parametrize(
    ("word", "role"),
    [(role.value.title(), role) for role in Role]
    + [
        ("sælger", Role.SELLER),
        ("Leder", Role.MANAGER),
        ("direktør", Role.DIRECTOR),
        ("læser", Role.VIEWER),
        ("iagttager", Role.VIEWER),
        ("ekstern revisor", Role.AUDITOR),
        ("administrator", Role.ADMIN),
    ],
)
def test_roles_are_understood_in_english_and_danish(word: str, role: Role) -> None:
    assert people(f"A,a@example.dk,{word},,,").records[0].role is role


@pytest.mark.parametrize(("text", "at"), [("04:00", time(4)), ("9.05", time(9, 5)), ("23:59", time(23, 59))])
def test_times_are_written_with_a_colon_or_a_point(text: str, at: time) -> None:
    assert people(f"A,a@example.dk,seller,,,{text}").records[0].at == at


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",a@example.dk,seller,,,", "no name"),
        ("A,,seller,,,", "the email “” is not an e-mail address"),
        ("A,not an address,seller,,,", "the email “not an address” is not an e-mail address"),
        ("A,a@example.dk,,,,", "the role “” is none of seller, manager, director, viewer,"),
        ("A,a@example.dk,seller,Bodil,,", "the manager email “Bodil” is not an e-mail address"),
        ("A,a@example.dk,seller,A@example.dk,,", "the manager is the person themselves"),
        ("A,a@example.dk,seller,,Freeday,", "“Freeday” is not a weekday in English or Danish"),
        ("A,a@example.dk,seller,,,9 o'clock", "the time “9 o'clock” is not a time of day such as 09:00"),
        ("A,a@example.dk,seller,,,24:00", "the time “24:00” is not a time of day such as 09:00"),
        ("A,a@example.dk,seller,,,00:00", "the time “00:00” is between 00:00 and 03:59"),
        ("A,a@example.dk,seller,,,3.59", "the time “3.59” is between 00:00 and 03:59"),
    ],
)
def test_a_person_who_cannot_be_read_is_refused_with_why_and_the_rest_goes_in(row: str, said: str) -> None:
    reading = people(row, "B,b@example.dk,manager,,,")

    assert [record.email for record in reading.records] == ["b@example.dk"]
    assert [(refused.line, refused.record) for refused in reading.refused] == [(2, 1)]
    assert say(reading.refused[0].reason).startswith(said)


def test_an_email_that_occurs_twice_is_refused_both_times() -> None:
    reading = people("A,a@example.dk,seller,,,", "A,A@example.dk,seller,,,", "B,b@example.dk,seller,,,")

    assert [record.email for record in reading.records] == ["b@example.dk"]
    assert [refused.line for refused in reading.refused] == [2, 3]


def test_a_list_of_people_without_a_needed_column_is_refused() -> None:
    with pytest.raises(
        FileRefused,
        match=r"No column holds the email; the file has “name, role”\. Name one: --map email=HEADING",
    ):
        people("A,seller", headings="name,role")


def test_a_customer_is_read_with_owner_value_and_expiry() -> None:
    reading = customers("Nordlys A/S;Mette@example.dk;1.250.000,00 kr.;DKK;31-12-2027", "Solvang;;;;")

    assert reading.records == (
        CustomerRecord("Nordlys A/S", None, "mette@example.dk", Decimal(1250000), "DKK", date(2027, 12, 31)),
        CustomerRecord("Solvang", None, None, None, "DKK", None, could_be=CURRENCIES),
    )
    assert reading.stated == {"name", "owner_id", "amount", "currency", "close_date"}


def test_a_customer_named_twice_goes_in_once_when_equal_and_not_at_all_when_not() -> None:
    reading = customers("A;;1;DKK;", "A;;1;DKK;", "B;;1;DKK;", "b;;2;DKK;", ";;1;DKK;")

    assert [record.name for record in reading.records] == ["A"]
    assert [(warned.line, say(warned.reason)) for warned in reading.warnings] == [
        (3, "“A” is the same as line 2 and was taken once")
    ]
    assert [(refused.line, refused.reason.code) for refused in reading.refused] == [
        (4, "duplicate"),
        (5, "duplicate"),
        (6, "no_name"),
    ]


def test_a_customers_file_in_doubt_about_its_numbers_is_refused_until_the_person_says() -> None:
    with pytest.raises(FileRefused, match="numbers=comma or --map numbers=point"):
        customers("A;;75.000;DKK;")

    assert customers("A;;75.000;DKK;", numbers="comma").records[0].yearly_value == 75000
