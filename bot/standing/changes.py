"""How a change of a subject is said: its field, before and after."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from bot.kit.texts import Texts
from flows.company.changes import Change, Value
from flows.company.subjects import Kind


def label(name: str, kind: Kind, t: Texts) -> str:
    """What a field is called; a customer's value and date have names of their own."""
    if name in {"amount", "close_date"}:
        return t(f"change.{name}_{kind}")
    return t(f"change.{name}")


def line(change: Change, kind: Kind, names: Mapping[int, str], t: Texts, *, now: datetime) -> str:
    """A change in one line; `names` are those of the people who could carry it, by id."""

    def said(value: Value) -> str:
        if isinstance(value, Decimal):
            return t.plain_number(value, decimals=change.decimals)
        return _said(change.field, value, names, t, now=now)

    return t(
        "change.line",
        field=label(change.field, kind, t),
        before=said(change.before),
        after=said(change.after),
    )


def _said(name: str, value: Value, names: Mapping[int, str], t: Texts, *, now: datetime) -> str:
    if value in (None, ""):
        return t("change.empty")
    if name == "status":
        return t(f"status_of.{value}")
    if name == "owner_id":
        return names[int(str(value))]
    if name in {"close_date", "created_on", "closed_on"}:
        return t.day(value, now=now)  # type: ignore[arg-type]
    return str(value)
