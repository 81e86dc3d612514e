"""What stops a file or a row on its way in, and what is asked about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.crm.files.text import shown
from bot.crm.files.words import ENGLISH, one_of, say_question, say_refusal
from bot.kit.texts import Texts
from flows.imports import Fact, Reason, reason

_PLAIN = re.compile(r"[\w.=+#-]+")  # what no shell reads in another way


class FileRefused(Exception):
    """The file cannot be read whole; str() is plain English to show."""

    def __init__(self, code: str, **facts: Fact) -> None:
        """Takes the code of a sentence among import.refusal, and what that names."""
        super().__init__(code)
        self.reason = reason(code, **facts)

    def __str__(self) -> str:
        """As the command line shows it."""
        return self.said(ENGLISH)

    def said(self, t: Texts) -> str:
        """Why, in the reader's language."""
        return say_refusal(self.reason, t)


class MapRefused(FileRefused):
    """--map itself is wrong, whatever the file; str() is plain English to show."""


@dataclass(frozen=True)
class Doubt:
    """What a file leaves open: the key of --map that answers it, the question, and each answer.

    With an answer goes what the file says of it, as it stands there or as something told (see `told`); "" for nothing.
    Without `answers` any heading of the file is one.
    """

    key: str
    question: Reason
    answers: tuple[tuple[str, str | Reason], ...] = ()

    def __str__(self) -> str:
        """The question with the options that answer it."""
        said = say_question(self.question)
        if not self.answers:
            return ENGLISH("import.name_heading", said=said, key=self.key)
        ways = [option(self.key, value) for value, _ in self.answers]
        return ENGLISH("import.say_one", said=said, ways=one_of(ways))


def in_doubt(key: str, code: str, answers: Sequence[tuple[str, str | Reason]] = (), **facts: Fact) -> Doubt:
    """A doubt whose question is the sentence of this code among import.doubt."""
    return Doubt(key, reason(code, **facts), tuple(answers))


def told(code: str, **facts: Fact) -> Reason:
    """What the file says of an answer, or a part of a sentence: of import.told."""
    return reason(code, **facts)


class Asked(FileRefused):
    """Nothing is done before these doubts are answered: each answer goes into the mapping under the doubt's key."""

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        """Takes all that is in doubt at once; str() names them with the options that answer them."""
        super().__init__("asked")
        self.doubts = tuple(doubts)

    def __str__(self) -> str:
        """All questions."""
        return "\n".join(map(str, self.doubts))


class RowRefused(Exception):
    """One row cannot be read; the rest of the file can."""

    def __init__(self, code: str, **params: Fact) -> None:
        """Takes the code of a reason and the params its sentence names."""
        super().__init__(code)
        self.reason: Reason = reason(code, **params)


def must_be(key: str, ways: Sequence[str], value: str) -> MapRefused:
    """The refusal of an answer that is none of these."""
    return MapRefused("must_be", key=shown(key), ways=", ".join(ways), value=shown(value))


def option(key: str, value: str) -> str:
    """What to write on the command line to answer `key` with `value`."""
    said = f"{key}={value}"
    return f"--map {said}" if _PLAIN.fullmatch(said) else f'--map "{said}"'
