"""Customers: made of won deals, owned by whoever won there last, and added by a list."""

from datetime import date
from decimal import Decimal

import pytest

from flows.company.subjects import Status
from tests.bot.terminal import Said, Terminal

PEOPLE = (
    "Mette,mette@example.dk,seller,,,",
    "Jens,jens@example.dk,seller,,,",
    "Ida,ida@example.dk,seller,,,",
)
LIST = "name,owner email,yearly value,currency,expiry date"


@pytest.fixture
def staffed(terminal: Terminal) -> Terminal:
    """Three sellers are on the list."""
    terminal.loads(*PEOPLE)
    return terminal


def deals(terminal: Terminal, *rows: str) -> Said:
    """Import deals: id, account, owner, status, close date."""
    return terminal.imports("\n".join(("id,account,owner_email,status,close_date,product", *rows, "")))


def listed(terminal: Terminal, *rows: str, heading: str = LIST) -> Said:
    """Import a list of customers."""
    file = terminal.file("customers.csv", "\n".join((heading, *rows, "")))
    return terminal("import", "--customers", file, "--yes")


def owners(terminal: Terminal) -> dict[str, str | None]:
    return {name: terminal.owner(customer) for name, customer in terminal.customers().items()}


WON = (
    "1,Nordlys,mette@example.dk,won,2026-03-01,GTX",
    "2,Nordlys,jens@example.dk,won,2026-05-01,GTX",
    "3,Nordlys,ida@example.dk,lost,2026-06-01,GTX",
    "4,Fjord,ida@example.dk,won,2026-06-01,GTX",
    "5,Lumen,ida@example.dk,open,2026-12-01,GTX",
    "6,,ida@example.dk,won,2026-01-01,GTX",
)


def test_an_account_with_a_won_deal_is_a_customer_of_whoever_won_the_latest(staffed: Terminal) -> None:
    said = deals(staffed, *WON)

    assert "Done: 6 new, 0 changed, 2 new customers." in said.out
    assert owners(staffed) == {"Nordlys": "jens@example.dk", "Fjord": "ida@example.dk"}
    nordlys = staffed.customers()["Nordlys"]
    assert (nordlys.status, nordlys.amount, nordlys.close_date) == (Status.OPEN, None, None)
    assert nordlys.due_at is not None


def test_of_two_won_on_one_day_the_one_that_came_in_last_decides(staffed: Terminal) -> None:
    deals(
        staffed,
        "1,Nordlys,mette@example.dk,won,2026-05-01,Zebra",
        "2,Nordlys,jens@example.dk,won,2026-05-01,Alpha",
    )

    assert owners(staffed) == {"Nordlys": "jens@example.dk"}


def test_one_account_written_in_two_ways_is_one_customer(staffed: Terminal) -> None:
    deals(
        staffed,
        "1,Nordlys A/S,mette@example.dk,won,2026-03-01,GTX",
        "2,NORDLYS  a/s,jens@example.dk,won,2026-05-01,GTX",
    )

    assert len(staffed.customers()) == 1


def test_a_later_won_deal_moves_the_customer_to_its_owner_and_this_is_kept(staffed: Terminal) -> None:
    deals(staffed, *WON)
    before = staffed.customers()["Nordlys"]

    deals(staffed, "7,Nordlys,ida@example.dk,won,2026-07-01,GTX")

    after = staffed.customers()["Nordlys"]
    assert after.id == before.id
    assert staffed.owner(after) == "ida@example.dk"
    assert staffed.noted() == [("owner_id", str(before.owner_id), str(after.owner_id), "deals")]


def test_a_won_deal_without_owner_takes_the_customer_from_nobody(staffed: Terminal) -> None:
    deals(staffed, *WON)
    deals(staffed, "7,Nordlys,,won,2026-07-01,GTX")

    assert owners(staffed)["Nordlys"] == "jens@example.dk"


def test_an_open_deal_that_is_won_makes_its_account_a_customer(staffed: Terminal) -> None:
    deals(staffed, *WON)
    said = deals(staffed, "5,Lumen,ida@example.dk,won,2026-11-01,GTX")

    assert "1 changed, 1 new customer." in said.out
    assert owners(staffed)["Lumen"] == "ida@example.dk"


