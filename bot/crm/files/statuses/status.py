"""Whether a deal is open, won, lost or gone, from whichever columns say so."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.crm.files.errors import Asked, Doubt, FileRefused, RowRefused, in_doubt
from bot.crm.files.opening.sheet import Row, Sheet
from bot.crm.files.statuses.meanings import DAYS, FLAGS, PHRASES, PREFIX, Cell, Meanings, answered
from bot.crm.files.statuses.phrases import flag
from bot.crm.files.statuses.verdicts import SHOWN, Verdict, judge, names_another
from bot.crm.files.text import shown
from bot.crm.files.values.dates import possible_days
from flows.company.subjects import Status
from flows.imports import Word

MOST = 30  # words to ask about; a column with more of them says something else


@dataclass
class Statuses:
    """How the deals of one file stand, and all that was met on the way.

    `unknown` counts the cells that nobody understands although nothing else says how the deal stands, `ahead` those of
    them whose deals close in the future.
    """

    meanings: Meanings
    unknown: Counter[Cell] = field(default_factory=Counter)
    ahead: Counter[Cell] = field(default_factory=Counter)
    _verdicts: dict[tuple[object, ...], Verdict] = field(default_factory=dict)
    _met: Counter[tuple[object, ...]] = field(default_factory=Counter)

    def read(self, row: Row) -> Verdict:
        """How the deal stands; whoever takes it gives back what is unsaid to `doubt`.

        RowRefused when two columns contradict each other, or a deal is closed and nothing says how it ended.
        """
        texts = row.texts
        merged = names_another(texts)
        key = (
            merged,
            *[
                self.meanings.of(name, texts[name]) if name in DAYS else texts.get(name)
                for name in self.meanings.headings
            ],
        )
        verdict = self._verdicts.get(key)
        if verdict is None:
            verdict = self._verdicts[key] = judge(texts, self.meanings, merged=merged)
        self._met[key] += 1
        if verdict.refusal:
            self.unknown.update(verdict.unsaid)
            raise RowRefused(verdict.refusal.code, **dict(verdict.refusal.params))
        return verdict

    def doubt(self, verdict: Verdict, close: date | None) -> None:
        """Count what nobody understands of a deal that went in; a close that lies ahead speaks for open."""
        if verdict.unsaid:
            self.unknown.update(verdict.unsaid)
            if close and close >= self.meanings.today:
                self.ahead.update(verdict.unsaid)

    def ask(self, rows: int) -> None:
        """Asked what the words mean that nobody knows, where they stand in over a tenth of the rows.

        An unknown stage whose deals mostly close in the future is one more open stage.
        """
        unknown = {
            cell: count
            for cell, count in self.unknown.most_common()
            if cell[0] == "status" or self.ahead[cell] * 2 <= count
        }
        if sum(unknown.values()) * 10 <= rows:
            return
        if len(unknown) > MOST:
            name = next(iter(unknown))[0]
            heading = self.meanings.headings[name]
            raise FileRefused("many_words", heading=heading, words=len(unknown), key=name)
        doubts = {text: self._doubt(name, text, count) for (name, text), count in unknown.items()}
        raise Asked(list(doubts.values()))

    def words(self) -> tuple[Word, ...]:
        """All words of status and stage that were met, with what they were taken as, the most frequent first."""
        met: Counter[tuple[str, str, Status | None]] = Counter()
        for key, count in self._met.items():
            verdict = self._verdicts[key]
            for name in SHOWN:
                if text := verdict.said.get(name):
                    met[name, text, verdict.status] += count
        known = {(name, text): self.meanings.of(name, text) is not None for name, text, _ in met}
        return tuple(
            Word(self.meanings.headings[name], text, status, count, known=known[name, text])
            for (name, text, status), count in met.most_common()
            if name in PHRASES or not self.meanings.is_day(text)
        )

    def _doubt(self, name: str, text: str, count: int) -> Doubt:
        heading = self.meanings.headings[name]
        answers = [(status.value, "") for status in Status]
        return in_doubt(PREFIX + text, "word", answers, value=shown(text), heading=heading, count=count)


def statuses(sheet: Sheet, mapping: Mapping[str, str], today: date) -> Statuses:
    """The words of this file; `mapping` may hold what some of them mean, such as word.On Hold=open."""
    headings = {name: sheet.heading(name) for name in (*PHRASES, *FLAGS, *DAYS) if name in sheet.places}
    return Statuses(Meanings(headings, answered(mapping), today))


def with_days(sheet: Sheet) -> Sheet:
    """The same sheet, whose columns called "closed", "won" or "lost" hold days where their cells are such."""
    places = dict(sheet.places)
    names = [name for name in ("closed", "won", "lost") if name in places and f"{name}_on" not in places]
    for name, cells in sheet.cells(names).items() if names else ():
        filled = [text for text in cells if text]
        if filled and all(flag(text) is None and possible_days(text) for text in filled):
            places[f"{name}_on"] = places.pop(name)
    return replace(sheet, places=places)
