"""What is put right on the records of a whole file before a cell is read, where the file needs it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.crm.files.opening.marks import Guards
from bot.crm.files.opening.rows import Raw


@dataclass(frozen=True)
class Mending:
    """Apostrophes off, blank cells of the first `above` columns filled, the name of the group as a last cell.

    `groups` has each group's name by the line that states it; `width` is how many cells the headings are.
    """

    width: int
    guards: Guards = field(default_factory=Guards)
    above: int = 0
    groups: Mapping[int, str] = field(default_factory=dict)

    def mended(self, rows: Iterable[Raw]) -> Iterator[Raw]:
        """The rows, each as it was meant."""
        last = [""] * self.above
        names = sorted(self.groups.items(), reverse=True)
        group = ""
        for row in rows:
            cells = self.guards.off(row.cells)
            for at in range(min(self.above, len(cells))):
                if cells[at].strip():
                    last[at], last[at + 1 :] = cells[at], [""] * (self.above - at - 1)
            if self.above:
                cells = (
                    *(cell if cell.strip() else last[at] for at, cell in enumerate(cells[: self.above])),
                    *cells[self.above :],
                )
            while names and names[-1][0] < row.line:
                group = names.pop()[1]
            if self.groups:
                cells = self._with_group(cells, group)
            yield Raw(row.line, cells)

    def _with_group(self, cells: tuple[str, ...], group: str) -> tuple[str, ...]:
        """A row with other cells beyond the headings stays as it is, to be refused."""
        if any(cell.strip() for cell in cells[self.width :]):
            return (*cells, group)
        return (*cells[: self.width], *[""] * (self.width - len(cells)), group)
