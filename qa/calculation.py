"""A calculation that a question asks for: a formula, and a question of its own for each operand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.asked_periods import asked_periods
from qa.model import FiscalCalendar, Period, Status
from qa.periods import find_periods, in_words
from qa.question import Asked
from qa.timeline import run_of


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


def times_named(text: str) -> Iterator[str]:
    """The words by which a text names times."""
    yield from (text[one.start : one.end] for one in asked_periods(text, FiscalCalendar()))


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
