"""How a column writes its numbers or dates: decided once, over all its rows, asked about, and never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from bot.crm.files.errors import Doubt, in_doubt, told
from bot.crm.files.text import shown

Place = tuple[int, str]  # line, text


@dataclass(frozen=True)
class Styles:
    """The ways to read one kind of cell: option of --map, which questions there are, the ways.

    `either` is asked where cells can be read in two ways, `both` where the column writes in two ways. All ways agree on
    what can be meant in one way only.
    """

    option: str
    either: str
    both: str
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Decided:
    """The way to read the cells; `torn` when some of them are plainly written in another one."""

    way: str
    torn: bool = False


class Look:
    """What cells have shown so far of the way in which they are written."""

    def __init__(self, styles: Styles) -> None:
        """With all the ways open."""
        self._styles = styles
        self._fit = list(styles.ways)
        self._readable: dict[tuple[str, ...], Place] = {}  # the first cell that these ways alone can read
        self._differ: dict[tuple[str, str], Place] = {}  # the first that these two read differently

    def add(self, line: int, text: str, read: Mapping[str, object]) -> None:
        """One more cell: what each way that can read it makes of it; a cell that none can read shows nothing."""
        if not read:
            return
        ways = tuple(way for way in self._styles.ways if way in read)
        if ways not in self._readable:
            self._readable[ways] = (line, text)
            self._fit = [way for way in self._fit if way in read]
        for pair in combinations(ways, 2):
            if pair not in self._differ and read[pair[0]] != read[pair[1]]:
                self._differ[pair] = (line, text)

    def decide(self, heading: str, said: str | None) -> Decided | Doubt:
        """The one way that reads every cell, whatever was said; in doubt the way that was said, else the question."""
        doubtful = next((place for pair, place in self._differ.items() if {*pair} <= {*self._fit}), None)
        if len(self._fit) == 1 or (self._fit and doubtful is None):
            return Decided(self._fit[0])
        if said in (self._fit or self._styles.ways):
            return Decided(said or "", torn=not self._fit)
        return self._doubt(heading, doubtful)

    def _doubt(self, heading: str, doubtful: Place | None) -> Doubt:
        its = self._styles
        clear = [place for ways, place in self._readable.items() if len(ways) < len(its.ways)]
        places = [doubtful] if doubtful else clear
        seen = tuple(told("place", value=shown(text), line=line) for line, text in places)
        ways = self._fit or [way for way in self._styles.ways if any(way in ways for ways in self._readable)]
        code = its.either if doubtful else its.both
        return in_doubt(its.option, code, [(way, "") for way in ways], heading=shown(heading), places=seen)
