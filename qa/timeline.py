"""The run of periods that a question asks for: listed, from one to another, cut out of a longer one, or left open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from qa.asked_periods import asked_periods
from qa.model import FiscalCalendar, Period
from qa.period_rules import MONTH
from qa.periods import Kind, Mention, month_end, month_start, months_in
from qa.question import Asked
from qa.shared_years import JOINED, RANGED, with_stations

_AND = r"\s+and\s+(?:the\s+)?"
_ANDED = re.compile(_AND, re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_MONTHS_OF = {"quarter": 3, "month": 1, "half": 6, "year": 12}
_SEVERAL = r"(?:two|three|four|five|six|seven|eight|nine|ten|last|past|recent|\d+)"
_GRAIN = {
    unit: re.compile(
        rf"\b(?:by|each|every|per|all|both)\s+(?:of\s+the\s+)?(?:\w+\s+)?{word}s?\b(?!\s+ended)|\b{word}\s+(?:by|after)\s+{word}|\b{also}\b",
        re.IGNORECASE,
    )
    for unit, word, also in (
        (
            "quarter",
            r"(?:quarter|(?:three|3)[\s-]months?(?:[\s-]periods?)?)",
            rf"quarterly|{_SEVERAL}\s+quarters|quarter\s+to\s+quarter",
        ),
        ("half", r"half(?:[\s-]year)?", r"half[\s-]yearly|halves"),
        ("month", "month", r"month[\s-]by[\s-]month"),
        ("year", "year", rf"yearly|annually|{_SEVERAL}\s+(?:fiscal\s+)?years(?!\s+ended)"),
    )
}
_COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_REMARK = re.compile(rf"\s*\((?!\s*{MONTH})(?!\s*(?:calendar|fiscal))[^()\d]*\)", re.IGNORECASE)
"""What a question says in brackets between two times: "from 2Q30 (when it was bought) to 1Q31"."""
_SINCE = re.compile(r"\b(?:since|from)\s+(?:the\s+)?$", re.IGNORECASE)
_COUNTED_BACK = re.compile(
    rf"\b(?P<n>{'|'.join(_COUNTED)}|\d)\s+(?P<unit>quarter|halve|year)s\s+"
    r"(?:through|to|up to|until|ending(?:\s+in)?|ended)\s+(?:the\s+)?(?:end\s+of\s+)?",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"\b(?:each|every)\s+(?P<unit>half[\s-]?year|quarter|month)[\s-]end\b", re.IGNORECASE)
_SINCE_EVENT = re.compile(
    r"\b(?:since|from|after)\s+(?:it|they|the|its|their|first|being)\b[^,;:?]*?(?=,?\s+(?:up\s+to|until|till|through)\b)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:up\s+to|until|till|through)\s+(?:the\s+)?$", re.IGNORECASE)
_LAST = re.compile(
    r"\b(?:last|latest|past|most recent|recent)\s+(?P<n>\w+)\s+(?:fiscal\s+)?(?:quarters|years|halves|months)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Periods asked for, in order of time. ``grain`` is the length of each in months where the question says it,
    else 0; ``last`` how many of the latest are wanted, 0 for all; ``since`` and ``until`` the days from and to which.
    ``enumerated`` tells periods that the question lists, or names by their first and last, from periods that it merely
    mentions."""

    asked: tuple[Asked, ...]
    grain: int = 0
    last: int = 0
    since: date | None = None
    enumerated: bool = False
    until: date | None = None


def run_of(text: str, calendar: FiscalCalendar) -> Run:
    """The run of periods that a question asks for, in a company's calendar; empty where it leaves them open."""
    text = without_remarks(with_stations(text))
    grain = next((_MONTHS_OF[unit] for unit, pattern in _GRAIN.items() if pattern.search(text)), 0)
    named = asked_periods(text, calendar)
    if len(named) == 1 and _SINCE.search(text, 0, named[0].start):
        return Run((), grain, _last(text), named[0].period.start)
    back = _COUNTED_BACK.search(text) if len(named) == 1 else None
    if back and named[0].start <= back.end() < named[0].end:
        return _counted_back(back, named[0])
    if len(named) == 1 and grain and _is_until(text, named[0], grain):
        return Run((), grain, until=named[0].period.end)
    found, enumerated = _walk(text, calendar, grain)
    closes = _CLOSES.search(text)
    if closes and len(named) == 1 and named[0].kind == "range":
        found = _closing_days(closes["unit"].lower()[:4], named[0].period)
    distinct = {(asked.period.start, asked.period.end): asked for asked in reversed(found)}
    ordered = sorted(distinct.values(), key=lambda asked: (asked.period.end, asked.period.start))
    return Run(tuple(ordered), grain, _last(text), None, enumerated or len(ordered) > len(named))


def without_remarks(text: str) -> str:
    """A text without what it remarks in brackets, where that tells no time and no number."""
    return _REMARK.sub(" ", text)


