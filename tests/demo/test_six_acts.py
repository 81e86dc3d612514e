"""The six acts in the demo's margin, done one after the other as a newcomer would, and seen in both languages."""

import re

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox.guide_texts import GUIDE_TEXTS
from tests.demo.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install the package chromium"),
]
ACTS = ("review", "why", "action", "meeting", "digest", "report")
WITHIN = 30_000  # milliseconds: the report is made in the background


def done(page: Page) -> list[bool]:
    """Which of the six are ticked, in words."""
    words = page.locator("#try h3 small").all_inner_texts()
    assert set(words) <= {"Done", "Not done yet"}
    return [word == "Done" for word in words]


def go(page: Page, act: str) -> None:
    page.locator(f"#go-{act}").click()


def ticked(page: Page, count: int) -> None:
    expect(page.locator("#try-count")).to_have_text(f"{count} of 6 done")
    assert done(page) == [number < count for number in range(6)]


def test_a_newcomer_does_all_six_and_each_ticks_itself(page: Page, demo: str) -> None:
    browser = page.context.browser
    assert browser is not None
    other = browser.new_page(base_url=demo)  # a second tab that only looks on
    other.goto("/as/U0TOM/home")
    page.goto("/")  # the browser speaks English
    expect(page.locator("#acting")).to_have_value("U0NINA")
    ticked(page, 0)

    review(page)
    ask_why_and_act(page)
    go(page, "meeting")
    page.get_by_role("button", name="Begin now").first.click()
    expect(page.get_by_role("dialog", name="1-to-1").get_by_text("Step 1 of")).to_be_visible()
    ticked(page, 4)
    page.keyboard.press("Escape")
    read_the_digest(page)
    open_the_report(page)

    ticked(page, 6)
    expect(page.locator("#tries")).to_contain_text(GUIDE_TEXTS["try_all"][0])
    ticked(other, 6)


def review(page: Page) -> None:
    """The quickest one: nothing is known."""
    page.locator("#home").get_by_role("button", name="Review Vault Sample BV").click()
    for number in range(5):
        modal = page.get_by_role("dialog", name="Review")
        expect(modal.get_by_text(f"Page {number + 1} of 6")).to_be_visible()
        ticked(page, 0)
        modal.get_by_role("button", name="Next", exact=True).click()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("dialog", name="Result")).to_be_visible()
    ticked(page, 1)
    page.keyboard.press("Escape")


def ask_why_and_act(page: Page) -> None:
    """The first under "Where to act", and an action for it."""
    go(page, "why")
    expect(page.locator("#acting")).to_have_value("U0MARIA")
    page.locator("#home").get_by_role("button", name="Why ").first.click()
    why = page.get_by_role("dialog", name="Why?")
    expect(why).to_be_visible()
    ticked(page, 2)

    why.get_by_role("button", name="Add an action").click()
    form = page.get_by_role("dialog", name="New action")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.locator(".error")).to_be_visible()  # it says nothing yet, and is not taken
    ticked(page, 2)
    form.get_by_label("What is to happen").fill("Call the head of operations")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(why.get_by_text("Call the head of operations").first).to_be_visible()
    ticked(page, 3)
    page.keyboard.press("Escape")


def read_the_digest(page: Page) -> None:
    """To stand before it is not enough: its thread is opened."""
    go(page, "digest")
    expect(page.locator(".message").first).to_be_visible()
    ticked(page, 4)
    page.locator(".thread summary").first.click()
    ticked(page, 5)
    expect(page.locator(".thread .message").first).to_be_visible()


def open_the_report(page: Page) -> None:
    """It lies among the director's messages."""
    go(page, "report")
    expect(page.locator("#acting")).to_have_value("U0DAVID")
    file = page.locator(".files").get_by_role("link", name="HTML")
    expect(file).to_be_visible(timeout=WITHIN)
    ticked(page, 5)
    with page.context.expect_page() as opened:
        file.click()
    expect(opened.value.get_by_role("heading", name="Customers and pipeline").first).to_be_visible()
    page.reload()


@pytest.mark.parametrize(
    ("locale", "number", "cast"),
    [
        ("en-GB", 0, {"seller": "Nina", "manager": "Maria", "director": "David"}),
        ("da-DK", 1, {"seller": "Mette", "manager": "Jens", "director": "Dorte"}),
    ],
)
def test_the_acts_are_told_in_the_language_and_with_the_people_of_whoever_looks(
    page: Page, demo: str, locale: str, number: int, cast: dict[str, str]
) -> None:
    browser = page.context.browser
    assert browser is not None
    own = browser.new_page(base_url=demo, locale=locale)
    own.goto("/")
    shown = own.get_by_role("complementary", name=GUIDE_TEXTS["try"][number]).get_by_role("listitem")
    assert shown.count() == len(ACTS)
    for act, line in zip(ACTS, shown.all(), strict=True):
        expect(line.get_by_role("heading")).to_contain_text(GUIDE_TEXTS[f"try_{act}"][number])
        expect(line).to_contain_text(GUIDE_TEXTS[f"try_{act}_how"][number].format_map(cast))
        link = line.get_by_role("link")
        me = (link.get_attribute("href") or "").split("/")[2]
        assert own.locator(f"#acting option[value={me}]").inner_text().split()[0] in link.inner_text()


def test_whoever_folds_the_acts_away_finds_them_so_again(page: Page) -> None:
    page.goto("/as/U0NINA/home")
    fold = page.locator("#try summary")
    expect(page.locator("#tries")).to_be_visible()
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tries")).to_be_hidden()
    page.goto("/as/U0METTE/dm")
    expect(page.locator("#tries")).to_be_hidden()
    expect(page.locator("#try-count")).to_have_text(re.compile(r"\d af 6 gjort"))
    fold.click()
    page.reload()
    expect(page.locator("#tries")).to_be_visible()


@pytest.mark.parametrize("width", [390, 900, 1280])
def test_nothing_of_the_page_lies_under_the_acts(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/as/U0NINA/home")
    if width < 720:  # a small screen begins with them folded
        expect(page.locator("#tries")).to_be_hidden()
        page.locator("#try summary").click()
    expect(page.locator("#tries")).to_be_visible()
    margin, place = page.locator("#try").bounding_box(), page.locator("#pane").bounding_box()
    assert margin is not None
    assert place is not None
    beside = margin["x"] + margin["width"] <= place["x"] + 1 or place["x"] + place["width"] <= margin["x"] + 1
    assert beside or margin["y"] + margin["height"] <= place["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
