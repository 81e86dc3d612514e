"""What one cell of a column of status says of its deal: a word, yes or no, or a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.crm.files.columns.headings import heading_key
from bot.crm.files.errors import must_be
from bot.crm.files.statuses.phrases import Said, codes, flag, phrase, put_away
from bot.crm.files.text import clean
from bot.crm.files.values.dates import FIRST_YEAR, possible_days
from flows.company.subjects import Status

PREFIX = "word."  # of the keys of --map that say what a word means
PHRASES = ("status", "stage")
FLAGS: Mapping[str, tuple[Said | None, Said | None]] = {  # what yes and no say in each column
    "closed": (Said.CLOSED, Said.OPEN),
    "won": (Said.WON, Said.NOT_WON),
    "lost": (Said.LOST, Said.NOT_LOST),
    "deleted": (Said.GONE, None),
    "archived": (Said.ARCHIVED, None),
    "active": (None, Said.ARCHIVED),
}
DAYS: Mapping[str, Said] = {"closed_on": Said.CLOSED, "won_on": Said.WON, "lost_on": Said.LOST}
Cell = tuple[str, str]  # field and text
_ANSWERS = tuple(status.value for status in Status)


@dataclass
class Meanings:
    """The words of one file: heading by field, what the person said that words mean, and what day it is."""

    headings: Mapping[str, str]
    answers: Mapping[str, Said]
    today: date
    _known: dict[Cell, Said | None] = field(default_factory=dict)

    def of(self, name: str, text: str) -> Said | None:
        """What the text says in the column of the field `name`; None when it is empty or nobody knows."""
        if not text:
            return None
        cell = (name, text)
        if cell not in self._known:
            self._known[cell] = self.answers.get(text.casefold()) or self._meaning(name, text)
        return self._known[cell]

    def is_day(self, text: str) -> bool:
        """Whether the text is a day, however it is written."""
        return bool(possible_days(text))

    def _meaning(self, name: str, text: str) -> Said | None:
        if name in PHRASES:
            code = codes(heading_key(self.headings[name])).get(text)
            return Said(code) if code else phrase(text)
        if name in DAYS:
            return DAYS[name] if self._is_past(text) else None
        if name in ("archived", "active") and (away := put_away(text)) is not None:
            return Said.ARCHIVED if away else Said.UNDER_WAY
        told = flag(text)
        if told is not None or self._is_past(text):
            yes, no = FLAGS[name]
            return (no if told is False else yes) or Said.UNDER_WAY
        return Said.UNDER_WAY if self.is_day(text) else phrase(text)

    def _is_past(self, text: str) -> bool:
        return any(day.year >= FIRST_YEAR and day <= self.today for day in possible_days(text))


def answered(mapping: Mapping[str, str]) -> dict[str, Said]:
    """What the mapping says that words mean, by the word in lower case; MapRefused for no such meaning."""
    found = {}
    for key, value in mapping.items():
        if key.startswith(PREFIX):
            if value not in _ANSWERS:
                raise must_be(key, _ANSWERS, value)
            found[clean(key.removeprefix(PREFIX)).casefold()] = Said(value)
    return found
