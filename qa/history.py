"""Histories: what documents state of one thing, period after period, as a line of points that can be compared.

Figures stand in one line when company, metric, subject, unit, status and kind of period agree: a quarter is never
beside a half, a cumulative nine months never beside a quarter, yen never beside dollars.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from math import gcd
from typing import Self

from qa.bind import significant
from qa.fiscal import month_end, month_start, name_of
from qa.identity import line_of
from qa.model import Document, Figure, FiscalCalendar, Period, Status, Value
from qa.rounding import agree

KINDS = {1: "month", 3: "quarter", 6: "half", 9: "nine months", 12: "year"}
"""What a stretch of so many months is called."""
MOST = 400
"""Steps from the first point to the last beyond which gaps aren't shown."""


class Point(Value):
    """One period of a history. ``figures`` state its value alike, the most precise first; ``rivals`` state another
    for the same period. A period that nothing is stated for, between two that something is, has neither: a gap."""

    period: Period
    figures: tuple[Figure, ...] = ()
    rivals: tuple[Figure, ...] = ()


class History(Value):
    """A line of points in order of time. ``kind`` is what each of their periods is: "quarter", "half", "nine months",
    "year", "month", "instant", or a number of months or days. Periods are named in the company's own calendar."""

    metric: str
    subject: str | None
    unit: str
    status: Status
    kind: str
    points: tuple[Point, ...]

    @property
    def stated(self) -> tuple[Point, ...]:
        """The points that are no gaps."""
        return tuple(point for point in self.points if point.figures)

    @classmethod
    def of(cls, figures: Sequence[Figure], calendar: FiscalCalendar) -> Self:
        """The history of figures that have a period, of which at least one, and that stand in one line."""
        first = figures[0]
        assert first.period
        metric = Counter(figure.metric for figure in figures).most_common(1)[0][0]
        by_period: dict[tuple[object, object], list[Figure]] = defaultdict(list)
        for figure in figures:
            if figure.period:
                by_period[figure.period.end, figure.period.start].append(figure)
        points = [_point(by_period[dates], metric, calendar) for dates in sorted(by_period)]
        return cls(
            metric=metric,
            subject=Counter(figure.subject for figure in figures).most_common(1)[0][0],
            unit=first.unit,
            status=first.status,
            kind=kind_of(first.period),
            points=tuple(_with_gaps(points, calendar)),
        )


def histories(figures: Iterable[Figure], documents: Iterable[Document]) -> list[History]:
    """Every line of two or more periods that figures of some documents make, those with most periods first."""
    by_name = {document.name: document for document in documents}
    lines: dict[Hashable, list[Figure]] = defaultdict(list)
    for figure in figures:
        own = line_of(figure, by_name[figure.source.doc]) if figure.source else None
        if own and figure.period:
            lines[own, _rhythm(figure.period)].append(figure)
    made = [History.of(line, by_name[line[0].source.doc].calendar) for line in lines.values() if line[0].source]
    return sorted((one for one in made if len(one.stated) > 1), key=lambda one: -len(one.stated))


def one_history(figures: Sequence[Figure], calendar: FiscalCalendar) -> History | None:
    """The history of figures that are known to be of one thing; None where their units, statuses or kinds of period
    differ, or there are fewer than two periods."""
    dated = [(figure, figure.period) for figure in figures if figure.period]
    kinds = {(figure.unit, figure.status, *_rhythm(period)) for figure, period in dated}
    if len(kinds) != 1 or len(dated) < len(figures):
        return None
    made = History.of(figures, calendar)
    return made if len(made.stated) > 1 else None


# -- kinds of period ---------------------------------------------------------------------------------------


def kind_of(period: Period) -> str:
    """What a period is by its length."""
    months = _months(period)
    if period.days == 1:
        return "instant"
    return KINDS.get(months, f"{months} months") if months else f"{period.days} days"


def _rhythm(period: Period) -> tuple[str, int]:
    """A period's kind and, for a quarter and longer, the month in which such periods end first in a year: years that
    end in March and in December don't follow one another."""
    months = _months(period)
    return kind_of(period), period.end.month % (12 if months % 12 == 9 else months) if months > 1 else 0


def _months(period: Period) -> int:
    """How many whole calendar months a period is; 0 for any other."""
    whole = period.start.day == 1 and period.end == month_end(period.end.year, period.end.month)
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1 if whole else 0


# -- points ------------------------------------------------------------------------------------------------


def _point(figures: Iterable[Figure], metric: str, calendar: FiscalCalendar) -> Point:
    """One period: of several values the one that most documents state, then most places, then the one under the
    line's own label, then the one with most digits."""
    alike: list[list[Figure]] = []
    for figure in sorted(figures, key=significant, reverse=True):
        group = next((group for group in alike if agree(figure, group[0])), None)
        if group is None:
            alike.append([figure])
        else:
            group.append(figure)

    def support(group: Sequence[Figure]) -> tuple[int, int, bool, int]:
        documents = {figure.source.doc for figure in group if figure.source}
        return len(documents), len(group), any(f.metric == metric for f in group), significant(group[0])

    alike.sort(key=support, reverse=True)
    rivals = (figure for group in alike[1:] for figure in group)
    return Point(period=_named(alike[0][0].period, calendar), figures=tuple(alike[0]), rivals=tuple(rivals))


def _named(period: Period | None, calendar: FiscalCalendar) -> Period:
    assert period
    return period.model_copy(update={"label": name_of(period, calendar)})


def _with_gaps(points: Sequence[Point], calendar: FiscalCalendar) -> list[Point]:
    """The points, and a gap for each period between them that the documents leave out of their own rhythm."""
    ends = [point.period.end for point in points]
    whole = points[0].period.days == 1 or _months(points[0].period)
    if not whole or any(end != month_end(end.year, end.month) for end in ends):
        return list(points)
    months = [end.year * 12 + end.month for end in ends]
    step = gcd(12, *(later - earlier for earlier, later in pairwise(months)))
    if months[-1] - months[0] > MOST * step:
        return list(points)
    there = dict(zip(months, points, strict=True))
    wanted = range(months[0], months[-1] + 1, step)
    return [there.get(month) or _gap(points[0].period, month, calendar) for month in wanted]


def _gap(like: Period, month: int, calendar: FiscalCalendar) -> Point:
    """A gap as long as another period, in the month counted from the year 0 with which it ends."""
    end = month_end(0, month)
    start = end if like.days == 1 else month_start(end.year, end.month - _months(like) + 1)
    return Point(period=_named(Period(start=start, end=end), calendar))
