"""A small language for what Slack accepts, field by field, and the one checker that walks it."""

import pickle
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any, TypeVar

Json = dict[str, Any]
T = TypeVar("T")
Across = Callable[[Json], str | None]


def copied(value: T) -> T:
    """A copy of JSON that shares nothing with it; copy.deepcopy takes many times as long."""
    made: T = pickle.loads(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))  # noqa: S301 - of what was written just now
    return made


@dataclass(frozen=True)
class Problem:
    """One breach: a JSON pointer and what Slack says about it."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"[ERROR] {self.what} [json-pointer:{self.place}]"


@dataclass(frozen=True)
class Rule:
    """What every field has in common."""

    required: bool = False


@dataclass(frozen=True)
class Text(Rule):
    """A string of `low` to `high` characters, perhaps of a form or out of a few."""

    high: int | None = None
    low: int = 1
    form: str = ""
    among: tuple[str, ...] = ()


@dataclass(frozen=True)
class Composed(Rule):
    """A text object of one of `kinds`, its text of 1 to `high` characters."""

    high: int = 3000
    kinds: tuple[str, ...] = ("plain_text",)


@dataclass(frozen=True)
class Flag(Rule):
    """True or false."""


@dataclass(frozen=True)
class Number(Rule):
    """A number within limits, whole unless `decimal`."""

    low: float | None = None
    high: float | None = None
    above: float | None = None
    decimal: bool = False


@dataclass(frozen=True)
class Many(Rule):
    """A list of `low` to `high` things of one rule."""

    of: Rule = Rule()
    high: int | None = None
    low: int = 1


@dataclass(frozen=True)
class OneOf(Rule):
    """An object whose `type` is one of `types`; the catalogue has a shape under that name."""

    types: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shaped(Rule):
    """An object without type, of the catalogue's shape `name`."""

    name: str = ""


@dataclass(frozen=True)
class Anything(Rule):
    """A field that is known but not looked into."""


@dataclass(frozen=True)
class Shape:
    """The fields of an object, and what must hold between them (each returns a complaint or None)."""

    fields: Mapping[str, Rule]
    across: tuple[Across, ...] = ()


Catalogue = Mapping[str, Shape]


def broken(value: Any, rule: Rule, place: str, catalogue: Catalogue) -> list[Problem]:
    """All breaches of `rule` by `value` (any JSON), which stands at the JSON pointer `place`."""
    return list(_check(rule, value, place, catalogue))


@singledispatch
def _check(rule: Rule, value: Any, place: str, catalogue: Catalogue) -> Iterator[Problem]:
    raise NotImplementedError


@_check.register
def _(_rule: Anything, _value: Any, _place: str, _catalogue: Catalogue) -> Iterator[Problem]:
    yield from ()


@_check.register
def _(rule: Text, value: Any, place: str, _catalogue: Catalogue) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(place, "must be a string")
    elif len(value) < rule.low:
        yield Problem(place, f"must be more than {rule.low - 1} characters")
    elif rule.high is not None and len(value) > rule.high:
        yield Problem(place, f"must be less than {rule.high + 1} characters")
    elif rule.form and not re.fullmatch(rule.form, value):
        yield Problem(place, f"must match the form {rule.form}")
    elif rule.among and value not in rule.among:
        yield Problem(place, "must be a valid enum value")


@_check.register
def _(rule: Composed, value: Any, place: str, catalogue: Catalogue) -> Iterator[Problem]:
    found = list(_check(OneOf(types=rule.kinds), value, place, catalogue))
    yield from found
    if not found:
        yield from _check(Text(high=rule.high), value["text"], f"{place}/text", catalogue)


@_check.register
def _(_rule: Flag, value: Any, place: str, _catalogue: Catalogue) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(place, "must be a boolean")


@_check.register
def _(rule: Number, value: Any, place: str, _catalogue: Catalogue) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | float if rule.decimal else int):
        yield Problem(place, "must be a number" if rule.decimal else "must be an integer")
    elif rule.low is not None and value < rule.low:
        yield Problem(place, f"must be at least {rule.low:g}")
    elif rule.high is not None and value > rule.high:
        yield Problem(place, f"must be at most {rule.high:g}")
    elif rule.above is not None and value <= rule.above:
        yield Problem(place, f"must be more than {rule.above:g}")


@_check.register
def _(rule: Many, value: Any, place: str, catalogue: Catalogue) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem(place, "must be an array")
        return
    if len(value) < rule.low:
        yield Problem(place, f"no fewer than {rule.low} items allowed")
    if rule.high is not None and len(value) > rule.high:
        yield Problem(place, f"no more than {rule.high} items allowed")
    for number, item in enumerate(value):
        yield from _check(rule.of, item, f"{place}/{number}", catalogue)


@_check.register
def _(rule: OneOf, value: Any, place: str, catalogue: Catalogue) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(place, "must provide an object")
    elif "type" not in value:
        yield Problem(place, "missing required field: type")
    elif value["type"] not in rule.types:
        yield Problem(f"{place}/type", f"unsupported type: {value['type']}")
    else:
        rest = {name: item for name, item in value.items() if name != "type"}
        yield from _walk(catalogue[value["type"]], rest, place, catalogue)


@_check.register
def _(rule: Shaped, value: Any, place: str, catalogue: Catalogue) -> Iterator[Problem]:
    if isinstance(value, dict):
        yield from _walk(catalogue[rule.name], value, place, catalogue)
    else:
        yield Problem(place, "must provide an object")


def _walk(shape: Shape, value: Json, place: str, catalogue: Catalogue) -> Iterator[Problem]:
    found = list(_fields(shape, value, place, catalogue))
    yield from found
    if not found:  # rules between fields may rely on every field being of its own kind
        yield from (Problem(place, what) for rule in shape.across if (what := rule(value)))


def _fields(shape: Shape, value: Json, place: str, catalogue: Catalogue) -> Iterator[Problem]:
    for name in value.keys() - shape.fields.keys():
        yield Problem(place, f"invalid additional property: {name}")
    for name, rule in shape.fields.items():
        if name in value:
            yield from _check(rule, value[name], f"{place}/{name}", catalogue)
        elif rule.required:
            yield Problem(place, f"missing required field: {name}")
