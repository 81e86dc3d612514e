"""Where a window stands: the draft's page, and the run that it is part of."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.kit.codec import Codec, Count, Id
from bot.kit.refusal import Refusal

MOST = 50  # ids of a run that travel: the largest weekly budget


@dataclass(frozen=True)
class Run:
    """Where a run stands: at `ids[place]`; what lies before was sent or skipped. `sent` are the reviews submitted."""

    ids: tuple[Id, ...]
    place: Count = 0
    sent: Count = 0

    def __post_init__(self) -> None:
        """Raise ValueError for one that stands nowhere, and for one that is too long to travel."""
        if not self.place < len(self.ids) <= MOST:
            raise ValueError(self)

    @property
    def subject_id(self) -> int:
        """The subject at which it stands."""
        return self.ids[self.place]

    @property
    def number(self) -> int:
        """3 of "3 of 7"."""
        return self.place + 1

    @property
    def of(self) -> int:
        """7 of "3 of 7": what is behind, here and ahead."""
        return len(self.ids)

    def sent_one(self) -> "Run":
        """The same after the review at which it stands was submitted."""
        return replace(self, sent=self.sent + 1)


class Place(NamedTuple):
    """Which draft, in which version, at which page a window shows, and in which run."""

    draft_id: Id
    version: Count
    page: Count
    run: Run | None = None


PLACE: Codec[Place] = Codec(Place)
RUN: Codec[Run] = Codec(Run)  # of a window without a draft
WINDOW: Codec[Place | Run] = Codec(Place | Run)


def run_in(data: str) -> Run | None:
    """The run that a window is part of, with a draft or without; None for every other."""
    try:
        found = WINDOW.load(data)
    except Refusal:
        return None
    return found.run if isinstance(found, Place) else found
