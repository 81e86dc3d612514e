"""The report as one HTML file: read by machine, by axe-core, and as a phone shows it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from bot.printing.html import html
from flows.report.report import Report
from tests.printing import sample

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install the package chromium"),
]
both = pytest.mark.parametrize("language", ["en", "da"])
LANDMARKS = {"header", "nav", "main", "footer"}


class Read(HTMLParser):
    """The structure of a page: its elements in order, and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        self.text += data

    def count(self, tag: str) -> int:
        return sum(each == tag for each, _ in self.elements)


def read(report: Report, language: str) -> Read:
    return Read(html(report, sample.texts(language)))


@both
def test_the_same_report_gives_the_same_bytes(language: str) -> None:
    t = sample.texts(language)

    assert html(sample.report(), t) == html(sample.report(), t)


@both
def test_it_has_landmarks_one_title_and_headings_that_skip_no_level(language: str) -> None:
    page = read(sample.report(), language)

    assert [page.count(tag) for tag in LANDMARKS] == [1, 1, 1, 1]
    levels = [int(tag[1]) for tag, _ in page.elements if tag in {"h1", "h2", "h3"}]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert ("html", {"lang": language}) in page.elements


def test_every_table_has_a_caption_and_headings_with_a_scope() -> None:
    page = read(sample.report(), "en")

    assert page.count("table") == page.count("caption") == 4
    assert all(attrs.get("scope") in {"col", "row"} for tag, attrs in page.elements if tag == "th")


@both
def test_every_chart_says_what_it_shows_and_its_table_follows(language: str) -> None:
    page = read(sample.report(), language)

    charts = [attrs["aria-label"] for _, attrs in page.elements if attrs.get("role") == "img"]
    assert len(charts) == 2
    colour = sample.texts(language)("colour.grey")
    assert colour in str(charts[0])
    assert "1,2m" in str(charts[1]) or "1.2m" in str(charts[1]) or "1,2 mio." in str(charts[1])
    assert page.text.count(sample.texts(language)("printed.figures_of", table="").rstrip("”“»«. ")) == 2


def test_every_note_that_is_referred_to_stands_there_once() -> None:
    page = read(sample.report(), "en")

    links = {str(attrs["href"])[1:] for tag, attrs in page.elements if tag == "a"}
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert links <= set(ids)
    assert len(ids) == len(set(ids))
    assert "Number: 24. As of the end of 30 November 2026." in page.text


def test_nothing_of_it_is_fetched() -> None:
    page = read(sample.report(), "en")

    assert page.count("script") == page.count("img") == page.count("link") == page.count("iframe") == 0
    fetched = [attrs for _, attrs in page.elements if {"src", "srcset", "data"} & attrs.keys()]
    assert fetched == []
    assert "url(http" not in page.text
    assert all(str(attrs["href"]).startswith("#") for _, attrs in page.elements if "href" in attrs)


def test_what_people_wrote_is_literal_wherever_it_stands() -> None:
    hostile = replace(sample.report(), company=sample.HOSTILE, team=sample.HOSTILE)
    page = read(hostile, "en")

    assert page.count("script") == 0
    assert page.count("style") == 1
    assert page.text.count("<script>") >= 4  # company and team on top, a decision, a customer
    for name in (sample.FOREIGN, sample.LONG.strip(), sample.UNBROKEN):
        assert name in page.text


def test_rows_for_tracing_are_the_workbooks_alone() -> None:
    assert "calc" not in read(sample.report(), "en").text


def test_a_colour_is_never_said_by_colour_alone() -> None:
    page = read(sample.report(), "en")

    shapes = sum(tag == "use" for tag, _ in page.elements)
    words = sum(page.text.count(word) for word in ("Green", "Yellow", "Red", "Not reviewed"))
    assert words >= shapes == 4 + 5 * 7


def test_the_reader_is_told_where_nothing_is_known() -> None:
    page = read(sample.report(), "en")

    assert "There is nothing to draw of this period." in page.text
    assert "There is nothing to list." in page.text
    assert "not known" in page.text


def test_a_period_that_is_not_over_says_so() -> None:
    early = replace(sample.report(), cut_off=sample.CUT_OFF.replace(day=12))

    assert (
        "The period is not over: these are the figures of 13 November 2026, 00:00." in read(early, "en").text
    )
    assert "Perioden er ikke slut" not in read(sample.report(), "da").text


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(chromium: Browser, folder: Path, language: str, width: int) -> Page:
    file = folder / "report.html"
    file.write_bytes(html(sample.report(), sample.texts(language)))
    page = chromium.new_page(viewport={"width": width, "height": 844})
    page.goto(file.as_uri())
    return page


class TestInABrowser:
    """What only a browser can say."""

    pytestmark = in_browser

    @both
    @pytest.mark.parametrize("width", [390, 1100])
    def test_axe_finds_nothing(self, chromium: Browser, tmp_path: Path, language: str, width: int) -> None:
        # axe's own script is put into the page, which the report's policy would not have.
        file = tmp_path / "report.html"
        file.write_bytes(html(sample.report(), sample.texts(language)))
        context = chromium.new_context(bypass_csp=True, viewport={"width": width, "height": 844})
        page = context.new_page()
        page.goto(file.as_uri())

        found = Axe().run(page)

        assert found.violations_count == 0, found.generate_report()

    def test_a_phone_shows_all_of_it_without_scrolling_sideways(
        self, chromium: Browser, tmp_path: Path
    ) -> None:
        page = opened(chromium, tmp_path, "da", 390)

        assert page.evaluate("document.documentElement.scrollWidth") == 390

    def test_no_policy_of_its_own_is_broken(self, chromium: Browser, tmp_path: Path) -> None:
        page = chromium.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        file = tmp_path / "report.html"
        file.write_bytes(html(sample.report(), sample.texts("en")))
        page.goto(file.as_uri())

        assert said == []
