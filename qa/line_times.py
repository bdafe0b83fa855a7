"""For which time a line speaks, and how well that agrees with the time that a question asks for.

A line speaks of the periods that it names, or of the day that it begins with under the heading of a year; what it
stands under speaks of others, and its document came out on a day.
"""

from __future__ import annotations

import re
from datetime import date

from qa.asked_periods import told_when
from qa.kinds import kind_wanted
from qa.lines import Line
from qa.model import Document, Period
from qa.periods import periods_of
from qa.question import Asked, Question
from qa.slots import IN_MONTH, agreement

UNTOLD = 0.5
"""What agrees where a question, a line or a document names no time."""
SOON = 100
"""Days after the end of a period within which the documents about it come out."""
ABOUT = 0.6
"""What a document weighs that is on the month by which the one meant is called: it may have come out later."""
_SHORT_DAY = re.compile(r"\W*(?P<m>1[0-2]|0?[1-9])/(?P<d>[12]\d|3[01]|0?[1-9])(?=\s+[^\W\d])")
"""The day before what happened then, in a list of events."""


def times(question: Question, line: Line, document: Document) -> dict[str, float]:
    """How well the period asked for agrees with the line, with what it stands under and with when its document came
    out; the best of these; and whether the document is from when the question says that it is. The dates in a line
    that may answer "when" are no periods it speaks of."""
    asked = _asked(question, document)
    own = UNTOLD if kind_wanted(question) == "date" else _own(asked, line, document)
    published = _published(asked, document)
    above = max(published, _best(asked, _named(" . ".join((*line.above, document.title)), document)))
    told = _told(question, document)
    return {"period": own, "period above": above, "published": published, "timely": max(own, above), "told": told}


def _asked(question: Question, document: Document) -> tuple[Asked, ...]:
    """The periods that a question asks for, without those that only say which document it means."""
    told = {mention.period.label for mention in told_when(question.text, document.calendar)}
    return tuple(one for one in question.periods(document.calendar) if one.period.label not in told)


def _own(asked: tuple[Asked, ...], line: Line, document: Document) -> float:
    day = day_of(line, document) if asked else None
    if day and all(one.period.days == 1 for one in asked):
        return float(any(one.period.start == day.start for one in asked))
    return _best(asked, [day] if day else _named(line.text, document))


def _named(text: str, document: Document) -> list[Period]:
    return [mention.period for mention in periods_of(text, document.calendar)]


def _best(asked: tuple[Asked, ...], named: list[Period]) -> float:
    if not asked or not named:
        return UNTOLD
    return max(_agreement(asked, period) for period in named)


def _agreement(asked: tuple[Asked, ...], period: Period) -> float:
    """How well a period answers for those asked for; what happened on a day happened in any stretch around it; what
    was so on a day may be told of the quarter that it closed."""
    around = any(one.period.start <= period.start and period.end <= one.period.end for one in asked)
    closed = any(one.period.days == 1 and one.period.start == period.end for one in asked)
    return max(agreement(asked, period), IN_MONTH * float(closed or (around and period.days == 1)))


def day_of(line: Line, document: Document) -> Period | None:
    """The day with which a line begins, "12/18" under the heading of a year, as in a list of events."""
    said = _SHORT_DAY.match(line.text)
    years = (m.period for text in line.above for m in periods_of(text, document.calendar) if m.period.days > 360)
    year = next(years, None) if said else None
    if not said or not year:
        return None
    month, day = int(said["m"]), int(said["d"])
    for number in (year.start.year, year.end.year):
        on = _date(number, month, day)
        if on and year.start <= on <= year.end:
            return Period(start=on, end=on, label=said.group().strip())
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _published(asked: tuple[Asked, ...], document: Document) -> float:
    """Whether a document came out in the period asked for, in any way of reading that."""
    if not asked or document.date is None:
        return UNTOLD
    meant = [period for one in asked for period in (one.period, *one.others)]
    return float(any(period.start <= document.date <= period.end for period in meant))


def _told(question: Question, document: Document) -> float:
    """Whether a document is from when the question says that the one it means is: "the June 2031 presentation"; one on
    a longer period comes out soon after it."""
    told = told_when(question.text, document.calendar)
    if not told or document.date is None:
        return UNTOLD
    meant = [(mention.kind, one) for mention in told for one in (mention.period, *mention.others)]
    return max(_from(document.date, kind, period) for kind, period in meant)


def _from(day: date, kind: str, period: Period) -> float:
    first = period.start.replace(day=1) if kind == "month" else period.start
    if first <= day <= period.end:
        return 1.0
    about = 0 < (day - period.end).days <= SOON
    return float(about) * (ABOUT if kind == "month" else 1.0)
