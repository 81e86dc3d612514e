"""Where an SQLite database is: the very file that was opened, told from another one at the same address."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from storage.failures import DatabaseGone


@dataclass(frozen=True)
class Place:
    """A file as the system knows it: what is written to a file that lost its name is gone with the process."""

    file: Path
    identity: tuple[int, int] | None

    @classmethod
    def of(cls, file: str) -> Self:
        """The file that is at this address now."""
        path = Path(file).absolute()
        return cls(path, _identity(path))

    def check(self) -> None:
        """Raise DatabaseGone where the file isn't at its address any more, or another one is."""
        if self.identity is None or _identity(self.file) != self.identity:
            raise DatabaseGone(
                f"The database {self.file} was moved, deleted or replaced while it was open. Nothing more is written "
                "to it: put the right file in its place, and start again."
            )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 - before every commit, and Path.stat takes twice as long
    except OSError:
        return None
    return found.st_dev, found.st_ino
