"""Originals are shown as they are, without a browser: pages drawn with boxes, cells by address, what can't be drawn."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from PIL import Image

import ui.load
from qa import drawing
from qa.library import Library
from qa.model import Source
from qa.read import Unreadable
from tests.ui import kites
from tests.ui.test_pages import html, run
from ui import originals
from ui.evidence import marks_of
from ui.state import place_query

PIXELS = originals.WIDTH / 612


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("kites")
    return Library.build(kites.folder(folder / "files"), folder / "library")


@pytest.fixture
def library(built: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setattr(ui.load, "library", lambda: built)
    return built


def stated(library: Library, doc: str, printed: str) -> Source:
    [figure] = [figure for figure in library.figures(docs=[doc]) if figure.printed == printed]
    assert figure.source
    return figure.source


def query(source: Source) -> dict[str, str]:
    return place_query(source.doc, (source.start, source.end), source.marks)


def test_a_page_is_drawn_with_a_box_right_about_the_value(library: Library) -> None:
    source, document = stated(library, "report.pdf", "1,312"), library.document("report.pdf")
    shown = originals.page(library.original("report.pdf"), document, 2, marks_of([source]))
    assert shown
    assert Image.open(BytesIO(shown.picture)).size == (originals.WIDTH, round(kites.HEIGHT * PIXELS))
    [value] = [one.box for one in shown.boxed if one.kind == "value"]
    assert value[0] * 612 == pytest.approx(kites.VALUE[0], abs=2)
    assert value[1] * kites.HEIGHT <= kites.VALUE[1] - 6 < kites.VALUE[1] - 1 <= value[3] * kites.HEIGHT
    assert {one.kind for one in shown.boxed} == {"value", "label"}


def test_a_cut_out_is_the_part_of_the_page_that_its_region_names(library: Library) -> None:
    source, document = stated(library, "report.pdf", "1,312"), library.document("report.pdf")
    path, marks = library.original("report.pdf"), marks_of([source])
    whole, cut = originals.page(path, document, 2, marks), originals.cut_out(path, document, marks)
    assert whole
    assert cut
    page, part = (np.asarray(Image.open(BytesIO(shown.picture)).convert("L"), dtype=int) for shown in (whole, cut))
    left, top = round(cut.region[0] * page.shape[1]), round(cut.region[1] * page.shape[0])
    same = page[top : top + part.shape[0], left : left + part.shape[1]]
    assert np.abs(same - part).mean() < 0.2 * np.abs(255 - part).mean()
    assert part.shape[0] < page.shape[0] / 3
    assert len(cut.boxed) == len(whole.boxed)


def test_the_source_of_a_pdf_is_its_page_with_boxes_and_its_text(library: Library) -> None:
    app = run("document", **query(stated(library, "report.pdf", "1,312")))
    shown = html(app)
    assert [tab.label for tab in app.tabs] == ["As printed", "As read"]
    assert shown.count('<i class="k-box k-box-value"') == 1
    assert shown.count('<i class="k-box k-box-label"') >= 2
    assert re.search(r'<img src="data:image/png;base64,[\w+/=]+" alt="[^"]*page 2; boxed: 1,312 \([^"]+\)">', shown)
    assert '<mark class="k-value">1,312</mark>' in shown
    assert "scrollIntoView" in shown


def test_pages_are_turned_one_by_one_the_blank_one_too(library: Library) -> None:
    app = run("document", doc="report.pdf", page="2")
    [places] = app.selectbox
    assert [option.split(" · ")[0] for option in places.options] == ["Page 1", "Page 2", "Page 3"]
    places.select_index(2).run()
    shown = html(app)
    assert "<h1>Page 3</h1>" in shown
    assert "page 3" in re.findall(r'alt="([^"]*)"', shown)[0]
    assert "No text was read on this page." in shown


@pytest.mark.parametrize("more", [{"page": "4"}, {"page": "0"}, {"at": "99999"}])
def test_a_page_that_is_nowhere_gets_one_line(library: Library, more: dict[str, str]) -> None:
    assert html(run("document", doc="report.pdf", **more)).count('role="alert"') == 1


def test_text_of_a_page_never_becomes_markup(library: Library) -> None:
    start = library.text_of("report.pdf").index("<script>")
    shown = html(run("document", doc="report.pdf", at=f"{start}-{start + len(kites.NASTY)}"))
    assert "<script>window" not in shown
    assert "boxed: &lt;script&gt;window.broken = true&lt;/script&gt;" in shown


def test_without_the_original_the_text_is_shown(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "original", lambda name: Path("gone.pdf"))
    shown = html(run("document", **query(stated(library, "report.pdf", "1,312"))))
    assert '<mark class="k-value">1,312</mark>' in shown
    assert "<img" not in shown


def test_a_page_that_cannot_be_drawn_says_so_and_is_shown_as_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise Unreadable("report.pdf: damaged")

    monkeypatch.setattr(drawing, "drawn", broken)
    st.cache_data.clear()
    shown = html(run("document", **query(stated(library, "report.pdf", "1,312"))))
    assert "Page 2 can&#x27;t be drawn; this is its text." in shown
    assert '<mark class="k-value">1,312</mark>' in shown


def test_a_slide_has_its_table_with_the_cell_lit(library: Library) -> None:
    shown = html(run("document", **query(stated(library, "deck.pptx", "57"))))
    assert '<td class="k-lit-value k-number k-digits"><mark class="k-value">57</mark></td>' in shown
    assert "<h1>Tails sold (thousand)</h1>" in shown
    assert "slide 2" in shown


def test_a_sheet_tells_the_addresses_of_its_cells(library: Library) -> None:
    shown = html(run("document", **query(stated(library, "book.xlsx", "83"))))
    assert "<b>String!D4</b> with " in shown
    assert "B4" in shown
    assert '<mark class="k-value" title="String!D4">83</mark>' in shown


def test_an_answer_shows_the_part_of_the_page_that_it_stands_on(library: Library) -> None:
    shown = html(run(q="What were kite sales in FY2030?"))
    assert '<div class="k-cut"' in shown
    assert '<i class="k-box k-box-value"' in shown
    assert '<details class="k-read"><summary>As text</summary>' in shown
    assert "<b>String!D4</b>" in html(run(q="What were string sales in FY2030?"))
