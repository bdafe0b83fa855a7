"""What is left without a part: "revenue excluding equipment sales".

Where the rest has a figure of its own that never held the part, since both add up to another beside them, that figure
answers; else the part is taken off the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from qa.calculation import Calculation, about
from qa.form_cues import EXCLUDING
from qa.inquiry import Inquiry
from qa.knowledge.lexicon import is_currency
from qa.model import Figure, FiscalCalendar
from qa.operands import Derived, bound
from qa.operations import calculations
from qa.rounding import step
from qa.segments import completed, metric_in

ALONE = "a"
"""The formula of a figure that is left as it is."""
TELLING = Decimal("0.05")
"""Part of an amount that its rounding may be, for a sum that holds to be no chance."""


def without(inquiry: Inquiry, calendar: FiscalCalendar) -> Derived | None:
    """What a question asks for without what it leaves out; None where it leaves nothing out, or where the documents
    have a figure that leaves it out already."""
    rest, part = _apart(inquiry.question.text)
    if not part or inquiry.question.status == "change" or any(calculations(rest, calendar)) or _is_left_out(inquiry):
        return None
    plain = bound(inquiry, Calculation("", ALONE, (rest,)))
    taken = bound(inquiry, Calculation("difference", "a - b", (rest, _of(rest, part)), signed=True))
    if not plain or not taken or plain.operands[0] != taken.operands[0]:
        return None
    whole, less = taken.operands
    if _add_up(inquiry, taken.operands):
        return plain
    return taken if less.value < whole.value and is_currency(whole.unit) else None


def _apart(text: str) -> tuple[str, str]:
    """A question without what it leaves out, and that; empty where it leaves nothing out."""
    said = EXCLUDING.search(text)
    if not said:
        return text, ""
    return about(f"{text[: said.start()]} {text[said.end('what') :]}", keep_periods=True), said["what"].strip()


def _of(rest: str, part: str) -> str:
    """A question for what is left out, of whom and when the rest is asked for."""
    metric = metric_in(rest)
    asked = completed([rest, part])[1]
    owner = about(rest.replace(metric, " ") if metric and metric in rest else "")
    return f"{owner} {asked}"


def _is_left_out(inquiry: Inquiry) -> bool:
    """Whether the words around the likeliest figure leave out what the question does."""
    best = inquiry.candidates[:1]
    return bool(best and EXCLUDING.search(" ".join(best[0].figure.context[:2])))


def _add_up(inquiry: Inquiry, parts: Sequence[Figure]) -> bool:
    """Whether some figure beside two others is their sum, of which each is a part."""
    one, other = parts
    slack = step(one) + step(other)
    if slack > TELLING * min(abs(one.value), abs(other.value)):
        return False
    return any(
        figure.unit == one.unit
        and figure.period == one.period
        and bool(figure.source and one.source and figure.source.doc == one.source.doc)
        and bool(figure.source and one.source and figure.source.section == one.source.section)
        and abs(figure.value - one.value - other.value) <= slack
        for figure in inquiry.shelf.figures
        if figure is not one and figure is not other
    )
