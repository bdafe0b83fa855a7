"""Periods: fiscal arithmetic, and reading the periods that a text names.

A text names a period in many ways ("2Q11", "the six months ended September 30, 2011", "11/4~11/6"). Each way is
one rule: a pattern and a builder that turns its match into an interval, given the company's fiscal calendar.
Rules are tried together and the longest reading of a stretch of text wins.
"""

from __future__ import annotations

import calendar as gregorian
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from qa.model import FiscalCalendar, Period

Kind = Literal["day", "month", "quarter", "half", "nine months", "year", "bare year", "range"]
Interval = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Mention:
    """A period named at ``[start, end)`` of a text, and the way it was named."""

    start: int
    end: int
    period: Period
    kind: Kind


# -- fiscal arithmetic -------------------------------------------------------------------------------------


def full_year(two_or_four_digits: str) -> int:
    """The year that two or four digits name; two digits from 70 on belong to the 1900s."""
    year = int(two_or_four_digits)
    if year >= 100:
        return year
    return year + (1900 if year >= 70 else 2000)


def month_end(year: int, month: int) -> date:
    """The last day of a month; months beyond 12 run on into the following years."""
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


def year_before(period: Period) -> Period:
    """The same stretch of the year before."""

    def back(day: date, last: bool) -> date:
        return month_end(day.year - 1, day.month) if last else day.replace(year=day.year - 1, day=min(day.day, 28))

    end_of_month = period.end == month_end(period.end.year, period.end.month)
    point = period.start == period.end
    end = back(period.end, end_of_month)
    return Period(start=end if point else back(period.start, False), end=end, label="")


def before(period: Period) -> Period:
    """The period of the same number of months that ends the day before ``period`` starts."""
    count = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    last = period.start - timedelta(days=1)
    if period.start == period.end:
        last = month_end(period.end.year, period.end.month - 3) if period.end.month > 3 else month_end(
            period.end.year - 1, period.end.month + 9
        )
        return Period(start=last, end=last, label="")
    start, end = months_ending(last, count)
    return Period(start=start, end=end, label="")


def name_of(period: Period, calendar: FiscalCalendar) -> str:
    """A short name for a period in a company's own calendar: "2Q11", "1H11", "FY2011", "Sep. 2011"."""
    for year in range(period.start.year - 1, period.end.year + 2):
        names: list[tuple[str, Interval]] = [(f"FY{year}", fiscal_year(calendar, year))]
        names += [(f"{h}H{year % 100:02d}", fiscal_half(calendar, year, h)) for h in (1, 2)]
        names += [(f"{q}Q{year % 100:02d}", fiscal_quarter(calendar, year, q)) for q in (1, 2, 3, 4)]
        names += [(f"9M{year % 100:02d}", fiscal_months(calendar, year, 1, 9))]
        for name, interval in names:
            if interval == (period.start, period.end):
                return name
    return in_words(period)


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


# -- the grammar -------------------------------------------------------------------------------------------

MONTHS = {name[:3].lower(): number for number, name in enumerate(gregorian.month_name) if name}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}
COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12}

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_YY = rf"(?:['’]?\d\d(?!\d|%|[.,/]\d)|{_YEAR})"
_FY = r"(?:fy|fiscal\s+year|fiscal|business\s+year|financial\s+year)"
_ORD = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
_TO = r"\s*(?:to|through|thru|until|till|and|[-–—~〜～])\s*"
_OF = r"(?:\s*(?:of|in|for|,|/|-)?\s*(?:the\s+)?)"
_ENDED = r"(?:ended|ending|to|through|until|up\s+to)"


def _month(name: str) -> int:
    return MONTHS[name[:3].lower()]


def _year(text: str) -> int:
    return full_year(text.lstrip("'’"))


Builder = Callable[[re.Match[str], FiscalCalendar], "Interval | None"]


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: Kind
    pattern: re.Pattern[str]
    build: Builder


_RULES: list[_Rule] = []


def _rule(kind: Kind, *patterns: str) -> Callable[[Builder], Builder]:
    def add(build: Builder) -> Builder:
        _RULES.extend(_Rule(kind, re.compile(r"(?<![\w.])" + p, re.IGNORECASE), build) for p in patterns)
        return build

    return add


