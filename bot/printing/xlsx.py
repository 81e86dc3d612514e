"""A report as a workbook: a sheet for each table, the rows behind the figures too, with real numbers and dates.

What people wrote goes in as text, so that none of it is ever a formula or a link.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bot.kit.blocks import cut
from bot.kit.texts import Texts
from bot.printing.cells import said_beside
from bot.printing.pages import Column, Writing, edition_of, period_of, told_as_of
from bot.printing.sheet_values import DAY, MOMENT, MOST_TEXT, TEXT, Look, Values
from bot.printing.sheets import names_of, tables_of, widths_of
from flows.report.report import Cell, Report, Sentence, Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


def xlsx(report: Report, t: Texts) -> bytes:
    """The report in the words of `t`; the same report gives the same cells.

    OSError where its rows, which go to files meanwhile, find no room there.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only a report wants it
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    into = BytesIO()
    with TemporaryDirectory() as folder:  # takes along what a workbook leaves there that was broken off
        try:
            with Workbook(into, {"constant_memory": True, "tmpdir": folder}) as workbook:
                workbook.set_properties(_properties(report, t))
                _Book(workbook, report, t, names_of(report, t)).write()
        except FileCreateError as error:
            raise OSError(str(error)) from error
    return into.getvalue()


def _properties(report: Report, t: Texts) -> dict[str, Any]:
    title = f"{t('printed.title')}, {period_of(report, t)}"
    return {"title": title, "author": report.company, "created": report.cut_off.replace(tzinfo=None)}


class _Book:
    """The workbook while it is written; formats are made once, since Excel holds only so many."""

    def __init__(self, workbook: "Workbook", report: Report, t: Texts, names: Mapping[str, str]) -> None:
        self._workbook = workbook
        self._report = report
        self._t = t
        self._names = names
        self._writing = Writing(report, t)
        self._values = Values(report, t)
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._looks: dict[tuple[Any, ...], Format] = {}

    def write(self) -> None:
        """All sheets, the overview first."""
        self._overview()
        for table in tables_of(self._report.sections):
            self._table(table)

    def _overview(self) -> None:
        """Whose and of when it is, and of each section its sentences and where its tables are."""
        report, t = self._report, self._t
        sheet = self._sheet(t("printed.overview"), [60, 34, 12])
        heading = self._format(bold=True, font_size=14)
        rows: list[Sequence[tuple[str, Any]]] = [[(report.company, self._format(bold=True, font_size=18))]]
        told = [
            f"{t('printed.title')}, {period_of(report, t)}",
            edition_of(report, t),
            *told_as_of(report, t),
        ]
        rows += [[(text, None)] for text in told]
        rows.append([(t("printed.unknown_legend"), self._format(italic=True))])
        row = -1
        for row, cells in enumerate(rows):
            self._texts(sheet, row, cells)
        for section in report.sections:
            row += 2
            self._texts(sheet, row, [(self._writing.said(section.title), heading)])
            for part in section.parts:
                if isinstance(part, Sentence):
                    row += 1
                    note = self._writing.source(part.source) if part.source else ""
                    wrapped = self._format(text_wrap=True, valign="top")
                    self._texts(sheet, row, [(self._writing.said(part.word), wrapped), (note, wrapped)])
                elif isinstance(part, Table):
                    row += 1
                    name = self._names[part.key]
                    self._texts(sheet, row, [(self._writing.said(part.title), None)])
                    inside = name.replace("'", "''")
                    sheet.write_url(row, 1, f"internal:'{inside}'!A1", string=name)
                    sheet.write_number(row, 2, len(part.rows))

    def _table(self, table: Table) -> None:
        """Headings, rows, total, and under them what the figures rest on."""
        columns = self._writing.columns(table)
        sheet = self._sheet(self._names[table.key], widths_of(table, columns, self._report, self._t))
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        top = self._format(bold=True, bottom=2, text_wrap=True, valign="bottom")
        right = self._format(bold=True, bottom=2, text_wrap=True, valign="bottom", align="right")
        self._texts(sheet, 0, [(column.text, right if column.is_number else top) for column in columns])
        for number, row in enumerate(table.rows, 1):
            self._cells(sheet, number, row, columns)
        if columns:
            sheet.autofilter(0, 0, max(len(table.rows), 1), len(columns) - 1)
        last = len(table.rows)
        if table.total:
            last += 1
            first = self._t("printed.total") if table.total[0] is None else table.total[0]
            self._cells(sheet, last, (first, *table.total[1:]), columns, bold=True, top=2)
        title = self._writing.said(table.title)
        note = f"{title}. {self._writing.source(table.source)}" if table.source else title
        self._texts(sheet, last + 2, [(note, self._format(italic=True))])

    def _sheet(self, name: str, widths: Sequence[int]) -> "Worksheet":
        sheet = self._workbook.add_worksheet(name)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return sheet

    def _format(self, **said_of: Any) -> "Format":
        key = tuple(sorted(said_of.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(said_of)
        return self._formats[key]

    def _texts(self, sheet: "Worksheet", row: int, cells: Sequence[tuple[str, Any]]) -> None:
        for column, (text, look) in enumerate(cells):
            if text:
                sheet.write_string(row, column, cut(text, MOST_TEXT), look)

    def _cells(
        self, sheet: "Worksheet", row: int, cells: Sequence[Cell], columns: Sequence[Column], **more: Any
    ) -> None:
        """A row: numbers as numbers, dates as dates, everything else as text; what nobody knows stays empty."""
        beside = said_beside(cells)
        for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            if cell is None:
                if more:
                    sheet.write_blank(row, place, None, self._format(**more))
                continue
            value, look = self._values.of(cell, column.currency or beside)
            shown = self._look(look, **more)
            if isinstance(value, str):
                sheet.write_string(row, place, value, shown)
            else:
                sheet.write_number(row, place, value, shown)

    def _look(self, look: Look, **more: Any) -> "Format | None":
        if look is TEXT and not more:
            return None
        key = (look, *more)
        if key not in self._looks:
            form = {"num_format": look.form} if look.form else {}
            left = {"align": "left"} if look.form in {DAY, MOMENT} else {}
            ground = {"bg_color": look.ground} if look.ground else {}
            self._looks[key] = self._format(**form, **left, **ground, **more)
        return self._looks[key]
