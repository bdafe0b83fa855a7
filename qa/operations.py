"""The calculations that a question asks for: an operation, and a question of its own for each operand.

Operations are recognised by how plain English asks for them ("X as a percentage of Y", "change from P to Q"), never by
what they are applied to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from string import ascii_lowercase

from qa import cues
from qa import operation_cues as cue
from qa.asked_periods import asked_periods
from qa.formulas import Definition, defined_in, mean, total
from qa.model import FiscalCalendar, Period, Status
from qa.periods import before, find_periods, in_words, year_before
from qa.question import Asked
from qa.segments import completed, metric_in, parted, shared_parts
from qa.spans import rest_of, year_around
from qa.timeline import run_of

VERSIONS = ("revised", "original")
"""Of a target that was changed, the later first."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """A ``formula`` over a, b, …, and the question that each letter answers.

    ``name`` is what the result is called, ``unit`` its unit: "%", "part" (a percentage of a whole), "number", or "same"
    as the operands'. ``alike`` tells one thing at several times from several things at one time; with ``every`` the one
    operand stands for its whole row. ``period`` is the result's, where the operands don't tell. ``statuses`` are those
    that the operands must have (none: levels of one status), ``times`` theirs where they must be just these. ``rough``
    tells a result less exact than its operands, ``signed`` a difference whose operands are in order.
    """

    name: str
    formula: str
    operands: tuple[str, ...]
    unit: str = "same"
    alike: bool = False
    every: bool = False
    period: Period | None = None
    statuses: tuple[Status, ...] = ()
    times: tuple[Period, ...] = ()
    rough: bool = False
    signed: bool = False

    @property
    def is_change(self) -> bool:
        """True for what one thing has changed by."""
        return self.name == "change" or (self.name == "difference" and self.alike)


def calculations(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    """The calculations that a question asks for in so many words, the likeliest reading first."""
    if cue.NO_OPERATION.search(text):
        return
    text = _time_last(text)
    for readings in (
        _to_target(text, calendar),
        _averages(text, calendar),
        _shares(text, calendar),
        _defined(text),
        _changes(text, calendar),
        _differences(text),
        _signed_sums(text),
        _sums(text, calendar),
    ):
        found = [*readings]
        if found:
            yield from found
            return


def _time_last(text: str) -> str:
    """A question with the time that it opens with at its end: "in 1Q41, what is …?" asks "what is … in 1Q41?"."""
    opened = cue.TIME_FIRST.match(text)
    if not opened or not asked_periods(opened["time"], FiscalCalendar()):
        return text
    return f"{text[opened.end() :].rstrip('?. ')} {opened['time']}?"


# -- one thing at several times --------------------------------------------------------------------------------


def _changes(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    if not cue.CHANGED.search(text):
        return
    pairs = _two_times(text, calendar)
    share = bool(cue.CHANGE_OF_SHARE.search(text))
    percent = not share and bool(cue.PERCENT.search(text) or (cue.GROWTH.search(text) and not cue.AMOUNT.search(text)))
    bare = about(text, cue.FRAME, cue.THE_CHANGE, *(() if share else (cue.PERCENT,)))
    formula, unit = ("(a - b) / b * 100", "%") if percent else ("a - b", "same")
    change = Calculation("change", formula, (), unit, True)
    apart = cue.APART.search(text) and not percent
    for earlier, later in pairs:
        operands = at(bare, later, calendar), at(bare, earlier, calendar)
        yield replace(change, operands=operands, name="difference" if apart else "change")
    itself = cue.CHANGE_ITSELF.search(text) or cue.BOTH_PERIODS.search(text)
    if not pairs and itself and len(times_of(text, calendar)) < 2:
        bare = about(bare, cue.EVERY_PERIOD)
        yield replace(change, operands=(" ".join([bare, *_times_named(text)]),), every=True)


def _times_named(text: str) -> Iterator[str]:
    """The words by which a text names times."""
    yield from (text[one.start : one.end] for one in asked_periods(text, FiscalCalendar()))


def _two_times(text: str, calendar: FiscalCalendar) -> list[tuple[Asked, Asked]]:
    """The two times that a change may run between, earlier first; empty where the text doesn't tell two."""
    named = times_of(text, calendar)
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


_ENDS = re.compile(r"\s+(?:to|through|until|and)\s+|\s*[-–—~]\s*", re.IGNORECASE)


