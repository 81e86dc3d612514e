"""What the sheets of a workbook are called, how wide their columns are, and how an amount is written in them."""

import re
from collections.abc import Iterator, Sequence

from bot.kit.texts import Texts
from bot.printing.cells import said
from bot.printing.pages import Column
from flows.report.report import Report, Section, Table

MOST_NAME = 31  # characters of a sheet's name
NARROWEST, WIDEST = 10, 60
LOOKED_AT = 500  # rows, for how wide a column is


def names_of(report: Report, t: Texts) -> dict[str, str]:
    """The name of each table's sheet, by the table's key: its title, as far as Excel takes it, and none twice."""
    taken = {t("printed.overview").casefold(), "history"}  # the second is Excel's own
    found = {}
    for table in tables_of(report.sections):
        title = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", said(table.title, t, report.cut_off))
        wanted = " ".join(title.split()).strip("' ") or table.key
        name = wanted[:MOST_NAME].strip("' ")
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted[: MOST_NAME - len(str(number)) - 3].strip()} ({number})"
        taken.add(name.casefold())
        found[table.key] = name
    return found


def tables_of(sections: Sequence[Section]) -> Iterator[Table]:
    """All tables in order, also those that paper leaves out."""
    return (part for section in sections for part in section.parts if isinstance(part, Table))


def widths_of(table: Table, columns: Sequence[Column], report: Report, t: Texts) -> list[int]:
    """How wide each column is, in letters, by what its first rows hold."""
    widths = []
    for place, column in enumerate(columns):
        shown = [said(row[place], t, report.cut_off) for row in table.rows[:LOOKED_AT]]
        longest = max(map(len, [*shown, *column.text.split()]), default=0)
        widths.append(min(max(longest + 4, NARROWEST), WIDEST))
    return widths
