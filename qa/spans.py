"""Stretches of a fiscal year as sums and differences of others: 2Q = 1H - 1Q, FY = 1H + 2H."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from qa.fiscal import fiscal_months, fiscal_year, month_end, months_ending
from qa.model import FiscalCalendar, Period

Parts = tuple[str, tuple[Period, ...]]
_SPANS = ((1, 3), (4, 6), (7, 9), (10, 12), (1, 6), (7, 12), (1, 9), (1, 12))
_LATE = re.compile(r"\b(?:second|latter|remaining|other)\s+half\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|final|remaining|fourth)\s+(?:quarter|three months)\b", re.IGNORECASE)

_DONE = {
    9: re.compile(r"\b(?:nine|9) months\b|\b(?:first )?three quarters\b", re.IGNORECASE),
    6: re.compile(r"\b(?:first half|(?:six|6) months|half[- ]?year)\b", re.IGNORECASE),
    3: re.compile(r"\b(?:first quarter|(?:three|3) months)\b", re.IGNORECASE),
}


def year_around(period: Period, calendar: FiscalCalendar) -> Period:
    """The fiscal year in which a period ends."""
    for year in range(period.end.year - 1, period.end.year + 2):
        start, end = fiscal_year(calendar, year)
        if start <= period.end <= end:
            return Period(start=start, end=end)
    raise ValueError(f"no fiscal year around {period.end}")


def year_after(period: Period) -> Period:
    """The same stretch of the year after."""
    end = month_end(period.end.year + 1, period.end.month) if _closes(period) else _next_year(period.end)
    return Period(start=end if period.start == period.end else _next_year(period.start), end=end)


def _closes(period: Period) -> bool:
    return period.end == month_end(period.end.year, period.end.month)


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)


def rest_of(text: str, year: Period) -> Period | None:
    """The part of a year that a text speaks of as still to come."""
    count = 6 if _LATE.search(text) else 3 if _LAST.search(text) else 0
    start, end = months_ending(year.end, count or 12)
    return Period(start=start, end=end) if count else None


def done_of(text: str, year: Period) -> Period | None:
    """The part of a year that a text speaks of as over: its first quarter, half or nine months."""
    count = next((months for months, pattern in _DONE.items() if pattern.search(text)), 0)
    return Period(start=year.start, end=month_end(year.start.year, year.start.month + count - 1)) if count else None


def partitions(period: Period, calendar: FiscalCalendar) -> Iterator[Parts]:
    """The ways to make a period of others in its fiscal year, as a formula and what its letters stand for; those of
    fewest parts first."""
    year = year_around(period, calendar)
    first, last = _month(period.start, year), _month(period.end, year)
    if (first, last) not in _SPANS:
        return
    for one in _SPANS:
        for two in _SPANS:
            if one[0] == first and two == (last + 1, one[1]):
                yield "a - b", (_at(one, year, calendar), _at(two, year, calendar))
            if one[1] == last and two == (one[0], first - 1):
                yield "a - b", (_at(one, year, calendar), _at(two, year, calendar))
            if one[0] == first and two[1] == last and one[1] + 1 == two[0]:
                yield "a + b", (_at(one, year, calendar), _at(two, year, calendar))
    quarters = [one for one in _SPANS[:4] if first <= one[0] and one[1] <= last]
    if len(quarters) > 2:
        formula = " + ".join("abcd"[: len(quarters)])
        yield formula, tuple(_at(one, year, calendar) for one in quarters)


def _month(day: date, year: Period) -> int:
    """Which month of its fiscal year a day falls in."""
    start = year.start
    return (day.year - start.year) * 12 + day.month - start.month + 1


def _at(months: tuple[int, int], year: Period, calendar: FiscalCalendar) -> Period:
    named = year.end.year if calendar.named_for == "end" or calendar.last_month == 12 else year.start.year
    start, end = fiscal_months(calendar, named, *months)
    return Period(start=start, end=end)
