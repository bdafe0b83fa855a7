"""Answers that follow from stated figures: what a question asks to be calculated, and what the figures imply.

A stated figure beats a derived one: what a document states of just what was computed, within rounding, is the answer;
and what the figures imply is looked for where nothing stated answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from qa import operation_cues as cue
from qa import say
from qa.formulas import defined_in, spoken
from qa.inquiry import Inquiry
from qa.model import Answer, Derivation, Figure, FiscalCalendar, Period
from qa.operands import Dates, Derived, bound, error_of, value_of
from qa.operations import Calculation, about, at, calculations
from qa.question import Asked
from qa.rounding import step
from qa.series import amount_at
from qa.spans import partitions, year_after

NEAR = 0.4
"""Part of a question's words from which a figure comes near to what is asked about."""
SPOKEN = 0.02
"""Probability from which a stated figure that agrees with what was computed is taken to state it."""
ROUGH = 0.7
"""What a rough result weighs against an exact one."""


def computation(inquiry: Inquiry, threshold: float) -> Answer | None:
    """What a question asks to be calculated in so many words; where a document states just that, what it states."""
    calendar = calendar_of(inquiry)
    if _is_named(inquiry):
        return None
    for calculation in calculations(inquiry.question.text, calendar):
        derived = in_points(bound(inquiry, calculation), inquiry.question.text)
        if derived and derived.sure >= threshold:
            return _stated_answer(inquiry, derived) or _answer(inquiry, derived)
    return implication(inquiry, threshold) if cue.HOW.search(inquiry.question.text) else None


def in_points(derived: Derived | None, text: str) -> Derived | None:
    """The change of a percentage in points, where a text doesn't ask for it as a part of itself."""
    percents = derived and derived.calculation.unit == "%" and all(one.unit == "%" for one in derived.operands)
    if not derived or not percents or derived.calculation.name != "change" or cue.RELATIVE.search(text):
        return derived
    return replace(derived, calculation=replace(derived.calculation, formula="a - b", unit="same"))


def _is_named(inquiry: Inquiry) -> bool:
    """Whether the likeliest figure is called by the name of what is defined by others: it needs no computing."""
    defined, best = defined_in(inquiry.question.text), inquiry.candidates[:1]
    if not defined or not best or best[0].probability < SPOKEN:
        return False
    named = defined_in(best[0].figure.metric)
    return bool(named and named[0] is defined[0]) and not cue.CHANGED.search(inquiry.question.text)


def implication(inquiry: Inquiry, threshold: float) -> Answer | None:
    """A figure that no document states for the period asked, and that follows from those of other periods."""
    found = (bound(inquiry, calculation) for calculation in _implied(inquiry, calendar_of(inquiry)))
    likely = [derived for derived in found if derived and derived.sure >= threshold]
    best = max(likely, key=lambda derived: derived.sure * (ROUGH if derived.calculation.rough else 1), default=None)
    return _answer(inquiry, best) if best else None


def calendar_of(inquiry: Inquiry) -> FiscalCalendar:
    """The calendar of the document that most likely answers."""
    docs = [c.figure.source.doc for c in inquiry.candidates if c.figure.source]
    if docs:
        return inquiry.shelf.document(docs[0]).calendar
    return inquiry.shelf.documents[0].calendar if inquiry.shelf.documents else FiscalCalendar()


def _implied(inquiry: Inquiry, calendar: FiscalCalendar) -> Iterator[Calculation]:
    """The ways in which the figure asked for may follow from others of the same thing."""
    text = cue.HOW.sub("", inquiry.question.text)
    plain = inquiry if text == inquiry.question.text else inquiry.asking(text)
    question = plain.question
    periods = {(one.period.start, one.period.end): one for one in question.periods(calendar)}
    if len(periods) != 1 or question.status is not None or question.unit == "%":
        return
    period = next(iter(periods.values())).period
    bare = about(text, cue.YEAR_BEFORE)
    known = _periods_known(plain)
    if question.kind == "flow":
        yield from _of_parts(bare, period, known, calendar)
    later = Asked(year_after(period), "range")
    if (later.period.start, later.period.end) in known:
        operands = at(bare, later, calendar), at(f"{bare} YoY change", later, calendar)
        exact = Calculation(
            "", "a - b", operands, period=period, statuses=("actual", "change"), times=(later.period, later.period)
        )
        yield exact
        yield replace(exact, formula="a / (1 + b / 100)", rough=True)


