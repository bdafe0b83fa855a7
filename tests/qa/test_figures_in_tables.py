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


def read(*lines: str) -> list[tuple[str, float, str]]:
    """What the figures of a document are: digits, value, unit."""
    found = figures(read_text("boats.txt", "\n".join(["Kita Boats Inc.", "", *lines, ""])))
    return [(figure.printed, float(figure.value), figure.unit) for figure in found]


@pytest.mark.parametrize(
    ("unit_line", "scale"),
    [("単位：百万円", 10**6), ("(億円)", 10**8), ("（単位：千円）", 10**3), ("Unit: JPY billion", 10**9)],
)
def test_japanese_scales(unit_line: str, scale: int) -> None:
    table = ("\tFY2030\tFY2031", "Net sales\t1,204\t△40", "Other\t－\t-")
    means = [("1,204", 1204 * scale, "JPY"), ("△40", -40 * scale, "JPY"), ("－", 0, "JPY"), ("-", 0, "JPY")]
    assert read(unit_line, "", *table) == means


def test_money_ratios_counts_and_amounts_per_share_in_one_table() -> None:
    rows = (
        "Net sales\t1,204",
        "Operating margin (%)\t4.1",
        "Number of employees\t120",
        "Net income per share (JPY)\t12.3",
    )
    assert [(value, unit) for _, value, unit in read("Unit: JPY million", "", "\tFY2031", *rows)] == [
        (1_204_000_000, "JPY"),
        (4.1, "%"),
        (120, "employees"),
        (12.3, "JPY"),
    ]


def test_a_share_and_an_amount_in_one_cell() -> None:
    rows = ("\t% of Revenues FY2031", "Costs\t80.7% 18.9", "Fees\t(2.8)")
    assert read("Unit: JPY billion", "", *rows) == [
        ("80.7", 80.7, "%"),
        ("18.9", 18.9e9, "JPY"),
        ("(2.8)", -2.8e9, "JPY"),
    ]


@pytest.mark.parametrize(("closing", "month"), [("June 30", 6), ("September 30", 9), ("January 31", 1)])
def test_years_that_close_in_any_month(closing: str, month: int) -> None:
    table = f"\tYear ended {closing}, 2031\tThree months ended {closing}, 2031\nSales\t1,204\t300\n"
    year, quarter = figures(read_text("boats.txt", f"Kita Boats Inc. (in thousands)\n\n{table}"))
    assert year.period
    assert quarter.period
    assert year.period.end == quarter.period.end
    assert (year.period.end.month, year.period.start.month) == (month, month % 12 + 1)
    assert 88 < quarter.period.days < 94


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
