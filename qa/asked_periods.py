"""The periods that a question names: those that any text may name, and the ways in which only people ask.

A season, "mid-2011", "the September 2011 half": looser than what documents print, so documents are not
read by these. Where a name may mean more than one period, the others are kept beside the one chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from qa.fiscal import Interval, fiscal_quarter, full_year, month_end, month_start, months_ending
from qa.model import FiscalCalendar, Period
from qa.month_runs import with_runs
from qa.period_parts import part_meant, shifted
from qa.period_rules import COUNTS, MONTH, MONTHS, RULES, Builder, Kind, Match, Rule
from qa.periods import Mention, found
from qa.relative import dated
from qa.shared_years import with_sharers, with_stations
from qa.told_in import dates_a_document, places_named

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_NTH = {
    name: number for number, names in enumerate(("one 1", "two 2", "three 3", "four 4"), 1) for name in names.split()
}
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_ASIDE = rf"(?: \([^()\d]{{3,30}}\)|, {MONTH}(?: to |[-–]){MONTH})?"
_QUARTER_OF = {"winter": 1, "spring": 4, "summer": 7, "autumn": 10, "fall": 10}
"""The first month of the calendar quarter that has most of a season, on the northern half of the earth."""
REACH = 10
"""Years by which a period may lie before or after the same one of another year."""
_AGAIN = re.compile(
    r"[;.?!–—]\s+(?:and\s+)?(?:what|how)\b[^;.?!]*\b(?:a|one|the) (?P<unit>year|quarter)"
    r" (?:earlier|before|previously)\W*$",
    re.IGNORECASE,
)
"""The closing clause of a question that asks for a period told by one named before."""
_SAME = re.compile(
    r"\bsame (?:(?:three|six|nine|twelve|\d+)[ -])?(?:months?|quarter|half|period|stretch|time|days?)"
    r"(?: period)? (?:of|in) (?:the )?(?:(?:calendar|fiscal) )?(?:year )?$",
    re.IGNORECASE,
)
"""What goes before a year that only says in which year the period named before is meant."""
CALENDAR = FiscalCalendar()


def _season(m: Match, _: FiscalCalendar) -> Interval:
    first = _QUARTER_OF[m["season"].lower()]
    return month_start(int(m["y"]), first), month_end(int(m["y"]), first + 2)


def _named_for_its_end(m: Match, _: FiscalCalendar) -> Interval:
    return months_ending(date(int(m["y"]), MONTHS[m["m"][:3].lower()], 1), 3)


def _months_of_calendar_year(m: Match, _: FiscalCalendar) -> Interval:
    """Months are the calendar's, unless their year is said to be fiscal."""
    count = COUNTS[m["n"].lower()]
    first = 1 if m["which"].lower() == "first" else 13 - count
    return month_start(int(m["y"]), first), month_end(int(m["y"]), first + count - 1)


def _counted_quarter(m: Match, calendar: FiscalCalendar) -> Interval:
    return fiscal_quarter(calendar, full_year(m["y"]), _NTH[m["q"].lower()])


def _new_years_eve(m: Match, _: FiscalCalendar) -> Interval:
    return date(int(m["y"]), 12, 31), date(int(m["y"]), 12, 31)


def _half_named_for_its_end(m: Match, _: FiscalCalendar) -> Interval:
    return months_ending(date(int(m["y"]), MONTHS[m["m"][:3].lower()], 1), 6)


def _short_range(m: Match, _: FiscalCalendar) -> Interval | None:
    """From one month to another of a year: "oct-dec 08", "(Oct to Dec) of 2008"."""
    first, last, year = MONTHS[m["m1"][:3].lower()], MONTHS[m["m2"][:3].lower()], full_year(m["y"])
    return (month_start(year - (first > last), first), month_end(year, last)) if first != last else None


def _rule(kind: Kind, pattern: str, build: Builder) -> Rule:
    return Rule(kind, re.compile(r"(?<![\w.])" + pattern, re.IGNORECASE), build)