def times_of(text: str, calendar: FiscalCalendar) -> list[Asked]:
    """The times that a text names, in order; "between June 2011 and March 2012" names two."""
    run = [*run_of(text, calendar).asked]
    if len(run) == 1 and run[0].kind == "range":
        return _ends_of(text, calendar) or run
    return run


def _ends_of(text: str, calendar: FiscalCalendar) -> list[Asked]:
    mention = asked_periods(text, calendar)[0]
    words = text[mention.start : mention.end]
    spelt = re.match(r"(?:from|between)\s+", words, re.IGNORECASE)
    ends = _ENDS.split(words[spelt.end() :]) if spelt else []
    if len(ends) != 2:
        return []
    if not re.search(r"\d{4}", ends[0]):
        ends[0] = f"{ends[0]} {words[-4:]}"
    return [Asked(found.period, found.kind) for end in ends for found in find_periods(end, calendar)[:1]]


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
        bare = about(text, cue.FRAME, cue.THE_SUM, keep_periods=True)
        parts = shared_parts(bare, exact=bool(cue.SUM_AT_ANY_RATE.search(text)))
        if parts:
            yield Calculation("sum", total(len(parts)), tuple(parts))


# -- several things at one time --------------------------------------------------------------------------------


def _shares(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    if cue.CHANGED.search(text) or len({time.period.end for time in times_of(text, calendar)}) > 1:
        return
    for pattern in cue.PART_OF_WHOLE:
        found = pattern.search(text.rstrip("?. "))
        if found:
            rest = (found.groupdict().get("rest") or "").strip()
            part, whole = completed([found["a"], f"{found.groupdict().get('c') or found['b']} {rest}"])
            yield Calculation("share", "a / b * 100", (_plain(part), _plain(whole)), "part")
            parts = shared_parts(_plain(found["a"]), exact=True)
            formula = f"({total(len(parts))}) / {ascii_lowercase[len(parts)]} * 100"
            several = tuple(completed([*parts, _plain(whole)]))
            yield from [Calculation("share", formula, several, "part")] if parts else []
            return
    for pattern in cue.RATIO:
        found = pattern.search(text.rstrip("?. "))
        if found:
            formula, unit = ("a / b * 100", "%") if cue.PERCENT.search(text) else ("a / b", "number")
            yield Calculation("ratio", formula, tuple(map(_plain, completed([found["a"], found["b"]]))), unit)
            return


def _plain(text: str) -> str:
    return about(text, cue.FRAME, cue.PERCENT, keep_periods=True)


def _defined(text: str) -> Iterator[Calculation]:
    """A metric that a textbook defines by others, where the question names it."""
    plain = cue.USING.sub("", cue.HOW.sub("", text))
    bare = re.sub(r"\([^)]*\)", " ", plain) if defined_in(plain) else text
    found = defined_in(bare)
    if not found or cue.CHANGED.search(bare) or cue.AVERAGE.search(bare):
        return
    definition, match = found
    within = "".join(filter(None, match.groups()))
    yield of_definition(definition, bare[: match.start()], f"{within}{bare[match.end() :]}")


def of_definition(definition: Definition, head: str, tail: str) -> Calculation:
    """A definition applied to what a question says around the name of what is defined."""
    stripped = about(head, cue.FRAME, keep_periods=True)
    operands = tuple(f"{stripped} {operand} {tail}".strip() for operand in definition.operands)
    return Calculation(definition.names[0], definition.formula, operands, definition.unit)


def _differences(text: str) -> Iterator[Calculation]:
    found = cue.DIFFERENCE.search(text.rstrip("?. "))
    if found:
        head = re.sub(r"^(?:in|of)\s+", "", f"{found['mid']}".strip(), flags=re.IGNORECASE)
        lead = about(found["head"], cue.FRAME, keep_periods=True)
        parts = completed([f"{lead} {head} {found['a']}", f"{lead} {head} {found['b']}"])
        yield Calculation("difference", "a - b", tuple(map(_plain, parts)))
        return
    found = cue.MORE_THAN.search(text.rstrip("?. "))
    if found and metric_in(f"{found['a']} {found['b']}") and not re.match(r"\W*\d", found["b"]):
        yield Calculation("difference", "a - b", tuple(map(_plain, completed([found["a"], found["b"]]))), signed=True)


def _signed_sums(text: str) -> Iterator[Calculation]:
    """ "A plus B less C"; a tail that only the last part has counts for all."""
    bare = about(re.sub(r"\([^)]*\)", " ", text), cue.FRAME, keep_periods=True)
    pieces = cue.SIGN.split(bare)
    if len(pieces) < 3 or (not metric_in(pieces[-1]) and pieces[-2].lower() != "plus"):
        return
    signs = ["+" if word.lower() in ("plus", "added to") else "-" for word in pieces[1::2]]
    letters = ascii_lowercase[: len(signs) + 1]
    formula = letters[0] + "".join(f" {sign} {letter}" for sign, letter in zip(signs, letters[1:], strict=True))
    name = "sum" if set(signs) == {"+"} else "difference"
    yield Calculation(name, formula, tuple(completed(parted(pieces[::2]))), signed=True)


# -- results and targets -----------------------------------------------------------------------------------------


def _to_target(text: str, calendar: FiscalCalendar) -> Iterator[Calculation]:
    if not cues.TARGET.search(text):
        return
    times = times_of(text, calendar)
    metric = about(text, cue.FRAME, cue.THE_TARGET)
    if cue.REVISED.search(text) and len(times) == 1:
        yield _revision(text, calendar)
    elif cue.STILL_NEEDED.search(text) and times:
        yield from _remainder(text, metric, times, calendar)
    elif cue.AGAINST_TARGET.search(text) and len(times) == 1:
        operands = at(f"actual {metric}", times[0], calendar), at(f"{metric} {_which(text)} target", times[0], calendar)
        yield Calculation("difference from the target", "a - b", operands, statuses=("actual", "target"))


def _revision(text: str, calendar: FiscalCalendar) -> Calculation:
    """By how much a target was changed."""
    metric = about(text, cue.FRAME, cue.THE_CHANGE, cue.THE_REVISION, cue.THE_TARGET, cue.PERCENT)
    operands = tuple(at(f"{metric} {which} target", times_of(text, calendar)[0], calendar) for which in VERSIONS)
    formula, unit = ("(a - b) / b * 100", "%") if cue.PERCENT.search(text) else ("a - b", "same")
    return Calculation("change", formula, operands, unit, statuses=("target", "target"))


def _remainder(text: str, metric: str, times: Sequence[Asked], calendar: FiscalCalendar) -> Iterator[Calculation]:
    """What is left of a year's target for the rest of the year."""
    year = next((one for one in times if one.period.days > 360), None)
    rest = next((one.period for one in times if one.period.days < 360), None)
    whole = year or (Asked(year_around(rest, calendar), "year") if rest else None)
    if whole is None:
        return
    if rest and rest.start == whole.period.start:
        rest = Period(start=rest.end + timedelta(days=1), end=whole.period.end)
    rest = rest or rest_of(text, whole.period)
    if rest is None or rest.end != whole.period.end:
        return
    done = Asked(whole.period.model_copy(update={"end": before(rest).end, "label": ""}), "range")
    operands = at(f"{metric} {_which(text)} target", whole, calendar), at(metric, done, calendar)
    yield Calculation("still needed", "a - b", operands, period=rest, alike=True, statuses=("target", "actual"))


def _which(text: str) -> str:
    """Which of several targets a text speaks of, as it says it."""
    found = cue.WHICH_TARGET.search(text)
    return found.group() if found else ""


# -- words ---------------------------------------------------------------------------------------------------------


def about(text: str, *without: re.Pattern[str], keep_periods: bool = False) -> str:
    """What a text is about: without some patterns, and without the periods that it names."""
    if not keep_periods:
        for mention in reversed(asked_periods(text, FiscalCalendar())):
            text = f"{text[: mention.start]} {text[mention.end :]}"
    for pattern in without:
        text = pattern.sub(" ", text)
    return " ".join(text.split()).strip(" ,;:?.")


def at(text: str, asked: Asked, calendar: FiscalCalendar) -> str:
    """A question for what a text is about at one time, named as it was, or else by its dates."""
    named = asked_periods(asked.period.label, calendar)
    same = len(named) == 1 and (named[0].period.start, named[0].period.end) == (asked.period.start, asked.period.end)
    return f"{text}, {asked.period.label if same else in_words(asked.period)}"
