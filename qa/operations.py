"""The calculations that a question asks for: an operation, and a question of its own for each operand.

Operations are recognised by how plain English asks for them ("X as a percentage of Y", "change from P to Q"), never by
what they are applied to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from qa import cues
from qa import operation_cues as cue
from qa.asked_periods import asked_periods
from qa.calculation import Calculation, about, at, times_named, times_of
from qa.combinations import added, defined, differences, ratios_of_metrics, shares, signed_sums, spelt_out
from qa.formulas import mean, total
from qa.model import FiscalCalendar, Period
from qa.periods import before, year_before
from qa.question import Asked
from qa.segments import shared_parts
from qa.targets import to_target
from qa.timeline import run_of
from qa.vocabulary import terms


def calculations(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    """The calculations that a question asks for in so many words, the likeliest reading first."""
    if cue.NO_OPERATION.search(text):
        return
    text = _time_last(cues.ASIDE.sub(" ", text))
    for readings in (
        to_target(text, calendar),
        _averages(text, calendar),
        spelt_out(text),
        shares(text, calendar),
        defined(text),
        _changes(text, calendar),
        differences(text),
        signed_sums(text),
        _sums(text, calendar),
        ratios_of_metrics(text),
    ):
        found = [*readings]
        if found:
            yield from found
            return


def _time_last(text: str) -> str:
    """A question with the time that it opens with at its end: "in 1Q41, what is …?" asks "what is … in 1Q41?"."""
    opened = cue.TIME_FIRST.match(text)
    asks = opened and cue.ASKING.match(text, opened.end())
    if not opened or not asked_periods(opened["time"], FiscalCalendar()) or (not asks and terms(about(opened["time"]))):
        return text
    return f"{text[opened.end() :].rstrip('?. ')} {opened['time']}?"


# -- one thing at several times --------------------------------------------------------------------------------


def _changes(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    if not cue.CHANGED.search(text):
        return
    pairs = _two_times(text, calendar)
    share = bool(cue.CHANGE_OF_SHARE.search(text))
    percent = not share and bool(cue.PERCENT.search(text) or (cue.GROWTH.search(text) and not cue.AMOUNT.search(text)))
    counted = cue.PEOPLE.sub(" ", text) if any(term.name == "employees" for term in terms(text)) else text
    bare = about(counted, cue.FRAME, cue.THE_CHANGE, *(() if share else (cue.PERCENT,)))
    formula, unit = ("(a - b) / b * 100", "%") if percent else ("a - b", "same")
    change = Calculation("change", formula, (), unit, True)
    apart = cue.APART.search(text) and not percent
    for earlier, later in pairs:
        operands = at(bare, later, calendar), at(bare, earlier, calendar)
        yield replace(change, operands=operands, name="difference" if apart else "change")
    itself = cue.CHANGE_ITSELF.search(text) or cue.BOTH_PERIODS.search(text)
    if not pairs and itself and len(times_of(text, calendar)) < 2:
        bare = about(bare, cue.EVERY_PERIOD)
        yield replace(change, operands=(" ".join([bare, *times_named(text)]),), every=True)


def _two_times(text: str, calendar: FiscalCalendar) -> list[tuple[Asked, Asked]]:
    """The two times that a change may run between, earlier first; empty where the text doesn't tell two."""
    named = times_of(text, calendar)
    if len(asked_periods(text, calendar)) > 2 or cue.AND_THEN.search(text):
        return []
    if len(named) >= 2:
        return [(named[0], named[-1])]
    back = _step_back(text) if len(named) == 1 else None
    if back:
        return [(Asked(back(named[0].period), named[0].kind), named[0])]
    return [*_within_a_year(named[0])] if len(named) == 1 and cue.IN_THE_YEAR_TO.search(text) else []


def _within_a_year(year: Asked) -> Iterator[tuple[Asked, Asked]]:
    """What a change in a year runs between: the days that it follows and closes with, or it and the year before."""
    last = Period(start=year.period.end, end=year.period.end)
    yield Asked(year_before(last), "day"), Asked(last, "day")
    yield Asked(year_before(year.period), year.kind), year


def _step_back(text: str) -> Callable[[Period], Period] | None:
    """How far back what a text compares with lies: a year, or one period."""
    if cues.QOQ.search(text) or cue.PERIOD_BACK.search(text):
        return before
    return year_before if cues.YOY.search(text) or cue.YEAR_BACK.search(text) else None


def _averages(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    average, change = cue.AVERAGE.search(text), cue.CHANGED.search(text)
    if not average or (change and change.start() < average.start()):
        return
    times = times_of(text, calendar)
    bare = about(text, cue.FRAME, cue.THE_AVERAGE, cue.THE_SUM)
    if len(times) == 1 and cue.AVERAGE_OF_YEAR.search(text):
        times = [Asked(year_before(times[0].period), times[0].kind), *times]
    if len(times) > 1:
        yield Calculation("average", mean(len(times)), tuple(at(bare, one, calendar) for one in times), alike=True)
        return
    parts = shared_parts(about(text, cue.FRAME, cue.THE_AVERAGE, keep_periods=True), exact=True)
    if parts:
        yield Calculation("average", mean(len(parts)), tuple(parts))
    if not times:
        bare = about(bare, cue.EVERY_PERIOD)
        yield Calculation("average", "a", (bare,), alike=True, every=True)


def _sums(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    text = cue.PARTS_ADDED.sub(" both quarters together", text)
    if not cue.SUM.search(text) or cue.CHANGED.search(text):
        return
    run = run_of(text, calendar)
    singular = cue.SINGULAR.search(text)
    if not run.asked and cue.EVERY_PERIOD.search(text):
        bare = about(text, cue.FRAME, cue.THE_SUM, cue.EVERY_PERIOD)
        yield Calculation("sum", "", (bare,), alike=True, every=True)
        return
    if len(run.asked) > 1 and (cue.SUM_AT_ANY_RATE.search(text) or singular or run.grain):
        bare = about(text, cue.FRAME, cue.THE_SUM)
        yield Calculation("sum", total(len(run.asked)), tuple(at(bare, one, calendar) for one in run.asked), alike=True)
    elif len(run.asked) < 2:
        yield from added(text)
