"""A report in the words of one language, chapter by chapter, before anybody knows what it is printed on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeGuard
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.kit.texts import BABEL, Texts
from bot.printing.cells import (
    Printed,
    currency_of,
    drawable,
    is_number,
    places_of,
    printed,
    said,
    said_beside,
)
from bot.printing.charts import Chart, chart_of
from flows.report.report import (
    Bridge,
    Cell,
    Part,
    Report,
    Section,
    Sentence,
    Source,
    Stacked,
    Table,
    Word,
)
from flows.scorecards.words import Words

QUARTER = 3  # months
SHORT_VERSION = 8  # letters of a scorecard's: the method page has them too


@dataclass(frozen=True)
class Line:
    """A sentence, with the number of its note."""

    text: str
    note: int | None = None


@dataclass(frozen=True)
class Lines:
    """Sentences that stand together."""

    items: tuple[Line, ...]


@dataclass(frozen=True)
class Column:
    """A heading, whether numbers stand under it, the one currency of its amounts, and their decimals."""

    text: str
    is_number: bool
    currency: str | None = None
    places: int = 0


@dataclass(frozen=True)
class Grid:
    """A table."""

    key: str
    title: str
    note: int | None
    columns: tuple[Column, ...]
    rows: tuple[tuple[Printed, ...], ...]
    total: tuple[Printed, ...] | None


@dataclass(frozen=True)
class Picture:
    """A chart, with the title of the table that holds its figures and is printed too."""

    key: str
    title: str
    chart: Chart | None
    table: str | None


Block = Lines | Grid | Picture


@dataclass(frozen=True)
class Chapter:
    """A section in words; its notes by their numbers."""

    key: str
    number: int
    title: str
    blocks: tuple[Block, ...]
    notes: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Pages:
    """The whole report in words."""

    company: str
    title: str
    period: str
    edition: str
    told: tuple[str, ...]
    chapters: tuple[Chapter, ...]

    @property
    def name(self) -> str:
        """Whose, what, of when: on one line."""
        return " · ".join(filter(None, (self.company, f"{self.title}, {self.period}")))


def pages_of(report: Report, t: Texts) -> Pages:
    """The report in the words of `t`, whose zone is the report's. Rows for tracing are left out."""
    writing = Writing(report, t)
    chapters = [writing.chapter(section, number) for number, section in enumerate(report.sections, 1)]
    return Pages(
        company=drawable(report.company),
        title=t("printed.title"),
        period=period_of(report, t),
        edition=edition_of(report, t),
        told=told_as_of(report, t),
        chapters=tuple(chapters),
    )


def period_of(report: Report, t: Texts) -> str:
    """November 2026; a quarter by its number; any other period by its days."""
    return days_of(report.begins, report.ends, t)


