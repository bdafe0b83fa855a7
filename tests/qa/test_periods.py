"""Periods: what texts mean, that quarters tile the year, that names read back, that no text does harm."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.fiscal import (
    before,
    fiscal_half,
    fiscal_months,
    fiscal_quarter,
    fiscal_year,
    in_words,
    month_end,
    month_start,
    months_ending,
    name_of,
    year_before,
)
from qa.model import FiscalCalendar, Period
from qa.period_rules import RULES
from qa.periods import find_periods, periods_of
from tests.qa.examples import cases

calendars = st.builds(FiscalCalendar, st.integers(1, 12), st.sampled_from(("start", "end")))
years = st.integers(1975, 2065)
CALENDAR = FiscalCalendar(3, "start")


def calendar_of(case: dict[str, Any]) -> FiscalCalendar:
    return FiscalCalendar(*case.get("calendar", (12, "end")))


# -- what texts mean ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("periods"))
def test_means(case: dict[str, Any]) -> None:
    found = find_periods(case["text"], calendar_of(case))
    assert [[str(m.period.start), str(m.period.end), m.kind] for m in found] == case["means"]


@pytest.mark.parametrize("case", cases("periods", "readings"))
def test_is_ambiguous_without_a_calendar(case: dict[str, Any]) -> None:
    for calendar, start, end in case["readings"]:
        (mention,) = find_periods(case["text"], FiscalCalendar(*calendar))
        assert (str(mention.period.start), str(mention.period.end)) == (start, end)


def test_every_rule_has_an_example() -> None:
    lines = [case.values[0] for key in ("means", "readings") for case in cases("periods", key)]
    texts = [case["text"] for case in lines]
    builders = {rule.build for rule in RULES}
    assert {rule.build for rule in RULES if any(rule.pattern.search(text) for text in texts)} == builders


# -- arithmetic --------------------------------------------------------------------------------------------


@given(calendars, years)
def test_quarters_and_halves_tile_the_year(calendar: FiscalCalendar, year: int) -> None:
    start, end = fiscal_year(calendar, year)
    for parts in (
        [fiscal_quarter(calendar, year, quarter) for quarter in (1, 2, 3, 4)],
        [fiscal_half(calendar, year, half) for half in (1, 2)],
        [fiscal_months(calendar, year, 1, 9), fiscal_quarter(calendar, year, 4)],
        [fiscal_months(calendar, year, month, month) for month in range(1, 13)],
    ):
        assert (parts[0][0], parts[-1][1]) == (start, end)
        assert all(one[1] + timedelta(days=1) == other[0] for one, other in pairwise(parts))


@given(calendars, years)
def test_years_follow_each_other_and_close_in_their_month(calendar: FiscalCalendar, year: int) -> None:
    start, end = fiscal_year(calendar, year)
    assert fiscal_year(calendar, year + 1)[0] == end + timedelta(days=1)
    assert end.month == calendar.last_month
    named = start if calendar.named_for == "start" and calendar.last_month != 12 else end
    assert named.year == year


@given(calendars, years, st.integers(1, 4))
def test_the_quarter_before_and_the_year_before(calendar: FiscalCalendar, year: int, quarter: int) -> None:
    start, end = fiscal_quarter(calendar, year, quarter)
    period = Period(start=start, end=end)
    earlier = before(period)
    assert (earlier.start, earlier.end) == fiscal_quarter(calendar, year - (quarter == 1), (quarter - 2) % 4 + 1)
    last_year = year_before(period)
    assert (last_year.start, last_year.end) == fiscal_quarter(calendar, year - 1, quarter)


@pytest.mark.parametrize(
    ("day", "earlier"),
    [
        ("2032-02-29", "2031-02-28"),
        ("2031-09-30", "2030-09-30"),
        ("2031-08-13", "2030-08-13"),
        ("2031-02-28", "2030-02-28"),
    ],
)
def test_a_day_a_year_before(day: str, earlier: str) -> None:
    point = date.fromisoformat(day)
    assert year_before(Period(start=point, end=point)) == Period(
        start=date.fromisoformat(earlier), end=date.fromisoformat(earlier)
    )


def test_the_point_before_is_a_quarter_earlier() -> None:
    for end, earlier in ((date(2031, 3, 31), date(2030, 12, 31)), (date(2031, 6, 30), date(2031, 3, 31))):
        assert before(Period(start=end, end=end)).end == earlier


@given(years, st.integers(1, 12), st.integers(1, 24))
def test_months_ending(year: int, month: int, count: int) -> None:
    start, end = months_ending(date(year, month, 15), count)
    assert end == month_end(year, month)
    assert start == month_start(year, month - count + 1)
    assert (end.year - start.year) * 12 + end.month - start.month + 1 == count


# -- text -> Period -> text --------------------------------------------------------------------------------

days = st.dates(date(1975, 1, 1), date(2065, 12, 31))
points = days.map(lambda day: Period(start=day, end=day))
stretches = st.tuples(days, days).map(lambda pair: Period(start=min(pair), end=max(pair)))
months = st.tuples(years, st.integers(1, 12), st.integers(0, 30)).map(
    lambda told: Period(start=month_start(told[0], told[1]), end=month_end(told[0], told[1] + told[2]))
)


@given(calendars, years, st.integers(1, 4), st.integers(1, 2))
def test_fiscal_names_read_back(calendar: FiscalCalendar, year: int, quarter: int, half: int) -> None:
    for start, end in (
        fiscal_quarter(calendar, year, quarter),
        fiscal_half(calendar, year, half),
        fiscal_months(calendar, year, 1, 9),
        fiscal_year(calendar, year),
    ):
        name = name_of(Period(start=start, end=end), calendar)
        (mention,) = find_periods(f"Revenue for {name} was 5.", calendar)
        assert (mention.period.start, mention.period.end, mention.period.label) == (start, end, name)
        assert name_of(mention.period, calendar) == name


@given(calendars, st.one_of(points, stretches, months))
def test_words_read_back(calendar: FiscalCalendar, period: Period) -> None:
    for words in (in_words(period), name_of(period, calendar)):
        (mention,) = find_periods(f"Sales from {words} grew.", calendar)
        assert (mention.period.start, mention.period.end) == (period.start, period.end)


# -- no text does harm -------------------------------------------------------------------------------------

PIECES = (
    "FY",
    "2011",
    "'11",
    "1Q",
    "Q3",
    "9M",
    "1H",
    "first ",
    "half ",
    "quarter ",
    "ended ",
    "as of ",
    "the end of ",
    "June",
    " 30",
    ", ",
    "/",
    "4",
    "~",
    "-",
    " to ",
    " and ",
    "fiscal year ",
    "six months ",
    "年",
    "月",
    "日",
    " ",
    "\t",
    "\n",
    "(",
    ")",
    "0",
)
texts = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@settings(max_examples=400, deadline=None)
@given(texts, calendars)
def test_offsets_hold(text: str, calendar: FiscalCalendar) -> None:
    found = find_periods(text, calendar)
    assert list(periods_of(text, calendar)) == found
    assert all(one.end <= other.start for one, other in pairwise(found))
    for mention in found:
        printed = text[mention.start : mention.end]
        assert printed == printed.strip()
        assert " ".join(printed.split()) == mention.period.label
        assert mention.period.start <= mention.period.end


@pytest.mark.parametrize("piece", [*PIECES, "2011 ", "June 30, ", "the first ", "11/4~", "year ended "])
def test_time_is_linear(piece: str) -> None:
    def seconds(length: int) -> float:
        started = time.process_time()
        find_periods(piece * (length // len(piece)), CALENDAR)
        return time.process_time() - started

    assert seconds(40_000) < 10 * seconds(10_000) + 0.5