def test_a_list_adds_customers_with_value_owner_and_expiry(staffed: Terminal) -> None:
    said = listed(staffed, 'Æblegård ApS,mette@example.dk,"120000,50",EUR,2027-03-01', "Solvang,,,,")

    customers = staffed.customers()
    assert said.code == 0
    assert "Done: 2 new, 0 changed." in said.out
    assert customers["Æblegård ApS"].amount == Decimal("120000.5")
    assert customers["Æblegård ApS"].currency == "EUR"
    assert customers["Æblegård ApS"].close_date == date(2027, 3, 1)
    assert owners(staffed) == {"Æblegård ApS": "mette@example.dk", "Solvang": None}


def test_a_danish_list_is_read_as_well(staffed: Terminal) -> None:
    listed(
        staffed,
        "Solvang;mette@example.dk;1.250.000,00;DKK;31-12-2027",
        heading="Kunde;Sælgers e-mail;Årlig værdi;Valuta;Udløbsdato",
    )

    solvang = staffed.customers()["Solvang"]
    assert (solvang.amount, solvang.close_date) == (1_250_000, date(2027, 12, 31))


def test_the_same_list_again_changes_nothing(staffed: Terminal) -> None:
    rows = ("Æblegård ApS,mette@example.dk,120000,EUR,2027-03-01", "Solvang,,,,")
    listed(staffed, *rows)
    before = staffed.everything()

    said = listed(staffed, *rows)

    assert "0 new, 0 changed, 2 unchanged, 0 refused." in said.out
    assert staffed.everything() == before


def test_a_list_changes_a_customer_that_is_there_and_shows_before_and_after(staffed: Terminal) -> None:
    deals(staffed, *WON)

    said = listed(staffed, "nordlys,mette@example.dk,5000,EUR,2027-01-31")

    assert said.under("Changed") == [
        "Nordlys: owner Jens -> Mette, yearly value not known -> 5,000, currency DKK -> EUR, "
        "expiry date not known -> 2027-01-31"
    ]
    assert {(field, after) for field, _, after, source in staffed.noted() if source == "list"} >= {
        ("amount", "5000"),
        ("currency", "EUR"),
        ("close_date", "2027-01-31"),
    }


def test_the_owner_that_a_list_gives_outlives_later_deals(staffed: Terminal) -> None:
    deals(staffed, *WON)
    listed(staffed, "Nordlys,mette@example.dk,,,")

    deals(staffed, "7,Nordlys,ida@example.dk,won,2026-07-01,GTX")

    assert owners(staffed)["Nordlys"] == "mette@example.dk"


def test_an_empty_cell_of_a_list_takes_nothing_away(staffed: Terminal) -> None:
    listed(staffed, "Nordlys,mette@example.dk,5000,EUR,2027-01-31")
    before = staffed.everything()

    listed(staffed, "Nordlys,,,,")

    assert staffed.everything() == before


def test_an_owner_whom_nobody_knows_is_listed(staffed: Terminal) -> None:
    listed(staffed, "Solvang,mette@example.dk,,,")

    said = listed(staffed, "Lumen,who@example.dk,,,", "Solvang,who@example.dk,,,")

    assert said.under("Left without owner") == ["who@example.dk: 1 (nobody has that e-mail)"]
    assert said.under("Owner stays, the file's is in doubt") == ["who@example.dk: 1 (nobody has that e-mail)"]
    assert owners(staffed) == {"Solvang": "mette@example.dk", "Lumen": None}


def test_refused_customers_are_listed_while_the_rest_goes_in(staffed: Terminal) -> None:
    said = listed(staffed, "Solvang,,12k,DKK,", "Lumen,,,,")

    assert (said.code, said.under("Refused")) == (0, ["line 2: the amount “12k” is not written in full"])
    assert set(staffed.customers()) == {"Lumen"}


def test_a_list_of_customers_may_name_their_segment(terminal: Terminal) -> None:
    for segment in ("Lille", "Small"):
        assert listed(terminal, f"Havblik,{segment}", heading="name,segment").code == 0

        assert terminal.customers()["Havblik"].segment == segment
