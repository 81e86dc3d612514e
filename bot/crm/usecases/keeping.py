"""What was said of a source's files is kept: the next one of the same shape needs no option."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.crm.files.errors import Asked, in_doubt, told
from bot.crm.usecases.vanishing import GONE
from flows.imports import Reason
from storage import kept_answers
from storage.engine import Transaction
from storage.kept_answers import Kept

SOURCE = "source"
_NEVER = frozenset({GONE})  # holds for one file only

ShapeOf = Callable[[Mapping[str, str]], str | None]  # of a file that is opened with a mapping


@dataclass(frozen=True)
class Answers:
    """What is said of a file: by what was kept of earlier ones (`kept`), and by whoever imports it now (`said`).

    What is said to be nothing takes back what was kept.
    """

    said: Mapping[str, str]
    kept: Kept | None = None
    used: Mapping[str, str] = field(default_factory=dict)  # of what was kept: what nobody says otherwise now

    @property
    def mapping(self) -> dict[str, str]:
        """All of it."""
        return _together(self.used, self.said)


def recall(tx: Transaction, layout: str, said: Mapping[str, str], shape_of: ShapeOf) -> Answers:
    """What is known of a file of this layout; Asked where several sources write files of its shape."""
    fitting = fits(tx, layout, said, shape_of)
    if not fitting:
        return Answers(said)
    if len(fitting) > 1:
        raise Asked([in_doubt(SOURCE, "source", [(kept.source, _words(kept)) for kept in fitting])])
    [kept] = fitting
    used = {SOURCE: kept.source, **kept.answers}
    return Answers(said, kept, {key: value for key, value in used.items() if key not in said})


def fits(tx: Transaction, layout: str, said: Mapping[str, str], shape_of: ShapeOf) -> list[Kept]:
    """What is kept of files of this shape: of the source that is named, or of all."""
    of_source = [
        each for each in kept_answers.of(tx, layout) if (said.get(SOURCE) or each.source) == each.source
    ]
    return [each for each in of_source if shape_of(_together(each.answers, said)) == each.shape]


def _words(kept: Kept) -> str | Reason:
    return ", ".join(f"{key}={value}" for key, value in kept.answers.items()) or told("as_it_stands")


def _together(kept: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in {**kept, **said}.items() if value}


def to_keep(answers: Answers, *, source: str, shape: str) -> Kept | None:
    """What to keep now that the file is in; None where that is what is kept, or nothing was said."""
    kept = {key: value for key, value in answers.mapping.items() if key not in _NEVER | {SOURCE}}
    new = Kept(shape, source, kept)
    nothing = not kept and not answers.said.get(SOURCE)
    return None if new == answers.kept or (nothing and answers.kept is None) else new
