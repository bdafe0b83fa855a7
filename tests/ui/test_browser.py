"""From end to end: the real server and a real browser, on a small library that includes a hostile document."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20_000  # milliseconds
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]

BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs a Chromium on the path")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("localhost", 0))
        return int(listener.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        try:
            with urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (URLError, ConnectionError):
            assert server.poll() is None, "the server ended"
            time.sleep(0.1)
    pytest.fail("the server does not answer")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    port = free_port()
    settings = [f"--server.port={port}", "--server.headless=true"]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "tests/ui/fake_app.py"), *settings]
    # Streamlit reads the configuration beside the script it runs, or in the current folder: here that of ui/.
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    server = subprocess.Popen(command, cwd=ROOT / "ui", env=paths, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://localhost:{port}", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1100, "height": 500})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield page
    page.close()


def test_from_question_to_source_in_one_click(address: str, page: Page) -> None:
    page.goto(address)
    box = page.get_by_role("textbox", name="Question")
    box.fill("What was freight revenue in September?")
    box.press("Enter")
    expect(page.locator(".k-figure")).to_have_text("over ¥250 million")
    expect(page.locator(".k-period")).to_have_text("September 2014")
    expect(page).to_have_url(re.compile(r"\?q=What\+was\+freight|\?q=What%20was%20freight"))

    page.get_by_role("link", name="Open it in the document").first.click()
    expect(page).to_have_url(re.compile(r"/document\?doc=deck\.txt&at=\d+-\d+"))
    place = page.locator(".k-slide mark.k-value")
    expect(place).to_have_text("250")
    expect(place).to_be_in_viewport()
    expect(page.locator(".k-slide mark.k-label")).to_have_text(["Freight revenue", "Sep. 2014"])

    page.get_by_role("link", name="Back to the answer").click()
    expect(page.locator(".k-figure")).to_have_text("over ¥250 million")


def test_an_answer_can_be_linked(address: str, page: Page) -> None:
    page.goto(f"{address}/?q=island+route")
    expect(page.get_by_role("textbox", name="Question")).to_have_value("island route")
    expect(page.locator(".k-figure")).to_have_text("−¥12 million")
    expect(page.locator("td.k-lit-label")).to_have_text(["2Q14", "Island route"])


def test_an_example_changes_the_address(address: str, page: Page) -> None:
    page.goto(address)
    page.get_by_role("button", name="What was freight *revenue* in Sep. 2014?").click()
    expect(page.locator(".k-figure")).to_have_text("over ¥250 million")
    expect(page).to_have_url(re.compile(r"\?q="))
    page.go_back()
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()


def test_documents_cannot_run_anything(address: str, page: Page) -> None:
    page.goto(f"{address}/?q=fee")
    expect(page.locator(".k-figure")).to_have_text("$77")
    expect(page.locator(".k-card .k-line")).to_contain_text("Costs were $5 and $6, *not* **bold**, `code`, [link](")
    expect(page.locator(".k-card .k-line")).to_contain_text('<img src=x onerror="window.broken = true">')
    page.goto(f"{address}/document?doc=hostile.txt&at=50-60")
    expect(page.locator(".k-slide")).to_contain_text("<script>window.broken = true</script>")
    assert page.evaluate("window.broken") is None
    assert page.locator(".k-slide :is(script, img, b, code, a)").count() == 0


@pytest.mark.parametrize(
    "path", ["/", "/?q=northern", "/?q=half", "/document?doc=deck.txt", "/documents", "/evaluation"]
)
def test_a_phone_never_scrolls_sideways(address: str, page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + path)
    expect(page.locator(".k-page, .k-answer").first).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
