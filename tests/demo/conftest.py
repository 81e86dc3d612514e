"""The demo as somebody starts it, and a browser to play it in."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REVISOR = Path(sys.executable).with_name("revisor")
expect.set_options(timeout=15_000)  # the bot is a process of its own, and others may want the machine too


def start(port: int = 0) -> tuple[subprocess.Popen[str], str]:
    """The demo's process and the one line that it prints."""
    process = subprocess.Popen([REVISOR, "demo", "--port", str(port)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline()


def end(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str]:
    """The exit code, and what was printed after the first line."""
    process.send_signal(number)
    rest, _ = process.communicate(timeout=15)
    return process.returncode, rest


def address(line: str) -> str:
    """The address in the line that the demo prints."""
    found = re.search(r"http://127\.0\.0\.1:\d+/", line)
    assert found is not None, line
    return found.group()


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """A demo that the tests of a module share: its address."""
    process, line = start()
    yield address(line)
    assert end(process, signal.SIGINT) == (0, "")


@pytest.fixture
def page(demo: str) -> Iterator[Page]:
    """A browser at the demo."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(base_url=demo)
        page.set_default_timeout(15_000)
        yield page
        browser.close()
