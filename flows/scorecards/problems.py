"""What is wrong in a scorecard, in plain words with its place."""

from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

# A rule of several kinds: pydantic puts the kind into the place, people don't.
TAGGED = "knockouts"

# What pydantic's kinds of error mean to somebody who edits the file; the others have readable words already.
SENTENCES = {
    "missing": "is missing",
    "extra_forbidden": "is not a key that belongs here",
    "string_type": "must be a text; put it in quotation marks",
    "string_too_long": "is {length} characters long; at most {max_length} fit",
    "string_too_short": "is empty",
    "string_pattern_mismatch": "may hold letters, digits, dots and dashes only, 32 at most",
    "int_type": "must be a whole number",
    "model_type": "must be a list of keys with their values",
    "model_attributes_type": "must be a list of keys with their values",
    "dict_type": "must be a list of keys with their values",
    "tuple_type": "must be a list",
    "too_long": "has {actual_length} entries; at most {max_length} fit",
    "too_short": "has {actual_length} entries; at least {min_length} belong here",
    "union_tag_not_found": "needs a line with when: answer, close_moved, red_areas or always",
    "union_tag_invalid": "cannot have when: {tag}; there is answer, close_moved, red_areas and always",
}


@dataclass(frozen=True)
class Problem:
    """Something that is wrong at a place such as areas[1].questions[0].text.da ("" for the whole)."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" if self.place else self.what


class ScorecardError(Exception):
    """A scorecard that cannot be used; `problems` says all that is wrong."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def from_pydantic(error: ValidationError) -> tuple[Problem, ...]:
    """The problems that a failed validation found."""
    return tuple(Problem(_place(each["loc"]), _what(each)) for each in error.errors())


def _place(location: tuple[int | str, ...]) -> str:
    if location[:1] == (TAGGED,):
        location = location[:2] + location[3:]
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in location]
    return "".join(steps).removeprefix(".")


def _what(error: ErrorDetails) -> str:
    given = error["input"]
    context = {"length": len(given) if isinstance(given, str) else 0, **error.get("ctx", {})}
    sentence = SENTENCES.get(error["type"])
    return error["msg"].replace("Input should", "must") if sentence is None else sentence.format(**context)
