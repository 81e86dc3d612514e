"""Texts in both languages, and how long Slack lets each of them be."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# Characters, from Slack's reference of blocks and composition objects.
NUMBER_LENGTH = len("0 · ")  # what stands before the words of a level
OPTION_TEXT = 75
OPTION_LENGTH = OPTION_TEXT - NUMBER_LENGTH
NOTE_LENGTH = 75
SHORT_LENGTH = 24
HEADER_LENGTH = 147  # a header holds 150, and the page puts "1. " in front
LABEL_LENGTH = 2000
SECTION_LENGTH = 3000
HELD_LENGTH = 300  # ours: several reasons share one section

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Declared(BaseModel):
    """Data that a company declares: it never changes, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Declared):
    """One text in English and Danish."""

    en: Annotated[Text, Field(max_length=SECTION_LENGTH)]
    da: Annotated[Text, Field(max_length=SECTION_LENGTH)]

    def __getitem__(self, language: str) -> str:
        """The text in "en" or "da"; KeyError for another language."""
        return {"en": self.en, "da": self.da}[language]


class OptionWords(Words):
    """What stands on one option of a question, after its number."""

    en: Annotated[Text, Field(max_length=OPTION_LENGTH)]
    da: Annotated[Text, Field(max_length=OPTION_LENGTH)]


class NoteWords(Words):
    """What stands under one option."""

    en: Annotated[Text, Field(max_length=NOTE_LENGTH)]
    da: Annotated[Text, Field(max_length=NOTE_LENGTH)]


class ShortWords(Words):
    """A modal's title, a table's head, a chart's label."""

    en: Annotated[Text, Field(max_length=SHORT_LENGTH)]
    da: Annotated[Text, Field(max_length=SHORT_LENGTH)]


class HeaderWords(Words):
    """A headline."""

    en: Annotated[Text, Field(max_length=HEADER_LENGTH)]
    da: Annotated[Text, Field(max_length=HEADER_LENGTH)]


class LabelWords(Words):
    """A field's label or hint."""

    en: Annotated[Text, Field(max_length=LABEL_LENGTH)]
    da: Annotated[Text, Field(max_length=LABEL_LENGTH)]


class HeldWords(Words):
    """What holds a colour down; it completes "at most yellow: …"."""

    en: Annotated[Text, Field(max_length=HELD_LENGTH)]
    da: Annotated[Text, Field(max_length=HELD_LENGTH)]
