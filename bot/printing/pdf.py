"""A report as PDF: tagged (PDF/UA-1), with vector charts and the fonts that come with typst.

typst is given values, and a template that stands still: so no text of people's can be markup.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.kit.blocks import cut
from bot.kit.texts import Texts
from bot.printing.cells import NO_LETTER, Printed
from bot.printing.pages import Block, Column, Lines, Pages, Picture, pages_of
from bot.printing.svg import LOOKS
from flows.report.report import Report

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
PAGE = 487.0  # points between the margins
LETTER, INSET = 4.4, 9.0  # points: of a letter in a table, about, and beside a cell
SHORT = 22  # characters; what is longer may take several lines where the page is too narrow for all of it
MOST_WEIGHT = 60
FIXED = 0.72  # of the page, at most for columns that don't break
MOST_RUNNING = 90  # letters of the running heading
MOST_WORD = 18  # characters without a place to break
UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
TRIES = 20


class NotPrinted(Exception):
    """typst could not make a PDF of it; the text is its own."""


def pdf(report: Report, t: Texts) -> bytes:
    """The report in the words of `t`. The same report gives the same bytes where the letters come from typst's fonts.

    Letters that they lack come from this machine's, and what those lack too is drawn as ▯. NotPrinted when it can't be
    made.
    """
    import typst  # noqa: PLC0415 - thirty megabytes that only a report wants

    values = _values(pages_of(report, t), t)
    own_fonts = True
    for _ in range(TRIES):
        said = json.dumps(values, ensure_ascii=False)
        try:
            return typst.compile(
                TEMPLATE,
                sys_inputs={"report": said},
                pdf_standards="ua-1",
                timestamp=int(report.cut_off.timestamp()),
                ignore_system_fonts=own_fonts,
            )
        except typst.TypstError as error:
            undrawn = [_unquoted(text) for text in UNDRAWN.findall(error.diagnostic)]
            if not undrawn:
                raise NotPrinted(str(error)) from error
            if not own_fonts:
                values = _without(values, undrawn)
                values["words"]["substituted"] = t("printed.substituted")
            own_fonts = False
    raise NotPrinted(f"letters that no font draws after {TRIES} tries")


def _values(pages: Pages, t: Texts) -> dict[str, Any]:
    """What the template prints, as JSON can hold it."""
    names = ("contents", "page", "empty_chart", "empty_table", "empty_section", "sign_off", "not_signed")
    words: dict[str, Any] = {name: t(f"printed.{name}") for name in names}
    words["legend"] = f"{t('printed.unknown_legend')} {t('printed.made_by')}"
    words["signs"] = [t(f"printed.{name}") for name in ("name", "day", "signature")]
    return {
        "title": pages.name,
        "heading": pages.title,
        "company": pages.company,
        "of": f"{pages.period[:1].upper()}{pages.period[1:]} · {pages.edition}",
        "edition": pages.edition,
        "running": cut(pages.name, MOST_RUNNING),
        "language": t.language,
        "told": pages.told,
        "words": words,
        "looks": {colour.value: {"fill": look.fill, "edge": look.edge} for colour, look in LOOKS.items()},
        "chapters": [
            {
                "number": chapter.number,
                "title": chapter.title,
                "blocks": [_block(block, t) for block in chapter.blocks],
                "notes": chapter.notes,
            }
            for chapter in pages.chapters
        ],
    }


def _block(block: Block, t: Texts) -> dict[str, Any]:
    if isinstance(block, Lines):
        return {"kind": "lines", "items": [asdict(line) for line in block.items]}
    if isinstance(block, Picture):
        table = t("printed.figures_of", table=block.table) if block.table else None
        svg, words = (block.chart.svg, block.chart.words) if block.chart else (None, "")
        return {"kind": "picture", "title": block.title, "svg": _in_font(svg), "words": words, "table": table}
    rows = [*block.rows, *([block.total] if block.total else [])]
    widths, size = _widths(block.columns, rows)
    return {
        "kind": "grid",
        "title": block.title,
        "note": block.note,
        "columns": [asdict(column) for column in block.columns],
        "rows": [[_cell(each) for each in row] for row in block.rows],
        "total": [_cell(each) for each in block.total] if block.total else None,
        "widths": widths,
        "size": size,
    }


def _in_font(svg: str | None) -> str | None:
    """A drawing in the font of the page."""
    return svg and svg.replace("<svg ", '<svg font-family="Libertinus Serif" ', 1)


def _cell(each: Printed) -> dict[str, str | None]:
    return {"text": _breakable(each.text), "colour": each.colour.value if each.colour else None}


def _breakable(text: str) -> str:
    """With places to break in words that a column might not hold."""
    return re.sub(rf"(\S{{{MOST_WORD}}})(?=\S)", "\\1\u200b", text)


def _widths(
    columns: Sequence[Column], rows: Sequence[Sequence[Printed]]
) -> tuple[list[tuple[str, float]], float]:
    """How wide each column is, and the letters' size: in points, or where it is long its share of what is left."""
    needs = [_need(place, column, rows) for place, column in enumerate(columns)]
    # Headings in two lines, where there is room for that.
    easy = [
        ("pt", max(need, len(column.text) / 2 + 2) * LETTER + INSET)
        for (need, _), column in zip(needs, columns, strict=True)
    ]
    if sum(width for _, width in easy) <= PAGE:
        return easy, 1.0
    whole = [("pt", need * LETTER + INSET) for need, _ in needs]
    if sum(width for _, width in whole) <= PAGE:
        return whole, 1.0
    found = [
        ("fr", float(min(need, MOST_WEIGHT))) if need > SHORT else ("pt", least * LETTER + INSET)
        for need, least in needs
    ]
    fixed = sum(width for unit, width in found if unit == "pt")
    room = PAGE * (FIXED if any(unit == "fr" for unit, _ in found) else 1)
    return found, round(min(1.0, room / fixed), 3) if fixed else 1.0


def _need(place: int, column: Column, rows: Sequence[Sequence[Printed]]) -> tuple[int, int]:
    """How many letters a column needs, so that no cell takes a second line; and the fewest that it can do with.

    A heading may take several lines, and so may the name of a colour.
    """
    heading = max(map(len, column.text.split()), default=0) + 1
    cells = [row[place] for row in rows]
    need = max((len(each.text) + 3 * bool(each.colour) for each in cells), default=0)
    words = [len(word) + 3 for each in cells if each.colour for word in each.text.split()]
    least = max(words, default=0) if words else need
    return max(heading, need), max(heading, least)


def _unquoted(text: str) -> str:
    """A text as Rust writes it in a message."""
    by_number = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"\\(.)", r"\1", by_number)


def _without(value: Any, undrawn: Sequence[str]) -> Any:
    """The same values with a box in the place of what can't be drawn."""
    if isinstance(value, dict):
        return {name: _without(each, undrawn) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without(each, undrawn) for each in value]
    if isinstance(value, str):
        for text in sorted(undrawn, key=len, reverse=True):
            value = value.replace(text, NO_LETTER)
    return value
