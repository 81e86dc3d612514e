"""One row of a customers file to one customer."""

from dataclasses import dataclass

from bot.crm.files.errors import RowRefused
from bot.crm.files.opening.sheet import Row
from bot.crm.files.values.cells import Ways, account_id, day, money, owner
from flows.imports import CustomerRecord, Reason


@dataclass(frozen=True)
class CustomersFile:
    """What holds for every row of one list of customers; its ids of accounts are the `source`'s."""

    source: str
    how: Ways


def customer_key(row: Row, file: CustomersFile) -> str:
    """What a customer is known by: its account's id, else its name, whatever its case; RowRefused without a name."""
    name = row.name("name")
    if not name:
        raise RowRefused("no_name")
    return _account(row, file, []) or name.casefold()


def customer(row: Row, file: CustomersFile, notes: list[Reason]) -> CustomerRecord:
    """The customer that the row states; RowRefused when it cannot be read, `notes` gets what wants a look."""
    value, currency, could_be = money(row, "yearly_value", file.how, notes)
    owner_name, owner_email = owner(row)
    return CustomerRecord(
        name=row.name("name") or "",
        owner_name=owner_name,
        owner_email=owner_email,
        yearly_value=value,
        currency=currency,
        could_be=could_be,
        expiry_date=day(row, "expiry_date", file.how, notes),
        segment=row.name("segment"),
        account_id=_account(row, file, notes),
    )


def _account(row: Row, file: CustomersFile, notes: list[Reason]) -> str | None:
    return account_id(row, file.source, salesforce=file.source == "salesforce", notes=notes)