def _of_parts(bare: str, period: Period, known: frozenset[Dates], calendar: FiscalCalendar) -> Iterator[Calculation]:
    """A stretch of a year as a sum or difference of others for which something near is stated."""
    for formula, parts in partitions(period, calendar):
        if all((part.start, part.end) in known for part in parts):
            operands = tuple(at(bare, Asked(part, "range"), calendar) for part in parts)
            yield Calculation("", formula, operands, alike=True, period=period, times=parts)


def _periods_known(inquiry: Inquiry) -> frozenset[Dates]:
    """The periods for which the documents state what comes near to what is asked about."""
    near = np.flatnonzero((inquiry.fit.words.coverage > NEAR) & (inquiry.allowed > 0))
    periods = (inquiry.shelf.figures[int(number)].period for number in near)
    return frozenset((period.start, period.end) for period in periods if period)


# -- what is stated --------------------------------------------------------------------------------------------


def _stated_answer(inquiry: Inquiry, derived: Derived) -> Answer | None:
    """What a document states of just what was computed, where that agrees within rounding."""
    value = value_of(derived)
    error = error_of(derived)
    for candidate in inquiry.candidates:
        figure = candidate.figure
        near = abs(figure.value - value) <= error + step(figure) / 2
        if near and candidate.probability >= SPOKEN and _states(figure, derived):
            return Answer(
                question=inquiry.question.text,
                status="answered",
                text=say.sentence(figure),
                confidence=round(max(derived.sure, candidate.probability), 4),
                figures=(figure,),
                citations=(inquiry.shelf.cite(figure),),
            )
    return None


def _states(figure: Figure, derived: Derived) -> bool:
    """Whether a figure is of the kind, and for the time, of what was computed."""
    calculation, last = derived.calculation, _period(derived.operands)
    if figure in derived.operands or not figure.period or not last or figure.period.end != last.end:
        return False
    if (figure.status == "change") != (calculation.name == "change"):
        return False
    return figure.unit == "%" if calculation.unit in ("%", "part") else figure.unit == derived.operands[0].unit


# -- the answer ------------------------------------------------------------------------------------------------


def _figure(derived: Derived) -> Figure:
    """What comes out, as a figure with its derivation."""
    operands, unit = derived.operands, derived.calculation.unit
    level = "pt" if operands[0].unit == "%" and "-" in derived.calculation.formula else operands[0].unit
    of_result = {"same": level, "number": "", "part": "%"}
    metric = _name(derived)
    return Figure(
        value=value_of(derived),
        unit=of_result.get(unit, unit),
        scale=min(figure.scale for figure in operands) if unit == "same" else 1,
        printed="",
        metric=metric,
        qualifier="approx" if derived.calculation.rough else None,
        period=derived.calculation.period or _period(operands),
        status="change" if derived.calculation.name == "change" else operands[0].status,
        derivation=Derivation(formula=derived.calculation.formula, inputs=operands),
        context=(metric,),
    )


def _name(derived: Derived) -> str:
    """What the result is called: the operation, and what it is applied to."""
    name, first = derived.calculation.name, say.clipped(say.about(derived.operands[0]), 60)
    if not name:
        return first
    return f"{name} in {first}" if derived.calculation.alike else name


def _period(operands: Sequence[Figure]) -> Period | None:
    """The period that a result is for: the latest of its operands'."""
    periods = [figure.period for figure in operands if figure.period]
    return max(periods, key=lambda period: (period.end, -period.days), default=None)


def _answer(inquiry: Inquiry, derived: Derived) -> Answer:
    figure = _figure(derived)
    cited = {(p.doc, p.start): p for p in map(inquiry.shelf.cite, derived.operands)}
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=say.clipped(_text(figure), say.LIMIT),
        confidence=round(derived.sure, 4),
        figures=(figure,),
        citations=tuple(cited.values()),
    )


def _text(figure: Figure) -> str:
    """The result and how it comes about: "JPY 3 million (change in sales; 2Q14) = JPY 9 million − JPY 6 million"."""
    assert figure.derivation is not None
    inputs = figure.derivation.inputs
    workings = spoken(figure.derivation.formula, [_amount(one, inputs) for one in inputs])
    named = "; ".join(f"{say.clipped(say.about(one), 70)}, {say.when(one.period)}" for one in inputs)
    details = "; ".join(part for part in (say.clipped(figure.metric, 90), say.when(figure.period)) if part)
    return f"{amount_at(figure, figure.scale)} ({details}) = {workings}. From {named}."


def _amount(figure: Figure, among: Sequence[Figure]) -> str:
    """An operand as one would say it, at the finest scale that an operand of its unit was printed at."""
    return amount_at(figure, min(one.scale for one in among if one.unit == figure.unit))
