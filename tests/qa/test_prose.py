"""Sentences, labels and statements: what a number in prose counts, when, and whether it is a level or a change."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.labels import has_content, noun_phrase
from qa.model import FiscalCalendar
from qa.prose import Statement, opening, statements
from qa.sentences import LONGEST, sentences
from tests.qa.examples import cases

CALENDAR = FiscalCalendar(3, "start")
WORDS = [
    "revenue", "JPY 5 million", "(up 3.2%", "YoY)", "respectively", "and", "from", "loss", "of", "2Q31", "7", "△", "->",
    "as of June 2031", ",", ";", ".", "：", "\n", "-", "approx.", "clients", "in", "£", "1,234", "(", ")", "was",
]  # fmt: skip
PROSE = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=200)


def said(text: str, statement: Statement) -> list[Any]:
    """A statement as the cases of ``statements.jsonl`` write it."""
    quantity = statement.quantity
    period = statement.period.period.label if statement.period else None
    value = str((quantity.value * statement.sign).normalize() + 0)
    return [text[quantity.start : quantity.end], value, quantity.unit, statement.status, period, statement.label]


@pytest.mark.parametrize("case", cases("statements"))
def test_statements(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [said(text, statement) for statement in statements(text, CALENDAR)] == case["means"]


@pytest.mark.parametrize("case", cases("labels"))
def test_labels(case: dict[str, Any]) -> None:
    assert noun_phrase(case["text"]) == case["means"]


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[start:end] for start, end in sentences(text)] == case["means"]


def test_a_number_compared_with_has_no_period_of_the_sentence() -> None:
    text = "In 2Q31 sales rose to JPY 9 million from JPY 8 million"
    nine, eight = statements(text, FiscalCalendar())
    assert nine.period
    assert nine.period.period.label == "2Q31"
    assert eight.quantity.value == Decimal(8_000_000)


def test_an_event_dates_no_figure() -> None:
    [statement] = statements("Founded in June 2017 (12 docks)", CALENDAR)
    assert statement.period is None


@pytest.mark.parametrize("text", ["", "the", "2031", "up", "total", "quarterly"])
def test_words_without_content(text: str) -> None:
    assert not has_content(text)


def test_what_a_heading_is_about() -> None:
    assert opening("II-7. Selling Expenses (2Q31): 5.3%", CALENDAR) == "Selling Expenses"


@given(PROSE)
def test_no_text_raises_and_positions_hold(text: str) -> None:
    ends = [0]
    for start, end in sentences(text):
        assert ends[-1] <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        ends.append(end)
    for statement in statements(text, CALENDAR):
        quantity = statement.quantity
        start, end = statement.at
        assert start <= quantity.start < quantity.end <= len(text)
        assert quantity.start < end
        assert statement.sign in (1, -1)


@given(PROSE)
def test_a_phrase_is_made_of_the_words_given(text: str) -> None:
    phrase = noun_phrase(text)
    assert set(phrase) <= set(text) | {" "} or "&" in text  # "&amp;" is unescaped
    assert noun_phrase(phrase) is not None


@settings(deadline=None, max_examples=3)
@given(st.sampled_from(["sales rose 5% in 2Q31, ", "5 ", "(JPY 5 million) ", "a"]))
def test_time_grows_with_the_text(unit: str) -> None:
    small, large = 4 * LONGEST // len(unit), 16 * LONGEST // len(unit)
    list(statements(unit * small, CALENDAR))
    took = [_seconds(unit * count) for count in (small, large)]
    assert took[1] < 12 * took[0] + 0.05


def _seconds(text: str) -> float:
    began = time.process_time()
    list(statements(text, CALENDAR))
    return time.process_time() - began


def test_a_count_after_from_is_no_number_compared_with() -> None:
    *_, loss = statements("Operating loss from 4 new plants of JPY 823 million", FiscalCalendar())
    assert not loss.compared
