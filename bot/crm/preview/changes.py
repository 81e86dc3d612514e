"""What changes in a deal or a customer, as the file writes it: every date in full."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from bot.crm.files.words import field_of
from bot.crm.usecases.deals import Changed
from bot.kit.texts import Texts
from flows.company.changes import Change, Value
from flows.company.subjects import Kind

_OF_CUSTOMERS = {"amount": "yearly_value", "close_date": "expiry_date"}  # fields that a customer calls so


def changed(found: Iterable[Changed], kind: Kind, owners: Mapping[int, str], t: Texts) -> Sequence[str]:
    """One line for each that changes; `owners` are the names of everybody who could be one, by id."""
    return [
        f"{subject.name}: {', '.join(_change(each, kind, owners, t) for each in changes)}"
        for subject, changes in found
    ]


def _change(change: Change, kind: Kind, owners: Mapping[int, str], t: Texts) -> str:
    name = _OF_CUSTOMERS.get(change.field, change.field) if kind is Kind.CUSTOMER else change.field
    before, after = (_said(change, value, owners, t) for value in (change.before, change.after))
    return t("import.change", field=field_of(name, t), before=before, after=after)


def _said(change: Change, value: Value, owners: Mapping[int, str], t: Texts) -> str:
    if change.field == "owner_id":
        if not isinstance(value, int):
            return t("import.known.nobody")
        return owners.get(value) or t("import.known.somebody")
    if value is None:
        return t("import.known.nothing")
    if change.field == "status":
        return t(f"import.taken.{value}")
    return t.plain_number(value, decimals=change.decimals) if isinstance(value, Decimal) else str(value)
