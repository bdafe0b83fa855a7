"""The periods that a question names: those that any text may name, and the ways in which only people ask.

A season, "mid-2011", "the September 2011 half": looser than what documents print, so documents are not
read by these. Where a name may mean more than one period, the others are kept beside the one chosen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from qa.fiscal import Interval, month_end, month_start, months_ending
from qa.model import FiscalCalendar, Period
from qa.period_parts import part_meant
from qa.period_rules import MONTH, MONTHS, RULES, Builder, Kind, Match, Rule
from qa.periods import Mention, found
from qa.relative import dated
from qa.shared_years import with_sharers

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_ASIDE = r"(?: \([^()\d]{3,30}\))?"
_QUARTER_OF = {"winter": 1, "spring": 4, "summer": 7, "autumn": 10, "fall": 10}
"""The first month of the calendar quarter that has most of a season, on the northern half of the earth."""
CALENDAR = FiscalCalendar()


def _season(m: Match, _: FiscalCalendar) -> Interval:
    first = _QUARTER_OF[m["season"].lower()]
    return month_start(int(m["y"]), first), month_end(int(m["y"]), first + 2)


def _half_named_for_its_end(m: Match, _: FiscalCalendar) -> Interval:
    return months_ending(date(int(m["y"]), MONTHS[m["m"][:3].lower()], 1), 6)


def _rule(kind: Kind, pattern: str, build: Builder) -> Rule:
    return Rule(kind, re.compile(r"(?<![\w.])" + pattern, re.IGNORECASE), build)


_SPOKEN = (
    _rule("quarter", rf"{_SEASON}(?: quarter)?{_ASIDE},?(?: of)? {_YEAR}{_ASIDE}", _season),
    _rule("half", rf"(?P<m>{MONTH}) {_YEAR} (?:half(?:[ -]year)?|interim)\b", _half_named_for_its_end),
)


@lru_cache(maxsize=8192)
def asked_periods(text: str, calendar: FiscalCalendar, published: date | None = None) -> tuple[Mention, ...]:
    """Every period that a question names, in order and without overlap, in a company's calendar.

    What is told relative to a document ("the year ending next March") needs the day that it was ``published``; the
    places of the mentions are then those in :func:`qa.relative.dated`.
    """
    text = dated(text, calendar, published) if published else text
    meant = _with_parts(text, calendar)
    shared = with_sharers(text, meant, lambda spelt: _with_parts(spelt, calendar))
    return tuple(replace(mention, others=_others(mention, calendar)) for mention in shared)


def _with_parts(text: str, calendar: FiscalCalendar) -> list[Mention]:
    mentions: list[Mention] = []
    for mention in found(text, calendar, (*RULES, *_SPOKEN)):
        mentions.append(part_meant(text, mention, mentions[-1].end if mentions else 0))
    return mentions


# -- other readings ----------------------------------------------------------------------------------------


def _others(mention: Mention, calendar: FiscalCalendar) -> tuple[Period, ...]:
    """What else a name may mean, likeliest first."""
    period, label = mention.period, mention.period.label
    if mention.cut or period.days == 1:
        return ()
    if mention.kind == "month":
        return tuple(_closing_with(period, calendar))
    if re.match(_SEASON, label, re.IGNORECASE):
        first, last = period.start, period.end
        return (_period(month_start(first.year, first.month - 1), month_end(last.year, last.month - 1), label),)
    return tuple(_calendar_reading(mention))


def _calendar_reading(mention: Mention) -> list[Period]:
    """A year without "fiscal" may be the calendar's, and so may its parts."""
    told = re.search(r"f|calendar|end", mention.period.label, re.IGNORECASE)
    if told or mention.kind not in ("bare year", "quarter", "half"):
        return []
    plain = [m for m in found(mention.period.label, CALENDAR, RULES) if m.kind == mention.kind]
    year = re.search(r"(?:19|20)\d\d", mention.period.label)
    return [m.period for m in plain if year and (m.period.start, m.period.end) != _ends(mention.period)]


def _closing_with(month: Period, calendar: FiscalCalendar) -> list[Period]:
    """The quarter and the fiscal year so far that close with a month, and its last day."""
    day = _period(month.end, month.end, month.label)
    into = (month.end.month - calendar.last_month - 1) % 12 + 1
    if into % 3:
        return [day]
    lengths = dict.fromkeys((3, into))
    return [*(_period(*months_ending(month.end, length), month.label) for length in lengths), day]


def _period(start: date, end: date, label: str) -> Period:
    return Period(start=start, end=end, label=label)


def _ends(period: Period) -> Interval:
    return period.start, period.end
