"""What turned red, or is red no longer: told under the week's message, one line each."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from bot.kit.desk import Desk
from bot.standing.overview import standings_of
from bot.standing.readers import COMPANY
from bot.standing.standings import Scored
from flows.company.colour import Colour
from flows.company.people import Person
from flows.company.subjects import Subject
from storage import people, subjects

MOST = 10  # in one message


class Turn(NamedTuple):
    """A subject that turned to or from red: what it is now (None: not open any more), by its id."""

    subject_id: int
    colour: str | None


class Told(NamedTuple):
    """The same, ready to be said: what it is called, and whose it is."""

    subject: Subject
    owner: Person | None
    colour: Colour | None


def turned(desk: Desk, before: Collection[int], now: Mapping[int, Colour]) -> list[Turn]:
    """What has turned since `before` was red, what is red `now` first."""
    gone = sorted(set(before) - now.keys())
    open_ = {one.subject.id: one for one in standings_of(desk, COMPANY, gone)} if gone else {}
    came = [Turn(id_, Colour.RED.value) for id_ in sorted(now.keys() - set(before))]
    went = [Turn(id_, _colour(open_.get(id_))) for id_ in gone]
    return came + [turn for turn in went if turn.colour != Colour.RED.value]  # those are another team's now


def _colour(one: object) -> str | None:
    return one.colour.value if isinstance(one, Scored) else None


def told(desk: Desk, turns: Collection[Turn]) -> list[Told]:
    """Who and what they are today."""
    found = {subject.id: subject for subject in subjects.those(desk.tx, [turn.subject_id for turn in turns])}
    owners = {person.id: person for person in people.those(desk.tx, [one.owner_id for one in found.values()])}
    return [
        Told(subject, owners.get(subject.owner_id or 0), Colour(turn.colour) if turn.colour else None)
        for turn in turns
        if (subject := found.get(turn.subject_id))
    ]
