"""Answers that follow from stated figures: what a question asks to be calculated, and what the figures imply.

A stated figure beats a derived one: what a document states of just what was computed, within rounding, is the answer;
and what the figures imply is looked for where nothing stated answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from qa import operation_cues as cue
from qa import say
from qa.bind import TELLING, significant
from qa.calculation import Calculation, about, at
from qa.exclusions import ALONE, without
from qa.formulas import defined_in, spoken
from qa.inquiry import Inquiry
from qa.model import Answer, Derivation, Figure, FiscalCalendar, Period
from qa.operands import Dates, Derived, bound, error_of, value_of
from qa.operations import calculations
from qa.question import Asked
from qa.rounding import step
from qa.series import amount_at, asks_for_each
from qa.spans import partitions, year_after

NEAR = 0.4
"""Part of a question's words from which a figure comes near to what is asked about."""
SPOKEN = 0.02
"""Probability from which a stated figure that agrees with what was computed is taken to state it."""
ROUNDER = 10
"""How much coarser than what was computed a stated figure may be printed."""
AGAINST = 0.3
"""What a change weighs that goes the other way than the question takes for granted."""
ROUGH = 0.7
"""What a rough result weighs against an exact one."""


def computation(inquiry: Inquiry, threshold: float) -> Answer | None:
    """What a question asks to be calculated in so many words; where a document states just that, what it states."""
    calendar = calendar_of(inquiry)
    if _is_named(inquiry):
        return None
    left = without(inquiry, calendar) if inquiry.question.excluded else None
    if left and left.sure >= threshold:
        return (
            _told(inquiry, left.operands[0], left.sure) if left.calculation.formula == ALONE else _answer(inquiry, left)
        )
    made = (bound(inquiry, calculation) for calculation in calculations(inquiry.question.text, calendar))
    found = [_as_granted(derived, inquiry.question.text) for derived in made if derived]
    likely = [
        derived
        for derived in found
        if derived.sure >= threshold and not (_is_told(inquiry, derived) or _is_whole(inquiry, derived))
    ]
    if likely:
        best = in_points(max(likely, key=lambda derived: derived.sure), inquiry.question.text)
        return _stated_answer(inquiry, best) or _answer(inquiry, best)
    return implication(inquiry, threshold) if cue.HOW.search(inquiry.question.text) else None


def _as_granted(derived: Derived, text: str) -> Derived:
    """A change that is doubted where a text takes for granted that there is more, and it came out as less."""
    against = derived.calculation.is_change and bool(cue.UPWARD.search(text)) and value_of(derived) < 0
    return replace(derived, sure=derived.sure * AGAINST) if against else derived


def _is_told(inquiry: Inquiry, derived: Derived) -> bool:
    """Whether a change is likelier one that is stated as such, on the base that the question names or where it names
    no two times; or what it is taken of, for no two times, is called a change itself."""
    if not derived.calculation.is_change:
        return False
    open_times, base = derived.calculation.every, inquiry.question.change
    stated = any(
        c.figure.status == "change"
        and c.probability >= derived.sure
        and (open_times or (bool(base) and c.features["base"] == 1))
        for c in inquiry.candidates[:1]
    )
    return stated or (open_times and bool(cue.CHANGED.search(derived.operands[0].metric)))


def _is_whole(inquiry: Inquiry, derived: Derived) -> bool:
    """Whether what a question asks to be added up is likelier stated as one: the likeliest figure for all of it is one
    of those that would be added, as "Leases (current and noncurrent)" is both together."""
    adds = derived.calculation.name == "sum" and not derived.calculation.alike
    best = inquiry.candidates[:1]
    return adds and bool(best) and best[0].figure in derived.operands and best[0].probability >= derived.sure


def in_points(derived: Derived, text: str) -> Derived:
    """The change of a percentage in points, where a text doesn't ask for it as a part of itself."""
    percents = derived.calculation.unit == "%" and all(one.unit == "%" for one in derived.operands)
    if not percents or derived.calculation.name != "change" or cue.RELATIVE.search(text):
        return derived
    return replace(derived, calculation=replace(derived.calculation, formula="a - b", unit="same"))


def _is_named(inquiry: Inquiry) -> bool:
    """Whether the likeliest figure is called by the name of what is defined by others: it needs no computing."""
    defined, best = defined_in(inquiry.question.text), inquiry.candidates[:1]
    if not defined or not best or best[0].probability < SPOKEN:
        return False
    named = defined_in(best[0].figure.metric)
    text = inquiry.question.text
    return bool(named and named[0] is defined[0]) and not (cue.CHANGED.search(text) or cue.AVERAGE.search(text))


def implication(inquiry: Inquiry, threshold: float) -> Answer | None:
    """A figure that no document states for the period asked, and that follows from those of other periods; none where
    a figure is asked for each of several."""
    if asks_for_each(inquiry):
        return None
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
        if (
            _prints(figure, value, error)
            and candidate.probability >= SPOKEN
            and _states(figure, derived)
            and not _is_rounder(figure, derived)
        ):
            return _told(inquiry, figure, max(derived.sure, candidate.probability))
    return None


def _prints(figure: Figure, value: Decimal, error: Decimal) -> bool:
    """Whether a figure may be the print of a value known but for an error: rounded, or a percentage cut off."""
    cut = figure.unit == "%" and abs(figure.value) <= abs(value)
    return abs(figure.value - value) <= error + step(figure) / (1 if cut else 2)


def _told(inquiry: Inquiry, figure: Figure, sure: float) -> Answer:
    """A stated figure as the answer."""
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=say.sentence(figure),
        confidence=round(sure, 4),
        figures=(figure,),
        citations=(inquiry.shelf.cite(figure),),
    )


def _is_rounder(figure: Figure, derived: Derived) -> bool:
    """Whether a figure is printed much rounder than what was computed is known: a percentage of one digit, or an amount
    at a scale of prose ("$4.9 million") where the operands have more digits."""
    if figure.unit == "%":
        return significant(figure) < TELLING and not figure.places and error_of(derived) < step(figure) / ROUNDER
    return step(figure) > ROUNDER * max(map(step, derived.operands))


def _states(figure: Figure, derived: Derived) -> bool:
    """Whether a figure is of the kind, and for the time, of what was computed."""
    calculation, last = derived.calculation, _period(derived.operands)
    if figure in derived.operands or not figure.period or not last or figure.period.end != last.end:
        return False
    if (figure.status == "change") != calculation.is_change:
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
        period=derived.calculation.period or _whole(derived) or _period(operands),
        status="change" if derived.calculation.is_change else operands[0].status,
        derivation=Derivation(formula=derived.calculation.formula, inputs=operands),
        context=(metric,),
    )


def _name(derived: Derived) -> str:
    """What the result is called: the operation, and what it is applied to."""
    name, first = derived.calculation.name, say.clipped(say.about(derived.operands[0]), 60)
    if not name:
        return first
    return f"{name} in {first}" if derived.calculation.alike else name


def _whole(derived: Derived) -> Period | None:
    """The stretch that a sum over periods is for; None for other results."""
    periods = [figure.period for figure in derived.operands if figure.period]
    if derived.calculation.name != "sum" or not derived.calculation.alike or not periods:
        return None
    return Period(start=min(period.start for period in periods), end=max(period.end for period in periods))


def _period(operands: Sequence[Figure]) -> Period | None:
    """The period that a result is for: the latest of its operands', and the longer of two that close together."""
    periods = [figure.period for figure in operands if figure.period]
    return max(periods, key=lambda period: (period.end, period.days), default=None)


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
