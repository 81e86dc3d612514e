"""What comes at nine in a morning of work: of action items, and the pulse after each quarter."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.year.action_items import Agreed, lines
from tests.year.company import Message, everybody, moment, zone_of
from tests.year.expected_days import DAY, Absences

COMPANY = "Europe/Copenhagen"  # by whose clock a pulse opens and closes


def of_action_items(found: Iterable[Agreed], absences: Absences) -> Iterator[Message]:
    """Word to who is to do what another has written down, at once; and the reminders of each line."""
    for item in found:
        if item.doer not in (None, item.writer):
            yield item.at, "action_item", item.owner
        for by, spells in lines(item):
            for at in _reminders(item.owner, by, spells, absences):
                yield at, "action_due", item.owner


def _reminders(
    owner: int, by: date, spells: Iterable[tuple[datetime, datetime]], absences: Absences
) -> Iterator[datetime]:
    """One in the morning of its day and one on a later day, each once, while it is open."""
    came: set[str] = set()
    for opens, closes in spells:
        last = opens.astimezone(ZoneInfo(zone_of(owner))).date()
        if opens < moment(by, 9, zone_of(owner)):
            at = absences.first_morning(owner, by, opens)
            if at >= closes:
                continue
            came.add("due")
            yield at
            last = at.astimezone(ZoneInfo(zone_of(owner))).date()
        at = absences.first_morning(owner, last + DAY, opens)
        if at < closes and "after" not in came:
            came.add("after")
            yield at


def of_pulses(absences: Absences) -> Iterator[Message]:
    """Everybody, for all sell or lead, in their first morning of work after each quarter, while it is open."""
    for first in (date(2027, 4, 1), date(2027, 7, 1), date(2027, 10, 1), date(2028, 1, 1)):
        opens, closes = moment(first, 0, COMPANY), moment(first + 13 * DAY, 17, COMPANY)
        for person in everybody():
            at = absences.first_morning(person, first, opens)
            if at < closes:
                yield at, "pulse", person