@_rule("range", rf"(?P<y1>\d\d|{_YEAR})/(?P<m1>\d{{1,2}})\s*[~〜～\-–—]\s*(?P<y2>\d\d|{_YEAR})/(?P<m2>\d{{1,2}})(?![\d/])")
def _slashed_months(m: re.Match[str], _: FiscalCalendar) -> Interval | None:
    first, last = int(m["m1"]), int(m["m2"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    return month_start(_year(m["y1"]), first), month_end(_year(m["y2"]), last)


@_rule(
    "nine months",
    rf"fy\s?(?P<y>{_YY})\s*/?\s*1q\s*[-–~]\s*(?P<q>[234])q",
    rf"1q\s*[-–~]\s*(?P<q>[234])q\s*(?:of\s*)?(?:fy)?\s?(?P<y>{_YY})",
    rf"first\s+(?P<q>two|three)\s+quarters{_OF}{_FY}?\s*(?P<y>{_YY})",
)
def _first_quarters(m: re.Match[str], calendar: FiscalCalendar) -> Interval:
    quarters = {"two": 2, "three": 3}.get(m["q"].lower()) or int(m["q"])
    return fiscal_months(calendar, _year(m["y"]), 1, 3 * quarters)


@_rule("nine months", rf"(?:9m|nine[\s-]months?|9[\s-]months?){_OF}{_FY}?\s?(?P<y>{_YY})", rf"{_FY}\s?(?P<y>{_YY})\s*/?\s*9m")
def _nine_months(m: re.Match[str], calendar: FiscalCalendar) -> Interval:
    return fiscal_months(calendar, _year(m["y"]), 1, 9)


@_rule(
    "quarter",
    rf"(?P<q>[1-4])q\s?(?:of\s+|/)?(?:{_FY}\s?)?(?P<y>{_YY})",
    rf"q(?P<q>[1-4])(?:{_OF}{_FY}\s?|\s+of\s+|\s*[,/]?\s*)(?P<y>{_YY})",
    rf"(?P<q>{_ORD})[\s-]*(?:fiscal\s+)?(?:quarter|q|qtr){_OF}(?:{_FY}\s*)?(?P<y>{_YY})",
    rf"{_FY}\s*(?P<y>{_YY})(?:['’]s)?\s*[,/]?\s*(?:q(?P<q>[1-4])|(?P<q2>[1-4])q)\b",
    rf"{_FY}\s*(?P<y>{_YY})(?:['’]s)?\s*[,/]?\s*(?P<q>{_ORD})[\s-]*quarter",
    rf"(?P<y>{_YEAR})(?:['’]s)?\s*[,/]?\s*(?:q(?P<q>[1-4])|(?P<q2>[1-4])q)\b",
)
def _quarter(m: re.Match[str], calendar: FiscalCalendar) -> Interval:
    text = (m["q"] or m["q2"]).lower()
    return fiscal_quarter(calendar, _year(m["y"]), ORDINALS.get(text) or int(text))


@_rule(
    "half",
    rf"(?P<h>[12])h\s?(?:of\s+|/)?(?:{_FY}\s?)?(?P<y>{_YY})",
    rf"h(?P<h>[12])(?:{_OF}{_FY}\s?|\s+of\s+|\s*[,/]?\s*)(?P<y>{_YY})",
    rf"(?P<h>first|second|1st|2nd)[\s-]*(?:fiscal\s+)?half{_OF}(?:{_FY}\s*)?(?P<y>{_YY})",
    rf"{_FY}\s*(?P<y>{_YY})(?:['’]s)?\s*[,/]?\s*(?:h(?P<h>[12])|(?P<h2>[12])h)\b",
    rf"{_FY}\s*(?P<y>{_YY})(?:['’]s)?\s*[,/]?\s*(?P<h>first|second|1st|2nd)[\s-]*half",
    rf"(?P<y>{_YEAR})\s*(?:h(?P<h>[12])|(?P<h2>[12])h)\b",
    rf"(?P<h>first)\s+(?:six|6)\s+months{_OF}{_FY}\s*(?P<y>{_YY})(?!\w)",
)
def _half(m: re.Match[str], calendar: FiscalCalendar) -> Interval:
    text = (m["h"] if m["h"] else m["h2"]).lower()
    return fiscal_half(calendar, _year(m["y"]), ORDINALS.get(text) or int(text))


@_rule("year", rf"(?:full[\s-]+)?{_FY}\s?(?P<y>{_YY})", rf"(?P<y>{_YEAR})\s+(?:fiscal|financial|business)\s+year")
def _fiscal_year(m: re.Match[str], calendar: FiscalCalendar) -> Interval:
    return fiscal_year(calendar, _year(m["y"]))


@_rule("year", rf"calendar\s+(?:year\s+)?(?P<y>{_YEAR})")
def _calendar_year(m: re.Match[str], _: FiscalCalendar) -> Interval:
    return date(int(m["y"]), 1, 1), date(int(m["y"]), 12, 31)


_MONTH_YEAR = (
    rf"(?:(?:the\s+)?end\s+of\s+)?(?:{_DAY}\s+(?:of\s+)?)?(?P<m>{_MONTH})"
    rf"(?:\s*{_DAY}(?:\s*,)?)?(?:\s*,)?\s*(?:of\s+)?(?P<y>{_YEAR}|['’]\d\d)"
)


def _ending(m: re.Match[str], count: int) -> Interval:
    return months_ending(date(_year(m["y"]), _month(m["m"]), 1), count)


@_rule("year", rf"(?:(?:full|{_FY}|annual)\s+)?(?:{_FY}|years?|12[\s-]months?|twelve[\s-]months?)\s+(?:period\s+)?(?:which\s+)?{_ENDED}\s+(?:on\s+)?{_MONTH_YEAR}")
def _year_ending(m: re.Match[str], _: FiscalCalendar) -> Interval:
    return _ending(m, 12)


@_rule("range", rf"(?:the\s+)?(?:first\s+)?(?P<n>three|six|nine|twelve|3|6|9|12)[\s-]months?(?:['’])?\s+(?:period\s+)?{_ENDED}\s+(?:on\s+)?{_MONTH_YEAR}")
def _months_ending(m: re.Match[str], _: FiscalCalendar) -> Interval:
    return _ending(m, COUNTS[m["n"].lower()])


@_rule("quarter", rf"(?:{_ORD}\s+)?quarters?\s+(?:which\s+)?{_ENDED}\s+(?:on\s+)?{_MONTH_YEAR}", rf"{_MONTH_YEAR}\s+quarter")
def _quarter_ending(m: re.Match[str], _: FiscalCalendar) -> Interval:
    return _ending(m, 3)


@_rule("half", rf"(?:interim\s+period|half(?:[\s-]year)?|interim)\s+(?:which\s+)?{_ENDED}\s+(?:on\s+)?{_MONTH_YEAR}")
def _half_ending(m: re.Match[str], _: FiscalCalendar) -> Interval:
    return _ending(m, 6)


@_rule(
    "half",
    rf"(?:the\s+)?(?:first\s+(?:six|6)\s+months|first\s+half)\s+(?:of|for)\s+(?:the\s+)?(?:{_FY}|year)\s+{_ENDED}\s+(?:on\s+)?{_MONTH_YEAR}",
)
def _half_of_year_ending(m: re.Match[str], _: FiscalCalendar) -> Interval:
    start, _end = _ending(m, 12)
    return start, month_end(start.year, start.month + 5)


@_rule("quarter", rf"(?P<q>{_ORD}|[1-4]q|q[1-4])\s*(?:quarter)?\s+(?:of|for)\s+(?:the\s+)?(?:{_FY}|year)\s+{_ENDED}\s+(?:on\s+)?{_MONTH_YEAR}")
def _quarter_of_year_ending(m: re.Match[str], _: FiscalCalendar) -> Interval:
    start, _end = _ending(m, 12)
    quarter = ORDINALS.get(m["q"].lower()) or int(re.sub(r"\D", "", m["q"]))
    return month_start(start.year, start.month + 3 * quarter - 3), month_end(start.year, start.month + 3 * quarter - 1)


@_rule(
    "range",
    rf"(?:from\s+|between\s+)?(?P<m1>{_MONTH})(?:\s*(?P<d1>{_DAY}))?(?:\s*,?\s*(?P<y1>{_YEAR}))?{_TO}"
    rf"(?:the\s+end\s+of\s+)?(?P<m2>{_MONTH})(?:\s*(?P<d2>{_DAY})(?!\d))?(?:\s*,)?(?:\s+quarter)?\s*(?:of\s+)?(?P<y2>{_YEAR}|['’]\d\d)",
)
def _from_to(m: re.Match[str], _: FiscalCalendar) -> Interval | None:
    first, last, year = _month(m["m1"]), _month(m["m2"]), _year(m["y2"])
    start_year = int(m["y1"]) if m["y1"] else year - (first > last)
    if " and " in m.group().lower() and not m.group().lower().startswith(("between", "from")):
        return None  # "June and September 2011" are two months, not a stretch
    if (start_year, first) == (year, last):
        return None
    start = month_start(start_year, first)
    end = month_end(year, last)
    if m["d1"]:
        start = _safe_date(start_year, first, m["d1"]) or start
    if m["d2"]:
        end = _safe_date(year, last, m["d2"]) or end
    return (start, end) if start <= end else None


def _safe_date(year: int, month: int, day: str) -> date | None:
    try:
        return date(year, month, int(re.sub(r"\D", "", day)))
    except ValueError:
        return None


@_rule(
    "day",
    rf"(?P<m>{_MONTH})\s*(?P<d>{_DAY})\s*,?\s*(?P<y>{_YEAR})",
    rf"(?P<d>{_DAY})\s+(?:of\s+)?(?P<m>{_MONTH})\s*,?\s*(?P<y>{_YEAR})",
)
def _day(m: re.Match[str], _: FiscalCalendar) -> Interval | None:
    day = _safe_date(int(m["y"]), _month(m["m"]), m["d"])
    return (day, day) if day else None


@_rule(
    "day",
    rf"(?P<y>{_YEAR})(?P<s>[./-])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?!\d)",
    rf"(?P<y>{_YEAR})年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日",
)
def _iso_day(m: re.Match[str], _: FiscalCalendar) -> Interval | None:
    if not 1 <= int(m["m"]) <= 12:
        return None
    day = _safe_date(int(m["y"]), int(m["m"]), m["d"])
    return (day, day) if day else None


@_rule("day", rf"(?:at\s+)?(?:the\s+)?end[\s-]+(?:of\s+)?(?P<m>{_MONTH})\s*,?\s*(?P<y>{_YEAR})", rf"(?P<m>{_MONTH})[\s-]end,?\s*(?P<y>{_YEAR})")
def _end_of_month(m: re.Match[str], _: FiscalCalendar) -> Interval:
    end = month_end(int(m["y"]), _month(m["m"]))
    return end, end


@_rule(
    "month",
    rf"(?P<m>{_MONTH})(?:\s*,)?\s*(?:of\s+)?(?P<y>{_YEAR}|['’]\d\d)(?P<y2>)",
    rf"(?P<m>{_MONTH})(?:-(?P<y>\d\d)|\s(?P<y2>0\d))(?![\d,.%])(?=\W|$)",
    rf"(?P<y>{_YEAR})(?P<y2>)年(?P<m>\d{{1,2}})月(?!\d)",
)
def _month_of_year(m: re.Match[str], _: FiscalCalendar) -> Interval | None:
    month = int(m["m"]) if m["m"].isdigit() else _month(m["m"])
    if not 1 <= month <= 12:
        return None
    year = _year(m["y"] or m["y2"])
    return month_start(year, month), month_end(year, month)


@_rule("bare year", rf"(?P<y>{_YEAR})(?![\w/]|[.,]\d|%|年\d)")
def _bare_year(m: re.Match[str], calendar: FiscalCalendar) -> Interval:
    return fiscal_year(calendar, int(m["y"]))


_AT_THE_END = re.compile(r"(?:\bend\s+of|\bas\s+(?:of|at)(?:\s+the)?(?:\s+end\s+of)?)\s+(?:the\s+)?$", re.IGNORECASE)
_YEAR_END = re.compile(r"\s*(?:fiscal\s+)?(?:year|period|quarter)?-?\s?end\b", re.IGNORECASE)
_QUICK = re.compile(r"\d")


def find_periods(text: str, calendar: FiscalCalendar) -> list[Mention]:
    """Every period that ``text`` names, in order and without overlap; the longest reading of a stretch wins.

    "As of" or "the end of" before a name makes it the point in time at its end. Fiscal names ("FY2011", "2Q11")
    are read through ``calendar``.
    """
    if not _QUICK.search(text):
        return []
    return [_pointed(text, mention) for mention in _longest(_readings(text, calendar))]


@lru_cache(maxsize=65536)
def periods_of(text: str, calendar: FiscalCalendar) -> tuple[Mention, ...]:
    """:func:`find_periods` for short, recurring texts such as table cells; remembers its results."""
    return tuple(find_periods(text, calendar))


def _readings(text: str, calendar: FiscalCalendar) -> Iterator[Mention]:
    for rule in _RULES:
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
