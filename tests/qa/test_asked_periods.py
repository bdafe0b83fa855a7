"""Periods that questions name: parts of any period lie within it or at its edges, and no text does harm."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.asked_periods import asked_periods
from qa.figure_index import FigureIndex
from qa.fiscal import fiscal_months, fiscal_year, month_end
from qa.inquiry import Inquiry
from qa.model import FiscalCalendar, Period
from qa.prospects import Prospects
from qa.question import MAX_LENGTH, Question, parse
from tests.qa.shelved import shelf_of
from tests.qa.test_periods import calendars, texts, years

CALENDAR = FiscalCalendar(3, "start")


def read(text: str, calendar: FiscalCalendar) -> Period:
    """The one period that a text names."""
    (mention,) = asked_periods(text, calendar)
    assert text[mention.start : mention.end] == mention.period.label
    return mention.period


def ends(period: Period) -> tuple[date, date]:
    return period.start, period.end


@given(calendars, years, st.sampled_from((("three months", 3), ("two quarters", 6), ("month", 1), ("nine months", 9))))
def test_first_and_last_parts_of_a_year(calendar: FiscalCalendar, year: int, part: tuple[str, int]) -> None:
    words, months = part
    assert ends(read(f"the opening {words} of fiscal {year}", calendar)) == fiscal_months(calendar, year, 1, months)
    closing = fiscal_months(calendar, year, 13 - months, 12)
    assert ends(read(f"the closing {words} of fiscal {year}", calendar)) == closing


@given(calendars, years)
def test_the_edges_and_the_middle_of_a_year(calendar: FiscalCalendar, year: int) -> None:
    start, end = fiscal_year(calendar, year)
    middle = fiscal_months(calendar, year, 1, 6)[1]
    for words, day in (("start", start - timedelta(days=1)), ("middle", middle), ("close", end)):
        assert ends(read(f"the {words} of fiscal {year}", calendar)) == (day, day)


@given(calendars, years, st.integers(1, 12))
def test_a_year_before_and_months_up_to(calendar: FiscalCalendar, year: int, month: int) -> None:
    end = month_end(year, month)
    assert ends(read(f"a year before {end:%B} {end.day}, {year}", calendar)) == (
        month_end(year - 1, month),
        month_end(year - 1, month),
    )
    stretch = read(f"the nine months through {end:%B} {year}", calendar)
    assert (stretch.end, (stretch.end - stretch.start).days // 30) == (end, 9)


@settings(max_examples=200, deadline=None)
@given(texts, calendars)
def test_no_text_does_harm(text: str, calendar: FiscalCalendar) -> None:
    found = asked_periods(text, calendar, date(2031, 11, 8))
    assert all(one.period.start <= one.period.end for one in found)
    assert all(one.end <= other.start for one, other in pairwise(asked_periods(text, calendar)))


@pytest.mark.parametrize("piece", ["June, ", "1Q and ", "2011 ", "June 2011, ", "the first half of ", "1Q 2011 to "])
def test_the_longest_question_is_read_in_time(piece: str) -> None:
    text = (piece * MAX_LENGTH)[: MAX_LENGTH - 5] + " 2011"
    started = time.process_time()
    parse(text)
    assert time.process_time() - started < 1


def test_a_year_that_is_shared_leaves_no_month_among_the_terms() -> None:
    assert [term.name for term in parse("orders in June and September 2031").terms] == ["order"]


def test_a_month_told_relative_to_a_document_is_no_term() -> None:
    assert [term.name for term in parse("orders of the year ending next March").terms] == ["order"]


def test_what_is_told_relative_to_a_document_is_read_from_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date | None] = []
    periods = Question.periods

    def noted(self: Question, calendar: FiscalCalendar, published: date | None = None) -> object:
        asked.append(published)
        return periods(self, calendar, published)

    monkeypatch.setattr(Question, "periods", noted)
    shelf = shelf_of("aoba.txt")
    index: FigureIndex = shelf.figure_index
    index.fit(parse("sales for the year ending next March"))
    index.fit(parse("sales in 2Q31"))
    assert asked == [shelf.documents[0].date, None]


def test_other_readings_are_noted() -> None:
    made = Prospects(Inquiry("operating profit in Q2 2031", shelf_of("aoba.txt"))).at()
    assert made.notes[-1] == ("“Q2 2031” is read as July to September 2031; it could also mean April to June 2031.")


@pytest.mark.parametrize(
    "text", ["last 0 quarters of 2011", "0 months starting April 2011", "the 0 months before 2012"]
)
def test_no_period_ends_before_it_starts(text: str) -> None:
    assert all(m.period.start <= m.period.end for m in asked_periods(text, FiscalCalendar()))


@pytest.mark.parametrize("name", ["June", "July", "Sept"])
def test_a_long_list_of_months_without_a_year_takes_no_time(name: str) -> None:
    begun = time.process_time()
    asked_periods(f"{name} and " * 18 + "orders in 2011", FiscalCalendar())
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize("way", ["before", "after"])
def test_what_lies_outside_the_calendar_is_no_period(way: str) -> None:
    assert asked_periods(f"{f'99 years {way} ' * 90}2011", FiscalCalendar())
