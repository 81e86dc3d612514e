"""The demo's deals that were won or lost last month, so that its report has an outcome to tell of."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.kit.desk import Desk
from flows.company.changes import Change
from flows.company.subjects import Status, Subject
from storage import changes

AT = time(12, tzinfo=UTC)


def closed_deal(each: Mapping[str, Any], today: date) -> dict[str, Any]:
    """One of the company's file, written as its open deals are: it closes on a day of last month."""
    closes = today.replace(day=1) - timedelta(days=each["before"])
    return {**each, "days": (closes - today).days, "rounds": [each["levels"], "", ""]}


def close_deals(desk: Desk, listed: Iterable[tuple[Subject, Mapping[str, Any]]]) -> None:
    """Close those that are to be closed, each on its day."""
    for subject, each in listed:
        if "status" in each and subject.close_date is not None:
            then = desk.at(datetime.combine(subject.close_date, AT))
            status = Status(each["status"])
            new = [Change("status", Status.OPEN, status), Change("closed_on", None, subject.close_date)]
            changes.apply_changes(then.tx, subject.id, new, by_source="demo")
