"""What a digest says: its figures, and the deals and customers that it names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bot.actions.usecases.acting import Act
from bot.actions.usecases.reading import Item
from bot.standing.standings import Scored
from flows.company.colour import Colour
from flows.company.people import Person
from flows.figures.digest import Figures


@dataclass(frozen=True)
class Likely:
    """A deal, and how probable it is said to be (percent)."""

    standing: Scored
    probability: Decimal


@dataclass(frozen=True)
class Better:
    """What has a better colour than `before`, and the action item that moved it, where one did."""

    standing: Scored
    before: Colour
    item: Item | None


@dataclass(frozen=True)
class Wish:
    """With what somebody asks for help."""

    standing: Scored
    person: Person


Listed = Mapping[Colour, tuple[Scored, ...]]


@dataclass(frozen=True)
class Digest:
    """The figures of one digest, and what it names.

    `team` is who leads the team that it is of, None for the whole company. `listed` are its deals and `customers` its
    customers by colour, at most 25 each. `acts` are the few that most need attention. Of the deals that are probable
    but red or not reviewed (`likely`), improbable but green (`unlikely`), of what is `better` than in the last one, of
    what has its date in the next days (`coming`) and of the wishes for `help` the first few stand here; how many there
    are is a figure. `hidden` is how many more deals and customers there are to whose score its reader is blind. With
    `amounts` False no amount of money is shown.
    """

    figures: Figures
    listed: Listed
    customers: Listed = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    likely: tuple[Likely, ...] = ()
    unlikely: tuple[Likely, ...] = ()
    better: tuple[Better, ...] = ()
    coming: tuple[Scored, ...] = ()
    help: tuple[Wish, ...] = ()
    team: Person | None = None
    hidden: int = 0
    amounts: bool = True
