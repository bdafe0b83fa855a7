"""Word documents made here: the body in order, headings and lists by their styles, tables as they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qa.read import Limits, Unreadable, read
from tests.qa.read.typed import typed

LONG = "The boats that are built in the yards by the sea were sold in more countries. " * 2


@pytest.fixture
def word() -> Any:
    return Document()


def table(holder: Any, rows: Sequence[Sequence[str]]) -> Any:
    added = holder.add_table(len(rows), len(rows[0]))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            added.cell(row, column).text = text
    return added


def saved(word: Any, folder: Path) -> Path:
    path = folder / "report.docx"
    word.save(str(path))
    return path


def lines(path: Path) -> list[str]:
    return [line for line in read(path).text.split("\n") if line]


def test_headings_lists_and_tables_in_order(word: Any, tmp_path: Path) -> None:
    word.add_heading("Results for FY2031", 0)
    word.add_heading("Highlights", 1)
    word.add_paragraph("Revenue rose 12% to USD 345 million.")
    word.add_paragraph("Boats sold for USD 200 million", style="List Bullet")
    word.add_paragraph("Yachts sold for USD 150 million", style="List Bullet 2")
    word.add_heading("Income statement", 2)
    rows = [["(USD million)", "FY2030", "FY2031"], ["Revenue", "308", "345"], ["Operating income", "(12)", "41"]]
    table(word, rows)
    word.add_paragraph("It is not audited.")
    path = saved(word, tmp_path)
    assert lines(path) == [
        "Results for FY2031",
        "Highlights",
        "Revenue rose 12% to USD 345 million.",
        "- Boats sold for USD 200 million",
        "  - Yachts sold for USD 150 million",
        "Income statement",
        "(USD million)\tFY2030\tFY2031",
        "Revenue\t308\t345",
        "Operating income\t(12)\t41",
        "It is not audited.",
    ]
    assert [(section.title, section.path, section.page) for section in read(path).sections] == [
        ("Results for FY2031", (), None),
        ("Highlights", ("Results for FY2031",), None),
        ("Income statement", ("Results for FY2031", "Highlights"), None),
    ]
    assert typed(path) == [
        ("Revenue", "2031-12-31", 12, "%"),
        ("Revenue", "2031-12-31", 345e6, "USD"),
        ("Boats sold", "2031-12-31", 200e6, "USD"),
        ("Yachts sold", "2031-12-31", 150e6, "USD"),
        ("Revenue", "2030-12-31", 308e6, "USD"),
        ("Revenue", "2031-12-31", 345e6, "USD"),
        ("Operating income", "2030-12-31", -12e6, "USD"),
        ("Operating income", "2031-12-31", 41e6, "USD"),
    ]


def test_merged_cells_are_repeated(word: Any, tmp_path: Path) -> None:
    rows = [["", "First half", "", "Second half"], ["", "2030", "2031", "2031"], ["Asia", "1", "2", "3"]]
    made = table(word, [*rows, ["", "4", "5", "6"]])
    made.cell(0, 1).merge(made.cell(0, 2))
    made.cell(2, 0).merge(made.cell(3, 0))
    assert lines(saved(word, tmp_path)) == [
        "\tFirst half\tFirst half\tSecond half",
        "\t2030\t2031\t2031",
        "Asia\t1\t2\t3",
        "Asia\t4\t5\t6",
    ]


def test_a_table_around_tables_is_layout(word: Any, tmp_path: Path) -> None:
    outer = table(word, [["Left", ""]])
    table(outer.cell(0, 1), [["", "FY2031"], ["Staff", "1,234"]])
    assert lines(saved(word, tmp_path)) == ["Left", "\tFY2031", "Staff\t1,234"]


def test_a_frame_around_paragraphs_is_layout(word: Any, tmp_path: Path) -> None:
    cell = table(word, [["Outlook"]]).cell(0, 0)
    cell.add_paragraph("We expect sales of USD 5 million.")
    cell.add_paragraph("More boats", style="List Bullet")
    assert lines(saved(word, tmp_path)) == ["Outlook", "We expect sales of USD 5 million.", "- More boats"]


def test_tracked_changes_and_text_boxes(word: Any, tmp_path: Path) -> None:
    space = nsdecls("w")
    word.add_paragraph("Sales rose by ")
    for xml in ("<w:del {}><w:r><w:delText>3%</w:delText></w:r></w:del>", "<w:ins {}><w:r><w:t>4%</w:t></w:r></w:ins>"):
        word.element.body[0].append(parse_xml(xml.format(space)))
    box = "<w:r {}><w:pict><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    word.element.body[0].append(parse_xml(box.format(space)))
    content = "<w:sdt {}><w:sdtContent><w:p><w:r><w:t>Controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    word.element.body.insert(1, parse_xml(content.format(space)))
    assert lines(saved(word, tmp_path)) == ["Sales rose by 4%", "In the box", "Controlled"]


def test_lines_that_tabs_part_are_a_table(word: Any, tmp_path: Path) -> None:
    for text in ("\tFY2030\tFY2031", "Revenue (USD million)\t\t308\t345", "Costs (USD million)\t200\t210"):
        word.add_paragraph(text)
    word.add_paragraph("Between.")
    word.add_paragraph("Only one\tline")
    path = saved(word, tmp_path)
    assert lines(path) == [
        "\tFY2030\tFY2031",
        "Revenue (USD million)\t308\t345",
        "Costs (USD million)\t200\t210",
        "Between.",
        "Only one line",
    ]


def test_where_no_style_marks_headings_bold_lines_do(word: Any, tmp_path: Path) -> None:
    for text, bold in [("Minato Boats", True), ("Results", True), (LONG, False), ("Costs", True), (LONG, False)]:
        word.add_paragraph().add_run(text).bold = bold
    word.paragraphs[1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    sections = [(section.title, section.path) for section in read(saved(word, tmp_path)).sections]
    assert sections[1:] == [("Results", ()), ("Costs", ("Results",))]


def test_a_cell_that_claims_a_billion_columns(word: Any, tmp_path: Path) -> None:
    cell = table(word, [["1", "2"]]).cell(0, 0)._tc
    cell.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="1000000000"/>'))
    with pytest.raises(Unreadable, match="more than 50 cells"):
        read(saved(word, tmp_path), Limits(cells=50))
