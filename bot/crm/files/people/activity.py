"""Whether somebody is still there, by the columns that systems have for it: Active, Deactivated, Status."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.crm.files.errors import Doubt, in_doubt, must_be
from bot.crm.files.opening.sheet import Row
from bot.crm.files.text import fold, shown
from flows.company.names import has_left

KEY, BLANK = "word.", "blank"
COLUMNS = ("active", "inactive", "status")
_ANSWERS = ("active", "inactive")

_YES = "true, t, yes, y, 1, 1 0, x, on, checked, ja, j, wahr, sand, sandt, sant, vrai, oui, si, ✓, ✔, ☑"
_NO = "false, f, no, n, 0, 0 0, off, unchecked, nej, nein, nei, falsk, falskt, falsch, usand, faux, non, ✗, ✘, ☐"
_HERE = (
    "active, aktiv, aktive, enabled, current, employed, working, registered, confirmed, verified, "
    "aktiveret, aktiviert, aktiverad, aktivert, ansat, anställd, ansatt, actif, activo"
)
_GONE = (
    "inactive, inaktiv, not active, ikke aktiv, nicht aktiv, inte aktiv, ej aktiv, deactivated, disabled, suspended, "
    "archived, deleted, left, terminated, removed, blocked, frozen, offboarded, former, resigned, retired, "
    "dismissed, revoked, closed, ex, no longer employed, "
    "deaktiveret, inaktiveret, slettet, spærret, arkiveret, fratrådt, stoppet, opsagt, tidligere, "
    "deaktiviert, gesperrt, gelöscht, archiviert, ausgeschieden, ehemalig, inaktiverad, avaktiverad, borttagen, "
    "slutat, avslutad, deaktivert, slettet, sluttet, inactif, inactivo"
)
_SAYS = {True: (_YES, _HERE), False: (_NO, _GONE)}
_WORDS = {
    fold(word) or word: says for says, lists in _SAYS.items() for words in lists for word in words.split(", ")
}
_PLAIN = {fold(word) or word for words in (_YES, _NO) for word in words.split(", ")}


@dataclass(frozen=True)
class Activity:
    """What the words of one file mean, as somebody said."""

    said: Mapping[str, bool]

    def is_active(self, row: Row) -> bool:
        """Whether no column, and no word beside the name, says that somebody has left."""
        return all(self._says(column, row.text(column)) is not False for column in COLUMNS) and not has_left(
            row.text("name") or row.text("last_name")
        )

    def doubts(self, column: str, texts: Iterable[str]) -> list[Doubt]:
        """What the words in one column leave open: words that nobody knows, and cells left blank beside filled ones."""
        cells = set(texts)
        asked = {text for text in cells if text and self._says(column, text) is None}
        if column == "active" and "" in cells and len(cells) > 1 and self._says(column, "") is None:
            asked.add(BLANK)
        return [
            in_doubt(
                f"{KEY}{word}",
                "word_of_person",
                [(each, "") for each in _ANSWERS],
                field=column,
                value=shown(word),
            )
            for word in sorted(asked)
        ]

    def _says(self, column: str, text: str) -> bool | None:
        """Whether a cell says active; None where it says nothing, or nobody knows what."""
        key = fold(text) or text or BLANK
        if key in self.said:
            return self.said[key] if text or column == "active" else None
        says = _WORDS.get(key)
        if column != "inactive":
            return says
        if key in _PLAIN:
            return not says
        return False if says is None and any(map(str.isdecimal, text)) else says  # the day when it happened


def activity(mapping: Mapping[str, str]) -> Activity:
    """What --map says of such words; MapRefused for an answer that is none."""
    said = {}
    for key, wish in mapping.items():
        if key.startswith(KEY):
            if fold(wish) not in _ANSWERS:
                raise must_be(key, _ANSWERS, wish)
            said[fold(key.removeprefix(KEY)) or key.removeprefix(KEY)] = fold(wish) == "active"
    return Activity(said)
