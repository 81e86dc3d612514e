"""Names of people as lists and systems write them: titles, brackets, the family name first, who has left."""

import re

from flows.company.naming import fold, words

# Before and after names; compared in small letters and without dots.
_TITLES = {
    *("dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "hr", "fru", "frk", "herr", "frau"),
    *(
        "ing",
        "dipl",
        "dipl-ing",
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "phd",
        "mba",
        "msc",
        "bsc",
        "esq",
        "cpa",
        "cfa",
    ),
}
# What systems write beside the name of somebody who has left, or who is of another company.
_LEFT = {
    *("deactivated", "inactive", "disabled", "deleted", "removed", "archived", "suspended", "terminated"),
    *("former", "left", "deaktiveret", "inaktiv", "slettet", "fratrådt", "stoppet", "tidligere"),
    *("deaktiviert", "ehemalig", "deaktivert", "inaktiverad", "avaktiverad", "slutat", "sluttet"),
}
_ACCOUNT = _LEFT | {"user", "account", "employee", "bruger", "konto", "medarbejder", "nutzer", "användare"}
_BESIDE = _LEFT | {"ext", "external", "ekstern", "extern"}
_BRACKETS = re.compile(r"\([^)]*\)?|\[[^]]*\]?|\{[^}]*\}?|<[^>]*>?")
_APART = re.compile(r"\s[-–—|]\s|:\s|\*+")


def called(name: str) -> str:
    """The given name by which colleagues call somebody; "" where there is none.

    "Jensen, Mette (Sales)" and "Dr. Mette Jensen, MBA" are both Mette.
    """
    name = _without_brackets(name)
    last, _, first = name.partition(",")
    found = _proper(first) or _proper(last) or name.split()
    return found[0].strip(".,") if found else ""


def name_words(name: str) -> frozenset[str]:
    """The folded words of a name without titles and brackets, by which two ways to write it are compared."""
    return frozenset(words(plain_name(name)))


def plain_name(name: str) -> str:
    """A name without titles, brackets, and what says that somebody has left ("Bo Lund - Inactive")."""
    return " ".join(word for word in _proper(_without_brackets(name)) if _bare(word) not in _BESIDE)


def in_brackets(name: str) -> tuple[str, ...]:
    """What stands in brackets within a name."""
    return tuple(found.strip("()[]{}<> ") for found in _BRACKETS.findall(name))


def has_left(name: str) -> bool:
    """Whether a name itself says that somebody has left: "Bo Lund (Deactivated)", "Inactive - Bo Lund"."""
    apart = _APART.split(name)
    beside = [*in_brackets(name), *((apart[0], apart[-1]) if len(apart) > 1 else ())]
    found = [[_bare(word) for word in part.split()] for part in beside]
    return any(not _LEFT.isdisjoint(part) and _ACCOUNT.issuperset(part) for part in found)


def given_first(name: str, *, email: str = "") -> str:
    """A name turned at its comma: "Jensen, Anne" is Anne Jensen. What stands in brackets comes last.

    Not where titles follow, or where the address shows that the given name is in front already
    ("Anne Jensen, Sales" of anne.jensen@example.dk).
    """
    last, _, first = (" ".join(part.split()) for part in _without_brackets(name).partition(","))
    before = words(last)
    in_front = len(before) > 1 and fold(email.partition("@")[0]).startswith(before[0])
    if "," in first or not _proper(last) or not _proper(first) or in_front:
        return name
    return " ".join((first, last, *_BRACKETS.findall(name)))


def _without_brackets(name: str) -> str:
    return _BRACKETS.sub(" ", name)


def _proper(text: str) -> list[str]:
    """The words that are no titles and hold a letter."""
    found = [word for word in text.split() if any(character.isalpha() for character in word)]
    return [word for word in found if _bare(word) not in _TITLES]


def _bare(word: str) -> str:
    return word.strip(".,:;*-_!").replace(".", "").casefold()