_PLAIN = (
    _rule(
        "range",
        rf"(?P<which>first|last|final|closing) (?P<n>{'|'.join(COUNTS)}) months of (?:the year )?{_YEAR}"
        r"(?! \(calendar)",
        _months_of_calendar_year,
    ),
)
"""What people mean otherwise than documents: tried first."""
_SPOKEN = (
    _rule("quarter", rf"{_SEASON}(?: quarter)?{_ASIDE},?(?: of)?(?: calendar)?(?: year)? {_YEAR}{_ASIDE}", _season),
    _rule("quarter", rf"(?P<m>{MONTH})[ -]quarter,?(?: of)? {_YEAR}", _named_for_its_end),
    _rule(
        "quarter",
        rf"quarter (?:no\.? |number )?(?P<q>{'|'.join(_NTH)}),?(?: of| in)?(?: the)?"
        r"(?: fiscal year| fiscal| FY) ?(?P<y>(?:20)?\d\d)\b",
        _counted_quarter,
    ),
    _rule("day", rf"New Year['’]?s['’]? Eve,?(?: of)? {_YEAR}", _new_years_eve),
    _rule(
        "range",
        rf"(?P<m1>{MONTH})(?: ?[-–/] ?| to | through )(?P<m2>{MONTH}) ['’]?(?P<y>\d\d)(?![\d,.%])",
        _short_range,
    ),
    _rule(
        "range",
        rf"\((?P<m1>{MONTH})(?: ?[-–/] ?| to | through )(?P<m2>{MONTH})\),?(?: of| in)? "
        r"(?P<y>(?:19|20)?\d\d)(?![\d,.%])",
        _short_range,
    ),
    _rule("half", rf"(?P<m>{MONTH}) {_YEAR} (?:half(?:[ -]year)?|interim)\b", _half_named_for_its_end),
)


@lru_cache(maxsize=8192)
def asked_periods(text: str, calendar: FiscalCalendar, published: date | None = None) -> tuple[Mention, ...]:
    """Every period that a question names, in order and without overlap, in a company's calendar.

    What is told relative to a document ("the year ending next March") needs the day that it was ``published``; the
    places of the mentions are then those in :func:`qa.relative.dated`.
    """
    text = with_stations(dated(text, calendar, published) if published else text)
    meant = [mention for mention in _with_parts(text, calendar) if not _names_a_place(text, mention)]
    if len(meant) == 1:
        meant = [_asked_after(text, meant[0])]
    meant = [*_again_in(text, meant)]
    shared = with_runs(text, [*with_sharers(text, meant, lambda spelt: _with_parts(spelt, calendar))])
    return tuple(replace(mention, others=_others(mention, calendar)) for mention in shared)


@lru_cache(maxsize=8192)
def told_when(text: str, calendar: FiscalCalendar) -> tuple[Mention, ...]:
    """The periods by which a question says which document it means: "the February 2031 deck"."""
    named = found(text, calendar, (*RULES, *_SPOKEN))
    told = (m for m in named if _names_a_place(text, m) or dates_a_document(text, m.start, m.end))
    return tuple(replace(mention, others=_others(mention, calendar)) for mention in told)


def _asked_after(text: str, mention: Mention) -> Mention:
    """The period that a question asks for in a clause of its own by one that it named before: "In June 2031 sales were
    3 billion; what were they a year earlier?"."""
    said = _AGAIN.search(text, mention.end)
    if not said:
        return mention
    start, end = shifted(mention.period, -3 if said["unit"].lower() == "quarter" else -12)
    return replace(mention, period=_period(start, end, mention.period.label), cut=True)


def _again_in(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, where a year may stand for the period named before, in that year: "from April to June 2031 and in
    the same months of 2030"."""
    earlier: Mention | None = None
    for mention in mentions:
        again = _in_year(earlier.period, mention) if earlier and _SAME.search(text, 0, mention.start) else None
        yield replace(mention, period=again, kind=earlier.kind, cut=True) if again and earlier else mention
        earlier = mention


def _in_year(period: Period, year: Mention) -> Period | None:
    """A period as often a year before or after as puts it into a year; None where nothing does."""
    within = _ends(year.period)
    if year.kind == "bare year" and year.period.label.isdigit():
        within = date(int(year.period.label), 1, 1), date(int(year.period.label), 12, 31)
    moved = (shifted(period, 12 * years) for years in range(-REACH, REACH + 1))
    found = next(((start, end) for start, end in moved if within[0] <= start and end <= within[1]), None)
    return _period(*found, year.period.label) if found else None


def _names_a_place(text: str, mention: Mention) -> bool:
    """Whether a period only says which document is meant: "per the February 2031 deck"."""
    return any(start <= mention.start and mention.end <= end for start, end, _ in places_named(text))


def _with_parts(text: str, calendar: FiscalCalendar) -> list[Mention]:
    mentions: list[Mention] = []
    for mention in found(text, calendar, (*_PLAIN, *RULES, *_SPOKEN)):
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
    if _PLAIN[0].pattern.fullmatch(label):
        return tuple(m.period for m in found(label, calendar, RULES) if m.kind == mention.kind)
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
