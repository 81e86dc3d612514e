"""What a scorecard asks: areas, their questions, and the four levels of each."""

from typing import Annotated

from pydantic import Field

from flows.scorecards.words import (
    Declared,
    HeaderWords,
    LabelWords,
    NoteWords,
    OptionWords,
    ShortWords,
    Words,
)

TOP_LEVEL = 3

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$")]


class Level(Declared):
    """One of the four anchors of a question: words that must all be true, and a note to them."""

    text: OptionWords
    note: NoteWords | None = None


class Question(Declared):
    """A question with its levels 0 to 3, examples of evidence, and the name of its freshness window.

    `not_applicable` is what must be true for somebody to leave it out; without it nobody may.
    """

    id: Id
    text: LabelWords
    levels: tuple[Level, Level, Level, Level]
    evidence: LabelWords
    freshness: str
    not_applicable: NoteWords | None = None


class Area(Declared):
    """One of the areas that a subject is judged on."""

    id: Id
    name: HeaderWords
    short: ShortWords
    purpose: Words
    weight: Annotated[int, Field(strict=True, ge=1, le=1000)] = 1
    questions: Annotated[tuple[Question, ...], Field(min_length=1, max_length=5)]

    @property
    def maximum(self) -> int:
        """The most points that it can have, with no question left out."""
        return TOP_LEVEL * len(self.questions)
