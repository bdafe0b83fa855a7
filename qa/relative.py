"""Periods that a question tells relative to the day of a document: "the year ending next March", "last fiscal year"."""

from __future__ import annotations

import re
from datetime import date

from qa.fiscal import fiscal_year, month_end
from qa.model import FiscalCalendar
from qa.period_rules import MONTH, MONTHS, Match

_SAID_MONTH = re.compile(
    rf"\b(?P<which>this coming|next|coming|this|last|past) (?P<m>(?!(?-i:may)\b){MONTH})(?!,? ?\d)", re.IGNORECASE
)
_SAID_YEAR = re.compile(
    r"\b(?:the )?(?P<which>this|current|present|next|coming|last|previous|past) (?:fiscal|business|financial) year\b"
    r"(?! ?(?:\d|end|to\b|that|which|beg|start))",
    re.IGNORECASE,
)
_STEP = {"next": 1, "coming": 1, "last": -1, "previous": -1, "past": -1}


def is_relative(text: str) -> bool:
    """True for a question that tells a period relative to the day of a document."""
    return bool(_SAID_MONTH.search(text) or _SAID_YEAR.search(text))


def undated(text: str) -> str:
    """A question without what it tells relative to a document; a full stop stands in for it."""
    return _SAID_YEAR.sub(" . ", _SAID_MONTH.sub(" . ", text))


def dated(text: str, calendar: FiscalCalendar, published: date) -> str:
    """A question with what it tells relative to a document in absolute terms: "next March" is "March 2012"."""
    text = _SAID_MONTH.sub(lambda m: f"{m['m']} {_year_of(m, published)}", text)
    year = _fiscal_year_at(calendar, published)
    return _SAID_YEAR.sub(lambda m: f"FY{year + _STEP.get(m['which'].lower(), 0)}", text)


def _year_of(m: Match, published: date) -> int:
    """The year of the month that is meant: the first to close after a day, or the last before it."""
    closes = month_end(published.year, MONTHS[m["m"][:3].lower()])
    which = m["which"].lower()
    if which in ("last", "past"):
        return published.year - (closes >= published)
    return published.year + (which != "this" and closes <= published)


def _fiscal_year_at(calendar: FiscalCalendar, day: date) -> int:
    """What the fiscal year that a day is in is called."""
    years = (day.year - 1, day.year, day.year + 1)
    return next(year for year in years if fiscal_year(calendar, year)[0] <= day <= fiscal_year(calendar, year)[1])
