"""Several columns for one field: the exact heading goes before the loose one, the filled before the empty."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.crm.files.text import clean

_MARKER = re.compile(r"\[\w+\]")  # Salesforce Inspector's: what the column's cells are, and nothing of theirs


def is_empty(text: str) -> bool:
    """Whether a cleaned cell holds nothing."""
    return not text or _MARKER.fullmatch(text) is not None


def settle(
    contests: Mapping[str, Sequence[Sequence[int]]], rows: Iterable[Sequence[str]]
) -> dict[str, int | tuple[int, ...]]:
    """The column of each contested field, or all that it could be where two hold different things.

    A contest lists positions by rank, those with exact headings first. Of a rank whose columns all agree, the one
    that is filled wherever any is wins; a rank that holds nothing gives way to the next.
    """
    ranks = [_Rank(tuple(rank)) for contest in contests.values() for rank in contest]
    for cells in rows:
        for rank in ranks:
            rank.add(cells)
    left = iter(ranks)
    found: dict[str, int | tuple[int, ...]] = {}
    for field, contest in contests.items():
        mine = [next(left) for _ in contest]
        found[field] = next((rank.choice() for rank in mine if rank.filled), mine[0].positions[0])
    return found


class _Rank:
    """Columns of equal standing: which hold anything, which lack what another holds, and whether they differ."""

    def __init__(self, positions: tuple[int, ...]) -> None:
        self.positions = positions
        self.filled: set[int] = set()
        self._lacking: set[int] = set()
        self._differ = False

    def add(self, cells: Sequence[str]) -> None:
        texts = {at: clean(cells[at]) for at in self.positions if at < len(cells)}
        filled = {at: text for at, text in texts.items() if not is_empty(text)}
        self.filled.update(filled)
        if filled:
            self._lacking.update(at for at in self.positions if at not in filled)
            self._differ = self._differ or len(set(filled.values())) > 1

    def choice(self) -> int | tuple[int, ...]:
        could = [at for at in self.positions if at in self.filled]
        whole = [at for at in could if at not in self._lacking]
        if len(could) == 1:
            return could[0]
        return whole[0] if whole and not self._differ else tuple(could)
