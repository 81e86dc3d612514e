"""Pairs with terms of their own, for journeys."""

from datetime import UTC, date, datetime, time
from typing import Any

from bot.people.usecases.roster import plan_reminder
from flows.rhythm.days_off import Rule
from flows.rhythm.pair import Cadence, Every
from flows.rhythm.reminders import AHEAD
from storage import people
from storage.pairs import Terms
from tests.journeys.conftest import Actor, Office, id_of


def paired(office: Office, seller: str = "U0TOM", manager: str = "U0ANNE", **more: Any) -> Actor:
    """The seller, who meets the manager every other Thursday at ten, is reminded a day ahead, and has two deals."""
    rule, stand_in = more.pop("rule", Rule.NEXT_WORKING_DAY), more.pop("stand_in", None)
    zone = office.who(seller).timezone
    parts = {
        "every": Every.TWO_WEEKS,
        "weekday": 3,
        "at": time(10),
        "timezone": zone,
        "anchor": date(2026, 11, 23),
    }
    cadence = Cadence(**{**parts, **more})
    stand_in_id = id_of(office, stand_in) if stand_in else None
    with office.write() as desk:
        terms = Terms(cadence, own_zone=True, ahead=AHEAD, rule=rule, stand_in_id=stand_in_id)
        people.agree(desk.tx, id_of(office, seller), id_of(office, manager), terms)
        plan_reminder(desk, id_of(office, seller))
    for name in ("Packing line", "Storage"):
        office.add(name, id_of(office, seller))
    return office.person(seller)


def at(office: Office, moment: str) -> None:
    """It is this moment (UTC) now, and the ticker ticks."""
    office.now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    office.tick()


def told(manager: Actor) -> list[str]:
    """The messages of a manager but those that ask for a view of their own."""
    return [each for each in manager.messages() if not each.startswith(("Before your", "Giv din egen"))]
