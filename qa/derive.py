"""Answers that follow from stated figures: a formula, an operand for each of its letters, and what comes out.

Every operand is bound as a question of its own. They are chosen together: one thing at several times from one row, or
from rows of one label; several things at one time from one table. Operands must agree in unit, period and status.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from qa import say
from qa.bind import Candidate, agrees, last_place, significant
from qa.formulas import computed, spoken
from qa.inquiry import Inquiry
from qa.model import Answer, Derivation, Figure, FiscalCalendar, Period, Status
from qa.operations import HOW, YEAR_BEFORE, Calculation, about, at, calculations
from qa.question import Asked
from qa.series import _units_agree, amount_at, kin
from qa.spans import partitions, year_after

HEAD = 8
"""Candidates of each operand that are looked at."""
NEAR = 0.4
"""Part of a question's words from which a figure comes near to what is asked about."""
LEAST = 0.3
"""How well two operands must go together."""
Dates = tuple[date, date]
SPOKEN = 0.02
"""Probability from which a stated figure that agrees with what was computed is taken to state it."""
LESS = 0.7
"""What a rough result weighs against an exact one."""
FINE = Decimal("0.005")
"""Part of itself that a figure may be off by which nobody asked to be computed."""
WHOLE = 100
"""Percent of a whole that a part is at most."""
PLACES = Decimal("0.0001")
"""To which a quotient is rounded."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A calculation with its operands bound; ``sure`` is how likely they are all right."""

    calculation: Calculation
    operands: tuple[Figure, ...]
    sure: float


def computation(inquiry: Inquiry, threshold: float) -> Answer | None:
    """What a question asks to be calculated in so many words; where a document states just that, what it states."""
    calendar = calendar_of(inquiry)
    for calculation in calculations(inquiry.question.text, calendar):
        derived = _bound(inquiry, calculation)
        if derived and derived.sure >= threshold:
            return _stated_answer(inquiry, derived) or _answer(inquiry, derived)
    return implication(inquiry, threshold) if HOW.search(inquiry.question.text) else None


def implication(inquiry: Inquiry, threshold: float) -> Answer | None:
    """A figure that no document states for the period asked, and that follows from those of other periods."""
    found = (_bound(inquiry, calculation) for calculation in _implied(inquiry, calendar_of(inquiry)))
    likely = [derived for derived in found if derived and derived.sure >= threshold and _meets_times(derived)]
    best = max(likely, key=lambda derived: derived.sure * (LESS if derived.calculation.rough else 1), default=None)
    return _answer(inquiry, best) if best else None


def calendar_of(inquiry: Inquiry) -> FiscalCalendar:
    """The calendar of the document that most likely answers."""
    docs = [c.figure.source.doc for c in inquiry.candidates if c.figure.source]
    if docs:
        return inquiry.shelf.document(docs[0]).calendar
    return inquiry.shelf.documents[0].calendar if inquiry.shelf.documents else FiscalCalendar()


def _implied(inquiry: Inquiry, calendar: FiscalCalendar) -> Iterator[Calculation]:
    """The ways in which the figure asked for may follow from others of the same thing."""
    text = HOW.sub("", inquiry.question.text)
    plain = inquiry if text == inquiry.question.text else Inquiry(text, inquiry.shelf, inquiry.docs)
    question = plain.question
    periods = {(one.period.start, one.period.end): one for one in question.periods(calendar)}
    if len(periods) != 1 or question.status is not None or question.unit == "%":
        return
    period = next(iter(periods.values())).period
    bare = about(text, YEAR_BEFORE)
    known = _periods_known(plain)
    if question.kind == "flow":
        yield from _of_parts(bare, period, known, calendar)
    later = Asked(year_after(period), "range")
    if (later.period.start, later.period.end) in known:
        operands = at(bare, later, calendar), at(f"{bare} YoY change", later, calendar)
        for formula, rough in (("a - b", False), ("a / (1 + b / 100)", True)):
            yield Calculation("", formula, operands, "same", False, None, period, ("actual", "change"), (later.period,) * 2, rough)


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


