"""Where a window stands, as its private_metadata: the draft's page, and the run that it is part of."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.usecases.runs import Run

MOST = 150  # characters: seven numbers of ten digits, two of sixteen
MOST_ID = 2**31  # ids and versions beyond it are not ours
MOST_MOMENT = 2**53  # microseconds: 285 years
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
        return json.dumps([self.draft_id, self.version, self.page, *run])

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
    return json.dumps(_numbers(run))


def load_run(data: str) -> Run:
    """The run that a window is part of, on a page with a draft or without; raises ValueError without one."""
    found = _listed(data)
    if len(found) == 4 and isinstance(found[-1], list):
        return _run(found[-1])
    return _run(found)


def _numbers(run: Run) -> list[int]:
    moments = [(moment - EPOCH) // timedelta(microseconds=1) for moment in (run.since, run.due_at)]
    return [*moments, run.subject_id, run.number, run.of, run.sent]


def _run(found: object) -> Run:
    if not isinstance(found, list) or len(found) != 6:
        raise ValueError(found)
    moments = _checked(found[:2], below=MOST_MOMENT)
    since, due_at = [EPOCH + timedelta(microseconds=moment) for moment in moments]
    return Run(since, due_at, *_checked(found[2:]))


def _listed(data: str) -> list[object]:
    """The list in private_metadata; deep brackets would end in a RecursionError."""
    found = json.loads(data) if len(data) <= MOST else None
    if not isinstance(found, list) or len(found) < 3:
        raise ValueError(data)
    return found


def _checked(found: list[object], *, below: int = MOST_ID) -> list[int]:
    numbers = [number for number in found if isinstance(number, int) and not isinstance(number, bool)]
    if len(numbers) < len(found) or not all(0 <= number < below for number in numbers):
        raise ValueError(found)
    return numbers
