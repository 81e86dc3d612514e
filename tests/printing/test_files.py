"""Files on the disk: whole or not at all."""

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.printing.files import File, conclusions, files_of, write
from tests.printing import sample

KB = 1024


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as if the disk were full there."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_leaves_the_older_files_whole_and_nothing_beside_them(tmp_path: Path) -> None:
    old = [File("a.html", "", b"old a"), File("b.pdf", "", b"old b")]
    write(tmp_path, old)
    new = [File("a.html", "", b"new a"), File("b.pdf", "", b"x" * 100 * KB)]

    with pytest.raises(OSError), room_for(10 * KB):  # noqa: PT011 - which one depends on the disk
        write(tmp_path, new)

    found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert found == {"a.html": b"old a", "b.pdf": b"old b"}


def test_what_is_written_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    write(tmp_path / "new" / "folder", [File("a.html", "", b"old")])
    (path,) = write(tmp_path / "new" / "folder", [File("a.html", "", b"new")])

    assert path.read_bytes() == b"new"
    assert [each.name for each in path.parent.iterdir()] == ["a.html"]


NO_ROOM = """
import resource, signal
from bot.printing.xlsx import xlsx
from tests.printing import sample

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
try:
    xlsx(sample.report(), sample.texts("en"))
except OSError:
    print("refused")
"""


def test_a_workbook_that_finds_no_room_for_its_rows_leaves_nothing_behind(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    environment = {"TMPDIR": str(tmp_path), "PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "1"}
    run = [sys.executable, "-W", "ignore", "-c", NO_ROOM]
    said = subprocess.run(run, env=environment, capture_output=True, text=True, check=True)

    assert said.stdout == "refused\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("first", "last", "team", "stem"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), None, "revisor-2026-11-da"),
        (date(2026, 12, 1), date(2026, 12, 31), None, "revisor-2026-12-da"),
        (date(2026, 2, 1), date(2026, 2, 28), None, "revisor-2026-02-da"),
        (date(2026, 10, 1), date(2026, 12, 31), None, "revisor-2026-Q4-da"),
        (date(2026, 1, 1), date(2026, 3, 31), "Åse Ægidius", "revisor-2026-Q1-åse-ægidius-da"),
        (date(2026, 1, 1), date(2026, 3, 31), "../../etc/passwd", "revisor-2026-Q1-etc-passwd-da"),
        (date(2026, 1, 1), date(2026, 3, 31), "/", "revisor-2026-Q1-da"),
        (date(2026, 1, 1), date(2026, 3, 31), "Å" * 300, f"revisor-2026-Q1-{'å' * 40}-da"),
    ],
)
def test_a_files_name_says_what_it_is(first: date, last: date, team: str | None, stem: str) -> None:
    report = replace(sample.report(), begins=first, ends=last, team=team)
    (file,) = files_of(report, sample.texts("da"), ["html"])

    assert file.name == f"{stem}.html"


def test_the_conclusions_are_the_first_sections_sentences() -> None:
    lines = conclusions(sample.report(), sample.texts("da"))

    assert len(lines) == 3
    assert lines[0].startswith("89 % af værdien er vurderet")
    assert conclusions(replace(sample.report(), sections=()), sample.texts("da")) == []


def test_progress_ends_with_all_of_it() -> None:
    told = []
    files_of(sample.report(), sample.texts("en"), progress=told.append)

    assert [float(each) for each in told] == [pytest.approx(1 / 3), pytest.approx(2 / 3), 1]
