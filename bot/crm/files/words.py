"""The sentences of reasons, in the reader's language."""

from collections.abc import Mapping, Sequence

from babel.numbers import get_currency_name

from bot.kit.texts import BABEL, Texts, entries
from flows.imports import Fact, Reason


class _Plain(Texts):
    """Texts of the command line, which writes whole numbers as scripts read them: 8800."""

    def figure(self, count: int) -> str:
        """The number as it is."""
        return str(count)


ENGLISH = _Plain("en")
_LINES = 5  # of each kind are named


def say(reason: Reason, t: Texts = ENGLISH) -> str:
    """The reason in words, to follow "line 3: "."""
    return t(f"import.reason.{reason.code}", **_facts(reason, t))


def say_refusal(reason: Reason, t: Texts = ENGLISH) -> str:
    """Why a whole file is refused."""
    return t(f"import.refusal.{reason.code}", **_facts(reason, t))


def say_question(reason: Reason, t: Texts = ENGLISH) -> str:
    """What a file leaves open."""
    return t(f"import.doubt.{reason.code}", **_facts(reason, t))


def say_answer(key: str, value: str, about: str | Reason, t: Texts = ENGLISH) -> tuple[str, str]:
    """An answer to the doubt with this key, in words of ours ("": none), and what is to be said about it.

    `about` is what the file says of it, as the doubt has it.
    """
    kind, dot, _ = key.partition(".")
    said = say_told(about, t)
    if kind == "roles" or (kind == "role" and dot):
        return t(f"import.role.{value}"), t(f"import.role_does.{value}")
    if kind == "currency" and dot:
        return get_currency_name(value, locale=BABEL[t.language]), said
    known = f"import.answer.{kind}.{value}" in entries(t.language)
    return t(f"import.answer.{kind}.{value}") if known else "", said


def in_words(key: str, value: str, about: str | Reason) -> str:
    """An answer as the command line explains it."""
    words, note = say_answer(key, value, about)
    return "; ".join(each for each in (words, note) if each and each != value)


def say_told(part: str | Reason, t: Texts = ENGLISH) -> str:
    """A part of a sentence; what is no reason is the file's own, and stands as it is."""
    return part if isinstance(part, str) else t(f"import.told.{part.code}", **_facts(part, t))


def _facts(reason: Reason, t: Texts) -> dict[str, str | int]:
    return {name: _fact(name, value, t) for name, value in reason.params}


def _fact(name: str, value: Fact, t: Texts) -> str | int:
    """A count chooses the form of its sentence; what we have words for is named by them.

    Several things stand in a row, of fields (written with spaces between) each could be meant."""
    if name == "count" and isinstance(value, int):
        return value
    if name == "field":
        return one_of([field_of(each, t) for each in str(value).split()], t)
    if name == "kind":
        return t(f"import.kind_of_file.{value}")
    if name == "page":
        return t(f"import.page.{value}")
    if isinstance(value, tuple):
        return ", ".join(
            t("import.heading", heading=each) if isinstance(each, str) else say_told(each, t)
            for each in value
        )
    return str(value)


def one_of(ways: Sequence[str], t: Texts = ENGLISH) -> str:
    """A or B or C."""
    first, *others = ways
    for other in others:
        first = t("import.or", first=first, other=other)
    return first


def how_many(t: Texts, /, **counts: int) -> dict[str, str]:
    """Each count with its word: 1 new, 2 changed."""
    return {name: t(f"import.some.{name}", count=count) for name, count in counts.items()}


def field_of(name: str, t: Texts = ENGLISH) -> str:
    """What a field of a file or of a subject is called within a sentence."""
    return t(f"import.field.{name}")


def say_dropped(dropped: Mapping[str, Sequence[int]], t: Texts = ENGLISH) -> str:
    """What was left out because it states nothing: how much of each kind, and where."""
    return ", ".join(
        f"{t(f'import.dropped_row.{kind}', count=len(lines))} ({_lines(lines, t)})"
        for kind, lines in sorted(dropped.items())
        if lines
    )


def _lines(lines: Sequence[int], t: Texts) -> str:
    some = ", ".join(map(str, lines[:_LINES]))
    return t("import.lines", count=len(lines), lines=f"{some} …" if len(lines) > _LINES else some)
