"""`revisor demo` as somebody starts it, and the main job played on its page."""

import re
import signal
import socket
import tempfile
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.demo.conftest import CHROMIUM, address, end, start

NOTE = "12.11.2026: mail from the customer: “we have approved the budget”"


def test_it_prints_one_line_with_its_address_and_nothing_of_it_stays() -> None:
    before = set(Path(tempfile.gettempdir()).glob("revisor-demo-*"))
    process, line = start()

    assert httpx.get(address(line), follow_redirects=True).status_code == 200
    assert end(process, signal.SIGINT) == (0, "")
    assert set(Path(tempfile.gettempdir()).glob("revisor-demo-*")) <= before
    with pytest.raises(httpx.ConnectError):
        httpx.get(address(line))


def test_a_taken_port_gives_way_to_a_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process, line = start(port)

        assert f":{port}/" not in line
        assert httpx.get(address(line), follow_redirects=True).status_code == 200
    assert end(process, signal.SIGTERM) == (0, "")


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install the package chromium")
def test_two_browsers_hold_a_1_to_1_at_once(page: Page, demo: str) -> None:
    browser = page.context.browser
    assert browser is not None
    nina = browser.new_page(base_url=demo)
    page.goto("/as/U0MARIA/home")
    page.get_by_role("button", name="Begin now").first.click()
    hers = page.get_by_role("dialog", name="1-to-1")
    expect(hers.get_by_text("What we agreed last time").first).to_be_visible()
    nina.goto("/as/U0NINA/home")
    nina.locator("#home").get_by_role("button", name="Go on").click()
    own = nina.get_by_role("dialog", name="1-to-1")
    expect(own.get_by_text("Step 1 of")).to_be_visible()

    hers.get_by_role("button", name="Go on", exact=True).click()
    expect(hers.get_by_text("Step 2 of")).to_be_visible()
    own.get_by_role("button", name="Go on", exact=True).click()
    expect(own.get_by_text("Maria has gone on meanwhile.", exact=False)).to_be_visible()
    for window, text in ((own, "The price list"), (hers, "Mine, too")):
        window.locator("textarea").fill(text)
        window.get_by_role("button", name="Go on", exact=True).click()
        expect(window.get_by_text("Step 3 of")).to_be_visible()
    for window in (own, hers):
        window.locator("select").last.select_option(label="Sign")
        expect(window.get_by_text("This is what we agreed", exact=False)).to_be_visible()
        window.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_text("Signed by both.", exact=False)).to_be_visible()
    for window in (page, nina):
        window.keyboard.press("Escape")
    nina.goto("/as/U0NINA/dm")
    expect(nina.locator(".message").get_by_text("Mine, too").last).to_be_visible()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install the package chromium")
def test_the_main_job_is_played_from_review_to_reminder(page: Page) -> None:
    page.goto("/as/U0NINA/home")
    page.get_by_role("button", name="Review Vault Sample BV").click()
    for area in range(5):
        modal = page.get_by_role("dialog", name="Review")
        expect(modal.get_by_text(f"Page {area + 1} of 6")).to_be_visible()
        for question in modal.locator("fieldset:has(input[type=radio])").all():
            question.locator("input[type=radio]").last.check()
        modal.locator("textarea").fill(NOTE)
        modal.get_by_role("button", name="Next", exact=True).click()
    page.get_by_label("My probability of winning, in percent").fill("60")
    page.get_by_role("button", name="Submit", exact=True).click()

    result = page.get_by_role("dialog", name="Result")
    expect(result.get_by_text("Green", exact=False).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#home").get_by_text("🟢🟢🟢🟢🟢").first).to_be_visible()

    page.goto("/as/U0MARIA/C0SALG")
    page.get_by_label("Command").fill("/review digest")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".message").get_by_text("åbne salgsmuligheder", exact=False).first).to_be_visible()

    now = page.locator("#now")
    for _ in range(2):
        day = (now.get_attribute("datetime") or "")[:10]
        page.get_by_role("button", name="+1 week").click()
        expect(now).not_to_have_attribute(
            "datetime", re.compile(day)
        )  # else leaving the page would cancel it
    page.goto("/as/U0NINA/dm")
    expect(page.locator(".message").get_by_text("You and Maria have your 1-to-1 today").last).to_be_visible()
