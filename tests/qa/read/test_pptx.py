"""Decks made here: what stands on which slide, in which order, and which figures it states."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches

from qa.model import Document
from qa.read import Limits, Unreadable, read
from tests.qa.read.typed import typed

TITLE_ONLY, TITLE_AND_BODY, BLANK = 5, 1, 6


@pytest.fixture
def deck() -> Any:
    return Presentation()


def slide(deck: Any, title: str | None = None, layout: int = TITLE_ONLY) -> Any:
    """A new slide, without a title where None is given."""
    added = deck.slides.add_slide(deck.slide_layouts[BLANK if title is None else layout])
    if title is not None:
        added.shapes.title.text = title
    return added


def box(shapes: Any, text: str, left: float, top: float, width: float = 3, height: float = 0.9) -> Any:
    """A new text box, measured in inches."""
    added = shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    added.text_frame.text = text
    return added


def table(on: Any, rows: Sequence[Sequence[str]]) -> Any:
    added = on.shapes.add_table(len(rows), len(rows[0]), Inches(0), Inches(2), Inches(8), Inches(3)).table
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            added.cell(row, column).text = text
    return added


def chart(on: Any, categories: Sequence[Any], code: str = "General", **series: Sequence[float | None]) -> Any:
    data = CategoryChartData(number_format=code)
    data.categories = categories
    for name, values in series.items():
        data.add_series(name.replace("_", " "), values)
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED
    return on.shapes.add_chart(kind, Inches(0), Inches(2), Inches(8), Inches(4), data).chart


def saved(deck: Any, folder: Path) -> Path:
    path = folder / "deck.pptx"
    deck.save(str(path))
    return path


def lines(document: Document) -> list[str]:
    return [line for line in document.text.split("\n") if line]


def test_slides_have_the_numbers_that_are_shown_on_them(deck: Any, tmp_path: Path) -> None:
    deck.part.presentation.element.set("firstSlideNum", "3")
    slide(deck, "Minato Boats")
    slide(deck)
    box(slide(deck).shapes, "Words", 1, 1)
    hidden = slide(deck, "Sales")
    hidden.element.set("show", "0")
    document = read(saved(deck, tmp_path))
    assert [(section.title, section.page) for section in document.sections] == [
        ("Minato Boats", 3),
        ("Slide 5", 5),
        ("Sales (hidden slide)", 6),
    ]


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("", "Results for FY2031"),
        ("PowerPoint Presentation", "Results for FY2031"),
        ("A Year of Boats", "A Year of Boats"),
    ],
)
def test_a_deck_is_called_as_its_properties_or_its_first_slide_say(
    deck: Any, tmp_path: Path, given: str, title: str
) -> None:
    deck.core_properties.title = given
    for words in ("Results for FY2031", "Forward-looking statements"):
        slide(deck, words)
    assert read(saved(deck, tmp_path)).title == title


def test_shapes_are_read_in_columns_and_lines_and_none_at_the_edge_is_lost(deck: Any, tmp_path: Path) -> None:
    made = slide(deck, "Order")
    for text, left, top in [("south east", 5, 3), ("east", 5, 2), ("south", 0, 3), ("west", 0, 2.03), ("below", 1, 6)]:
        box(made.shapes, text, left, top)
    assert lines(read(saved(deck, tmp_path))) == ["Order", "west", "south", "east", "south east", "below"]


def test_a_group_lies_where_it_was_moved_to_and_stays_together(deck: Any, tmp_path: Path) -> None:
    made = slide(deck, "Group")
    group = made.shapes.add_group_shape()
    box(group.shapes, "second", 4, 2)
    inner = group.shapes.add_group_shape()
    box(inner.shapes, "first", 0, 2)
    group.top = Inches(6)
    box(made.shapes, "above", 0, 4)
    assert lines(read(saved(deck, tmp_path))) == ["Group", "above", "first", "second"]


def test_bullets_keep_their_levels(deck: Any, tmp_path: Path) -> None:
    made = slide(deck, "Highlights FY2031", TITLE_AND_BODY)
    frame = made.placeholders[1].text_frame
    frame.text = "Revenue rose 12% to USD 345 million"
    inner = frame.add_paragraph()
    inner.text, inner.level = "Boats sold for USD 200 million", 1
    box(made.shapes, "No bullet", 0, 6.5)
    path = saved(deck, tmp_path)
    expected = ["- Revenue rose 12% to USD 345 million", "  - Boats sold for USD 200 million", "No bullet"]
    assert lines(read(path))[1:] == expected
    blocks = [(block.kind, block.level) for section in read(path).sections for block in section.blocks]
    assert blocks == [("paragraph", 0), ("bullet", 0), ("bullet", 1), ("paragraph", 0)]
    assert ("Revenue", "2031-12-31", 345e6, "USD") in typed(path)


def test_tables_repeat_merged_cells(deck: Any, tmp_path: Path) -> None:
    rows = [
        ["(USD million)", "First half", "", "Second half", ""],
        ["", "FY2030", "FY2031", "FY2030", "FY2031"],
        ["Revenue", "100", "120", "130", "(140)"],
    ]
    made = table(slide(deck, "Sales"), rows)
    made.cell(0, 1).merge(made.cell(0, 2))
    made.cell(0, 3).merge(made.cell(0, 4))
    path = saved(deck, tmp_path)
    assert lines(read(path))[1] == "(USD million)\tFirst half\tFirst half\tSecond half\tSecond half"
    assert [(metric, value, unit) for metric, _, value, unit in typed(path)] == [
        ("Revenue", value, "USD") for value in (100e6, 120e6, 130e6, -140e6)
    ]


def test_charts_give_the_numbers_that_they_are_drawn_from(deck: Any, tmp_path: Path) -> None:
    made = chart(slide(deck, "Segments"), ["FY2030", "FY2031"], "#,##0.0", Boats=(150.52, 200), Repairs=(None, 14.25))
    made.has_title = True
    made.chart_title.text_frame.text = "Revenue by segment"
    made.value_axis.has_title = True
    made.value_axis.axis_title.text_frame.text = "USD million"
    path = saved(deck, tmp_path)
    assert lines(read(path))[1:] == [
        "Revenue by segment",
        "USD million\tFY2030\tFY2031",
        "Boats\t150.5\t200.0",
        "Repairs\t\t14.3",
    ]
    assert typed(path) == [
        ("Boats", "2030-12-31", 150.5e6, "USD"),
        ("Boats", "2031-12-31", 200e6, "USD"),
        ("Repairs", "2031-12-31", 14.3e6, "USD"),
    ]


def test_the_labels_of_a_chart_say_how_its_numbers_are_shown(deck: Any, tmp_path: Path) -> None:
    made = chart(slide(deck, "Margins"), ["FY2030", "FY2031"], "0.0000", Operating_margin=(0.1534, -0.02))
    plot = made.plots[0]
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0.0%", False
    path = saved(deck, tmp_path)
    assert lines(read(path))[-1] == "Operating margin\t15.3%\t-2.0%"
    assert ("Operating margin", "2031-12-31", -2.0, "%") in typed(path)


def test_points_of_a_scatter_chart(deck: Any, tmp_path: Path) -> None:
    data = XyChartData()
    series = data.add_series("Price")
    for x, y in [(1.5, 20), (2.5, 30)]:
        series.add_data_point(x, y)
    made = slide(deck, "Prices")
    made.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, Inches(0), Inches(2), Inches(8), Inches(4), data)
    assert lines(read(saved(deck, tmp_path)))[1:] == ["\t1.5\t2.5", "Price\t20\t30"]


def test_categories_in_levels(deck: Any, tmp_path: Path) -> None:
    data = CategoryChartData()
    for year in ("2030", "2031"):
        outer = data.add_category(year)
        for quarter in ("Q1", "Q2"):
            outer.add_sub_category(quarter)
    data.add_series("Sales", (1, 2, 3, 4))
    made = slide(deck, "Quarters")
    made.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(0), Inches(2), Inches(8), Inches(4), data)
    assert lines(read(saved(deck, tmp_path)))[1] == "\t2030 Q1\t2030 Q2\t2031 Q1\t2031 Q2"


WATERFALL = """<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"><cx:chartData>
<cx:data id="0"><cx:strDim type="cat"><cx:lvl ptCount="2"><cx:pt idx="0">FY2030</cx:pt><cx:pt idx="1">FY2031</cx:pt>
</cx:lvl></cx:strDim><cx:numDim type="val"><cx:lvl ptCount="2" formatCode="#,##0"><cx:pt idx="0">1234.4</cx:pt>
<cx:pt idx="1">-50</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData><cx:chart><cx:title><cx:tx><cx:txData>
<cx:v>Bridge (USD million)</cx:v></cx:txData></cx:tx></cx:title><cx:plotArea><cx:plotAreaRegion>
<cx:series layoutId="waterfall"><cx:tx><cx:txData><cx:v>Operating income</cx:v></cx:txData></cx:tx>
<cx:dataId val="0"/></cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>"""
FRAME = """<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice
 Requires="cx1"><p:graphicFrame {names}><p:nvGraphicFramePr><p:cNvPr id="9" name="Chart"/>
