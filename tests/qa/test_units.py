"""Quantities and measures: numbers with unit, scale, sign and qualifier, and what is no quantity."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.knowledge.lexicon import is_currency
from qa.units import Measure, apply, find_measure, find_quantities, parse_number
from tests.qa.examples import cases


@pytest.mark.parametrize("case", cases("quantities"))
def test_means(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [text[q.start : q.end], str(q.value.normalize() + 0), q.unit, q.scale, q.qualifier]
        for q in find_quantities(text)
    ]
    assert found == [[p, str(Decimal(v).normalize() + 0), *rest] for p, v, *rest in case["means"]]


@pytest.mark.parametrize("case", cases("measures"))
def test_measures(case: dict[str, Any]) -> None:
    measure = find_measure(case["text"])
    assert (measure and [measure.unit, measure.scale]) == case["means"]


def test_a_measure_stands_where_it_says() -> None:
    text = "Sales (JPY million)"
    measure = find_measure(text, offset=100)
    assert measure
    assert text[measure.start - 100 : measure.end - 100] == "JPY million"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234", "1234"),
        ("(1,879)", "-1879"),
        ("△5", "-5"),
        ("−3.5%", "-3.5"),
        ("+12", "12"),
        ("$ 7", "7"),
        (".5", "0.5"),
    ],
)
def test_whole_numbers(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "n/a", "12 apples", "1-2", "NaN", "Infinity", "--", "()"])
def test_no_whole_numbers(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "measure", "value", "unit"),
    [
        ("12.5", Measure("JPY", 10**6), "12500000", "JPY"),
        ("12.5%", Measure("JPY", 10**6), "12.5", "%"),
        ("$12", Measure("USD", 1000), "12000", "USD"),
        ("$12", Measure("JPY", 1000), "12", "USD"),
        ("JPY 12 billion", Measure("JPY", 10**6), "12000000000", "JPY"),
        ("12", None, "12", ""),
    ],
)
def test_measures_apply_where_a_number_has_none(text: str, measure: Measure | None, value: str, unit: str) -> None:
    (quantity,) = find_quantities(text)
    measured = apply(quantity, measure)
    assert (measured.value, measured.unit) == (Decimal(value), unit)


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.booleans())
def test_printed_numbers_read_back(value: Decimal, loss: bool) -> None:
    printed = f"({value:,})" if loss else f"{value:,}"
    (quantity,) = find_quantities(f"Net income {printed} in all")
    assert quantity.value == (-value if loss else value)
    assert parse_number(printed) == quantity.value


PIECES = (
    "1",
    "2,345",
    "6.7",
    "JPY",
    "$",
    "%",
    "(",
    ")",
    "-",
    "△",
    " million",
    " over ",
    "approx. ",
    " clients",
    ",",
    ".",
    " ",
    "\n",
    "<sup>",
    "千",
    "円",
    "O.",
    "@",
)
texts = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@settings(max_examples=400, deadline=None)
@given(texts)
def test_offsets_hold(text: str) -> None:
    found = find_quantities(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for quantity in found:
        printed = text[quantity.start : quantity.end]
        assert printed == printed.strip()
        assert any(ch.isdigit() for ch in printed)
        assert quantity.first <= quantity.start < quantity.end <= quantity.last <= len(text)
    measure = find_measure(text)
    assert measure is None or 0 <= measure.start < measure.end <= len(text)


@pytest.mark.parametrize("piece", [*PIECES, "1,", "(1", "a@", "in ", "number of ", "tel 1-"])
def test_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        started = time.process_time()
        find_quantities(text)
        find_measure(text)
        parse_number(text)
        return time.process_time() - started

    assert seconds(40_000) < 10 * seconds(10_000) + 0.5


def test_a_currency_is_known_and_no_other_three_capitals_are() -> None:
    assert is_currency("JPY")
    assert not any(map(is_currency, ("CPU", "LAN", "jpy", "%", "")))
