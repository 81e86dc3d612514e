"""Knock-outs: what holds a subject's colour down whatever its points."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from flows.company.colour import Colour
from flows.scorecards.rules import Days, Level3
from flows.scorecards.words import Declared, HeldWords

LowLevel = Annotated[int, Field(strict=True, ge=0, le=2)]
Count = Annotated[int, Field(strict=True, ge=1, le=50)]


def _holds_down(colour: Colour) -> Colour:
    if colour not in {Colour.RED, Colour.YELLOW}:
        raise PydanticCustomError("cap", "must be red or yellow")
    return colour


class Held(Declared):
    """What every knock-out says: its id, its colour for each stage group that it holds in, its words."""

    id: Annotated[str, Field(min_length=1)]
    caps: Annotated[dict[str, Annotated[Colour, AfterValidator(_holds_down)]], Field(min_length=1)]
    words: HeldWords


class AnswerHeld(Held):
    """A question counts as `at_most` a level.

    With `close_in_under_days` only while the expected close is nearer than that; with
    `longer_than_working_days` only once the answer has been so for more than that many working days.
    """

    when: Literal["answer"]
    question: str
    at_most: LowLevel
    close_in_under_days: Days | None = None
    longer_than_working_days: Days | None = None


class AnswerAtMost(Declared):
    """A question that counts as `at_most` a level."""

    question: str
    at_most: LowLevel


class AnsweredSince(Declared):
    """A question that counts as `at_least` a level, answered after the last move."""

    question: str
    at_least: Level3


class CloseMovedHeld(Held):
    """The expected close was moved later by `more_than_days`, at least `times` in the last `within_days`.

    Days are those of the scorecard's calendar: a move counts to the end of the last of them.
    `unless` names the answer that explains the moves; `only_if` an answer that must be low as well.
    """

    when: Literal["close_moved"]
    times: Count
    more_than_days: Annotated[int, Field(strict=True, ge=0)]
    within_days: Days
    unless: AnsweredSince | None = None
    only_if: AnswerAtMost | None = None


class RedAreasHeld(Held):
    """At least so many areas are red."""

    when: Literal["red_areas"]
    at_least: Count


class AlwaysHeld(Held):
    """Whatever the answers: what is asked is too little for a better colour."""

    when: Literal["always"]


Knockout = Annotated[AnswerHeld | CloseMovedHeld | RedAreasHeld | AlwaysHeld, Field(discriminator="when")]
