"""Which part of a named period a question means: "half way through calendar 2011", "the closing quarter of FY2012".

Words before a period's name are operators on it, tried again on what they make: "a year before | the end of | the
first half of | fiscal 2012". Each is a pattern that ends where the name begins, and a function of the period named.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from qa.fiscal import Interval, month_end, month_start, months_ending
from qa.model import Period
from qa.period_rules import Kind
from qa.periods import Mention, months_in

Part = Callable[[re.Match[str], Mention], "Interval | None"]


@dataclass(frozen=True, slots=True)
class Operator:
    """Words that may stand before a period's name, and the stretch or point that they make of it."""

    pattern: re.Pattern[str]
    part: Part


OPERATORS: list[Operator] = []
_REACH = 128  # characters before a name in which an operator on it begins

_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "the": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "eighteen": 18,
}
_COUNT = r"(?P<n>[1-9]\d?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen)"
_UNIT = r"(?P<unit>months?|quarters?|hal(?:f|ves)(?:[ -]years?)?|years?)"
_MONTHS = {"month": 1, "quarte": 3, "half": 6, "halve": 6, "year": 12}
_WEEKS = {"13": 3, "thirteen": 3, "26": 6, "twenty-six": 6, "39": 9, "thirty-nine": 9, "52": 12, "fifty-two": 12}
_WEEKS |= {"53": 12, "fifty-three": 12}
_FISCAL = r"(?:fiscal |business |financial |full )?"
_OF = r",? (?:of |in |for |to )?(?:the )?$"
_OVER = re.compile(
    r"(?:fiscal |business |financial )?(?:year|quarter|half)[\w -]* (?:closed|ended|finished)\b", re.IGNORECASE
)
_PLACES = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_EARLY = r"first|opening|initial|early|earlier|front|1st"
_LATE = r"last|final|closing|latter|later|back"


def _operator(*patterns: str) -> Callable[[Part], Part]:
    def add(part: Part) -> Part:
        OPERATORS.extend(Operator(re.compile(r"\b(?:the )?" + p, re.IGNORECASE), part) for p in patterns)
        return part

    return add


def part_meant(text: str, mention: Mention, since: int) -> Mention:
    """The part of a period that the words before its name, from ``since`` on, make of it; itself where none do."""
    for operator in OPERATORS:
        said = operator.pattern.search(text, max(since, mention.start - _REACH), mention.start)
        interval = _within_calendar(operator, said, mention) if said else None
        if said and interval:
            period = Period(start=interval[0], end=interval[1], label=text[said.start() : mention.end])
            return part_meant(text, Mention(said.start(), mention.end, period, _kind(period), cut=True), since)
    return mention


def _within_calendar(operator: Operator, said: re.Match[str], mention: Mention) -> Interval | None:
    """What an operator makes of a period; None where that lies before the first year or after the last one."""
    try:
        return operator.part(said, mention)
    except (ValueError, OverflowError):
        return None


def _kind(period: Period) -> Kind:
    kinds: dict[int, Kind] = {1: "month", 3: "quarter", 6: "half", 9: "nine months", 12: "year"}
    return "day" if period.days == 1 else kinds.get(months_in(period), "range")


def _size(said: re.Match[str]) -> int:
    """How many months the words of an operator count."""
    number = (said.groupdict().get("n") or "one").lower()
    unit = said["unit"].lower()
    months = next(length for stem, length in _MONTHS.items() if unit.startswith(stem))
    return (int(number) if number.isdigit() else _NUMBERS[number]) * months


def _point(day: date) -> Interval:
    return day, day


# -- edges -------------------------------------------------------------------------------------------------


@_operator(
    r"(?:very )?(?:end|close|closing|finish|(?:last|final|closing) day) of (?:the )?$",
    r"(?<!each )(?<!every )(?<!half-)(?<!half )(?<!calendar )(?<!calendar-)(?:close of |end of )?"
    r"(?:fiscal |financial )?(?:year|period|quarter|half)[ -]end(?: of)? $",
)
def _end(_: re.Match[str], mention: Mention) -> Interval:
    return _point(mention.period.end)


@_operator(
    r"calendar[ -](?:year[ -])?end(?: of)? $",
)
def _calendar_end(_: re.Match[str], mention: Mention) -> Interval | None:
    named = re.search(r"\d{4}$", mention.period.label)
    return _point(date(int(named.group()), 12, 31)) if named and mention.kind == "bare year" else None


@_operator(r"(?:when|as|once|after|by the time) (?:the |its |their )?$")
def _closed(_: re.Match[str], mention: Mention) -> Interval | None:
    """The day on which a stretch was over: "when the year closed on March 31"."""
    return _point(mention.period.end) if _OVER.match(mention.period.label) else None


@_operator(
    r"(?:very )?(?:start|beginning|opening|outset) of (?:the )?$",
    r"(?:going|heading|coming|moving) into (?:the )?$",
    r"(?:at|on|as of) the eve of (?:the )?$",
)
def _start(_: re.Match[str], mention: Mention) -> Interval | None:
    """What a period opens with is what the day before it closed with."""
    return None if mention.period.days == 1 else _point(mention.period.start - timedelta(days=1))


@_operator(r"(?:near|around|about|towards?|close to|just (?:before|after)) (?:the )?$")
def _vaguely(_: re.Match[str], mention: Mention) -> Interval | None:
    """A day that is told roughly, as its label goes on to say."""
    return (mention.period.start, mention.period.end) if mention.period.days == 1 else None


