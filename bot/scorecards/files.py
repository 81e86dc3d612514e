"""One scorecard file to plain data, or to what is wrong with it as a file."""

from collections.abc import Hashable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from flows.scorecards.scorecard import Problem, ScorecardError

NO_KEYS = "must be a list of keys with their values"
MOST_SHOWN = 40  # characters of a value


class OneOfEach(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # libyaml, where there is one
    """YAML in which no key stands twice: the second would silently replace the first."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 - PyYAML's way
        """As PyYAML does, but what only looks like a number or a date, such as 2026-13-01, is an error at its line."""
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            told = f"{str(node.value)[:MOST_SHOWN]} is no number and no date"
            raise yaml.constructor.ConstructorError(None, None, told, node.start_mark) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's way
        """As PyYAML does, but a second key of the same name is an error at its line."""
        seen = set()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value} stands twice", key.start_mark
                )
            seen.add(key.value)
        made: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return made


def plain_data(file: Traversable) -> dict[str, Any]:
    """What the file says; ScorecardError when it cannot be read, isn't YAML or isn't keys with their values."""
    try:
        raw = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=OneOfEach)  # noqa: S506 - a safe one
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ScorecardError(tuple(_unreadable(file, error))) from error
    if not isinstance(raw, dict):
        raise ScorecardError((Problem("", NO_KEYS),))
    return raw


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
