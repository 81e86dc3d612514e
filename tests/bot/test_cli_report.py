"""`revisor report`: which files it writes where, and what it says where it can't."""

from pathlib import Path

import pytest

from tests.bot.terminal import Terminal

PEOPLE = """Dorte,dorte@example.dk,director,,,
Jens,jens@example.dk,manager,,,
Mette,mette@example.dk,seller,jens@example.dk,,"""
MONTH = "2025-03"


@pytest.fixture
def firm(terminal: Terminal) -> Terminal:
    """A company with a team."""
    terminal.loads(PEOPLE)
    return terminal


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_writes_the_page_the_pdf_and_the_workbook_and_says_where(firm: Terminal) -> None:
    out = firm.folder / "reports" / "march"
    said = firm("report", "--period", MONTH, "--out", str(out))

    assert names(out) == [f"revisor-{MONTH}-en.{kind}" for kind in ("html", "pdf", "xlsx")]
    assert said.out.splitlines() == [str(out / name) for name in names(out)]
    assert (out / names(out)[1]).read_bytes().startswith(b"%PDF")


def test_only_what_is_wanted_in_the_language_that_is_wanted(firm: Terminal) -> None:
    firm("report", "--period", "2025-Q1", "--language", "da", "--only", "HTML", "--company", "Skovgård & Søn")

    (page,) = firm.folder.glob("revisor-2025-Q1-da.html")
    assert "Skovgård &amp; Søn" in page.read_text(encoding="utf-8")
    assert "1. kvartal 2025" in page.read_text(encoding="utf-8")
    assert not list(firm.folder.glob("*.pdf"))


def test_the_same_period_gives_the_same_page_again(firm: Terminal) -> None:
    pages = []
    for _ in range(2):
        firm("report", "--period", MONTH, "--only", "html")
        pages.append((firm.folder / f"revisor-{MONTH}-en.html").read_bytes())

    assert pages[0] == pages[1]


def test_a_teams_edition_is_by_who_leads_it(firm: Terminal) -> None:
    firm("report", "--period", MONTH, "--team", "jens@example.dk", "--only", "html")

    assert "For the team of Jens" in (firm.folder / f"revisor-{MONTH}-jens-en.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--period", "March"], 2, "a month (2026-11) or a quarter (2026-Q4), not “March”"),
        (["--period", "2025-13"], 2, "not “2025-13”"),
        (["--period", "2999-01"], 1, "2999-01 has not begun yet."),
        (["--period", MONTH, "--language", "sv"], 2, "--language is en or da, not “sv”"),
        (["--period", MONTH, "--only", "docx"], 2, "--only is of html, pdf, xlsx, not “docx”"),
        (["--period", MONTH, "--only", ","], 2, "--only is of html, pdf, xlsx"),
        (["--period", MONTH, "--team", "nobody@example.dk"], 1, "Nobody on the list has the e-mail"),
        (["--period", MONTH, "--team", "mette@example.dk"], 1, "Mette leads nobody."),
    ],
)
def test_what_it_cannot_do_it_says_in_words(
    firm: Terminal, arguments: list[str], code: int, words: str
) -> None:
    said = firm("report", *arguments)

    assert said.code == code
    assert words in said.err
    assert not list(firm.folder.glob("revisor-*"))


def test_a_place_that_is_no_folder_is_said(firm: Terminal) -> None:
    (firm.folder / "file").write_text("mine", encoding="utf-8")
    said = firm("report", "--period", MONTH, "--out", str(firm.folder / "file"))

    assert said.code == 1
    assert "could not be written to" in said.err
    assert (firm.folder / "file").read_text(encoding="utf-8") == "mine"
