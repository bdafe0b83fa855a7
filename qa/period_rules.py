"""The grammar of periods: each way to name one is a rule, a pattern and a builder that makes its match an interval.

A builder gets the match and the company's fiscal calendar; it gives None where the match names no period after all.
Patterns are matched without regard to case, and begin where no word or number goes on. Every repetition in them is
bounded, so that trying a rule takes time linear in the text.
"""

from __future__ import annotations

import calendar as gregorian
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa.fiscal import (
    Interval,
    fiscal_half,
    fiscal_months,
    fiscal_quarter,
    fiscal_year,
    full_year,
    month_end,
    month_start,
    months_ending,
)
from qa.model import FiscalCalendar

Kind = Literal["day", "month", "quarter", "half", "nine months", "year", "bare year", "range"]
Match = re.Match[str]
Builder = Callable[[Match, FiscalCalendar], "Interval | None"]

MONTHS = {name[:3].lower(): number for number, name in enumerate(gregorian.month_name) if name}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}
COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12}
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)

LATE_DAY = 7  # a year of whole weeks closes up to so many days into the month after its last


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to name periods of some kind."""

    kind: Kind
    pattern: re.Pattern[str]
    build: Builder


RULES: list[Rule] = []


def _rule(kind: Kind, *patterns: str) -> Callable[[Builder], Builder]:
    def add(build: Builder) -> Builder:
        RULES.extend(Rule(kind, re.compile(r"(?<![\w.])" + p, re.IGNORECASE), build) for p in patterns)
        return build

    return add


# -- parts of patterns -------------------------------------------------------------------------------------

_S = r"\s{0,8}"  # blanks, at most a few: text that was laid out in columns has runs of them
_B = r"\s{1,8}"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_YY = rf"(?:['’]?\d\d(?!\d|%|[.,/]\d)|{_YEAR})"
_Y = rf"(?P<y>{_YY})"
_Y4 = rf"(?P<y>{_YEAR}|['’]\d\d)"
_FY = rf"(?:fy|fiscal{_B}year|fiscal|business{_B}year|financial{_B}year)"
_ORD = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?(?!\d)"
_MONTHS_COUNT = r"(?P<n>three|six|nine|twelve|3|6|9|12)[\s-]months?['’]?"
_TO = rf"{_S}(?:to|through|thru|until|till|and|[-–—~〜～]){_S}"
_OF = rf"(?:{_S}(?:of|in|for|,|/|-)?{_S}(?:the{_B})?)"
_CLOSED = r"(?:end(?:ed|s|ing)|clos(?:ed|es|ing)|finish(?:ed|es|ing)|to|through|thru|until|up\s{1,8}to)"
_ENDED = rf"(?:(?:which|that){_B})?{_CLOSED}{_B}(?:(?:on|in|at|with){_B})?"
_OF_FY = rf"(?:{_OF}{_FY}\s?|{_B}of{_B}|{_S}[,/]?{_S})"  # between "Q2" or "H1" and its year
_THEN = rf"(?:['’]s)?{_S}[,/]?{_S}"  # between a year and its part: "FY2011, 2Q"
_MONTH_YEAR = (
    rf"(?:(?:the{_B})?end{_B}of{_B})?(?:(?P<before>{_DAY}){_B}(?:of{_B})?)?(?P<m>{MONTH})"
    rf"(?:{_S}(?P<after>{_DAY})(?:{_S},)?)?(?:{_S},)?{_S}(?:of{_B})?{_Y4}"
)
_OF_YEAR_ENDED = rf"{_B}(?:of|for){_B}(?:the{_B})?(?:{_FY}|year){_B}{_ENDED}{_MONTH_YEAR}"


def _month(name: str) -> int:
    return MONTHS[name[:3].lower()]


def _year(text: str) -> int:
    return full_year(text.lstrip("'’"))


def _part(m: Match, *names: str) -> int:
    """The number of a half or quarter, in digits or as an ordinal."""
    text = next(m[name] for name in names if m[name]).lower()
    return ORDINALS.get(text) or int(re.sub(r"\D", "", text))


def _safe_date(year: int, month: int, day: str | None) -> date | None:
    try:
        return date(year, month, int(re.sub(r"\D", "", day or "0")))
    except ValueError:
        return None


# -- fiscal names ------------------------------------------------------------------------------------------


@_rule(
    "nine months",
    rf"fy\s?{_Y}{_S}/?{_S}1q{_S}[-–~]{_S}(?P<q>[234])q",
    rf"1q{_S}[-–~]{_S}(?P<q>[234])q{_S}(?:of{_S})?(?:fy)?\s?{_Y}",
    rf"first{_B}(?P<q>two|three){_B}quarters{_OF}{_FY}?{_S}{_Y}",
)
def _first_quarters(m: Match, calendar: FiscalCalendar) -> Interval:
    quarters = {"two": 2, "three": 3}.get(m["q"].lower()) or int(m["q"])
    return fiscal_months(calendar, _year(m["y"]), 1, 3 * quarters)


@_rule(
    "nine months",
    rf"(?<!last\s)(?<!final\s)(?<!closing\s)(?<!latter\s)(?:9m|nine[\s-]months?|9[\s-]months?){_OF}{_FY}?\s?{_Y}",
    rf"{_FY}\s?{_Y}{_S}/?{_S}9m",
)
def _nine_months(m: Match, calendar: FiscalCalendar) -> Interval:
    return fiscal_months(calendar, _year(m["y"]), 1, 9)


@_rule(
    "quarter",
    rf"(?P<q>[1-4])q\s?(?:of{_B}|/)?(?:{_FY}\s?)?{_Y}(?P<q2>)",
    rf"q(?P<q>[1-4]){_OF_FY}{_Y}(?P<q2>)",
    rf"(?P<q>{_ORD})[\s-]{{0,3}}(?:fiscal{_B})?(?:quarter|q|qtr){_OF}(?:{_FY}{_S})?{_Y}(?P<q2>)",
    rf"{_FY}{_S}{_Y}{_THEN}(?:q(?P<q>[1-4])|(?P<q2>[1-4])q)\b",
    rf"{_FY}{_S}{_Y}{_THEN}(?P<q>{_ORD})[\s-]{{0,3}}quarter(?P<q2>)",
    rf"(?P<y>{_YEAR}){_THEN}(?:q(?P<q>[1-4])|(?P<q2>[1-4])q)\b",
)
def _quarter(m: Match, calendar: FiscalCalendar) -> Interval:
    return fiscal_quarter(calendar, _year(m["y"]), _part(m, "q", "q2"))


@_rule(
    "half",
    rf"(?P<h>[12])h\s?(?:of{_B}|/)?(?:{_FY}\s?)?{_Y}(?P<h2>)",
    rf"h(?P<h>[12]){_OF_FY}{_Y}(?P<h2>)",
    rf"(?P<h>first|second|1st|2nd)[\s-]{{0,3}}(?:fiscal{_B})?half{_OF}(?:{_FY}{_S})?{_Y}(?P<h2>)",
    rf"{_FY}{_S}{_Y}{_THEN}(?:h(?P<h>[12])|(?P<h2>[12])h)\b",
    rf"{_FY}{_S}{_Y}{_THEN}(?P<h>first|second|1st|2nd)[\s-]{{0,3}}half(?P<h2>)",
    rf"(?P<y>{_YEAR}){_S}(?:h(?P<h>[12])|(?P<h2>[12])h)\b",
    rf"(?P<h>first){_B}(?:six|6){_B}months{_OF}{_FY}{_S}{_Y}(?P<h2>)(?!\w)",
)
def _half(m: Match, calendar: FiscalCalendar) -> Interval:
    return fiscal_half(calendar, _year(m["y"]), _part(m, "h", "h2"))


@_rule(
    "year",
    rf"(?:full[\s-]{{1,3}})?{_FY}\s?{_Y}",
    rf"(?P<y>{_YEAR}){_B}(?:fiscal|financial|business){_B}year",
    r"f(?P<y>\d\d)(?![\w.-])",
)
def _fiscal_year(m: Match, calendar: FiscalCalendar) -> Interval:
    return fiscal_year(calendar, _year(m["y"]))


@_rule(
    "year",
    rf"(?P<y1>{_YEAR})/(?P<y2>\d\d|{_YEAR})(?![\d/])",
    rf"(?P<y1>{_YEAR})[-–](?P<y2>\d\d)(?![\d/-])",
)
def _split_year(m: Match, calendar: FiscalCalendar) -> Interval | None:
    if int(m["y2"]) % 100 != (int(m["y1"]) + 1) % 100:
        return None  # "2011/10" is a month
    return fiscal_year(FiscalCalendar(calendar.last_month, "end"), int(m["y1"]) + 1)


@_rule(
    "year",
    rf"(?:calendar[\s-]{{1,3}}(?:year[\s-]{{1,3}})?|cy\s?)(?P<y>{_YEAR})",
    rf"(?P<y>{_YEAR}){_B}calendar{_B}year",
    rf"(?P<y>{_YEAR}){_B}\(calendar(?:{_B}year)?\)",
)
def _calendar_year(m: Match, _: FiscalCalendar) -> Interval:
    return fiscal_year(FiscalCalendar(), int(m["y"]))


@_rule(
    "quarter",
    rf"calendar{_B}(?:q(?P<q>[1-4])|(?P<q2>[1-4])q){_OF}(?P<y>{_YEAR})",
    rf"(?P<q>{_ORD}){_B}calendar{_B}quarter{_OF}(?P<y>{_YEAR})(?P<q2>)",
)
def _calendar_quarter(m: Match, _: FiscalCalendar) -> Interval:
    return fiscal_quarter(FiscalCalendar(), int(m["y"]), _part(m, "q", "q2"))


@_rule(
    "range",
    rf"(?P<which>first|last|final){_B}(?P<n>three|six|nine|3|6|9){_B}(?P<by>calendar{_B})?months{_B}of{_B}(?:the{_B})?"
    rf"(?P<calendar>calendar{_B})?(?:year{_B})?(?P<y>{_YEAR})(?P<told>{_B}\(calendar(?:{_B}year)?\))?",
)
def _months_of_year(m: Match, calendar: FiscalCalendar) -> Interval:
    year, count = int(m["y"]), COUNTS[m["n"].lower()]
    first = 1 if m["which"].lower() == "first" else 13 - count
    return fiscal_months(
        FiscalCalendar() if m["by"] or m["calendar"] or m["told"] else calendar, year, first, first + count - 1
    )


@_rule("bare year", rf"(?P<y>{_YEAR})(?![\w/]|[.,]\d|%|年\d)")
def _bare_year(m: Match, calendar: FiscalCalendar) -> Interval:
    return fiscal_year(calendar, int(m["y"]))


# -- stretches told by their end ---------------------------------------------------------------------------


def _ending(m: Match, count: int, calendar: FiscalCalendar) -> Interval:
    """The months that end on the date of a match. A year of whole weeks may close some days into the month after
    its last: then "February 1, 2019" closes January, where the calendar's quarters do."""
    year, month = _year(m["y"]), _month(m["m"])
    day = int(re.sub(r"\D", "", m["before"] or m["after"] or "31"))
    closes = (month - calendar.last_month) % 3 == 0
    late = day <= LATE_DAY and month > 1 and not closes and (month - 1 - calendar.last_month) % 3 == 0
    return months_ending(date(year, month - late, 1), count)


