"""Figures from sentences, bullets and wordy cells: statements put into the scope that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.model import Figure, Period
from qa.prose import Statement, statements
from qa.scope import Scope, announces_target, counted_in
from qa.units import Measure, Quantity, apply


def figures_in_prose(
    text: str, offset: int, scope: Scope, *, label: str = "", period: Period | None = None,
    marks: tuple[tuple[int, int], ...] = (),
) -> Iterator[Figure]:
    """The figures that ``text``, which begins at ``offset`` of the document, states.

    ``label`` heads the text, as a row label heads a wordy cell; ``period`` holds where the text names none.
    """
    unit = ""
    for statement in statements(text, scope.document.calendar):
        quantity = _measured(statement, scope, label, unit)
        unit = quantity.unit if statement.status != "change" else unit
        nearest = tuple(dict.fromkeys(part for part in (statement.label, label, statement.lead) if part))
        status = statement.status
        if status == "actual" and (scope.status == "target" or announces_target(label)):
            status = "target"
        yield scope.figure(
            replace(quantity, value=quantity.value * statement.sign),
            offset=offset,
            context=(*nearest, statement.sentence) if statement.sentence not in nearest else nearest,
            period=statement.period.period if statement.period else period or scope.period,
            status=status,
            marks=marks,
        )


def _measured(statement: Statement, scope: Scope, label: str, unit: str) -> Quantity:
    """The statement's quantity with a unit: its own, what its words count, the level's before it, the unit line's."""
    quantity = statement.quantity
    if quantity.unit:
        return apply(quantity, None)
    counted = counted_in(f"{statement.label} {label}") or counted_in(statement.lead)
    if statement.status == "change" and unit not in ("", "%"):
        counted = unit
    if counted:
        return apply(quantity, Measure(counted))
    printed = str(quantity.value)
    money = scope.measure if abs(quantity.value) >= 1000 or "." in printed else None
    return apply(quantity, money)
