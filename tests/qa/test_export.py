"""Figures as CSV: all columns there, read back as they were, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.export import COLUMNS, PLAIN_NUMBER, as_csv, safe_cell
from tests.qa.made import figure


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_figure_is_a_line_with_every_column() -> None:
    [row] = rows(as_csv([figure()]))
    assert tuple(row) == COLUMNS
    assert (row["value"], row["unit"], row["qualifier"], row["scale"]) == ("250000000", "JPY", "over", "1000000")
    assert (row["period_start"], row["period_end"], row["period_label"]) == ("2031-09-01", "2031-09-30", "Sep. 2031")
    assert (row["doc"], row["start"], row["end"], row["page"]) == ("boats.txt", "29", "32", "")


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