<p:cNvGraphicFramePr/><p:nvPr/>
</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/drawing/2014/chartex"><cx:chart r:id="{related}"
 xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"/></a:graphicData></a:graphic></p:graphicFrame>
</mc:Choice><mc:Fallback/></mc:AlternateContent>"""


@pytest.mark.parametrize("held", [True, False])
def test_waterfalls_and_charts_that_are_not_in_the_file(deck: Any, tmp_path: Path, held: bool) -> None:
    made = slide(deck, "Income")
    kind = "application/vnd.ms-office.chartex+xml"
    part = Part(PackURI("/ppt/charts/chartEx1.xml"), kind, deck.part.package, WATERFALL.encode())
    related = made.part.relate_to(part, "http://schemas.microsoft.com/office/2014/relationships/chartEx")
    frame = FRAME.format(names=nsdecls("a", "p", "r"), related=related if held else "rId99")
    made.shapes.element.append(parse_xml(frame))
    path = saved(deck, tmp_path)
    rows = ["Bridge (USD million)", "\tFY2030\tFY2031", "Operating income\t1,234\t-50"]
    assert lines(read(path))[1:] == (rows if held else [])
    assert read(path).warnings == (() if held else ("Chart on Income is not in the file",))
    assert ("Operating income", "2031-12-31", -50e6, "USD") in typed(path) or not held


def test_a_number_set_large_counts_what_stands_beside_it(deck: Any, tmp_path: Path) -> None:
    made = slide(deck, "FY2031 at a glance")
    box(made.shapes, "$3.2 million\nNet profit", 0, 2)
    group = made.shapes.add_group_shape()
    box(group.shapes, "Customers", 5, 2)
    box(group.shapes, "1,200", 5, 3)
    box(made.shapes, "01\nIntroduction", 0, 6)
    path = saved(deck, tmp_path)
    assert lines(read(path))[1:] == ["Net profit\t$3.2 million", "Customers\t1,200", "01", "Introduction"]
    assert typed(path)[:2] == [
        ("Net profit", "2031-12-31", 3.2e6, "USD"),
        ("Customers", "2031-12-31", 1200, "customers"),
    ]


def test_large_numbers_in_boxes_of_their_own_over_or_under_what_they_count(deck: Any, tmp_path: Path) -> None:
    for top, below in ((2.8, True), (1.5, False)):
        made = slide(deck, f"FY2031 at a glance, {below}")
        for at, (value, label) in enumerate([("$345M", "Revenue"), ("12.5%", "Operating margin"), ("1,200", "Boats")]):
            box(made.shapes, value, 0.5 + 3 * at, 2, 2.5, 0.8)
            box(made.shapes, label, 0.5 + 3 * at, top, 2.5, 0.5)
        box(made.shapes, "Not audited", 0.5, 6)
    path = saved(deck, tmp_path)
    rows = ["Revenue\t$345M", "Operating margin\t12.5%", "Boats\t1,200", "Not audited"]
    assert lines(read(path)) == ["FY2031 at a glance, True", *rows, "FY2031 at a glance, False", *rows]
    assert [figure[0::2] for figure in typed(path)] == 2 * [
        ("Revenue", 345e6), ("Operating margin", 12.5), ("Boats", 1200),
    ]  # fmt: skip


def test_notes_follow_their_slide(deck: Any, tmp_path: Path) -> None:
    made = slide(deck, "Sales")
    made.notes_slide.notes_text_frame.text = "We sold 1,200 boats in FY2031."
    slide(deck, "Costs")
    path = saved(deck, tmp_path)
    assert lines(read(path)) == ["Sales", "Speaker notes:", "We sold 1,200 boats in FY2031.", "Costs"]
    assert typed(path) == [("boats", "2031-12-31", 1200, "boats")]


def test_a_slide_that_is_a_picture_is_told(deck: Any, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (4, 4)).save(tmp_path / "dot.png")
    slide(deck, "Words")
    slide(deck).shapes.add_picture(str(tmp_path / "dot.png"), 0, 0)
    assert read(saved(deck, tmp_path)).warnings == ("slide 2 is a picture without text",)


def test_more_slides_than_the_limit(deck: Any, tmp_path: Path) -> None:
    for number in range(4):
        slide(deck, f"Slide {number}")
    with pytest.raises(Unreadable, match="more than 3 pages"):
        read(saved(deck, tmp_path), Limits(pages=3))


def test_a_deck_without_words_is_no_success(deck: Any, tmp_path: Path) -> None:
    slide(deck)
    with pytest.raises(Unreadable, match="no text in it"):
        read(saved(deck, tmp_path))
