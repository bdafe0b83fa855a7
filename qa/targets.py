"""Calculations with targets: by how much one was changed, what is left of it, how far a result is from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from qa import cues
from qa import operation_cues as cue
from qa.asked_periods import asked_periods
from qa.calculation import Calculation, about, at
from qa.forms import version_of
from qa.model import FiscalCalendar, Period
from qa.periods import before
from qa.question import Asked
from qa.spans import done_of, rest_of, year_around

VERSIONS = ("revised", "original")
"""Of a target that was changed, the later first."""
MONTH = 31
"""Days of the longest period that no target is set for: it tells when one was changed."""


def to_target(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    """The calculations with a target that a question asks for."""
    if not cues.TARGET.search(text):
        return
    named = (Asked(one.period, one.kind) for one in asked_periods(text, calendar))
    times = [one for one in named if one.period.days > MONTH]
    if cue.STILL_NEEDED.search(text) and times:
        yield from _remainder(text, times, calendar)
    elif cue.REVISED.search(text) and cue.HOW_REVISED.search(text) and len(times) == 1:
        yield _revision(text, times[0], calendar)
    elif cue.PART_OF_TARGET.search(text) and times:
        yield from _progress(text, times, calendar)
    elif cue.AGAINST_TARGET.search(text) and len(times) == 1:
        operands = at(_metric(text), times[0], calendar), at(_target(text), times[0], calendar)
        formula, unit = _as_change(text)
        yield Calculation("difference from the target", formula, operands, unit, statuses=("actual", "target"))


def _as_change(text: str) -> tuple[str, str]:
    """The formula and the unit of how far one is from another."""
    return ("(a - b) / b * 100", "%") if cue.PERCENT.search(text) else ("a - b", "same")


def _metric(text: str) -> str:
    return about(text, cue.FRAME, cue.THE_TARGET, cue.PERCENT)


def _target(text: str) -> str:
    """A question for the target, in the version that a text speaks of."""
    return f"{_metric(text)} {version_of(text)} target"


def _revision(text: str, time: Asked, calendar: FiscalCalendar) -> Calculation:
    """By how much a target was changed."""
    metric = about(text, cue.FRAME, cue.THE_CHANGE, cue.THE_REVISION, cue.THE_TARGET, cue.PERCENT)
    operands = tuple(at(f"{metric} {which} target", time, calendar) for which in VERSIONS)
    formula, unit = _as_change(text)
    return Calculation("change", formula, operands, unit, statuses=("target", "target"))


def _remainder(text: str, times: Sequence[Asked], calendar: FiscalCalendar) -> Iterator[Calculation]:
    """What is left of a year's target for the rest of the year."""
    whole = _year_of(times, calendar)
    rest = next((one.period for one in times if one.period.days < 360), None)
    if rest and rest.start == whole.period.start:
        rest = _after(rest, whole.period)
    done = done_of(text, whole.period)
    rest = rest or rest_of(text, whole.period) or (_after(done, whole.period) if done else None)
    if rest is None or rest.end != whole.period.end:
        return
    so_far = Asked(whole.period.model_copy(update={"end": before(rest).end, "label": ""}), "range")
    operands = at(_target(text), whole, calendar), at(_metric(text), so_far, calendar)
    yield Calculation("still needed", "a - b", operands, period=rest, alike=True, statuses=("target", "actual"))


def _progress(text: str, times: Sequence[Asked], calendar: FiscalCalendar) -> Iterator[Calculation]:
    """What part of a target was reached, by then or by the end of its own period."""
    whole = _year_of(times, calendar) if len(times) > 1 else times[0]
    told = next((one for one in times if one.period != whole.period), None)
    spoken = done_of(text, whole.period)
    done = told or (Asked(spoken, "range") if spoken else whole)
    operands = at(_metric(text), done, calendar), at(_target(text), whole, calendar)
    apart = done.period != whole.period
    yield Calculation("share", "a / b * 100", operands, "%", alike=apart, statuses=("actual", "target"))


def _year_of(times: Sequence[Asked], calendar: FiscalCalendar) -> Asked:
    """The year that is named, or the one around what is."""
    year = next((one for one in times if one.period.days > 360), None)
    return year or Asked(year_around(times[0].period, calendar), "year")


def _after(done: Period, year: Period) -> Period:
    return Period(start=done.end + timedelta(days=1), end=year.end)
