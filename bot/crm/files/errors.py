"""What stops a file or a row on its way in, and what is asked about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.imports import Reason, reason

_PLAIN = re.compile(r"[\w.=+#-]+")  # what no shell reads in another way


class FileRefused(Exception):
    """The file cannot be read whole; str() is plain English to show."""


class MapRefused(FileRefused):
    """--map itself is wrong, whatever the file; str() is plain English to show."""


@dataclass(frozen=True)
class Doubt:
    """What a file leaves open: the key of --map that answers it, the question, and each answer with its words.

    Without `answers` any heading of the file is one.
    """

    key: str
    question: str
    answers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """The question with the options that answer it."""
        if not self.answers:
            return f"{self.question} Name one: --map {self.key}=HEADING."
        return f"{self.question} Say {' or '.join(option(self.key, value) for value, _ in self.answers)}."


class Asked(FileRefused):
    """Nothing is done before these doubts are answered: each answer goes into the mapping under the doubt's key."""

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        """Takes all that is in doubt at once; str() names them with the options that answer them."""
        super().__init__("\n".join(map(str, doubts)))
        self.doubts = tuple(doubts)


class RowRefused(Exception):
    """One row cannot be read; the rest of the file can."""

    def __init__(self, code: str, **params: str | int) -> None:
        """Takes the code of a reason and the params its sentence names."""
        super().__init__(code)
        self.reason: Reason = reason(code, **params)


def option(key: str, value: str) -> str:
    """What to write on the command line to answer `key` with `value`."""
    said = f"{key}={value}"
    return f"--map {said}" if _PLAIN.fullmatch(said) else f'--map "{said}"'