@_rule(
    "year",
    rf"(?:(?:full|{_FY}|annual){_B})?(?:{_FY}|years?|(?:12|twelve)[\s-]months?){_B}(?:period{_B})?{_ENDED}{_MONTH_YEAR}",
)
def _year_ending(m: Match, calendar: FiscalCalendar) -> Interval:
    return _ending(m, 12, calendar)


@_rule("range", rf"(?:the{_B})?(?:first{_B})?{_MONTHS_COUNT}{_B}(?:period{_B})?{_ENDED}{_MONTH_YEAR}")
def _months_ending(m: Match, calendar: FiscalCalendar) -> Interval:
    return _ending(m, COUNTS[m["n"].lower()], calendar)


@_rule("range", rf"(?P<n>two|three|four){_B}quarters{_B}{_ENDED}{_MONTH_YEAR}")
def _quarters_ending(m: Match, calendar: FiscalCalendar) -> Interval:
    return _ending(m, {"two": 6, "three": 9, "four": 12}[m["n"].lower()], calendar)


@_rule("quarter", rf"(?:{_ORD}{_B})?quarters?{_B}{_ENDED}{_MONTH_YEAR}", rf"{_MONTH_YEAR}{_B}quarter")
def _quarter_ending(m: Match, calendar: FiscalCalendar) -> Interval:
    return _ending(m, 3, calendar)


