"""Whom of the list a file means by a name or an address."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from flows.company.names import in_brackets, plain_name
from flows.company.naming import addresses, fold, folded, spellings, words
from flows.company.people import Person

ALIKE = 0.6  # of 1: where difflib, too, calls two texts close
H = TypeVar("H", str, frozenset[str])

_BETWEEN = re.compile(r"[;,/|&+()\[\]<>]|\s(?:and|og|och|und)\s", re.IGNORECASE)


@dataclass(frozen=True)
class Ambiguous:
    """Several people could be meant, or several are."""

    people: tuple[Person, ...]


@dataclass(frozen=True)
class Known:
    """Everybody on a list by what they may be called: by address, by name as written, by the words of the name."""

    by_email: Mapping[str, tuple[Person, ...]]
    by_name: Mapping[str, tuple[Person, ...]]
    by_words: Mapping[frozenset[str], tuple[Person, ...]]


def known(people: Iterable[Person]) -> Known:
    """Everybody by what they may be called; the list's name counts beside a newer one of Slack's."""
    by_email: defaultdict[str, list[Person]] = defaultdict(list)
    by_name: defaultdict[str, list[Person]] = defaultdict(list)
    by_words: defaultdict[frozenset[str], list[Person]] = defaultdict(list)
    for person in people:
        names = {person.name, person.listed_as or person.name}
        by_email[folded(person.email)].append(person)
        for name in {folded(name) for name in names}:
            by_name[name].append(person)
        for key in {key for name in names for key in _keys(name)}:
            by_words[key].append(person)
    return Known(_fixed(by_email), _fixed(by_name), _fixed(by_words))


def meant(text: str, among: Known) -> Person | Ambiguous | None:
    """Who is meant: by the address in a text, else by the name as written, else by its words in any order.

    An address that nobody has gives None: the name beside it may be a namesake's. So does one of two names.
    """
    if emails := addresses(text):
        return _one([by for email in emails for by in among.by_email.get(email, ())], several=len(emails) > 1)
    if exact := among.by_name.get(folded(text)) or among.by_email.get(folded(text)):
        return _one(exact)
    if found := _by_words(text, among):
        beside = [person for part in in_brackets(text) for person in _by_words(part, among)]
        return _one([*found, *beside])
    parts = [_by_words(part, among) for part in _BETWEEN.split(text)]
    several = dict.fromkeys(person for part in parts for person in part)
    return Ambiguous(tuple(several)) if len(several) > 1 else None


def nearest(text: str, people: Iterable[Person]) -> Person | None:
    """Whose name is written most like this text; None among nobody.

    Where the text has an address it is whose address is alike before the @, and None where nobody's is.
    """
    emails = addresses(text)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_local(emails[0]) if emails else _sorted(text))
    best, found = ALIKE if emails else -1.0, None
    for person in people:
        matcher.set_seq1(_local(person.email) if emails else _sorted(person.name))
        # The quick ones are never lower, so most are passed over without the slow one.
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
            best, found = matcher.ratio(), person
    return found


def _by_words(text: str, among: Known) -> tuple[Person, ...]:
    return tuple(dict.fromkeys(person for key in _keys(text) for person in among.by_words.get(key, ())))


def _keys(name: str) -> set[frozenset[str]]:
    """The words of a name without what isn't part of it, in each way to spell them."""
    plain = plain_name(name)
    return {frozenset(words(form)) for form in spellings(plain)} - {frozenset()}


def _one(found: Iterable[Person], *, several: bool = False) -> Person | Ambiguous | None:
    once = tuple({person.id: person for person in found}.values())
    if not once:
        return None
    return Ambiguous(once) if several or len(once) > 1 else once[0]


def _local(email: str) -> str:
    return email.partition("@")[0].lower()


def _sorted(name: str) -> str:
    return " ".join(sorted(words(plain_name(name)))) or fold(name)


def _fixed(found: Mapping[H, list[Person]]) -> dict[H, tuple[Person, ...]]:
    return {key: tuple(people) for key, people in found.items()}
