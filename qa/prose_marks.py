"""Where the words stand that give a number in prose its meaning: metric, period, unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.model import Period
from qa.prose import Statement
from qa.scope import Scope
from qa.units import Measure, Quantity

Span = tuple[int, int]

_BACK = 2000  # characters before a sentence in which a heading or a period in force can stand
_GAP = 60  # characters that a label may have lost: periods, footnotes, markup


def marks_of(text: str, offset: int, statement: Statement, scope: Scope, inherited: Period | None) -> Iterator[Span]:
    """The [start, end) in the document of the words about a number of ``text``, which begins at ``offset``.

    ``inherited`` is the period in force, for a number whose sentence names none.
    """
    yield from _own(text, offset, statement)
    if not statement.label or statement.label not in statement.sentence:
        yield from _above(statement.label or statement.lead or scope.topic, offset, scope)
    if statement.period:
        yield offset + statement.period.start, offset + statement.period.end
    elif inherited and not statement.compared:
        yield from _above(inherited.label, offset, scope)
    if scope.measure and _uses(scope.measure, statement.quantity):
        yield scope.measure.start, scope.measure.end


def _own(text: str, offset: int, statement: Statement) -> Iterator[Span]:
    """The label in the number's own sentence, and the words of unit, scale and qualifier around its digits."""
    quantity, (start, end) = statement.quantity, statement.at
    words = statement.label or statement.lead
    found = _found(words, text, start, quantity.first) or _found(words, text, quantity.last, end)
    around = ((quantity.first, quantity.start), (quantity.end, quantity.last))
    for first, last in filter(None, (found, *around)):
        inner = text[first:last].strip()
        if any(ch.isalnum() or ch in "%$¥€£~" for ch in inner):
            at = text.index(inner, first)
            yield offset + at, offset + at + len(inner)


def _above(words: str, offset: int, scope: Scope) -> Iterator[Span]:
    """The last place above in the section where some words stand."""
    start = max(scope.section.start, offset - _BACK)
    at = scope.document.text.rfind(words, start, offset) if words else -1
    if at >= 0:
        yield at, at + len(words)


def _uses(measure: Measure, quantity: Quantity) -> bool:
    return quantity.bare and measure.end > measure.start


def _found(words: str, text: str, start: int, end: int) -> Span | None:
    """Where some words last stand in ``text[start:end]``, else where they do with a period or a mark between them."""
    for pattern in _patterns(words) if start < end else ():
        matches = list(pattern.finditer(text, start, end))
        if matches:
            return matches[-1].span()
    return None


@lru_cache(maxsize=4096)
def _patterns(words: str) -> tuple[re.Pattern[str], ...]:
    said = [re.escape(word) for word in words.split()]
    whole = r"\W{1,9}".join(said)
    parted = rf"{said[0]}\b.{{0,{_GAP}}}?\b{said[-1]}" if len(said) > 1 else whole
    return (re.compile(whole), re.compile(parted)) if said else ()
