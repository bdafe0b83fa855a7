"""Figures from sentences, bullets and wordy cells: statements put into the scope that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from qa.knowledge import lexicon
from qa.model import Figure, Period, Status
from qa.prose import Statement, statements
from qa.prose_marks import marks_of
from qa.scope import Scope, announces_target, counted_in
from qa.units import Measure, Quantity, apply, read_as
from qa.vocabulary import concepts

_SCANNED = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # 1.600 for 1,600
_WHOLE = 1000  # a bare number from here on counts in the unit line's scale


def figures_in_prose(
    text: str,
    offset: int,
    scope: Scope,
    *,
    label: str = "",
    period: Period | None = None,
    marks: tuple[tuple[int, int], ...] = (),
) -> Iterator[Figure]:
    """The figures that ``text``, which begins at ``offset`` of the document, states.

    ``label`` heads the text, as a row label heads a wordy cell; ``period`` holds where the text names none.
    """
    unit = ""
    balance: Period | None = None
    for statement in statements(text, scope.document.calendar):
        quantity = _measured(text, statement, scope, label, unit)
        inherited = period or scope.period_for(statement.status)
        unit = quantity.unit if statement.status != "change" else unit
        yield scope.figure(
            replace(quantity, value=quantity.value * statement.sign),
            offset=offset,
            context=_context(statement, label, scope),
            period=_period(statement, balance, inherited),
            status=_status(statement, label, scope),
            marks=tuple(dict.fromkeys([*marks, *marks_of(text, offset, statement, scope, inherited)])),
        )
        balance = _point(statement) if statement.period else balance


def _context(statement: Statement, label: str, scope: Scope) -> tuple[str, ...]:
    """The words about a number, nearest first: its label (or what it stands under, where it has none), the opening
    of its sentence, the sentence."""
    own = [part for part in (statement.label, label, statement.lead) if part]
    nearest = own or [part for part in (scope.topic,) if part]
    return tuple(dict.fromkeys([*nearest, statement.sentence]))


def _period(statement: Statement, balance: Period | None, inherited: Period | None) -> Period | None:
    """The statement's own period, else the one in force, which is not that of a number compared with. A balance is
    of the date of the ``balance`` told of before it."""
    if statement.period:
        return statement.period.period
    if statement.compared:
        return None
    return balance if balance and _is_balance(statement) else inherited


def _point(statement: Statement) -> Period | None:
    """The point in time that a statement names."""
    return statement.period.period if statement.period and statement.period.period.days == 1 else None


def _is_balance(statement: Statement) -> bool:
    kinds = {concept.kind for concept in concepts(f"{statement.label} : {statement.lead}")}
    return statement.status != "change" and kinds == {"stock"}


def _status(statement: Statement, label: str, scope: Scope) -> Status:
    announced = scope.status == "target" or announces_target(label)
    return "target" if statement.status == "actual" and announced else statement.status


def _measured(text: str, statement: Statement, scope: Scope, label: str, unit: str) -> Quantity:
    """The statement's quantity with a unit: its own, what its words count, the level's before it, the unit line's."""
    quantity = _rescanned(text, statement.quantity, scope)
    if quantity.unit:
        return apply(quantity, None)
    said = (f"{statement.label} {label}", statement.lead, scope.topic)
    counted = next(filter(None, map(counted_in, said)), "")
    if unit not in ("", "%") and (statement.status == "change" or lexicon.is_counting(unit)):
        counted = unit
    if counted:
        return apply(quantity, Measure(counted))
    large = abs(quantity.value) >= _WHOLE or quantity.value % 1
    return apply(quantity, scope.measure if large else None)


def _rescanned(text: str, quantity: Quantity, scope: Scope) -> Quantity:
    """A number whose comma was scanned as a point: a count has no three decimals, nor has an amount in a document
    that prints amounts of its scale whole."""
    if not _SCANNED.fullmatch(text[quantity.start : quantity.end]):
        return quantity
    counts = bool(quantity.unit) and quantity.scale <= 1 and lexicon.is_counting(quantity.unit)
    scale = scope.measure.scale if quantity.bare and scope.measure else quantity.scale
    if not counts and scale not in scope.whole_scales:
        return quantity
    printed = text[quantity.start : quantity.end]
    return replace(quantity, value=quantity.value * 1000, warning=read_as(printed, printed.replace(".", ",")))
