"""Whole documents: what stands under what, whose figure it is, and how much of a labelled sample is read rightly."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.figures import figures, whole_scales
from qa.model import Figure, FiscalCalendar
from qa.outline import outline
from qa.read.text import read_text
from qa.subjects import beside_metric
from tests import numerals
from tests.qa.examples import cases

LINES = [
    "Minato Boats Inc.", "", "Results of 2Q31", "- Revenue: JPY 5 million (up 3% YoY)", "  - boats: 7", "<Ferries>",
    "Unit: JPY million", "\t1Q31\t2Q31", "Revenue\t1,200\t(1,300)", "Docks:", "(2Q30: JPY 3 million)", "※ note", "12",
]  # fmt: skip


def said(figure: Figure) -> list[Any]:
    """A figure as the cases of ``sections.jsonl`` write it."""
    period = figure.period.label if figure.period else None
    value = f"{figure.value.normalize() + 0:f}"
    return [figure.printed, value, figure.unit, figure.status, period, figure.metric, figure.subject]


@pytest.mark.parametrize("case", cases("sections"))
def test_sections(case: dict[str, Any]) -> None:
    document = replace(read_text("made.txt", case["text"]), calendar=FiscalCalendar(3, "start"))
    assert [said(figure) for figure in figures(document)] == case["means"]


@pytest.mark.parametrize("case", cases("outlines"))
def test_outlines(case: dict[str, Any]) -> None:
    document = read_text("made.txt", case["text"])
    placed = [place for section in document.sections for place in outline(document, section)]
    found = [[document.text[p.block.start : p.block.end], list(p.above)] for p in placed if p.above]
    assert found == case["means"]


@pytest.mark.parametrize(
    ("label", "subject"),
    [
        ("Ferry tours revenue", "Ferry tours"),
        ("Cost of revenues related to Quay-Global", "Quay-Global"),
        ("Total revenues", ""),
        ("Equipment sales revenues", "Equipment sales"),
        ("Proceeds from sales of boats", ""),
        ("Non-GAAP revenue", ""),
        ("Revenue (announced Feb. 8)", ""),
        ("Contracts of over 1Gbps", ""),
        ("Revenue, including Quay ferries", ""),
        ("OPERATING INCOME AND NET INCOME OF INVESTEEES", ""),
        ("Number of contracts for home use docks", "home use docks"),
        ("2Q31 operating income of full-time crews", "full-time crews"),
        ("Revenue by segment (USD million)", ""),
        ("Ferry revenue (in thousands of yen)", "Ferry"),
    ],
)
def test_subjects_beside_a_metric(label: str, subject: str) -> None:
    assert beside_metric(label) == subject


def test_prose_marks_the_words_that_give_a_number_its_meaning() -> None:
    text = (
        "Minato Boats Inc.\n\nResults of 2Q31\n\n- Ferries\n\n- Sales: over JPY 5 million\n- For 1Q31 costs were 3%\n"
    )
    document = read_text("made.txt", text)
    marked = [[text[a:b] for a, b in figure.source.marks] for figure in figures(document) if figure.source]
    assert marked == [["Sales", "over JPY", "million", "2Q31"], ["costs", "%", "1Q31"]]


def test_a_heading_names_a_subject_of_a_long_document_only_where_that_speaks_of_it_elsewhere() -> None:
    start = "Minato Boats Inc.\n\nResults of 2Q31\n\n<Quay Ferries>\n\n- Revenue: JPY 5 million\n\n"
    long = "The river was calm in the harbour.\n\n" * 200
    for rest, subject in ((long, None), (long + "Quay Ferries sailed. Quay Ferries opened.\n", "Quay Ferries")):
        assert [figure.subject for figure in figures(read_text("made.txt", start + rest))] == [subject]


def test_scales_printed_whole() -> None:
    whole = "JPY 1,234 million. " * 30
    assert whole_scales(whole) == {10**6}
    assert whole_scales(whole + "JPY 1.2 million. " * 3) == frozenset()
    assert whole_scales("JPY 5 million") == frozenset()


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=25))
def test_no_document_raises_and_every_figure_is_where_it_says(lines: list[str]) -> None:
    document = read_text("made.txt", "\n".join(lines))
    for figure in figures(document):
        assert figure.source
        assert document.text[figure.source.start : figure.source.end] == figure.printed
        for start, end in figure.source.marks:
            assert document.text[start:end].strip()
        assert figure.context
        assert figure.metric == figure.context[0]


SAMPLES = [numerals.FIRST, numerals.SECOND]


@cache
def scored(sample: numerals.Sample) -> numerals.Score:
    """The score of a labelled sample."""
    return numerals.score(numerals.labels(sample.labels), numerals.documents())


@pytest.mark.parametrize("sample", SAMPLES, ids=["first", "second"])
@pytest.mark.parametrize(
    ("measure", "least"), [("coverage", 0.97), ("value", 0.97), ("period", 0.94), ("words", 0.9), ("status", 0.97)]
)
def test_the_labelled_samples(sample: numerals.Sample, measure: str, least: float) -> None:
    score = scored(sample)
    assert score.share(measure) >= least, [miss for miss in score.misses if miss.startswith(measure)]


@pytest.mark.parametrize("sample", SAMPLES, ids=["first", "second"])
def test_the_labels_are_of_the_numerals_drawn(sample: numerals.Sample) -> None:
    drawn = [(document.name, at, numeral) for document, at, numeral in numerals.draw(numerals.documents(), sample)]
    assert [(label.doc, label.at, label.numeral) for label in numerals.labels(sample.labels)] == drawn


@pytest.mark.parametrize(
    "unit",
    [
        "Revenue of the ferry was JPY 5 million for 2Q31, up 3% YoY. ",
        "- Ferries\n- Revenue: over JPY 5 million\n\nSales were 3%\n\n",
        "63 contracts over 1Gbps, ",
        "in Canadian dollars $5 million, Tokyo, 101-0051, 10/10 ",
        "1,O50,OOO ",
        "June 30, 2030 and June 30, 2031\n\n\tThousands of yen\tThousands of dollars\nSales\t5.000\t50,004\n\n",
    ],
)
def test_time_grows_with_the_document(unit: str) -> None:
    def seconds(times: int) -> float:
        document = read_text("made.txt", "Minato Boats Inc.\n\nResults of 2Q31\n\n" + unit * times)
        started = time.process_time()
        figures(document)
        return time.process_time() - started

    seconds(20)
    assert seconds(400) < 10 * seconds(100) + 0.5


def test_a_balance_at_the_edge_of_a_period_is_of_that_day() -> None:
    rows = "\t1Q31\nCash, beginning of the period\t5\nCash, end of the period\t7\nSales\t9\n"
    found = figures(read_text("made.txt", f"Minato Boats Inc.\n\nUnit: JPY million\n\n{rows}"))
    spans = [(str(figure.period.start), str(figure.period.end)) for figure in found if figure.period]
    assert spans == [("2031-01-01", "2031-01-01"), ("2031-03-31", "2031-03-31"), ("2031-01-01", "2031-03-31")]


def test_the_words_right_before_a_table_set_its_scale_and_that_of_what_follows() -> None:
    first = "Sales by region (in thousands):\n\n\t2031\nAsia\t$5"
    text = f"{first}\n\nSales by boat (dollars in millions):\n\n\t2031\nYachts\t$7\n"
    assert [float(figure.value) for figure in figures(read_text("sales.txt", text))] == [5e3, 7e6]
