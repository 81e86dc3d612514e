"""The scorecard: what is asked about a deal or a customer, and how the answers become colours."""

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import AliasChoices, Field, ValidationError

from flows.company.subjects import Kind
from flows.scorecards import checks
from flows.scorecards.applying import AppliesTo
from flows.scorecards.areas import Area, Id, Level, Question
from flows.scorecards.knockouts import AnswerHeld, CloseMovedHeld, Knockout
from flows.scorecards.problems import Problem, ScorecardError, from_pydantic
from flows.scorecards.rules import Calendar, EvidenceRule, Span, Stages, Thresholds
from flows.scorecards.words import Declared, HeaderWords, Words

__all__ = [
    "Area",
    "Level",
    "Problem",
    "Question",
    "Scorecard",
    "ScorecardError",
    "Words",
    "content_hash",
    "parse",
]

# The number of the form that is hashed (1 had every default in it). Raise it when the same form comes to mean something
# else, as when a default changes: from then on each scorecard in force is another version, and those kept stay theirs.
FORMAT = 2

# What files and the scorecards that are kept called `red_asks_for_action` before, and what hashes call it for good: so
# no version moves because of a name.
ASKS_BEFORE = "red_asks_for_step"
ASKS_TODAY = "red_asks_for_action"


class Scorecard(Declared):
    """All that a company declares about the review of one kind of subject.

    A plain one has no id. The others have the name of their file as id, and say which subjects they are for;
    where several fit the one with the lowest `order` counts, and of several the first id.
    """

    kind: Kind
    id: Id | None = None
    applies_to: AppliesTo | None = None
    order: Annotated[int, Field(strict=True, ge=0, le=1000)] = 100
    name: HeaderWords
    areas: Annotated[tuple[Area, ...], Field(min_length=1, max_length=7)]
    groups: Annotated[dict[str, Thresholds], Field(min_length=1)]
    stages: Stages | None
    freshness: Annotated[dict[str, Span], Field(min_length=1)]
    evidence: EvidenceRule
    knockouts: tuple[Knockout, ...]
    calendar: Calendar
    due_before_days: Annotated[int, Field(strict=True, ge=0, le=90)] = 7
    red_asks_for_action: Annotated[
        bool,
        Field(
            strict=True,
            validation_alias=AliasChoices(ASKS_TODAY, ASKS_BEFORE),
            serialization_alias=ASKS_BEFORE,
        ),
    ] = True
    review_every: Span | None = None
    most_not_applicable: Annotated[int, Field(strict=True, ge=0, le=35)] = 3

    @cached_property
    def version(self) -> str:
        """The key under which it is kept: its content hash, unless it was read from where it is kept (see `parse`)."""
        return content_hash(self)

    @cached_property
    def by_id(self) -> dict[str, tuple[Area, Question]]:
        """Every question with its area, by the question's id, in the order asked."""
        return {question.id: (area, question) for area in self.areas for question in area.questions}

    @cached_property
    def area_maximums(self) -> tuple[int, ...]:
        """The most points of each area, with no question left out."""
        return tuple(area.maximum for area in self.areas)

    @cached_property
    def longest_move_window(self) -> int:
        """The most days back that a move of the expected close counts, 0 where no rule looks at moves."""
        windows = [rule.within_days for rule in self.knockouts if isinstance(rule, CloseMovedHeld)]
        return max(windows, default=0)

    @cached_property
    def close_distances(self) -> tuple[int, ...]:
        """The numbers of days to the expected close below which something else counts, each once."""
        lines = self.stages.by_close if self.stages else ()
        nearer = [rule.close_in_under_days for rule in self.knockouts if isinstance(rule, AnswerHeld)]
        return tuple({*(line.from_days for line in lines), *(days for days in nearer if days is not None)})

    def questions(self) -> tuple[Question, ...]:
        """All questions in the order asked."""
        return tuple(question for _, question in self.by_id.values())

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError if there is none."""
        return self.by_id[question_id][1]

    def area_of(self, question_id: str) -> Area:
        """The area that a question belongs to; KeyError if there is no such question."""
        return self.by_id[question_id][0]


def parse(raw: Mapping[str, object], *, version: str | None = None) -> Scorecard:
    """The scorecard that plain data describes, as YAML or JSON gives it.

    `version` is the key under which it is kept already: that stays its version, whatever its hash would be today.
    Raises ScorecardError with every problem: first all of shape and length; only where those are right, all
    that contradict each other.
    """
    try:
        scorecard = Scorecard.model_validate(raw)
    except ValidationError as error:
        raise ScorecardError(from_pydantic(error)) from error
    problems = (
        *checks.questions(scorecard.areas, scorecard.freshness),
        *checks.groups(scorecard.groups, scorecard.stages),
        *checks.knockouts(scorecard.knockouts, frozenset(scorecard.by_id), scorecard.groups),
        *checks.evidence(scorecard.evidence),
        *checks.calendar(scorecard.calendar),
    )
    if problems:
        raise ScorecardError(problems)
    if version is not None:
        vars(scorecard)["version"] = version  # a cached property that has a value is not computed
    return scorecard


def content_hash(scorecard: Scorecard) -> str:
    """The SHA-256 (hex) of what the scorecard declares, and of the format's number.

    What is as it would be anyway is left out, whether it was written or not. So equal scorecards have equal hashes,
    comments and layout don't count, and a field that the code gets later moves no hash as long as it says nothing.
    """
    declared = scorecard.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    content = {"format": FORMAT, "scorecard": declared}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
