"""Fiscal arithmetic: years, halves, quarters and months of a company's calendar, and what they are called."""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterator
from datetime import date, timedelta

from qa.model import FiscalCalendar, Period

Interval = tuple[date, date]


def full_year(two_or_four_digits: str) -> int:
    """The year that two or four digits name; two digits from 70 on belong to the 1900s."""
    year = int(two_or_four_digits)
    if year >= 100:
        return year
    return year + (1900 if year >= 70 else 2000)


def month_end(year: int, month: int) -> date:
    """The last day of a month; months beyond 12, or below 1, run on into the neighbouring years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, gregorian.monthrange(year, month)[1])


def month_start(year: int, month: int) -> date:
    """The first day of a month; months beyond 12, or below 1, run on into the neighbouring years."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def fiscal_months(calendar: FiscalCalendar, year: int, first: int, last: int) -> Interval:
    """Months ``first`` to ``last`` (1-12) of the fiscal year that is called ``year``."""
    base = calendar.last_month % 12
    starts_in = year - 1 if base and calendar.named_for == "end" else year
    return month_start(starts_in, base + first), month_end(starts_in, base + last)


def fiscal_year(calendar: FiscalCalendar, year: int) -> Interval:
    """The whole fiscal year that is called ``year``."""
    return fiscal_months(calendar, year, 1, 12)


def fiscal_quarter(calendar: FiscalCalendar, year: int, quarter: int) -> Interval:
    """Quarter 1-4 of the fiscal year that is called ``year``."""
    return fiscal_months(calendar, year, 3 * quarter - 2, 3 * quarter)


def fiscal_half(calendar: FiscalCalendar, year: int, half: int) -> Interval:
    """Half 1-2 of the fiscal year that is called ``year``."""
    return fiscal_months(calendar, year, 6 * half - 5, 6 * half)


def months_ending(end: date, count: int) -> Interval:
    """The ``count`` months that end with the month of ``end``."""
    return month_start(end.year, end.month - count + 1), month_end(end.year, end.month)


def months_in(period: Period) -> int:
    """How many months a period has a part in."""
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


def year_before(period: Period) -> Period:
    """The same stretch of the year before; the end of a month stays the end of that month."""

    def back(day: date) -> date:
        end = month_end(day.year - 1, day.month)
        return end if day == month_end(day.year, day.month) else end.replace(day=min(day.day, end.day))

    return Period(start=back(period.start), end=back(period.end))


def before(period: Period) -> Period:
    """The period of the same number of months that ends the day before ``period`` starts; for a point in time the
    end of the month a quarter earlier."""
    if period.start == period.end:
        last = month_end(period.end.year, period.end.month - 3)
        return Period(start=last, end=last)
    start, end = months_ending(period.start - timedelta(days=1), months_in(period))
    return Period(start=start, end=end)


def name_of(period: Period, calendar: FiscalCalendar) -> str:
    """A short name for a period in a company's own calendar: "2Q11", "1H11", "FY2011", "Sep. 2011"."""
    for year in range(period.start.year - 1, period.end.year + 2):
        for name, interval in _fiscal_names(calendar, year):
            if interval == (period.start, period.end):
                return name
    return in_words(period)


def _fiscal_names(calendar: FiscalCalendar, year: int) -> Iterator[tuple[str, Interval]]:
    short = f"{year % 100:02d}"
    code = short if full_year(short) == year else str(year)
    yield f"FY{year}", fiscal_year(calendar, year)
    yield from ((f"{half}H{code}", fiscal_half(calendar, year, half)) for half in (1, 2))
    yield from ((f"{quarter}Q{code}", fiscal_quarter(calendar, year, quarter)) for quarter in (1, 2, 3, 4))
    yield f"9M{code}", fiscal_months(calendar, year, 1, 9)


def in_words(period: Period) -> str:
    """A period in plain English, without any fiscal code: "September 2011", "April to June 2011"."""
    start, end = period.start, period.end
    if start == end:
        return f"{end:%B} {end.day}, {end.year}"
    if start.day == 1 and end == month_end(end.year, end.month):
        if (start.year, start.month) == (end.year, end.month):
            return f"{end:%B %Y}"
        if start.year == end.year:
            return f"{start:%B} to {end:%B %Y}"
        return f"{start:%B %Y} to {end:%B %Y}"
    return f"{start:%B} {start.day}, {start.year} to {end:%B} {end.day}, {end.year}"
