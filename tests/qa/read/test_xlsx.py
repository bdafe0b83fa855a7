"""Workbooks and delimited files made here: cells as they are shown, tables apart, and where each cell stands."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from qa.figures import figures
from qa.read import LIMITS, Limits, Unreadable, read
from qa.read.places import addresses_of as addresses_at
from qa.read.xlsx import addresses_of
from tests.qa.read.typed import typed

MONEY, SHARE, EACH = "#,##0_);(#,##0)", "0.0%", "_($* #,##0.00_);_($* (#,##0.00)"


def book(path: Path, **sheets: Mapping[str, Any]) -> Path:
    """A workbook saved at a path: cells by address, a value or a value and its number format."""
    made = Workbook()
    made.remove(made.active)
    for title, cells in sheets.items():
        sheet = made.create_sheet(title)
        for address, content in cells.items():
            value, code = content if isinstance(content, tuple) else (content, "General")
            sheet[address] = value
            sheet[address].number_format = code
    made.save(path)
    return path


def rows(**columns: list[Any]) -> dict[str, Any]:
    """Cells by address, from lists that begin in some cell and go to the right: A1=[…]."""
    from openpyxl.utils import coordinate_to_tuple, get_column_letter

    cells: dict[str, Any] = {}
    for start, values in columns.items():
        row, column = coordinate_to_tuple(start)
        cells |= {f"{get_column_letter(column + at)}{row}": value for at, value in enumerate(values)}
    return {address: value for address, value in cells.items() if value is not None}


STATEMENT = rows(
    A1=["Minato Boats Inc."],
    A2=["(in millions of USD, except per share data)"],
    B4=["Year ended March 31,"],
    B5=[2031, 2030],
    A6=["Revenue", (1345.4, MONEY), (1308, MONEY)],
    A7=["Operating income", (41, MONEY), (-12, MONEY)],
    A9=["Operating margin", (0.0305, SHARE), (-0.009, SHARE)],
    A10=["Basic earnings per share", (1.234, EACH), (-0.4, EACH)],
    A12=["Note: these are not audited, and they may change until the annual report is out."],
)


def test_a_statement(tmp_path: Path) -> None:
    path = tmp_path / "results.xlsx"
    made = Workbook()
    for address, content in STATEMENT.items():
        made.active[address], code = content if isinstance(content, tuple) else (content, "General")
        made.active[address].number_format = code
    made.active.merge_cells("B4:C4")
    made.save(path)
    assert read(path).text.split("\n\n")[2] == "\n".join(
        [
            "\tYear ended March 31,\tYear ended March 31,",
            "\t2031\t2030",
            "Revenue\t1,345\t1,308",
            "Operating income\t41\t(12)",
            "Operating margin\t3.1%\t-0.9%",
            "Basic earnings per share\t$1.23\t$(0.40)",
        ]
    )
    assert typed(path) == [
        ("Revenue", "2031-03-31", 1345e6, "USD"),
        ("Revenue", "2030-03-31", 1308e6, "USD"),
        ("Operating income", "2031-03-31", 41e6, "USD"),
        ("Operating income", "2030-03-31", -12e6, "USD"),
        ("Operating margin", "2031-03-31", 3.1, "%"),
        ("Operating margin", "2030-03-31", -0.9, "%"),
        ("Basic earnings per share", "2031-03-31", 1.23, "USD"),
        ("Basic earnings per share", "2030-03-31", -0.4, "USD"),
    ]


def test_sheets_are_sections_and_hidden_ones_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    made = Workbook()
    made.active.title = "Sales"
    made.active.append(["Boats", 3])
    made.create_sheet("Empty")
    hidden = made.create_sheet("Raw")
    hidden.append(["Kites", 4])
    hidden.sheet_state = "veryHidden"
    made.save(path)
    assert [(s.title, s.page) for s in read(path).sections] == [("Sales", None), ("Raw (hidden sheet)", None)]


def test_the_line_that_a_sheet_begins_with_is_its_title(tmp_path: Path) -> None:
    cells = rows(
        A1=["Minato Boats Inc."], A2=["Sales by region"], A3=["(JPY million)"], A5=["", "FY2031"], A6=["Asia", 3]
    )
    sections = read(book(tmp_path / "b.xlsx", Data=cells)).sections
    assert [(section.title, section.path) for section in sections] == [("Data", ()), ("Sales by region", ("Data",))]


TWO_SIDES = rows(A1=["Region", "FY2030"], E1=["Boat", "FY2030"], A2=["Asia", 60], E2=["Yacht", 5], E3=["Canoe", 7])
SPACED = rows(A1=["Region", None, "FY2030", None, "FY2031"], A2=["Asia", None, 60, None, 70])
ONE_BELOW = rows(A1=["Region", "FY2030"], A2=["Asia", 60], A4=["Boat", "FY2031"], A5=["Yacht", 5])
GROUPED = rows(
    A1=[None, "FY2030", "FY2031"], A3=["ASSETS"], A5=["Cash", 60, 70], A7=["LIABILITIES"], A8=["Loans", 1, 2]
)


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (TWO_SIDES, "Region\tFY2030\nAsia\t60\n\nBoat\tFY2030\nYacht\t5\nCanoe\t7"),
        (SPACED, "Region\tFY2030\tFY2031\nAsia\t60\t70"),
        (ONE_BELOW, "Region\tFY2030\nAsia\t60\n\nBoat\tFY2031\nYacht\t5"),
        (GROUPED, "\tFY2030\tFY2031\nASSETS\t\t\nCash\t60\t70\nLIABILITIES\t\t\nLoans\t1\t2"),
    ],
)
def test_tables_on_a_sheet(tmp_path: Path, cells: Mapping[str, Any], text: str) -> None:
    assert read(book(tmp_path / "b.xlsx", Sheet=cells)).text.strip("\n") == text


def test_dates_head_columns(tmp_path: Path) -> None:
    cells = rows(A1=["Balance (JPY million)", (date(2031, 3, 31), "d-mmm-yy")], A2=["Cash", (1234567, "#,##0")])
    assert typed(book(tmp_path / "b.xlsx", Sheet=cells)) == [("Cash", "2031-03-31", 1234567e6, "JPY")]


def test_formulas_without_values_and_errors_are_told(tmp_path: Path) -> None:
    cells = {"A1": "Sum", "B1": "=1+2", "B2": "=2+3", "C3": "#REF!"}
    path = book(tmp_path / "b.xlsx", **{"Two, sides": cells})
    assert read(path).warnings == (
        "'Two, sides'!B1 and 1 more cells hold formulas without stored values",
        "'Two, sides'!C3 holds an error",
    )


def test_every_cell_can_be_found_by_its_address(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", First=STATEMENT, Second=TWO_SIDES)
    document = read(path)
    start = document.sections[1].start
    places = addresses_of(path, "Second", LIMITS)
    found = {place.address: document.text[start + place.start : start + place.end] for place in places}
    expected = {f"Second!{address}": str(value) for address, value in TWO_SIDES.items()}
    assert found == expected


def test_figures_can_be_found_by_their_addresses(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", First=STATEMENT, **{"Two, sides": TWO_SIDES})
    document = read(path)
    found = [figure.source for figure in figures(document) if figure.source]
    cells = addresses_at(path, document, [(source.start, source.end) for source in found])
    assert cells[:2] == [("First!B6",), ("First!C6",)]
    assert cells[-3:] == [("'Two, sides'!B2",), ("'Two, sides'!F2",), ("'Two, sides'!F3",)]
    assert addresses_at(tmp_path / "b.txt", document, [(0, 4)]) == [()]


def test_a_sheet_may_claim_to_be_large_and_have_cells_far_apart(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", Sheet={**ONE_BELOW, "XFD1048576": "far"})
    began = time.monotonic()
    assert read(path).text.strip().endswith("far")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(("merged", "cells"), [("A1:XFD1048576", 10), (None, 3)])
def test_more_cells_than_the_limit(tmp_path: Path, merged: str | None, cells: int) -> None:
    path = book(tmp_path / "b.xlsx", Sheet=ONE_BELOW)
    if merged:
        made = Workbook()
        made.active["A1"] = 1
        made.active.merged_cells.add(merged)
        made.save(path)
    with pytest.raises(Unreadable, match=f"more than {cells} cells"):
        read(path, Limits(cells=cells))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("b.csv", "Minato Boats,,\n,FY2030,FY2031\nRevenue,\"1,308\",\"1,345\"\n"),
        ("b.csv", "Minato Boats;;\n;FY2030;FY2031\nRevenue;1,308;1,345\n"),
        ("b.tsv", "Minato Boats\n\tFY2030\tFY2031\nRevenue\t1,308\t1,345\n"),
    ],
)  # fmt: skip
def test_delimited_files(tmp_path: Path, name: str, data: str) -> None:
    path = tmp_path / name
    path.write_text(data, encoding="utf-8")
    assert read(path).text == "Minato Boats\n\n\tFY2030\tFY2031\nRevenue\t1,308\t1,345\n"


def test_more_delimited_cells_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("a,b,c\n" * 9, encoding="utf-8")
    with pytest.raises(Unreadable, match="more than 20 cells"):
        read(path, Limits(cells=20))
