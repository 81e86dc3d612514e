"""A report's files: what they are called, and how they are written so that an older one stays whole."""

import os
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from bot.kit.texts import Texts
from bot.printing.cells import said
from bot.printing.html import html
from bot.printing.pages import edition_of, period_of
from bot.printing.pdf import pdf
from bot.printing.xlsx import xlsx
from flows.report.report import Report, Sentence

PRINTERS: dict[str, Callable[[Report, Texts], bytes]] = {"html": html, "pdf": pdf, "xlsx": xlsx}
KINDS = tuple(PRINTERS)
MOST_TEAM = 40  # characters of a name in a file's
MONTH = timedelta(days=31)
CONCLUSIONS = 6  # sentences of the first section


@dataclass(frozen=True)
class File:
    """One file, in memory."""

    name: str
    title: str
    data: bytes


def files_of(
    report: Report,
    t: Texts,
    kinds: Sequence[str] = KINDS,
    *,
    progress: Callable[[Fraction], None] = lambda _: None,
) -> list[File]:
    """The report in these forms; `progress` hears of how much is done, 0-1. NotPrinted where one can't be made."""
    name, files = _stem(report, t.language), []
    for number, kind in enumerate(kinds, 1):
        files.append(
            File(f"{name}.{kind}", f"{heading(report, t)} ({kind.upper()})", PRINTERS[kind](report, t))
        )
        progress(Fraction(number, len(kinds)))
    return files


def heading(report: Report, t: Texts) -> str:
    """What it is, of when, and for whom."""
    return f"{t('printed.title')}, {period_of(report, t)} · {edition_of(report, t)}"


def conclusions(report: Report, t: Texts) -> list[str]:
    """The sentences with which it begins."""
    parts = report.sections[0].parts if report.sections else ()
    sentences = [part for part in parts if isinstance(part, Sentence)]
    return [said(each.word, t, report.cut_off) for each in sentences[:CONCLUSIONS]]


def write(folder: Path, files: Iterable[File]) -> list[Path]:
    """Write the files into a folder, which is made if need be; gives where they are.

    Each is written beside its place first. Only once all of them are on the disk they take their places, so what
    breaks off before (OSError) leaves the older ones as they were, and nothing else behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places = {folder / f".{secrets.token_hex(8)}.part": (folder / file.name, file.data) for file in files}
    try:
        for beside, (_, data) in places.items():
            _write(beside, data)
        for beside, (path, _) in places.items():
            beside.replace(path)
    finally:
        for beside in places:
            beside.unlink(missing_ok=True)
    return [path for path, _ in places.values()]


def _write(path: Path, data: bytes) -> None:
    """To the disk itself, since only that says whether it is full."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _stem(report: Report, language: str) -> str:
    """revisor-2026-11-en; a team's edition has the name of who leads it besides."""
    first, after = report.begins, report.ends + timedelta(days=1)
    month, quarter = f"{first:%Y-%m}", f"{first.year}-Q{(first.month + 2) // 3}"
    of = month if (first + MONTH).replace(day=1) == after else quarter
    team = re.sub(r"[^\w]+", "-", report.team.casefold())[:MOST_TEAM].strip("-") if report.team else ""
    return "-".join(filter(None, ("revisor", of, team, language)))
