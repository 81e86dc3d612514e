"""The sentences of reasons, in the reader's language."""

from collections.abc import Mapping, Sequence

from bot.kit.texts import Texts
from flows.imports import Reason


class _Plain(Texts):
    """Texts of the command line, which writes whole numbers as scripts read them: 8800."""

    def figure(self, count: int) -> str:
        """The number as it is."""
        return str(count)


ENGLISH = _Plain("en")
_LINES = 5  # of each kind are named


def say(reason: Reason, t: Texts = ENGLISH) -> str:
    """The reason in words, to follow "line 3: "."""
    params = {name: value if name == "count" else str(value) for name, value in reason.params}
    if "field" in params:
        params["field"] = field_of(str(params["field"]), t)
    return t(f"import.reason.{reason.code}", **params)


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
