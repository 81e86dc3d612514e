"""Who owns what a file states, and what is in doubt about an owner whom it names."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from flows.company.called import known, nearest
from flows.company.people import Person
from flows.imports import Owned, match_owner


@dataclass(frozen=True, slots=True)
class Unowned:
    """A record whose owner is nobody we know (`several` False) or could be several people.

    `nearest` is whose name is written most like it, `kept` says that it has an owner already, who stays.
    """

    name: str
    owner: str
    several: bool
    kept: bool = False
    nearest: str = ""


OwnerOf = Callable[[Owned, str], tuple[int | None, Unowned | None]]


def owner_finder(everybody: Collection[Person]) -> OwnerOf:
    """Gives the owner's id of a record with that name, or what is in doubt about an owner that the file names.

    Thousands of rows name a few people, so each is looked for once.
    """
    among = known(everybody)
    met: dict[tuple[str | None, str | None], Person | Unowned | None] = {}

    def found(record: Owned) -> Person | Unowned | None:
        owner, named = match_owner(record, among), record.owner_email or record.owner_name
        if isinstance(owner, Person) or not named:
            return owner if isinstance(owner, Person) else None
        like = None if owner else nearest(named, everybody)
        return Unowned("", named, several=owner is not None, nearest=_as_asked(like, named))

    def owner_of(record: Owned, name: str) -> tuple[int | None, Unowned | None]:
        called = (record.owner_email, record.owner_name)
        if called not in met:
            met[called] = found(record)
        owner = met[called]
        if isinstance(owner, Unowned):
            return None, Unowned(name, owner.owner, owner.several, nearest=owner.nearest)
        return owner.id if owner else None, None

    return owner_of


def _as_asked(person: Person | None, named: str) -> str:
    """A name for a name, an address for an address."""
    if person is None:
        return ""
    return person.email if "@" in named else person.name