def event_since(text: str) -> str:
    """The words of a question by which what happened, and no day, opens its run: "since it was bought, up to 2031"."""
    said = _SINCE_EVENT.search(text)
    return said.group() if said and not asked_periods(said.group(), FiscalCalendar()) else ""


def _is_until(text: str, named: Mention, grain: int) -> bool:
    """Whether periods are asked for up to the one named; "quarterly through fiscal 2031" is throughout that year."""
    said = _UNTIL.search(text, 0, named.start)
    throughout = said is not None and said.group().lower().startswith("through")
    return said is not None and not (throughout and named.period.days > 1 and months_in(named.period) > grain)


def _counted_back(back: re.Match[str], last: Mention) -> Run:
    """So many periods, of which a text names the last: "the three quarters through September 2012"."""
    unit = back["unit"].lower().replace("halve", "half")
    count, months = _COUNTED.get(back["n"].lower()) or int(back["n"]), _MONTHS_OF[unit]
    end = last.period.end
    whole = Period(start=month_start(end.year, end.month + 1 - count * months), end=end)
    kind: Kind = unit  # type: ignore[assignment]
    return Run(tuple(Asked(step, kind) for step in _steps(whole, months)), months, enumerated=True)


def _closing_days(unit: str, whole: Period) -> list[Asked]:
    """The days with which periods close: "at each half-year end from March 2010 to September 2011"."""
    months = next(count for name, count in _MONTHS_OF.items() if name.startswith(unit))
    after = Period(start=month_start(whole.start.year, whole.start.month + 1), end=whole.end)
    ends = [month_end(whole.start.year, whole.start.month), *(step.end for step in _steps(after, months))]
    return [Asked(Period(start=end, end=end), "day") for end in ends]


def _last(text: str) -> int:
    said = _LAST.search(text)
    if not said:
        return 0
    return int(said["n"]) if said["n"].isdigit() else _COUNTED.get(said["n"].lower(), 0)


def _walk(text: str, calendar: FiscalCalendar, grain: int) -> tuple[list[Asked], bool]:
    """Every period named, and those between two that are the ends of a range; whether any two belong together."""
    found: list[Asked] = []
    previous: Mention | None = None
    enumerated = False
    for mention in asked_periods(text, calendar):
        gap = text[previous.end : mention.start] if previous else ""
        if previous and _is_range(text, previous, gap):
            found[-1:] = _filled(_asked(previous), _asked(mention), grain)
        else:
            found += _cut(_asked(mention), grain)
        enumerated |= bool(previous and (JOINED.fullmatch(gap) or _is_range(text, previous, gap)))
        previous = mention
    return found, enumerated


def _asked(mention: Mention) -> Asked:
    return Asked(mention.period, mention.kind, mention.others)


def _is_range(text: str, previous: Mention, gap: str) -> bool:
    between = _BETWEEN.search(text, 0, previous.start) and _ANDED.fullmatch(gap)
    return bool(RANGED.fullmatch(gap) or between)


def _filled(first: Asked, last: Asked, grain: int) -> list[Asked]:
    """The periods from one to another: as long as the grain, or as the two where they are alike."""
    if first.period.start > last.period.end:
        first, last = last, first
    whole = Asked(Period(start=first.period.start, end=last.period.end), "range")
    if first.period.end >= last.period.start or first.period.days == 1:
        return [first, last]
    if grain and {grain} != {months_in(first.period), months_in(last.period)}:
        return _cut(whole, grain)
    if months_in(first.period) != months_in(last.period):
        return [first, last]
    between = _steps(whole.period, months_in(first.period))
    named = [Asked(_named_like(first, period), first.kind) for period in between[1:-1]]
    return [first, *named, last]


def _named_like(first: Asked, period: Period) -> Period:
    """A later period under the name of its year, where the first is so named."""
    if first.kind != "bare year" or not first.period.label.isdigit():
        return period
    year = int(first.period.label) + period.start.year - first.period.start.year
    return period.model_copy(update={"label": str(year)})


def _cut(asked: Asked, grain: int) -> list[Asked]:
    """A period cut into parts of so many months; itself where it isn't longer."""
    if not grain or asked.period.days == 1 or months_in(asked.period) <= grain:
        return [asked]
    kinds = {months: kind for kind, months in _MONTHS_OF.items()}
    return [Asked(part, kinds[grain]) for part in _steps(asked.period, grain)]  # type: ignore[arg-type]


def _steps(whole: Period, months: int) -> list[Period]:
    """The stretches of so many months that follow one another from the start of a period to its end."""
    start = whole.start
    count = months_in(whole) // months
    return [
        Period(
            start=month_start(start.year, start.month + number * months),
            end=month_end(start.year, start.month + (number + 1) * months - 1),
        )
        for number in range(count)
    ]
