"""`make pictures`: the README's pictures, taken from the demo. At most 150 kB each."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bot.sandbox.page import FOLDED

PICTURES = Path(__file__).parents[1] / "bot" / "sandbox" / "pictures"
MOST_BYTES = 150_000
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


@contextmanager
def demo() -> Iterator[str]:
    """The running demo's address."""
    command = [sys.executable, "-m", "bot.cli", "demo", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+:\d+", process.stdout.readline())
        assert found is not None, "the demo did not start"
        try:
            yield found.group()
        finally:
            process.terminate()


def take(page: Page, url: str) -> None:
    """Home, why a deal has its colour, a page of a review, the digest, a 1-to-1, and the report's first page."""
    page.goto(f"{url}/as/U0NINA/home")
    page.locator("#home .block.section").nth(3).wait_for()
    save(page, "home")
    page.get_by_role("button", name="Why Polar Sample AS · Cold chain").click()
    page.locator("#modal .block").nth(5).wait_for()
    save(page, "why")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Review Vault Sample BV").click()
    page.locator("#modal fieldset").first.wait_for()
    save(page, "review")
    page.goto(f"{url}/as/U0MARIA/C0SALG")
    page.get_by_label("Command").fill("/review digest")
    page.keyboard.press("Enter")
    page.locator("#modal").wait_for()
    page.keyboard.press("Escape")
    page.locator(".message").first.wait_for()
    page.locator(".message").first.evaluate("message => message.scrollIntoView({block: 'start'})")
    save(page, "digest")
    meet(page, url)
    report(page, url)


def meet(page: Page, url: str) -> None:
    """Both views of a deal in a 1-to-1, and its record."""
    page.goto(f"{url}/as/U0MARIA/home")
    page.get_by_role("button", name="Begin now").first.click()
    page.get_by_text("Step 1 of").wait_for()
    for number in (2, 3, 4):
        page.locator("#modal").get_by_role("button", name="Go on").click()
        page.get_by_text(f"Step {number} of").wait_for()
    save(page, "meeting")
    page.locator("#modal select").first.select_option(index=2)
    page.locator("#modal").get_by_role("button", name="Go on").click()
    page.get_by_text("Step 5 of").wait_for()
    page.locator("#modal select").last.select_option(label="Imagine it is lost")
    page.get_by_text("It is next quarter").wait_for()
    page.locator("#modal textarea").fill("Their own IT builds it, because nobody but the buyer knew us.")
    page.locator("#modal").get_by_role("button", name="Go on").click()
    page.get_by_text("One customer, not only deals").wait_for()
    page.locator("#modal select").last.select_option(label="What we agree")
    page.get_by_text("One to three actions").wait_for()
    page.locator("#modal input[type=text]").fill("Call the head of operations")
    page.locator("#modal select").nth(1).select_option(index=1)
    page.locator("#modal").get_by_role("button", name="Go on").click()
    page.get_by_text("Agreed so far").wait_for()
    page.locator("#modal select").last.select_option(label="Sign")
    page.get_by_text("This is what we agreed").wait_for()
    save(page, "record")


def report(page: Page, url: str) -> None:
    """The first page of the report that a director asks for, as a browser shows it."""
    page.goto(f"{url}/as/U0DIREKT/dm")
    page.get_by_label("Kommando").fill("/review report")
    page.keyboard.press("Enter")
    page.get_by_label("Sprog").select_option("en")
    page.locator("#modal").get_by_role("button", name="Lav den").click()
    link = page.locator(".files a").first
    link.wait_for(state="attached")
    page.set_viewport_size({"width": 1040, "height": 960})
    page.goto(f"{url}{link.get_attribute('href')}")
    save(page, "report")


def save(page: Page, name: str) -> None:
    """One picture, small enough for the repository."""
    page.wait_for_timeout(500)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    assert file.stat().st_size <= MOST_BYTES, f"{file.name} has {file.stat().st_size} bytes"


def main() -> None:
    """Take all of them."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with demo() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS])
        page = browser.new_page(viewport={"width": 1040, "height": 760}, color_scheme="light")
        page.context.add_cookies([{"name": FOLDED, "value": FOLDED, "url": url}])
        take(page, url)
        browser.close()


if __name__ == "__main__":
    main()
