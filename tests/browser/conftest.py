"""A real browser before the demo: `ktgs demo` in a process of its own, Debian's Chromium, one visitor.

KTGS_CHROMIUM names another browser; KTGS_PICTURES a folder for the pictures of README and guide.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser.visitor import Visitor

# read now: during a test the settings of whoever runs it are gone (tests/conftest.py)
_CHROMIUM = os.environ.get("KTGS_CHROMIUM")
_PICTURES = os.environ.get("KTGS_PICTURES")
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = "--no-sandbox --disable-gpu --disable-background-networking --disable-quic --no-first-run"
_ARGUMENTS = [*_QUIET.split(), "--disable-component-update", "--disable-sync"]


# not for the whole session: while it is open no other test can have an event loop
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = _CHROMIUM or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip("no Chromium: install Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def warnings_to_come() -> list[str]:
    """A test that breaks something adds here what the program may say of it."""
    return []


@pytest.fixture
def demo(tmp_path: Path, warnings_to_come: list[str]) -> Iterator[str]:
    """The page's address. The program must have nothing to complain of, and stop when told to."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    with (tmp_path / "log").open("w+") as log:
        with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=log, text=True) as process:
            try:
                assert process.stdout is not None
                line = process.stdout.readline()
                found = re.search(r"http://\S+", line)
                assert found, f"no address in {line!r}"
                yield found[0]
            finally:
                process.terminate()
                process.wait(10)
        log.seek(0)
        said = [line for line in log if not any(words in line for words in warnings_to_come)]
        assert (process.returncode, said) == (0, [])


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Of somebody far away with an English browser: the page shows Vietnamese time all the same."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    context = chromium.new_context(
        viewport={"width": 1400, "height": 900}, locale="en-US", timezone_id="America/New_York"
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def visitor(demo: str, page: Page, tmp_path: Path) -> Visitor:
    page.goto(demo)  # the page is closed first: it would look for a program that has stopped
    return Visitor(page, Path(_PICTURES) if _PICTURES else tmp_path, tmp_path)
