"""Whether two descriptions of people may be of the same one; only somebody who knows them can say that they are."""

from flows.company.names import name_words
from flows.company.naming import fold
from flows.company.people import Person

FULL = 2  # so many words make a name that a longer one may hold: Mette Jensen is in Mette Marie Jensen


def may_be(person: Person, *, name: str, email: str) -> bool:
    """Whether whoever has this name and address elsewhere may be this person.

    By their names, in any order and without titles and brackets, or by what stands before the @.
    """
    return _is_name_of(name_words(person.name), name_words(name)) or _local(person.email) == _local(email)


def _is_name_of(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (shorter == longer or (len(shorter) >= FULL and shorter < longer))


def _local(email: str) -> str:
    return fold(email.partition("@")[0])
