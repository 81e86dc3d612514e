"""A report as a workbook: a sheet for each table, the rows behind the figures too, with real numbers and dates.

What people wrote goes in as text, so that none of it is ever a formula or a link.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.kit.blocks import cut
from bot.kit.texts import Texts
from bot.printing.cells import said_beside, shaped
from bot.printing.pages import Column, Writing, edition_of, period_of, told_as_of
from bot.printing.sheets import money_format, names_of, tables_of, widths_of
from flows.company.colour import Colour
from flows.company.money import Money
from flows.report.report import Cell, Report, Sentence, Share, Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_TEXT = 32_767  # of a cell
LAST_DIGITS = Decimal(10) ** 15  # a number in a workbook has fifteen
GROUNDS = {Colour.GREEN: "#dcefe3", Colour.YELLOW: "#fdf0c2", Colour.RED: "#f9dcd8", Colour.GREY: "#ffffff"}
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


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
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

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
        self, sheet: "Worksheet", row: int, cells: Sequence[Cell], columns: Sequence[Column], **look: Any
    ) -> None:
        beside = said_beside(cells)
        for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            self._cell(sheet, (row, place), cell, column.currency or beside, look)

    def _cell(
        self, sheet: "Worksheet", at: tuple[int, int], cell: Cell, currency: str | None, look: dict[str, Any]
    ) -> None:
        """A number as a number, a date as a date, and everything else as text; what nobody knows stays empty."""
        if cell is None:
            if look:
                sheet.write_blank(*at, None, self._format(**look))
        elif isinstance(cell, Colour):
            text = self._format(bg_color=GROUNDS[cell], **look)
            sheet.write_string(*at, shaped(cell, self._t), text)
        elif isinstance(cell, Money):
            self._number(sheet, at, cell.amount, {"num_format": money_format(cell, currency), **look})
        elif isinstance(cell, Share):
            self._number(sheet, at, cell.of_one, {"num_format": "0.0%", **look})
        elif isinstance(cell, int | Decimal):
            form = "#,##0" if cell == int(cell) else "#,##0.##"
            self._number(sheet, at, Decimal(cell), {"num_format": form, **look})
        elif isinstance(cell, datetime):
            local = cell.astimezone(ZoneInfo(self._report.zone)).replace(tzinfo=None)
            sheet.write_datetime(*at, local, self._format(num_format=MOMENT, align="left", **look))
        elif isinstance(cell, date):
            moment = datetime.combine(cell, time())
            sheet.write_datetime(*at, moment, self._format(num_format=DAY, align="left", **look))
        else:
            text = cell if isinstance(cell, str) else self._writing.said(cell)
            sheet.write_string(*at, cut(text, MOST_TEXT), self._format(**look) if look else None)

    def _number(self, sheet: "Worksheet", at: tuple[int, int], number: Decimal, look: dict[str, Any]) -> None:
        """As text where a workbook would round it off."""
        if abs(number) < LAST_DIGITS:
            sheet.write_number(*at, float(number), self._format(**look))
        else:
            sheet.write_string(*at, str(number), self._format(align="right", **look))
