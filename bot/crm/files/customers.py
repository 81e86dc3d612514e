"""One row of a customers file to one customer."""

from bot.crm.files.cells import Ways, day, money, owner
from bot.crm.files.errors import RowRefused
from bot.crm.files.sheet import Row
from flows.imports import CustomerRecord, Reason


def customer_key(row: Row) -> str:
    """What a customer is known by: the name, whatever its case; RowRefused when it has none."""
    name = row.name("name")
    if not name:
        raise RowRefused("no_name")
    return name.casefold()


def customer(row: Row, how: Ways, notes: list[Reason]) -> CustomerRecord:
    """The customer that the row states; RowRefused when it cannot be read, `notes` gets what wants a look."""
    value, currency, could_be = money(row, "yearly_value", how, notes)
    owner_name, owner_email = owner(row)
    return CustomerRecord(
        name=row.name("name") or "",
        owner_name=owner_name,
        owner_email=owner_email,
        yearly_value=value,
        currency=currency,
        could_be=could_be,
        expiry_date=day(row, "expiry_date", how, notes),
        segment=row.name("segment"),
    )