@_rule("half", rf"(?:interim{_B}period|half(?:[\s-]year)?|interim){_B}{_ENDED}{_MONTH_YEAR}")
def _half_ending(m: Match, calendar: FiscalCalendar) -> Interval:
    return _ending(m, 6, calendar)


@_rule("half", rf"(?:the{_B})?(?:first{_B}(?:six|6){_B}months|first{_B}half){_OF_YEAR_ENDED}")
def _half_of_year_ending(m: Match, calendar: FiscalCalendar) -> Interval:
    start, _end = _ending(m, 12, calendar)
    return start, month_end(start.year, start.month + 5)


@_rule("quarter", rf"(?P<q>{_ORD}|[1-4]q|q[1-4]){_S}(?:quarter)?{_OF_YEAR_ENDED}")
def _quarter_of_year_ending(m: Match, calendar: FiscalCalendar) -> Interval:
    start, _end = _ending(m, 12, calendar)
    first = start.month + 3 * _part(m, "q") - 3
    return month_start(start.year, first), month_end(start.year, first + 2)


# -- stretches told by both ends ---------------------------------------------------------------------------


@_rule(
    "range",
    rf"(?P<y1>\d\d|{_YEAR})/(?P<m1>\d{{1,2}}){_S}[~〜～\-–—]{_S}(?P<y2>\d\d|{_YEAR})/(?P<m2>\d{{1,2}})(?![\d/])",
)
def _slashed_months(m: Match, _: FiscalCalendar) -> Interval | None:
    first, last = int(m["m1"]), int(m["m2"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    interval = month_start(_year(m["y1"]), first), month_end(_year(m["y2"]), last)
    return interval if interval[0] < interval[1] else None


@_rule(
    "range",
    rf"(?:from{_B}|between{_B})?(?P<e1>(?:the{_B})?end{_B}of{_B})?(?P<m1>{MONTH})(?:{_S}(?P<d1>{_DAY}))?"
    rf"(?:{_S},?{_S}(?P<y1>{_YEAR}))?{_TO}(?:the{_B}end{_B}of{_B})?(?P<m2>{MONTH})(?:{_S}(?P<d2>{_DAY}))?(?:{_S},)?"
    rf"(?:{_B}quarter)?{_S}(?:of{_B})?(?P<y2>{_YEAR}|['’]\d\d)(?:{_B}quarter)?",
)
@_rule(
    "range",
    rf"(?:from{_B}|between{_B})?(?:the{_B})?(?P<d1>{_DAY}){_B}(?:of{_B})?(?P<m1>{MONTH})(?:{_S},?{_S}(?P<y1>{_YEAR}))?"
    rf"{_TO}(?:the{_B})?(?P<d2>{_DAY}){_B}(?:of{_B})?(?P<m2>{MONTH}){_S},?{_S}(?P<y2>{_YEAR})",
)
def _from_to(m: Match, _: FiscalCalendar) -> Interval | None:
    first, last, year = _month(m["m1"]), _month(m["m2"]), _year(m["y2"])
    start_year = int(m["y1"]) if m["y1"] else year - (first > last)
    if " and " in m.group().lower() and not m.group().lower().startswith(("between", "from")):
        return None  # "June and September 2011" are two months, not a stretch
    if (start_year, first) == (year, last) and not (m["d1"] and m["d2"]):
        return None
    start = _safe_date(start_year, first, m["d1"]) or month_start(start_year, first + bool(m["e1"]))
    end = _safe_date(year, last, m["d2"]) or month_end(year, last)
    return (start, end) if start <= end else None


# -- days and months ---------------------------------------------------------------------------------------


@_rule(
    "day",
    rf"(?P<m>{MONTH}){_S}(?P<d>{_DAY}){_S},?{_S}(?P<y>{_YEAR})",
    rf"(?P<d>{_DAY}){_B}(?:of{_B})?(?P<m>{MONTH}){_S},?{_S}(?P<y>{_YEAR})",
)
def _day(m: Match, _: FiscalCalendar) -> Interval | None:
    day = _safe_date(int(m["y"]), _month(m["m"]), m["d"])
    return (day, day) if day else None


@_rule(
    "day",
    rf"(?P<y>{_YEAR})(?P<s>[./-])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d)",
    rf"(?P<y>{_YEAR})年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日",
)
def _numeric_day(m: Match, _: FiscalCalendar) -> Interval | None:
    day = _safe_date(int(m["y"]), int(m["m"]), m["d"])
    return (day, day) if day else None


@_rule(
    "day",
    rf"(?P<a>\d{{1,2}})(?P<s>[./])(?P<b>\d{{1,2}})(?P=s)(?P<y>{_YEAR})",
)
def _day_before_year(m: Match, _: FiscalCalendar) -> Interval | None:
    """Day first with points, as in Europe; month first with strokes, as in America, where it can be one."""
    first, second = int(m["a"]), int(m["b"])
    month, day = (first, m["b"]) if first <= 12 and (m["s"] == "/" or second > 12) else (second, m["a"])
    date_of = _safe_date(int(m["y"]), month, day)
    return (date_of, date_of) if date_of else None


@_rule(
    "day",
    rf"(?:at{_B})?(?:the{_B})?end[\s-]{{1,3}}(?:of{_B})?(?P<m>{MONTH}){_S},?{_S}(?P<y>{_YEAR})",
    rf"(?P<m>{MONTH})[\s-]end,?{_S}(?P<y>{_YEAR})",
)
def _end_of_month(m: Match, _: FiscalCalendar) -> Interval:
    end = month_end(int(m["y"]), _month(m["m"]))
    return end, end


@_rule(
    "month",
    rf"(?P<m>{MONTH})(?:{_S},)?{_S}(?:of{_B})?{_Y4}(?P<y2>)",
    rf"(?P<m>{MONTH})(?:-(?P<y>\d\d)|\s(?P<y2>0\d))(?![\d,.%])(?=\W|$)",
    rf"(?P<y>{_YEAR})(?P<y2>)年(?P<m>\d{{1,2}})月(?!\d)",
)
def _month_of_year(m: Match, _: FiscalCalendar) -> Interval | None:
    month = int(m["m"]) if m["m"].isdigit() else _month(m["m"])
    if not 1 <= month <= 12:
        return None
    year = _year(m["y"] or m["y2"])
    return month_start(year, month), month_end(year, month)
