"""Fiscal calendars: what documents say of them, and that any document has one."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.calendars import infer_calendar
from qa.fiscal import fiscal_half, fiscal_quarter, fiscal_year
from qa.model import FiscalCalendar
from tests.qa.examples import cases

# A calendar year is named alike by its start and its end: only other years tell which.
calendars = st.builds(FiscalCalendar, st.integers(1, 11), st.sampled_from(("start", "end")))


@pytest.mark.parametrize("case", cases("calendars"))
def test_means(case: dict[str, Any]) -> None:
    calendar = infer_calendar(case["text"])
    assert [calendar.last_month, calendar.named_for] == case["means"]


@pytest.mark.parametrize("case", cases("calendars"))
def test_evidence_is_what_the_text_says(case: dict[str, Any]) -> None:
    calendar = infer_calendar(case["text"])
    told = calendar.evidence.removesuffix(")")
    assert told in " ".join(case["text"].split())
    assert bool(told) or calendar == FiscalCalendar()


@given(calendars, st.integers(1990, 2060), st.integers(1, 4), st.integers(1, 2))
def test_named_months_read_back(calendar: FiscalCalendar, year: int, quarter: int, half: int) -> None:
    for name, (start, end) in (
        (f"{quarter}Q{year % 100:02d}", fiscal_quarter(calendar, year, quarter)),
        (f"{half}H{year % 100:02d}", fiscal_half(calendar, year, half)),
        (f"FY{year}", fiscal_year(calendar, year)),
    ):
        inferred = infer_calendar(f"Results for {name} ({start:%Y}/{start.month}~{end:%Y}/{end.month})")
        assert (inferred.last_month, inferred.named_for) == (calendar.last_month, calendar.named_for)


def test_the_majority_wins() -> None:
    text = "Year ended March 31, 2031. Year ended March 31, 2030. Acquired in its year ended June 30, 2030."
    assert infer_calendar(text).last_month == 3


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(("FY", "1Q", "11", "(", "/4", "~", "year ended ", "May ", "31, ", "2031 ")), max_size=30
        ).map("".join),
    )
)
def test_any_text_has_a_calendar(text: str) -> None:
    assert 1 <= infer_calendar(text).last_month <= 12


@pytest.mark.parametrize("piece", ["FY2011 (", "1Q11 ", "year ended ", "fiscal ", "(11/4~", " ", "1"])
def test_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        started = time.process_time()
        infer_calendar(piece * (length // len(piece)))
        return time.process_time() - started

    assert seconds(80_000) < 10 * seconds(20_000) + 0.5