# -- operands --------------------------------------------------------------------------------------------------


def _bound(inquiry: Inquiry, calculation: Calculation) -> Derived | None:
    """The calculation with the figures for its operands that go together best; None where one is missing."""
    statuses = calculation.statuses or (None,) * len(calculation.operands)
    asked = zip(calculation.operands, statuses, strict=True)
    choices = [_choice(inquiry, operand, status) for operand, status in asked]
    if not all(choices):
        return None
    if calculation.every is not None:
        return _every(calculation, choices[0])
    sets = (
        _led(calculation, place, lead, choices) for place, choice in enumerate(choices) for lead in choice
    )
    found = [derived for derived in sets if derived and _computable(derived)]
    return max(found, key=lambda derived: (round(derived.sure, 6), _digits(derived.operands)), default=None)


def _choice(inquiry: Inquiry, operand: str, status: Status | None) -> list[Candidate]:
    """The figures that may be an operand: those of a status, or else levels."""
    found = Inquiry(operand, inquiry.shelf, inquiry.docs).candidates
    return [candidate for candidate in found if _is_of(candidate, status)][:HEAD]


def _is_of(candidate: Candidate, status: Status | None) -> bool:
    """Whether a candidate has the status asked for; a change must be stated to be on what it is asked on."""
    own = candidate.figure.status
    if status == "change":
        return own == "change" and candidate.features["base"] == 1
    return own == status if status else own != "change"


def _led(
    calculation: Calculation, place: int, lead: Candidate, choices: Sequence[Sequence[Candidate]]
) -> Derived | None:
    """The operands that go best with a ``lead`` in its ``place``."""
    chosen: list[Candidate] = []
    sure = 1.0
    for number, choice in enumerate(choices):
        free = [lead] if number == place else _free(calculation, choice, [lead, *chosen])
        worth = [(_bond(calculation, lead.figure, c.figure) * c.probability, c) for c in free]
        best, candidate = max(worth, key=lambda pair: (pair[0], significant(pair[1].figure)), default=(0.0, None))
        if candidate is None or not best:
            return None
        chosen.append(candidate)
        sure *= best
    figures = tuple(candidate.figure for candidate in chosen)
    return Derived(calculation, figures, float(sure ** (1 / len(choices))))


