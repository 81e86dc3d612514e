"""The scorecards: read from the folder that a company has chosen, or from the shipped one."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from bot.scorecards.files import plain_data
from bot.scorecards.variants import merged
from flows.company.money import CURRENCIES
from flows.company.subjects import Kind, NewSubject
from flows.scorecards.applying import AppliesTo, Segment
from flows.scorecards.fitting import choose
from flows.scorecards.rules import TIMEZONE
from flows.scorecards.scorecard import Problem, Scorecard, ScorecardError, parse

MOST_SEGMENTS = 98  # of one kind: a menu holds a hundred, with "none" and one that a file has stated


class ScorecardsError(Exception):
    """Scorecards that cannot be used; its text has one "file: place: what is wrong" per line."""


class _LikeABrokenOne(Exception):
    """The scorecard that this one is like cannot be used."""


@dataclass(frozen=True)
class Scorecards:
    """The plain scorecards of deals and customers, and the others in the order in which they are tried."""

    deal: Scorecard
    customer: Scorecard
    others: tuple[Scorecard, ...] = ()

    @cached_property
    def in_force(self) -> str:
        """One name for all of them, their rules, and the order in which they are tried: other ones have another."""
        versions = [one.version for one in (self.deal, self.customer, *self.others)]
        return hashlib.sha256(" ".join(versions).encode()).hexdigest()

    def for_(self, subject: NewSubject) -> Scorecard:
        """The scorecard that a new review of this subject is answered with."""
        plain = self.deal if subject.kind is Kind.DEAL else self.customer
        return choose(subject, plain, self.others)

    def segments(self, kind: Kind) -> tuple[Segment, ...]:
        """Every segment that a scorecard of this kind is for, each once."""
        rules = [one.applies_to for one in self.others if one.kind is kind and one.applies_to]
        return tuple(dict.fromkeys(segment for rule in rules for segment in rule.segments))


def load(folder: Path | None, timezone: str = TIMEZONE) -> Scorecards:
    """Every .yml file of `folder`, deal.yml and customer.yml among them; None for the shipped ones.

    `timezone` is the company's: the one of every calendar that names none.
    Raises ScorecardsError with every problem of all files.
    """
    return _shipped(timezone) if folder is None else _read(folder, timezone)


@cache
def _shipped(timezone: str) -> Scorecards:
    return _read(files("flows") / "scorecards", timezone)


def _read(place: Traversable, timezone: str) -> Scorecards:
    raws: dict[str, dict[str, Any]] = {}
    found: dict[str, Scorecard] = {}
    problems: list[str] = []
    for name in _names(place):
        try:
            raws[name] = _in_zone(plain_data(place / f"{name}.yml"), timezone)
            found[name] = _card(name, raws)
        except _LikeABrokenOne:
            continue  # what is wrong there would be said once more for each file that is like it
        except ScorecardError as error:
            raws.pop(name, None)
            problems += [f"{name}.yml: {problem}" for problem in error.problems]
    problems += _together(found)
    if problems:
        raise ScorecardsError("\n".join(problems))
    others = sorted((one for one in found.values() if one.id), key=lambda one: (one.order, one.id or ""))
    return Scorecards(found[Kind.DEAL], found[Kind.CUSTOMER], tuple(others))


Cards = Callable[[Path | None, str], Scorecards]


def reader() -> Cards:
    """Gives the scorecards of a company's folder and time zone (see `load`); each is read once."""
    return cache(load)


def _names(place: Traversable) -> list[str]:
    """The plain two first, there or not: the others may be like one of them."""
    plain = [kind.value for kind in Kind]
    there = [file.name for file in place.iterdir()] if place.is_dir() else []
    return [
        *plain,
        *sorted({name.removesuffix(".yml") for name in there if name.endswith(".yml")} - {*plain}),
    ]


def _in_zone(raw: dict[str, Any], timezone: str) -> dict[str, Any]:
    """With the company's zone where the calendar names none; one like another has that one's."""
    calendar = raw.get("calendar")
    if "like" in raw or not isinstance(calendar, dict):
        return raw
    return raw | {"calendar": {"timezone": timezone} | calendar}


def _card(name: str, raws: dict[str, dict[str, Any]]) -> Scorecard:
    raw = raws[name]
    if name in set(Kind):
        return _plain(name, raw)
    like = raw.get("like")
    if like is None:
        return _other(name, raw)
    if like not in set(Kind):
        raise ScorecardError((Problem("like", "must be deal or customer"),))
    if like not in raws:
        raise _LikeABrokenOne
    said = {key: value for key, value in raw.items() if key != "like"}
    return _other(name, merged(raws[like], said))


def _plain(name: str, raw: dict[str, Any]) -> Scorecard:
    scorecard = parse(raw)
    if scorecard.kind != name:
        raise ScorecardError((Problem("kind", f"must be {name} in this file, and it is {scorecard.kind}"),))
    odd = [key for key in ("id", "like", "applies_to", "order") if raw.get(key) is not None]
    if odd:
        raise ScorecardError(
            tuple(Problem(key, "is for the other files: this one is for the rest") for key in odd)
        )
    return scorecard


def _other(name: str, raw: dict[str, Any]) -> Scorecard:
    scorecard = parse({"id": name, **raw})
    if scorecard.id != name:
        raise ScorecardError((Problem("id", f"must be the file's name, {name}, or left out"),))
    if scorecard.applies_to is None:
        raise ScorecardError(
            (Problem("applies_to", "is missing: it says which subjects this scorecard is for"),)
        )
    if odd := tuple(_odd_currencies(scorecard.applies_to)):
        raise ScorecardError(odd)
    return scorecard


def _odd_currencies(rule: AppliesTo) -> Iterator[Problem]:
    for key, bounds in (("amount_from", rule.amount_from), ("amount_below", rule.amount_below)):
        for code in sorted(bounds.keys() - CURRENCIES):
            yield Problem(f"applies_to.{key}.{code}", f"there is no currency {code}")


def _together(found: dict[str, Scorecard]) -> Iterator[str]:
    """What is wrong only of all files taken together."""
    for kind in Kind:
        rules = [one.applies_to for one in found.values() if one.kind is kind and one.applies_to]
        count = len({segment for rule in rules for segment in rule.segments})
        if count > MOST_SEGMENTS:
            yield f"{kind}: {count} segments in all files; at most {MOST_SEGMENTS} fit"
