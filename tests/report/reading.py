"""Reading a report as a test does: its tables by key, and every text in it in a language."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from bot.kit.texts import Texts
from flows.company.colour import Colour
from flows.company.money import Money
from flows.report.report import Report, Sentence, Share, Table, Word
from flows.scorecards.words import Words


def tables(report: Report) -> dict[str, Table]:
    """Every table by its key."""
    return {
        part.key: part for section in report.sections for part in section.parts if isinstance(part, Table)
    }


def sentences(report: Report, section: str) -> list[str]:
    """The sentences of a section in English."""
    [found] = [each for each in report.sections if each.key == section]
    return [text_of(part.word, Texts("en")) for part in found.parts if isinstance(part, Sentence)]


def column(table: Table, key: str) -> int:
    """Where the column of this word stands."""
    return [each.key if isinstance(each, Word) else "" for each in table.columns].index(f"report.{key}")


def text_of(cell: object, t: Texts) -> str:
    """A cell as somebody might read it."""
    if isinstance(cell, Word):
        values = {name: each if name == "count" else text_of(each, t) for name, each in cell.values.items()}
        return t(cell.key, **values)
    if isinstance(cell, Words):
        return cell[t.language]
    return "" if cell is None else _plain(cell, t)


def _plain(cell: object, t: Texts) -> str:
    match cell:
        case Share():
            return t.percent(cell.of_one)
        case Money():
            return t.money(cell.amount, cell.currency)
        case Colour():
            return t(f"colour.{cell}")
    return str(cell)


def everything(node: object, t: Texts) -> Iterator[str]:
    """Every text of a report, also of what spreadsheets alone hold."""
    if isinstance(node, Word | Words | Share | Money | str | int):
        yield text_of(node, t)
    elif isinstance(node, tuple | list):
        for each in node:
            yield from everything(each, t)
    elif is_dataclass(node):
        for each in fields(node):
            yield from everything(getattr(node, each.name), t)
