"""What somebody has chosen to see of the list on their Home; it stays chosen until they choose again."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pydantic import TypeAdapter

from bot.kit.desk import Desk
from bot.standing.overview import Part
from flows.company.colour import Colour
from flows.company.people import Person
from flows.company.quarters import Quarter
from flows.company.subjects import Kind
from storage import attention, people, subjects

MOST_STAGES = 50


class Only(StrEnum):
    """Which of them."""

    CUSTOMERS = "customers"
    DEALS = "deals"
    QUARTER = "quarter"  # that close, or whose agreement ends, in the quarter of today


@dataclass(frozen=True)
class Shown:
    """What is chosen: of whose team or whose own (a person's id), of which colour, which of them, in which stage."""

    team: int | None = None
    colour: Colour | None = None
    only: Only | None = None
    stage: str | None = None


ALL = Shown()
SHOWN = TypeAdapter(Shown)


def shown_of(desk: Desk, person: Person) -> Shown:
    """What this person has chosen."""
    said = people.home_shows(desk.tx, person.id)
    return ALL if said is None else SHOWN.validate_python(said)


def choose(desk: Desk, person: Person, **chosen: object) -> None:
    """Choose something else of it; None for all."""
    shown = replace(shown_of(desk, person), **chosen)  # type: ignore[arg-type]
    people.set_home_shows(desk.tx, person.id, SHOWN.dump_python(shown, mode="json"))


def narrowed(desk: Desk, person: Person, seen: Part, shown: Shown) -> Part:
    """What is chosen of all that they see."""
    if shown.team is not None:
        seen = seen.of_team(shown.team)
    if shown.colour is not None:
        seen = seen.of_colour(shown.colour)
    if shown.only in {Only.CUSTOMERS, Only.DEALS}:
        seen = seen.of_kind(Kind.CUSTOMER if shown.only is Only.CUSTOMERS else Kind.DEAL)
    if shown.only is Only.QUARTER:
        seen = seen.closing(*quarter_of(desk.texts(person).local_date(desk.now)))
    if shown.stage is not None:
        stage = shown.stage
        seen = seen.where(attention.of_stage(stage), lambda one: one.subject.stage == stage)
    return seen


def quarter_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's quarter."""
    quarter = Quarter.of(day)
    return quarter.begins_on, quarter.ends_on


def stages(desk: Desk, person: Person, shown: Shown) -> tuple[str, ...]:
    """The stages among which they may choose, by name, and the one that is chosen."""
    found = subjects.stages(desk.tx, viewer=person, limit=MOST_STAGES)
    return tuple(sorted({*found, *([shown.stage] if shown.stage else [])}))