def days_of(first: date, last: date, t: Texts) -> str:
    """The same for any days."""
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if first.day == after.day == 1 and months == 1:
        return format_date(first, "LLLL y", locale=BABEL[t.language])
    if first.day == after.day == 1 and months == QUARTER and first.month % QUARTER == 1:
        return t("printed.quarter", quarter=first.month // QUARTER + 1, year=str(first.year))
    return t("printed.days", first=_in_full(first, t), last=_in_full(last, t))


def edition_of(report: Report, t: Texts) -> str:
    """For whom it is."""
    return t("printed.edition_team", team=drawable(report.team)) if report.team else t("printed.edition_top")


def told_as_of(report: Report, t: Texts) -> tuple[str, ...]:
    """As of when it is told, also where the period is not over, and by which scorecards."""
    moment = as_of(report.cut_off, t)
    if report.cut_off < _end(report.ends, t):
        moment = t(
            "printed.not_over", day=_in_full(t.local_date(report.cut_off), t), time=t.clock(report.cut_off)
        )
    cards = t("printed.scorecards", versions=", ".join(each[:SHORT_VERSION] for each in report.scorecards))
    return (moment, cards) if report.scorecards else (moment,)


def as_of(moment: datetime, t: Texts) -> str:
    """The cut-off in the company's zone; midnight, and the minute before it, is the end of a day."""
    before = t.local_date(moment - timedelta(minutes=1))
    if moment >= _end(before, t):
        return t("printed.as_of_end", day=_in_full(before, t))
    return t("printed.as_of", day=_in_full(t.local_date(moment), t), time=t.clock(moment))


def _end(day: date, t: Texts) -> datetime:
    """The last minute of a day has begun."""
    return datetime.combine(day, time(23, 59), ZoneInfo(t.timezone))


def _in_full(day: date, t: Texts) -> str:
    return format_date(day, t("date.day") + t("date.year"), locale=BABEL[t.language])


@dataclass
class Writing:
    """A report being put into words; its notes are numbered as they come."""

    report: Report
    t: Texts
    last_note: int = 0
    notes: dict[str, int] = field(default_factory=dict)

    def chapter(self, section: Section, number: int) -> Chapter:
        """A section in words. What two of its parts rest on alike is one note."""
        self.notes = {}
        blocks = tuple(self._blocks(section, number))
        notes = tuple((note, text) for text, note in self.notes.items())
        return Chapter(section.key, number, self.said(section.title), blocks, notes)

    def said(self, cell: Cell) -> str:
        """A value in a sentence."""
        return said(cell, self.t, self.report.cut_off)

    def source(self, source: Source) -> str:
        """The definition, of how many, and the cut-off."""
        definition = self.said(source.definition).rstrip(". ")
        moment = as_of(source.cut_off, self.t)
        return self.t("printed.source", definition=definition, count=source.count, as_of=moment)

    def columns(self, table: Table) -> tuple[Column, ...]:
        """The headings, with the currency where all amounts under one have the same."""
        return tuple(
            Column(
                self._heading(word, currency_of(cells)),
                is_number(cells),
                currency_of(cells),
                places_of(cells),
            )
            for word, cells in zip(table.columns, _under(table), strict=True)
        )

    def _blocks(self, section: Section, number: int) -> Iterator[Block]:
        """The parts in order; sentences that follow each other stand together."""
        titles = {each.key: self.said(each.title) for each in section.parts if is_on_paper(each)}
        lines: list[Line] = []
        for place, part in enumerate(section.parts):
            if isinstance(part, Sentence):
                lines.append(Line(self.said(part.word), self._note(part.source)))
                continue
            if lines:
                yield Lines(tuple(lines))
                lines = []
            if isinstance(part, Stacked | Bridge):
                yield self._picture(part, titles, f"c{number}-{place}")
            elif is_on_paper(part):
                yield self._grid(part)
        if lines:
            yield Lines(tuple(lines))

    def _picture(self, part: Stacked | Bridge, titles: Mapping[str, str], key: str) -> Picture:
        chart = chart_of(part, self.t, self.report.cut_off, key=key)
        return Picture(part.table, self.said(part.title), chart, titles.get(part.table))

    def _grid(self, table: Table) -> Grid:
        columns = self.columns(table)
        rows = tuple(self._row(row, columns) for row in table.rows)
        total = self._total(table.total, columns) if table.total else None
        return Grid(table.key, self.said(table.title), self._note(table.source), columns, rows, total)

    def _row(self, cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[Printed, ...]:
        now, beside = self.report.cut_off, said_beside(cells)
        return tuple(
            printed(cell, self.t, now, currency=column.currency or beside, places=column.places)
            for cell, column in zip(cells, columns, strict=True)
        )

    def _total(self, cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[Printed, ...]:
        """What has no total stays empty there; the first says that it is one."""
        row = self._row(cells, columns)
        first = Printed(self.t("printed.total")) if cells[0] is None else row[0]
        return (first, *(Printed("") if each.is_unknown else each for each in row[1:]))

    def _heading(self, word: Word | Words, currency: str | None) -> str:
        text = self.said(word)
        if currency is None or currency in text:
            return text
        return self.t("printed.in_currency", heading=text, currency=currency)

    def _note(self, source: Source | None) -> int | None:
        if source is None:
            return None
        text = self.source(source)
        if text not in self.notes:
            self.last_note += 1
            self.notes[text] = self.last_note
        return self.notes[text]


def is_on_paper(part: Part) -> TypeGuard[Table]:
    """Whether it is a table that paper holds: one of rows for tracing is the workbook's alone."""
    return isinstance(part, Table) and not part.is_detail


def _under(table: Table) -> Iterator[list[Cell]]:
    """What stands under each heading, the total last."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    for place in range(len(table.columns)):
        yield [row[place] for row in rows]
