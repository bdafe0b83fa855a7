"""From a dropped file to its page, in a real browser: upload, ask, open, turn, remove; on a phone too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qa.library import Library
from tests.ui import kites
from tests.ui.browsing import free_port, needs_browser, serving

pytestmark = needs_browser

ASKED = "What+were+kite+sales+in+FY2030%3F"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("kites")
    Library.build(kites.folder(folder / "files"), folder / "library")
    port = free_port()
    command = ["-m", "qa.cli", "ui", "--port", str(port), "--library", str(folder / "library")]
    with serving(command, port, folder) as found:
        yield found


def test_from_a_dropped_file_to_its_page_and_out_again(address: str, page: Page, tmp_path: Path) -> None:
    dropped = kites.report(tmp_path / "minato.pdf", "Minato", "2,718")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7")
    page.goto(f"{address}/documents")
    page.locator("input[type=file]").set_input_files([dropped, tmp_path / "broken.pdf"])
    expect(page.locator(".k-files").first).to_contain_text("minato.pdf")
    page.get_by_role("link", name="Ask about it").wait_for()
    expect(page.locator(".k-files li")).to_contain_text([re.compile("broken.pdf.*Could not be read"), "Added"])
    expect(page.locator(".k-facts")).to_contain_text("minato.pdf")

    page.get_by_role("link", name="Ask about it").click()
    expect(page).to_have_url(re.compile(r"\?in=Minato"))
    box = page.get_by_role("textbox", name="Question")
    box.fill("What were kite sales in FY2030?")
    box.press("Enter")
    expect(page.locator(".k-figure")).to_contain_text("2,718")
    expect(page.locator(".k-cut .k-box-value")).to_be_in_viewport()

    page.get_by_role("link", name="Open it in the document").first.click()
    expect(page.locator(".k-sheet .k-box-value")).to_be_in_viewport()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", name="Page 3")).to_be_visible()
    page.get_by_role("link", name="Before").click()
    expect(page.locator(".k-sheet img")).to_have_attribute("alt", re.compile("page 2"))

    page.get_by_role("link", name="Documents", exact=True).click()
    page.get_by_text("Remove documents").click()
    page.wait_for_timeout(1500)  # milliseconds until it has unfolded: what scrolls closes a list
    page.get_by_role("combobox", name="Which").click()
    page.get_by_role("option", name="Minato").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("button", name="Remove 1 document").click()
    expect(page.locator(".k-facts")).not_to_contain_text("minato.pdf")
    expect(page.locator(".k-page p")).to_have_text("3 documents can be asked.")


@pytest.mark.parametrize(
    "path", ["/document?doc=report.pdf&page=2", "/?q=What+were+kite+sales+in+FY2030%3F", "/documents"]
)
def test_a_phone_never_scrolls_sideways(address: str, page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + path)
    expect(page.locator(".k-page, .k-answer").first).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_a_phone_shows_the_boxed_value(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(f"{address}/?q={ASKED}")
    expect(page.locator(".k-cut .k-box-value")).to_be_in_viewport(ratio=0.9)
    page.get_by_role("link", name="Open it in the document").first.click()
    expect(page.locator(".k-sheet .k-box-value")).to_be_in_viewport(ratio=0.9)
