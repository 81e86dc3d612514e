"""A report that somebody asks for: which one it may be, and that it is in hand."""

from datetime import timedelta
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field

from bot.kit.codec import OPTION, Codec, Id
from bot.kit.desk import Desk
from bot.kit.refusal import Refusal
from flows.company.people import Person, Role
from flows.report.period import Period
from storage import outbox, people
from storage.in_hand import Told, in_hand
from storage.outbox import Note

BEGUN = "report_begun"
DONE = "report_done"
LONGEST = timedelta(minutes=30)  # what takes longer was broken off


Language = Literal["en", "da"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Asked(NamedTuple):
    """Of which period (2026-11 or 2026-Q4), of whose team (their id; None is the edition for top management)."""

    period: Annotated[str, Field(pattern=r"\A\d{4}-(\d{2}|Q[1-4])\z")]
    team: Id | None
    language: Language


class Edition(NamedTuple):
    """A choice of edition: whose team's, or None for top management's."""

    team: Id | None


EDITION: Codec[Edition] = Codec(Edition, most=OPTION)


def editions(desk: Desk, person: Person) -> list[Person | None]:
    """Which they may ask for: a director every one, a manager their own team's; refuses others."""
    if person.role is Role.DIRECTOR:
        return [None, *people.with_role(desk.tx, Role.MANAGER)]
    if person.role is Role.MANAGER:
        return [person]
    raise Refusal("report_reader")


def take_in_hand(desk: Desk, person: Person, asked: Asked, occurrence: str) -> bool:
    """Note that this is being made for somebody; False where the same one is already. Refuses what they may not ask."""
    if asked.team not in [each.id if each else None for each in editions(desk, person)]:
        raise Refusal("report_reader")
    period_of(desk, asked)
    mine = {**asked._asdict(), "person": person.id}
    kinds = Told(BEGUN, DONE)
    if any(facts == mine for facts in in_hand(desk.tx, kinds, since=desk.now - LONGEST)):
        return False
    return outbox.put(desk.tx, Note(BEGUN, str(person.slack_id), f"{BEGUN}:{occurrence}", mine))


def period_of(desk: Desk, asked: Asked) -> Period:
    """The period; refuses what no form of today's offers: no month, or one that has not begun."""
    try:
        period = Period.read(asked.period)
    except ValueError as error:
        raise Refusal("old_button") from error
    if period.begins > desk.texts().local_date(desk.now):
        raise Refusal("old_button")
    return period
