"""What the columns of an export may be called, in the systems and languages that we know (headings.yml)."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from bot.crm.files.columns.systems import by_headings
from bot.crm.files.text import fold

Names = Mapping[str, tuple[str, ...]]
V = TypeVar("V")

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml, where there is one; all is text
# What some systems put before each heading of a list of deals.
_PREFIX = re.compile(r"\s*(?:deals?|aftaler?|avtaler?|affär(?:er)?|geschäfte?) - (?=.)", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of file: what it lists, and which fields it needs.

    Of every group in `needed` at least one field must have a column.
    """

    what: str
    needed: tuple[tuple[str, ...], ...]

    @property
    def names(self) -> Names:
        """Field -> all its headings, folded."""
        return _names()[self.what]

    def rank(self, heading: str) -> int:
        """0 for an exact heading (as heading_key gives it), more for the general words that count after it."""
        return _ranks()[self.what].get(heading, 0)

    def fields(self, format_name: str, beside: Set[str] = frozenset()) -> dict[str, str]:
        """Heading, as heading_key gives it, -> field, as the given format ("salesforce", "hubspot", "csv") means it.

        `beside` are all the file's headings: some mean one thing beside Odoo's and another elsewhere.
        """
        by_heading = dict(_fields(self.what))
        if self.what == "deal":
            for meaning in _kept()["meanings"]:
                if not beside.isdisjoint(meaning["beside"]):
                    by_heading |= _also_without_spaces(meaning["means"])
            if format_name == "hubspot":
                by_heading |= HUBSPOT_MEANINGS
        return by_heading


DEALS = Layout("deal", (("id",), ("name", "product", "customer")))
CUSTOMERS = Layout("customer", (("name",),))
PEOPLE = Layout("person", (("name", "first_name", "last_name"), ("email",)))

# HubSpot's "Deal probability" is that of the stage; elsewhere the same words mean the deal's own.
HUBSPOT_MEANINGS: Mapping[str, str] = {"deal probability": "stage_probability"}


def heading_key(heading: str) -> str:
    """A heading folded, without the "Deal - " that Pipedrive puts before each and the * of needed ones."""
    return fold(_PREFIX.sub("", heading, count=1))


def recognise(headings: Set[str]) -> str:
    """Which system's headings these folded ones look like; what wrote the file its ids say (see systems)."""
    return by_headings(headings)


def other_lists() -> Mapping[str, tuple[Set[str], Set[str]]]:
    """Kind of list that has no deals in it -> its headings: those that tell it at once, those that do so by twos."""
    return {
        kind: (frozenset(_flat(told["sure"])), frozenset(_flat(told["two"])))
        for kind, told in _kept()["others"].items()
    }


@cache
def _kept() -> dict[str, Any]:
    file = Path(__file__).with_name("headings.yml")
    kept: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe one
    return kept


@cache
def _names() -> Mapping[str, Names]:
    return {
        what: {field: tuple(_flat(list(lists.values()))) for field, lists in _kept()[what].items()}
        for what in ("deal", "customer", "person")
    }


@cache
def _ranks() -> Mapping[str, Mapping[str, int]]:
    return {
        what: _also_without_spaces(
            {
                name: rank
                for lists in _kept()[what].values()
                for rank, loose in enumerate(("loose", "looser"), 1)
                for name in _flat(lists.get(loose, ()))
            }
        )
        for what in ("deal", "customer", "person")
    }


@cache
def _fields(what: str) -> Mapping[str, str]:
    return _also_without_spaces({name: field for field, names in _names()[what].items() for name in names})


def _also_without_spaces(by_heading: Mapping[str, V]) -> dict[str, V]:
    """With what camel case and systems' own names fold to: accountName, closedate."""
    return {name.replace(" ", ""): field for name, field in by_heading.items()} | dict(by_heading)


def _flat(listed: Any) -> Iterator[str]:
    for each in listed:
        if isinstance(each, str):
            yield each
        else:
            yield from _flat(each)
