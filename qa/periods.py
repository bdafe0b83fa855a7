"""Periods: reading the periods that a text names.

A text names a period in many ways ("2Q11", "the six months ended September 30, 2011", "11/4~11/6"). The ways are
rules (:mod:`qa.period_rules`) that are tried together, given the company's fiscal calendar; the longest reading of a
stretch of text wins. The arithmetic is in :mod:`qa.fiscal`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.fiscal import (
    Interval,
    before,
    fiscal_half,
    fiscal_months,
    fiscal_quarter,
    fiscal_year,
    full_year,
    in_words,
    month_end,
    month_start,
    months_ending,
    months_in,
    name_of,
    year_before,
)
from qa.model import FiscalCalendar, Period
from qa.period_rules import COUNTS, MONTH, MONTHS, RULES, Kind, Rule

__all__ = [
    "COUNTS",
    "MONTH",
    "MONTHS",
    "Interval",
    "Kind",
    "Mention",
    "before",
    "find_periods",
    "fiscal_half",
    "fiscal_months",
    "fiscal_quarter",
    "fiscal_year",
    "found",
    "full_year",
    "in_words",
    "month_end",
    "month_start",
    "months_ending",
    "months_in",
    "name_of",
    "periods_of",
    "year_before",
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A period named at ``[start, end)`` of a text, and the way it was named. ``cut`` tells a part of the period that
    is named; ``others`` are periods that the name may mean as well, likeliest first."""

    start: int
    end: int
    period: Period
    kind: Kind
    cut: bool = False
    others: tuple[Period, ...] = ()


_AT_THE_END = re.compile(r"(?:\bend\s+of|\bas\s+(?:of|at)(?:\s+the)?(?:\s+end\s+of)?)\s+(?:the\s+)?$", re.IGNORECASE)
_YEAR_END = re.compile(r"\s*(?:fiscal\s+)?(?:year|period|quarter)?-?\s?end\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_RECURRING = 300  # characters of a text that may come again, as labels and headings do


def find_periods(text: str, calendar: FiscalCalendar) -> list[Mention]:
    """Every period that ``text`` names, in order and without overlap; the longest reading of a stretch wins.

    "As of" or "the end of" before a name makes it the point in time at its end. Fiscal names ("FY2011", "2Q11")
    are read through ``calendar``.
    """
    return list(periods_of(text, calendar) if len(text) <= _RECURRING else found(text, calendar))


@lru_cache(maxsize=65536)
def periods_of(text: str, calendar: FiscalCalendar) -> tuple[Mention, ...]:
    """:func:`find_periods` for short, recurring texts such as table cells; remembers its results."""
    return found(text, calendar)


def found(text: str, calendar: FiscalCalendar, rules: Sequence[Rule] = RULES) -> tuple[Mention, ...]:
    """The periods that a text names by some rules; see :func:`find_periods`."""
    if not _DIGIT.search(text):
        return ()
    return tuple(_pointed(text, mention) for mention in _longest(_readings(text, calendar, rules)))


def _readings(text: str, calendar: FiscalCalendar, rules: Sequence[Rule]) -> Iterator[Mention]:
    for rule in rules:
        for match in rule.pattern.finditer(text):
            interval = rule.build(match, calendar)
            if interval is None:
                continue
            label = text[match.start() : match.end()].strip()
            period = Period(start=interval[0], end=interval[1], label=" ".join(label.split()))
            yield Mention(match.start(), match.start() + len(label), period, rule.kind)


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of overlapping readings the longest, and of equally long ones the first rule's."""
    ranked = sorted(enumerate(mentions), key=lambda item: (item[1].start - item[1].end, item[0]))
    kept: list[Mention] = []
    starts: list[int] = []
    for _, mention in ranked:
        at = bisect_right(starts, mention.start)
        clear_before = at == 0 or kept[at - 1].end <= mention.start
        clear_after = at == len(kept) or mention.end <= kept[at].start
        if clear_before and clear_after:
            kept.insert(at, mention)
            starts.insert(at, mention.start)
    return kept


def _pointed(text: str, mention: Mention) -> Mention:
    at_end = _AT_THE_END.search(text, max(0, mention.start - 24), mention.start)
    follows = _YEAR_END.match(text, mention.end)
    if mention.kind == "day" or not (at_end or follows):
        return mention
    end = mention.period.end
    period = Period(start=end, end=end, label=mention.period.label)
    return Mention(mention.start, mention.end, period, mention.kind)
