"""Figures in tables: whole small tables of made-up companies, and what each of their numbers means."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.figures import figures
from qa.model import Figure
from qa.read.text import read_text
from tests.qa.examples import cases

ABOVE = ("Harbour Boats", "Unit")  # headings that every case shares


def text_of(case: dict[str, Any]) -> str:
    return f"{case['before']}\n\n" + "\n".join(case["table"]) + "\n"


def meaning_of(figure: Figure) -> list[Any]:
    period = [str(figure.period.start), str(figure.period.end)] if figure.period else None
    context = [words for words in figure.context if not words.startswith(ABOVE)]
    return [figure.printed, float(figure.value), figure.unit, figure.status, period, context]


@pytest.mark.parametrize("case", cases("tables"))
def test_means(case: dict[str, Any]) -> None:
    assert [meaning_of(figure) for figure in figures(read_text("boats.txt", text_of(case)))] == case["means"]


@pytest.mark.parametrize("case", cases("tables"))
def test_offsets_and_marks_hold(case: dict[str, Any]) -> None:
    text = text_of(case)
    for figure in figures(read_text("boats.txt", text)):
        assert figure.source
        assert text[figure.source.start : figure.source.end] == figure.printed
        for start, end in figure.source.marks:
            assert text[start:end].strip() == text[start:end] != ""


PIECES = (
    "\t",
    "\t",
    "\t",
    "\n",
    "\n",
    "Sales",
    "**Total**",
    "COSTS:",
    "2031",
    "1Q31",
    "FY30",
    "1,204",
    "(12)%",
    "12.5%",
    "-",
    "$",
    "(in thousands)",
    "JPY million",
    "% of total",
    "YoY",
    "per share",
    "March 31, 2031",
    "1-3 years",
    " ",
    "80% 5",
    "1.600",
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=3, max_size=60).map("".join))
def test_no_table_does_harm(table: str) -> None:
    text = f"Harbour Boats Ltd.\n\nSales\t2031\t2030\n{table}\nSales\t1\t2\n"
    for figure in figures(read_text("boats.txt", text)):
        assert figure.source
        assert text[figure.source.start : figure.source.end] == figure.printed


def test_time_is_linear_in_rows_and_columns() -> None:
    def seconds(rows: int, columns: int) -> float:
        header = "\t".join(["", *(f"{2000 + column % 90}" for column in range(columns))])
        body = [
            f"Item {row}\t" + "\t".join(f"{row},{column:03d}" for column in range(columns)) for row in range(1, rows)
        ]
        document = read_text("boats.txt", "Harbour Boats Ltd. (in thousands)\n\n" + "\n".join([header, *body]) + "\n")
        started = time.process_time()
        figures(document)
        return time.process_time() - started

    seconds(20, 4)
    assert seconds(400, 4) < 10 * seconds(100, 4) + 0.5
    assert seconds(20, 80) < 10 * seconds(20, 20) + 0.5
