"""The main job, the whole way: the command, the five documents, a question, the figure, its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from qa.library import Library
from tests.ui.browsing import ROOT, free_port, needs_browser, page_of, serving

pytestmark = needs_browser

QUESTION = "what was IIJ GIO revenue in Sep 2011?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("library") / "kessan"
    Library.build(ROOT / "seeds", folder)
    port = free_port()
    command = ["-m", "qa.cli", "ui", "--port", str(port), "--library", str(folder)]
    with serving(command, port, folder.parent) as found:
        yield found


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with page_of(browser) as found:
        yield found


def test_the_first_visitor_may_come_by_a_link_to_a_page(address: str, page: Page) -> None:
    page.goto(f"{address}/figures?metric=operating+income&view=Over+time")
    expect(page.get_by_role("link", name="Evaluation")).to_be_visible()
    expect(
        page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    ).to_be_visible()
    expect(page.locator(".k-facts td a").first).to_be_visible()


def test_the_question_is_answered_with_its_source(address: str, page: Page) -> None:
    page.goto(address)
    box = page.get_by_role("textbox", name="Question")
    box.fill(QUESTION)
    box.press("Enter")
    expect(page.locator(".k-figure")).to_have_text("over ¥250 million")
    expect(page.locator(".k-period")).to_have_text("September 2011")
    expect(page.locator(".k-card").first).to_contain_text("has reached over JPY250 million from JPY120 million")
    expect(page).to_have_url(re.compile(r"\?q=what"))

    page.get_by_role("link", name="Open it in the document").first.click()
    expect(page).to_have_url(re.compile(r"/document\?doc=004_"))
    place = page.locator(".k-slide mark.k-value")
    expect(place).to_have_text("250")
    expect(place).to_be_in_viewport()


def test_an_example_is_answered(address: str, page: Page) -> None:
    page.goto(address)
    page.locator("[class*=st-key-example] button").first.click()
    expect(page.locator(".k-figure")).to_be_visible()
    expect(page.locator(".k-card mark.k-value").first).to_be_visible()


@pytest.mark.parametrize("path", ["documents", "figures", "evaluation", "document?doc=000_3d4ca6c6918ef77e.txt"])
def test_every_page_opens(address: str, page: Page, path: str) -> None:
    page.goto(f"{address}/{path}")
    expect(page.locator(".k-page h1")).to_be_visible()
    expect(page.locator("[data-testid=stException], [role=alert].k-notice")).to_have_count(0)
