"""The two scorecards: read from the folder that a company has chosen, or from the shipped one."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from flows.scorecard import Problem, Scorecard, ScorecardError, parse
from flows.subjects import Kind, Subject


class OneOfEach(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # libyaml, where there is one
    """YAML in which no key stands twice: the second would silently replace the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's way
        """As PyYAML does, but a second key of the same name is an error at its line."""
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value} stands twice", key.start_mark
                )
            seen.add(key.value)
        made: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return made


class ScorecardsError(Exception):
    """Scorecards that cannot be used; its text has one "file: place: what is wrong" per line."""


@dataclass(frozen=True)
class Scorecards:
    """The scorecard of deals and that of customers."""

    deal: Scorecard
    customer: Scorecard

    def for_(self, subject: Subject) -> Scorecard:
        """The scorecard that a new review of this subject is answered with."""
        return self.deal if subject.kind == Kind.DEAL else self.customer


def load(folder: Path | None) -> Scorecards:
    """deal.yml and customer.yml of `folder`, None for the shipped ones.

    Raises ScorecardsError with every problem of both files.
    """
    place: Traversable = files("flows") / "scorecards" if folder is None else folder
    found, problems = {}, []
    for kind in Kind:
        name = f"{kind.value}.yml"
        try:
            found[kind] = _read(place / name, kind)
        except ScorecardError as error:
            problems += [f"{name}: {problem}" for problem in error.problems]
    if problems:
        raise ScorecardsError("\n".join(problems))
    return Scorecards(deal=found[Kind.DEAL], customer=found[Kind.CUSTOMER])


def _read(file: Traversable, kind: Kind) -> Scorecard:
    try:
        raw = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=OneOfEach)  # noqa: S506 - a safe one
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ScorecardError(tuple(_unreadable(file, error))) from error
    scorecard = parse(raw)
    if scorecard.kind != kind:
        raise ScorecardError((Problem("kind", f"must be {kind} in this file, and it is {scorecard.kind}"),))
    return scorecard


def _unreadable(file: Traversable, error: OSError | UnicodeDecodeError | yaml.YAMLError) -> Iterator[Problem]:
    if isinstance(error, FileNotFoundError):
        yield Problem("", f"there is no such file in {Path(str(file)).parent}")
    elif isinstance(error, OSError):
        yield Problem("", f"cannot be read ({error.strerror})")
    elif isinstance(error, UnicodeDecodeError):
        yield Problem("", "is not UTF-8 text; save it as UTF-8")
    elif isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        yield Problem(
            f"line {error.problem_mark.line + 1}", f"this is not YAML: {error.problem or error.context}"
        )
    else:
        yield Problem("", f"this is not YAML: {error}")