def _free(calculation: Calculation, choice: Sequence[Candidate], taken: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are none of those taken, and go with all of them."""
    others = [candidate.figure for candidate in taken]
    return [c for c in choice if all(c.figure != other and _bond(calculation, other, c.figure) for other in others)]


def _bond(calculation: Calculation, one: Figure, other: Figure) -> float:
    """How well two operands go together, from 0 to 1."""
    if one is other:
        return 1.0
    if "change" in calculation.statuses:
        return float(_same_time(one, other) and _units_fit(calculation, one, other) and _told_together(one, other))
    if calculation.statuses:
        other = other.model_copy(update={"status": one.status})
    if calculation.alike:
        near = kin(one, other)
        return near if near >= LEAST and _apart(one, other) else 0.0
    fits = _units_fit(calculation, one, other) and _same_time(one, other) and one.status == other.status
    return _nearness(one, other) if fits and not agrees(one, other) else 0.0


def _apart(one: Figure, other: Figure) -> bool:
    """Whether two figures are of different periods."""
    return bool(one.period and other.period and (one.period.start, one.period.end) != (other.period.start, other.period.end))


def _units_fit(calculation: Calculation, one: Figure, other: Figure) -> bool:
    if "change" in calculation.statuses and "/" in calculation.formula:
        return "%" in (one.unit, other.unit) and one.unit != other.unit
    return _units_agree(one.unit, other.unit) or ("/" in calculation.formula and calculation.unit == "same")


def _told_together(one: Figure, other: Figure) -> bool:
    """Whether a level and a change stand in one sentence or row, or side by side under one label."""
    if not one.source or not other.source or one.source.doc != other.source.doc:
        return False
    in_row = bool(one.source.marks) and one.source.marks[:1] == other.source.marks[:1]
    return in_row or (one.metric == other.metric and one.source.section == other.source.section)


def _same_time(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one period, or of a period and the day that it closes with."""
    if not one.period or not other.period:
        return one.period is other.period
    return one.period.end == other.period.end and (
        one.period.start == other.period.start or 1 in (one.period.days, other.period.days)
    )


def _nearness(one: Figure, other: Figure) -> float:
    """1 in one section, less in one document, least in two."""
    if one.source is None or other.source is None:
        return 0.0
    if one.source.doc != other.source.doc:
        return 0.7
    return 1.0 if one.source.section == other.source.section else 0.85


def _digits(figures: Sequence[Figure]) -> int:
    return sum(map(significant, figures))


def _every(calculation: Calculation, choice: Sequence[Candidate]) -> Derived | None:
    """The calculation over the row of the likeliest figure: its periods all, or as many as are asked for."""
    return None


def _meets_times(derived: Derived) -> bool:
    """Whether the operands are of just the times that the calculation needs."""
    asked = zip(derived.operands, derived.calculation.times, strict=True)
    return all(
        figure.period is not None
        and figure.period.end == time.end
        and (abs((figure.period.start - time.start).days) <= 1 or figure.period.days == 1)
        for figure, time in asked
    )


def _computable(derived: Derived) -> bool:
    """Whether something comes out that can be: no quotient by zero, no part above its whole."""
    try:
        value = _value(derived)
    except ZeroDivisionError:
        return False
    if derived.calculation.times and error_of(derived.operands, value, derived.calculation.formula) > FINE * abs(value):
        return False
    return derived.calculation.unit != "part" or abs(value) <= WHOLE


# -- what is stated --------------------------------------------------------------------------------------------


def _stated_answer(inquiry: Inquiry, derived: Derived) -> Answer | None:
    """What a document states of just what was computed, where that agrees within rounding."""
    value = _value(derived)
    error = error_of(derived.operands, value, derived.calculation.formula)
    for candidate in inquiry.candidates:
        figure = candidate.figure
        near = abs(figure.value - value) <= error + Decimal(str(last_place(figure))) / 2
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


def _value(derived: Derived) -> Decimal:
    """What comes out, in base units; a quotient is rounded to four places, or as its operand where it is rough."""
    formula, operands = derived.calculation.formula, derived.operands
    value = computed(formula, [figure.value for figure in operands])
    if derived.calculation.rough:
        place = Decimal(str(last_place(operands[0])))
        return (value / place).quantize(Decimal(1)) * place
    return value.quantize(PLACES).normalize() + 0 if "/" in formula else value


def error_of(operands: Sequence[Figure], value: Decimal, formula: str) -> Decimal:
    """How far a result may be off, since its operands are printed rounded: half a unit of each last digit, moved one by
    one."""
    values = [figure.value for figure in operands]
    moved = [
        computed(formula, [v + Decimal(str(last_place(operands[i]))) / 2 if i == at else v for i, v in enumerate(values)])
        for at in range(len(values))
    ]
    return sum((abs(one - value) for one in moved), Decimal(0))


def _figure(derived: Derived) -> Figure:
    operands, unit = derived.operands, derived.calculation.unit
    of_result = {"same": operands[0].unit, "number": "", "part": "%"}
    scales = [figure.scale for figure in operands]
    metric = _name(derived)
    return Figure(
        value=_value(derived),
        unit=of_result.get(unit, unit),
        scale=max(scales, key=scales.count) if unit == "same" else 1,
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
    """An operand as one would say it, at the scale of most operands of its unit."""
    scales = [one.scale for one in among if one.unit == figure.unit]
    return amount_at(figure, max(scales, key=scales.count))
