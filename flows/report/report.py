"""A report as a value: sections of sentences, tables and charts that hold numbers and keys of words, never words.

Each printer (HTML, PDF, spreadsheet, Slack) makes of it what its form can show; nothing is computed after this.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from flows.company.colour import Colour
from flows.company.money import Money
from flows.scorecards.words import Words


@dataclass(frozen=True)
class Word:
    """A text of ours, by its key; the values in it are cells, printed as the language prints them."""

    key: str
    values: Mapping[str, "Cell"] = field(default_factory=dict)


@dataclass(frozen=True)
class Share:
    """A part of a whole, 0-1; printed in percent."""

    of_one: Decimal


# None is not known; a str is literal text from people and files, such as a deal's name. Words are what a scorecard
# declares in each language, such as the name of an area: `words[language]`.
Cell: TypeAlias = str | int | Decimal | Word | Words | Share | Money | Colour | date | datetime | None


@dataclass(frozen=True)
class Source:
    """What a figure rests on: its definition, of how many subjects it speaks, and the cut-off (UTC)."""

    definition: Word
    count: int
    cut_off: datetime


@dataclass(frozen=True)
class Sentence:
    """One sentence; `source` is its footnote."""

    word: Word
    source: Source | None = None


@dataclass(frozen=True)
class Table:
    """Rows under headings; `total` is printed as the last row. `key` names it within the report (and its sheet).

    `is_detail` says that it is rows for tracing: the spreadsheet holds it, paper does not.
    """

    key: str
    title: Word
    columns: tuple[Word | Words, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    source: Source | None = None
    is_detail: bool = False


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: its label, and its parts in order; a part is called by a colour or a word."""

    label: Cell
    parts: tuple[tuple[Colour | Word, Decimal], ...]


@dataclass(frozen=True)
class Stacked:
    """Bars of stacked parts; the unit is a currency, or None for a count. The `table` of this key stands beside it."""

    title: Word
    table: str
    unit: str | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Step:
    """One step of a bridge: from what was there to what is there, up or down by `amount`; a total stands on zero."""

    label: Word
    amount: Decimal
    is_total: bool = False


@dataclass(frozen=True)
class Bridge:
    """A waterfall from an opening to a closing; the `table` of this key stands beside it."""

    title: Word
    table: str
    unit: str | None
    steps: tuple[Step, ...]


Part: TypeAlias = Sentence | Table | Stacked | Bridge


@dataclass(frozen=True)
class Section:
    """One section, by its key; each begins on a page of its own on paper."""

    key: str
    title: Word
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Report:
    """The whole: which period (both days included), told as of when (UTC), for whom, and its sections in order.

    `team` is the name of whoever leads the team of a team's edition; None is the edition for top management.
    `zone` is the company's time zone, in which moments are printed. `scorecards` are the versions that it rests on.
    """

    company: str
    begins: date
    ends: date
    cut_off: datetime
    zone: str
    team: str | None
    scorecards: tuple[str, ...]
    sections: tuple[Section, ...]
