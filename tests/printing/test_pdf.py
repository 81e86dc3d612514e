"""The report as PDF, read back by pypdf."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.printing.pdf import pdf
from flows.report.report import Report
from tests.printing import sample

both = pytest.mark.parametrize("language", ["en", "da"])


def read(report: Report, language: str) -> PdfReader:
    return PdfReader(BytesIO(pdf(report, sample.texts(language))))


def text_of(reader: PdfReader) -> str:
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u200b", "").split())


@both
def test_each_section_is_there_on_a_page_of_its_own(language: str) -> None:
    t = sample.texts(language)
    reader = read(sample.report(), language)

    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    for number, section in enumerate(sample.report().sections):
        assert t(section.title.key) in pages[number]
    assert len(pages) == len(sample.report().sections)


@both
def test_it_is_tagged_and_says_its_title_and_its_language(language: str) -> None:
    reader = read(sample.report(), language)
    root = reader.root_object

    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(language)
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert sample.report().company in str(reader.metadata.title)
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


@both
def test_charts_are_drawings_that_say_what_they_show(language: str) -> None:
    reader = read(sample.report(), language)

    assert sum(len(page.images) for page in reader.pages) <= 1  # an emoji's, where a font draws one so
    spoken = [str(node["/Alt"]) for node in nodes(reader) if "/Alt" in node]
    assert len(spoken) == 2
    assert sample.texts(language)("colour.grey") in spoken[0]


def nodes(reader: PdfReader) -> list[dict]:
    """All of the structure tree."""
    found, waiting = [], [reader.root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop(0).get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            found.append(node)
            waiting += [node["/K"]] if "/K" in node else []
    return found


def test_tables_and_headings_are_tagged_as_such() -> None:
    kinds = [str(node.get("/S")) for node in nodes(read(sample.report(), "en"))]

    assert kinds.count("/Table") == 4
    assert kinds.count("/H1") == 5
    assert "/TH" in kinds


def test_figures_stand_there_as_the_language_writes_them() -> None:
    assert "18.400.000" in text_of(read(sample.report(), "da"))
    assert "18,400,000" in text_of(read(sample.report(), "en"))


def test_what_people_wrote_is_literal() -> None:
    text = text_of(read(replace(sample.report(), company=sample.HOSTILE, team=sample.HOSTILE), "en"))

    for piece in ("<script>alert", "#let x = $y$", "@ref *b* _i_ `c`", "</style>"):
        assert text.count(piece) >= 4, piece


def test_a_letter_that_no_font_draws_is_a_box_and_the_report_says_so() -> None:
    undrawn = "\U000f0000"  # of nobody's alphabet
    reader = read(replace(sample.report(), company=f"A{undrawn}B"), "en")

    assert "A▯B" in text_of(reader)
    assert "▯ stands for a character that no font here can draw" in text_of(reader)


def test_a_report_without_sections_is_a_page() -> None:
    assert len(read(replace(sample.report(), sections=()), "da").pages) == 1


def test_long_names_stay_on_the_page_whole() -> None:
    text = text_of(read(sample.report(), "en")).replace(" ", "")

    assert sample.UNBROKEN in text
    assert sample.LONG.replace(" ", "") in text


@both
def test_the_same_report_gives_the_same_bytes(language: str) -> None:
    plain = replace(sample.report(), sections=sample.report().sections[1:3])

    assert pdf(plain, sample.texts(language)) == pdf(plain, sample.texts(language))


def test_a_company_without_a_name_has_none() -> None:
    reader = read(replace(sample.report(), company=""), "en")

    assert reader.metadata.title == "Customers and pipeline, November 2026"
