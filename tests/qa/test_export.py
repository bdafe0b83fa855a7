"""Figures as CSV and XLSX: all columns there, read back as they were, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from qa.export import COLUMNS, NOT_IN_XML, PLAIN_NUMBER, STARTS_A_FORMULA, as_csv, as_xlsx, safe_cell
from qa.model import Figure
from tests.qa.made import figure


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_figure_is_a_line_with_every_column() -> None:
    [row] = rows(as_csv([figure()]))
    assert list(row) == list(COLUMNS)
    assert (row["value"], row["unit"], row["qualifier"], row["scale"]) == ("250000000", "JPY", "over", "1000000")
    assert (row["period_start"], row["period_end"], row["period_label"]) == ("2031-09-01", "2031-09-30", "Sep. 2031")
    assert (row["doc"], row["start"], row["end"], row["page"]) == ("boats.txt", "29", "32", "")


def test_warnings_are_there() -> None:
    warned = figure(warnings=("read 25O as 250", "no scale in sight"))
    [row] = rows(as_csv([warned]))
    assert row["warnings"] == "read 25O as 250; no scale in sight"
    assert sheet_of(warned)["Q2"].value == row["warnings"]


def test_what_is_not_known_is_empty() -> None:
    [row] = rows(as_csv([figure(period=None, source=None, subject=None, qualifier=None)]))
    empty = {name for name, cell in row.items() if not cell}
    assert empty == set(COLUMNS) - {"value", "unit", "metric", "status", "printed", "scale"}


@pytest.mark.parametrize("number", ["-5", "-1,234", "-0.5", "-12.5%", "7"])
def test_numbers_stay_numbers(number: str) -> None:
    assert safe_cell(number) == number


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "-a", "@sum", "＝1", "-", "-5 boats"])
def test_formulas_become_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["\t=1", "\r=1", "\n=1", " =1"])
def test_white_space_hides_no_formula(text: str) -> None:
    assert safe_cell(text) == "'=1"


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_cell_starts_a_formula_and_every_text_comes_back(metric: str, subject: str) -> None:
    [row] = rows(as_csv([figure(metric=metric, subject=subject)]))
    for text, cell in ((metric, row["metric"]), (subject, row["subject"])):
        assert cell in (plain := " ".join(text.split()), f"'{plain}")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or PLAIN_NUMBER.fullmatch(cell)


def sheet_of(*figures: Figure) -> Any:
    return load_workbook(io.BytesIO(as_xlsx(figures))).active


def test_a_workbook_has_numbers_as_numbers_and_dates_as_dates() -> None:
    sheet = sheet_of(figure(), figure("-12.5", "%", None, printed="(12.5)", scale=1))
    head, first, second = sheet.iter_rows(values_only=True)
    assert head == tuple(COLUMNS)
    row = dict(zip(head, first, strict=True))
    assert (row["value"], row["scale"], row["start"]) == (250_000_000, 10**6, 29)
    assert [row[name].date() for name in ("period_start", "period_end")] == [date(2031, 9, 1), date(2031, 9, 30)]
    assert (row["printed"], row["page"], row["warnings"]) == ("250", None, None)
    assert second[:2] == (-12.5, "%")
    assert [cell.data_type for cell in sheet[2]][:2] == ["n", "s"]


def test_a_workbook_is_ready_to_be_looked_at() -> None:
    sheet = sheet_of(figure(), figure())
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == ("A2", "A1:Q3", True)
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["N"].width


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "＝1", "#N/A", "TRUE", "1e5", "2031-09-01", "{=1}"])
def test_text_in_a_workbook_stays_text(text: str) -> None:
    cell = sheet_of(figure(metric=text))["D2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(STARTS_A_FORMULA)


@given(st.text(max_size=20), st.text(st.sampled_from("=+-@\t\x00\ud800\uffff a1(")))
def test_no_cell_of_a_workbook_is_a_formula_and_every_text_comes_back(metric: str, subject: str) -> None:
    sheet = sheet_of(figure(metric=metric, subject=subject))
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"n", "s", "d"}
    for cell, text in (("D2", metric), ("E2", subject)):
        assert sheet[cell].value == (" ".join(NOT_IN_XML.sub("", text).split()) or None)
