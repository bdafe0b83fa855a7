"""How well what a figure is agrees with what a question asks, slot by slot, each from 0 to 1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from qa.knowledge import lexicon
from qa.model import Document, Figure, Period, Status
from qa.question import Asked, Question
from qa.vocabulary import keys

MONTH = 31  # days up to which "as of June" and "June 30" are the same
IN_MONTH = 0.8
"""What a figure of some day in a month weighs against that month."""
VAGUE = 5  # days up to which "mid-August" and "the end of May" may miss the day that is meant
_VAGUELY = re.compile(
    r"(?:the |at )*(?:mid|near|around|about|towards?|close to|just|end)\b|.*[a-z.][ -]end\b", re.IGNORECASE
)
_CLOSING = re.compile(r"\b(?:end|close)(?: of)?(?: the)? (?P<year>(?:19|20)\d\d)$", re.IGNORECASE)
YEAR_END = 0.75
"""What the last day of a calendar year weighs where "the end of 2031" may be the fiscal year's as well."""
_SEASON = re.compile(r"(?:spring|summer|autumn|fall|winter)\b(?! quarter)", re.IGNORECASE)
UNKNOWN_PERIOD = 0.4
"""What a figure without a period weighs against any period asked for."""
FOREIGN = 0.4
"""What an amount in another currency than the document's main one weighs, where none was asked for."""
STATUS: dict[Status | None, dict[Status, float]] = {
    None: {"actual": 1.0, "target": 0.3, "change": 0.1},
    "actual": {"actual": 1.0, "target": 0.1, "change": 0.1},
    "change": {"actual": 0.7, "target": 0.2, "change": 1.0},
    "target": {"actual": 0.5, "target": 1.0, "change": 0.1},
}
"""By the status asked for (None: any result), what a figure of each status weighs."""

_BASES = re.compile(
    r"\b(?:(?P<yoy>YoY|year[- ](?:on|over)[- ]year)|(?P<qoq>QoQ|quarter[- ](?:on|over)[- ]quarter))\b", re.IGNORECASE
)


# -- period ------------------------------------------------------------------------------------------------


def agreement(asked: Sequence[Asked], period: Period | None, kind: str = "") -> float:
    """How well a period answers for any of those asked for; 0.5 where none was asked for. ``kind`` is how what is
    asked about lives in time: a flow has no value at a point."""
    return max((_agreement(one, period, kind) for one in asked), default=0.5)


def _agreement(asked: Asked, period: Period | None, kind: str) -> float:
    if period is None:
        return UNKNOWN_PERIOD
    apart = abs((asked.period.end - period.end).days) if asked.period.days == period.days == 1 else MONTH
    if apart <= 1:
        return 1.0  # what a day opens with is what the day before closed with
    if apart <= VAGUE and _VAGUELY.match(asked.period.label):
        return IN_MONTH
    if asked.period.end == period.end:
        return _closing_together(asked.period, period, kind)
    roughly = _told_roughly(asked, period, kind)
    return roughly or (_in_year(asked, period) if asked.kind in ("bare year", "year") else 0.0)


def _told_roughly(asked: Asked, period: Period, kind: str) -> float:
    if _is_within(asked, period) and (period.days == 1 or kind != "flow"):
        return IN_MONTH
    return YEAR_END if _closes_calendar_year(asked, period) else 0.0


def _closes_calendar_year(asked: Asked, period: Period) -> bool:
    """Whether a day is the last one of the calendar year at whose end a question asks: "the end of 2031"."""
    named = _CLOSING.search(asked.period.label) if asked.kind == "day" else None
    return named is not None and period.start == period.end == date(int(named["year"]), 12, 31)


def _is_within(asked: Asked, period: Period) -> bool:
    """Whether a figure's day lies in the month asked for, or its month or day in the season: "spring 2031" tells no
    more than about when."""
    inside = asked.period.start <= period.start and period.end <= asked.period.end
    longest = MONTH if _SEASON.match(asked.period.label) else 1 if asked.kind == "month" else 0
    return inside and period.days <= longest


def _closing_together(want: Period, period: Period, kind: str) -> float:
    """A point in time answers for the period that it closes, as balance sheets do, and what is counted under the name
    of a period was counted at its end; a month may stand for the quarter or half that it closes; a cumulative period
    never stands for its last part."""
    if abs((want.start - period.start).days) <= 1 or max(want.days, period.days) <= MONTH:
        return 1.0
    if period.days == 1:
        return 0.5 if kind == "flow" else 0.85
    if want.days <= MONTH:
        return {"stock": 0.4, "count": 0.75}.get(kind, 0.6)
    return 0.1


def _in_year(asked: Asked, period: Period) -> float:
    """A bare year may be fiscal or calendar: what ends in the calendar year may be meant. A fiscal year may close on
    a day that the document's calendar does not tell."""
    named = re.search(r"(?:19|20)\d\d", asked.period.label)
    if named is None or period.end.year != int(named.group()):
        return 0.0
    if asked.kind == "year":
        return 0.45 if period.days == 1 else 0.0
    return 0.7 if period.days > 360 else 0.4


# -- unit, status, base ------------------------------------------------------------------------------------


def unit_fit(question: Question, unit: str, is_main: bool) -> float:
    """How well a figure's unit answers for the one asked for. Money that nobody asked for in a currency of its own
    is expected in the currency that is its document's main one."""
    wanted = question.unit
    share = unit in ("%", "pt")
    if wanted in ("", "money") and lexicon.is_currency(unit):
        return 1.0 if is_main else FOREIGN
    if wanted == "money":
        return 0.1 if not share else 0.6 if question.status == "change" else 0.3
    if wanted == "count":
        return 0.0 if share or lexicon.is_currency(unit) else _count_fit(question, unit)
    if wanted == "%":
        return 1.0 if share else 0.3 if unit else 0.6
    return float(unit == wanted) if wanted else 0.6 if share else 1.0


def _count_fit(question: Question, unit: str) -> float:
    """How well a counted thing is the one asked for; a physical unit such as "Gbps" counts nothing."""
    asked = {term.name for term in question.terms} | {word for term in question.terms for word in term.words}
    if asked & keys(unit):
        return 1.0
    return 0.3 if unit in lexicon.PHYSICAL else 0.8


def status_fit(question: Question, status: Status) -> float:
    """How well a result, target or change answers for what was asked."""
    return STATUS[question.status][status]


def base_of(figure: Figure, document: Document) -> str:
    """What a change is measured against, as its header or the words after it say: "YoY", "QoQ" or ""."""
    if figure.status != "change" or figure.source is None:
        return ""
    headers = [text for text in figure.context[:2] if len(text) < 40]
    after = document.text[figure.source.end : figure.source.end + 40]
    found = next(filter(None, map(_BASES.search, (*headers, after))), None)
    return "" if found is None else "YoY" if found["yoy"] else "QoQ"


def base_fit(question: Question, base: str) -> float:
    """How well what a change is measured against agrees with the question."""
    return 0.5 if not question.change or not base else float(question.change == base)
