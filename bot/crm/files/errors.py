"""What stops a file or a row on its way in."""

from flows.imports import Reason, reason


class FileRefused(Exception):
    """The file cannot be read whole, or a column is in doubt; str() is plain English to show."""


class MapRefused(FileRefused):
    """--map itself is wrong, whatever the file; str() is plain English to show."""


class RowRefused(Exception):
    """One row cannot be read; the rest of the file can."""

    def __init__(self, code: str, **params: str | int) -> None:
        """Takes the code of a reason and the params its sentence names."""
        super().__init__(code)
        self.reason: Reason = reason(code, **params)
