"""The sandbox's time: the real one plus an offset that somebody can move, and a bot's way to follow it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Workspace time. With `file`, every move is written there (seconds) for a bot in another process."""

    def __init__(self, *, file: Path | None = None, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset
        self._file = file
        if file is not None:
            self.write_offset(file)

    def __call__(self) -> datetime:
        """Now in the workspace, aware UTC."""
        return datetime.now(UTC) + self.offset

    def move(self, delta: timedelta) -> datetime:
        """Moves workspace time by `delta` (backwards too) and returns what it is now."""
        self.offset += delta
        if self._file is not None:
            self.write_offset(self._file)
        return self()

    def write_offset(self, path: Path) -> None:
        """Writes the offset in seconds, whole or not at all: a reader never sees half a number."""
        draft = path.with_name(path.name + ".new")
        draft.write_text(f"{self.offset.total_seconds()}\n", encoding="ascii")
        draft.replace(path)


class FileClock:
    """Time for a bot beside the sandbox: the real time plus the seconds in a file; no file means none."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self) -> datetime:
        """Now as the sandbox sees it, aware UTC. Raises ValueError when the file holds no number."""
        try:
            seconds = float(self._path.read_text(encoding="ascii"))
        except FileNotFoundError:
            seconds = 0.0
        return datetime.now(UTC) + timedelta(seconds=seconds)
