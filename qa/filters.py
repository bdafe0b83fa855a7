"""Filters: which of a library's figures are wanted, by what they count, of what, when, in which unit and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from qa.model import Figure, Status
from qa.periods import find_periods, name_of
from qa.shelf import Shelf
from qa.units import find_measure
from qa.vocabulary import folded_words, keys, terms

NO_UNIT = "none"
"""How figures without a unit are asked for."""
LISTED = 12
"""Periods that a message names at most."""

Test = Callable[[Figure], bool]


class UnknownFilter(ValueError):
    """A unit, status or period that can't be what any figure has; the message lists those that there are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figures are wanted. What is None or "" lets every figure through.

    ``metric`` and ``subject`` are words, met by meaning: every word must be said, in any of the field's names for it
    and, for a subject, any that a document introduces. ``period`` is a text that names one or more, read in each
    company's calendar. ``unit`` is a unit or a word for one ("yen", "headcount"), or "none".
    """

    metric: str | None = None
    subject: str | None = None
    period: str | None = None
    unit: str | None = None
    status: str | None = None


def filtered(shelf: Shelf, wanted: Wanted, docs: Sequence[str] | None = None) -> list[Figure]:
    """The figures of the documents named, or of all, that are wanted, in reading order; raises UnknownFilter."""
    held = [f for f in shelf.figures if docs is None or (f.source and f.source.doc in docs)]
    tests = [
        make(text, held, shelf)
        for text, make in (
            (wanted.status, _of_status),
            (wanted.unit, _in_unit),
            (wanted.period, _of_period),
            (wanted.subject, _of_subject),
            (wanted.metric, _of_metric),
        )
        if text
    ]
    return [figure for figure in held if all(test(figure) for test in tests)]


def label_words(figure: Figure) -> frozenset[str]:
    """Everything that a term may meet in a figure's label and what stands right above it."""
    return keys(" ".join(figure.context[:3]))


def _of_metric(text: str, _held: Sequence[Figure], _shelf: Shelf) -> Test:
    wanted = frozenset(term.name for term in terms(text))
    return lambda figure: wanted <= label_words(figure)


def _of_subject(text: str, _held: Sequence[Figure], shelf: Shelf) -> Test:
    """A figure without a subject of its own is of those that its label names."""
    ways = [frozenset(term.name for term in terms(text))]
    ways += map(frozenset, shelf.names.get(folded_words(text), ()))

    def is_of(figure: Figure) -> bool:
        said = keys(figure.subject) if figure.subject else label_words(figure)
        return any(way <= said for way in ways)

    return is_of


def _of_period(text: str, held: Sequence[Figure], shelf: Shelf) -> Test:
    if not any(find_periods(text, document.calendar) for document in shelf.documents):
        raise UnknownFilter(f"{text!r} names no period; there are figures for {_listed(_periods(held, shelf))}")
    return lambda figure: shelf.is_of(figure, text)


def _periods(held: Iterable[Figure], shelf: Shelf) -> Iterable[str]:
    for figure in held:
        if figure.period and figure.source:
            yield name_of(figure.period, shelf.document(figure.source.doc).calendar)


def _in_unit(text: str, held: Sequence[Figure], _shelf: Shelf) -> Test:
    meant = _units_meant(text, {figure.unit for figure in held})
    if not meant:
        names = _listed(figure.unit or NO_UNIT for figure in held)
        raise UnknownFilter(f"no figure has the unit {text!r}; there are {names}")
    return lambda figure: figure.unit in meant


def _units_meant(text: str, units: Iterable[str]) -> frozenset[str]:
    """The units that a text means: those so written, else the one that it is a form of, else those of its meaning."""
    wanted = text.strip().casefold()
    same = frozenset(unit for unit in units if (unit or NO_UNIT).casefold() == wanted)
    measure = find_measure(text)
    named = same or frozenset(unit for unit in units if measure and unit == measure.unit)
    said = frozenset(term.name for term in terms(text))
    return named or frozenset(unit for unit in units if said and said <= keys(unit))


def _of_status(text: str, _held: Sequence[Figure], _shelf: Shelf) -> Test:
    wanted = text.strip().casefold()
    if wanted not in get_args(Status):
        raise UnknownFilter(f"{text!r} is no status; there are {', '.join(get_args(Status))}")
    return lambda figure: figure.status == wanted


def _listed(names: Iterable[str]) -> str:
    """Names in words, those that come most often first, and how many more there are."""
    ranked = [name for name, _ in Counter(names).most_common()]
    more = f" and {len(ranked) - LISTED:,} more" if len(ranked) > LISTED else ""
    return f"{', '.join(ranked[:LISTED])}{more}" if ranked else "none"
