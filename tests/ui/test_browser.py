"""From end to end: the real server and a real browser, on a small library that includes a hostile document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from qa.export import as_csv, as_xlsx
from tests.ui.browsing import ROOT, free_port, needs_browser, serving
from tests.ui.fake import FIGURES

pytestmark = needs_browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    port = free_port()
    settings = [f"--server.port={port}", "--server.headless=true"]
    command = ["-m", "streamlit", "run", str(ROOT / "tests/ui/fake_app.py"), *settings]
    # Streamlit reads the configuration beside the script it runs, or in the current folder: here that of ui/.
    with serving(command, port, ROOT / "ui") as found:
        yield found


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


@pytest.mark.parametrize(("label", "content"), [("CSV", as_csv), ("XLSX", as_xlsx)])
def test_figures_are_taken_along_by_our_own_export(address: str, page: Page, label: str, content: Any) -> None:
    page.goto(f"{address}/figures?metric=revenue")
    with page.expect_download() as coming:
        page.get_by_role("button", name=label).click()
    file = coming.value
    assert file.suggested_filename == f"figures.{label.lower()}"
    taken = file.path().read_bytes()
    wanted = content([figure for figure in FIGURES if "revenue" in figure.metric])
    assert taken.decode() == wanted if label == "CSV" else sheet(taken) == sheet(wanted)


def sheet(workbook: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(BytesIO(workbook)).active.iter_rows(values_only=True))


def test_a_click_on_a_row_leads_to_its_source_and_the_table_offers_no_csv_of_its_own(address: str, page: Page) -> None:
    page.goto(f"{address}/figures?metric=revenue&subject=island")
    table = page.get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    table.hover()
    expect(page.get_by_role("button", name="Search")).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)
    table.locator(".dvn-scroller").click(position={"x": 60, "y": 50})
    expect(page).to_have_url(re.compile(r"/document\?doc=deck\.txt&at=\d+-\d+"))
    expect(page.locator(".k-slide mark.k-value")).to_have_text("(12)")


def test_a_chart_tells_the_value_period_and_document_of_a_point_and_fetches_nothing(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/figures?view=Over+time")
    chart = page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)").first
    expect(chart).to_be_visible()
    tip = page.locator("#vg-tooltip-element.visible")
    box = chart.bounding_box()
    assert box
    for x in range(int(box["x"]), int(box["x"] + box["width"]), 4):
        page.mouse.move(x, box["y"] + 20)
        if tip.count():
            break
    expect(tip).to_contain_text("¥1,")
    assert "2014" in tip.inner_text()
    assert "Results for 2Q14" in tip.inner_text()
    assert all(url.startswith((address, "ws://localhost", "data:", "blob:")) for url in asked)


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
    "path",
    [
        "/",
        "/?q=northern",
        "/?q=every+quarter",
        "/?q=half",
        "/document?doc=deck.txt",
        "/documents",
        "/figures",
        "/figures?view=Over+time",
        "/coverage",
        "/evaluation",
    ],
)
def test_a_phone_never_scrolls_sideways(address: str, page: Page, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + path)
    expect(page.locator(".k-page, .k-answer").first).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_a_phone_shows_the_marked_cell_of_a_wide_table(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 300, "height": 700})
    page.goto(f"{address}/?q=island")
    expect(page.locator(".k-card td.k-lit-value")).to_be_in_viewport(ratio=1)
    expect(page.locator(".k-card td.k-lit-label").last).to_be_in_viewport(ratio=0.9)
