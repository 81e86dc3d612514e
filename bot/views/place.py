"""Where a window stands, as its private_metadata: the draft's page, and the run that it is part of."""

import json
from dataclasses import dataclass

from bot.usecases import runs
from bot.usecases.runs import Run

MOST = 700  # characters: 55 numbers of ten digits and what stands between them; Slack takes 3,000
MOST_ID = 2**31  # ids and versions beyond it are not ours


@dataclass(frozen=True)
class Place:
    """Which draft, in which version, at which page a view shows, and in which run."""

    draft_id: int
    version: int
    page: int
    run: Run | None = None

    def dump(self) -> str:
        """As private_metadata."""
        run = [_numbers(self.run)] if self.run else []
        return _written([self.draft_id, self.version, self.page, *run])

    @classmethod
    def load(cls, data: str) -> "Place":
        """From private_metadata; raises ValueError when it isn't ours."""
        found = _listed(data)
        draft_id, version, page = _checked(found[:3])
        if len(found) > 4:
            raise ValueError(data)
        return cls(draft_id, version, page, _run(found[3]) if len(found) == 4 else None)


def dump_run(run: Run) -> str:
    """A run on a page without a draft, as private_metadata."""
    return _written([_numbers(run)])


def load_run(data: str) -> Run:
    """The run that a window is part of, on a page with a draft or without; raises ValueError without one."""
    return _run(_listed(data)[-1])


def _written(listed: list[object]) -> str:
    return json.dumps(listed, separators=(",", ":"))


def _numbers(run: Run) -> list[int]:
    return [run.place, run.sent, *run.ids]


def _run(found: object) -> Run:
    if not isinstance(found, list) or len(found) > runs.MOST + 2:
        raise ValueError(found)
    place, sent, *ids = _checked(found)
    if place >= len(ids):
        raise ValueError(found)
    return Run(tuple(ids), place, sent)


def _listed(data: str) -> list[object]:
    """The list in private_metadata; deep brackets would end in a RecursionError."""
    found = json.loads(data) if len(data) <= MOST and data.count("[") <= 2 else None
    if not isinstance(found, list) or not found:
        raise ValueError(data)
    return found


def _checked(found: list[object]) -> list[int]:
    numbers = [number for number in found if isinstance(number, int) and not isinstance(number, bool)]
    if len(numbers) < len(found) or not all(0 <= number < MOST_ID for number in numbers):
        raise ValueError(found)
    return numbers