@_operator(
    r"(?:middle|mid[ -]?point) of (?:the )?$",
    r"(?:half[ -]?way|mid[ -]?way) (?:through|into|in) (?:the )?$",
    r"mid[ -]?(?:year|fiscal)? ?(?:of )?(?:the )?$",
)
def _middle(said: re.Match[str], mention: Mention) -> Interval | None:
    period, months = mention.period, months_in(mention.period)
    if mention.kind == "bare year" and said.group().lower().endswith("mid-"):
        return _point(date(int(period.label[-4:]), 6, 30))
    if period.days == 1:
        return None
    if months == 1:
        return _point(period.start.replace(day=15))
    return _point(month_end(period.start.year, period.start.month + months // 2 - 1))


# -- parts of a longer period ------------------------------------------------------------------------------


@_operator(
    rf"(?P<place>{_EARLY}|{_LATE}|{'|'.join(_PLACES)}) (?:{_COUNT} )?(?:fiscal )?{_UNIT}(?: period)?{_OF}",
)
def _placed(said: re.Match[str], mention: Mention) -> Interval | None:
    size, period, whole = _size(said), mention.period, months_in(mention.period)
    if period.days == 1 or size >= whole:
        return None
    if mention.kind == "bare year" and said["unit"].lower().startswith("month"):
        period = _calendar_year(period)  # months are the calendar's, unless their year is said to be fiscal
    if re.fullmatch(_LATE, said["place"], re.IGNORECASE):
        return months_ending(period.end, size)
    first = (_PLACES.get(said["place"].lower(), 1) - 1) * size
    inside = first + size <= whole
    return _months_from(period.start, size, first) if inside else None


def _calendar_year(named: Period) -> Period:
    year = int(named.label[-4:])
    return Period(start=month_start(year, 1), end=month_end(year, 12), label=named.label)


@_operator(rf"(?P<q>[1-4]q|q[1-4]){_OF}")
def _numbered_quarter(said: re.Match[str], mention: Mention) -> Interval | None:
    if months_in(mention.period) != 12 or mention.period.days == 1:
        return None
    return _months_from(mention.period.start, 3, 3 * int(said["q"].strip("qQ")) - 3)


@_operator(rf"interim(?: period| half)?{_OF}")
def _interim(_: re.Match[str], mention: Mention) -> Interval | None:
    return _months_from(mention.period.start, 6) if months_in(mention.period) == 12 else None


def _months_from(start: date, count: int, later: int = 0) -> Interval:
    """So many months, from so many after the one that a day is in."""
    first = start.month + later
    return month_start(start.year, first), month_end(start.year, first + count - 1)


# -- stretches from and up to a period ---------------------------------------------------------------------


@_operator(
    rf"(?:{_COUNT} )?{_FISCAL}{_UNIT} (?:(?:that|which) )?"
    r"(?:running|starting|started|beginning|began|opening|commencing)(?: (?:from|in|on|with|at))? (?:the )?$"
)
def _from(said: re.Match[str], mention: Mention) -> Interval:
    return _months_from(mention.period.start, _size(said))


@_operator(
    rf"(?<!by )(?<!each )(?<!every )(?<!per )(?:{_COUNT} )?{_FISCAL}{_UNIT} (?:(?:that|which) )?"
    r"(?:ended|ends|ending|closed|closes|closing|finished|finishes|finishing|to|through|until|up to)"
    r"(?: (?:in|on|at|with))? (?:the )?$"
)
def _up_to(said: re.Match[str], mention: Mention) -> Interval | None:
    return months_ending(mention.period.end, _size(said)) if months_in(mention.period) <= _size(said) else None


@_operator(rf"(?P<n>{'|'.join(_WEEKS)}) weeks (?:ended|ending|to) (?:on )?(?:the )?$")
def _weeks(said: re.Match[str], mention: Mention) -> Interval:
    return months_ending(mention.period.end, _WEEKS[said["n"].lower()])


# -- neighbours --------------------------------------------------------------------------------------------

_BEFORE = r"(?:before|prior to|earlier than|previous to|preceding)"
_AFTER = r"(?:after|following|later than)"


@_operator(
    rf"(?:(?:same|year-ago) (?:quarter|period|half|month) )?(?:a|one|1) (?:year|12 months) {_BEFORE} (?:the )?$",
    rf"(?:fiscal )?(?:year|12 months) {_BEFORE} (?:the )?$",
    r"year-ago (?:quarter|period|half|month) of (?:the )?$",
)
def _a_year_before(_: re.Match[str], mention: Mention) -> Interval:
    return shifted(mention.period, -12)


_EVENT = r"(?: (?:it|they|this|that|these)\b[^;:?!]{1,60} (?:in|at|on|by))?"


@_operator(rf"(?:(?:a|one|1)|(?<!the ){_COUNT}) {_UNIT} (?:(?P<before>{_BEFORE})|{_AFTER}){_EVENT} (?:the )?$")
def _away(said: re.Match[str], mention: Mention) -> Interval | None:
    """So many months away: "six months before September 2011" is a month; "the six months before" are six."""
    if said.group().lower().startswith("the "):
        return _beside(said, mention)
    return shifted(mention.period, -_size(said) if said["before"] else _size(said))


@_operator(rf"(?:{_COUNT} )?{_UNIT} (?:(?P<before>{_BEFORE})|{_AFTER}) (?:the )?$")
def _beside(said: re.Match[str], mention: Mention) -> Interval | None:
    if not said.group().lower().startswith("the "):
        return None
    period, size = mention.period, _size(said)
    if said["before"]:
        return months_ending(period.start - timedelta(days=period.start.day), size)
    return _months_from(period.end, size, 1)


def shifted(period: Period, months: int) -> Interval:
    """The same stretch, or point, so many months later; the end of a month stays one."""

    def moved(day: date) -> date:
        end = month_end(day.year, day.month + months)
        closes = day == month_end(day.year, day.month)
        return end if closes else end.replace(day=min(day.day, end.day))

    return moved(period.start), moved(period.end)
