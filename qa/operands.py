"""The operands of a calculation: a figure for each of its letters, chosen together, and what comes out.

Every operand is bound as a question of its own. One thing at several times is taken from one row, or from rows of one
label; several things at one time from one section where they stand there. Operands agree in unit, period and status.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from string import ascii_lowercase

import numpy as np

from qa.bind import Candidate, agrees, significant
from qa.calculation import Calculation
from qa.disputes import settled
from qa.formulas import Definition, computed, defined_in, mean, total
from qa.identity import in_one_row
from qa.inquiry import Inquiry
from qa.knowledge.lexicon import is_currency
from qa.model import Figure, Period, Status
from qa.rounding import step
from qa.series import kin, of_one_grain, units_agree
from qa.vocabulary import folded_class, folded_words, placed_terms, terms

HEAD = 8
"""Candidates of each operand that are looked at."""
LEAST = 0.3
"""How well two operands must go together."""
APART = {"section": 0.85, "document": 0.7}
"""What operands of two sections, or of two documents, weigh against those of one."""
UNHEARD = 0.8
"""What a calculation weighs that is asked for in a word which no figure goes by."""
UNKNOWN = 0.5
"""The same where that word is a name, or tells whose or which metric is meant: "hotel revenue"."""
HEARD = 0.5
"""How well a figure goes by a word at least."""
FINE = Decimal("0.005")
"""Part of itself that a figure may be off by which nobody asked to be computed."""
WHOLE = 100
"""Percent of a whole that a part is at most."""
UNTOLD = 0.6
"""What a change weighs that a question leaves open among those of several periods."""
YEAR = 365  # days
LENGTHS = 8
"""Days by which fiscal quarters and years may differ in length."""
PLACES = Decimal("0.0001")
"""To which a quotient is rounded."""

Dates = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Derived:
    """A calculation with its operands bound; ``sure`` is how likely they are all right."""

    calculation: Calculation
    operands: tuple[Figure, ...]
    sure: float


def bound(inquiry: Inquiry, calculation: Calculation) -> Derived | None:
    """The calculation with the figures for its operands that go together best; None where one is missing."""
    asked = [inquiry.asking(operand) for operand in calculation.operands]
    statuses = calculation.statuses or (None,) * len(asked)
    choices: list[list[Candidate]] = []
    for operand, status in zip(asked, statuses, strict=True):
        choices.append(_choice(operand, status))
        if not choices[-1]:
            return None
    best = _every(inquiry, calculation, choices[0]) if calculation.every else _together(calculation, choices)
    if best is None:
        return None
    best = replace(best, operands=_settled(asked, best))
    heard = min(map(_heard, asked))
    sure = _borne_out(best) if heard == 1 else best.sure * heard
    return replace(best, calculation=_undirected(best) or _taken_off(best), sure=sure)


def _settled(asked: Sequence[Inquiry], best: Derived) -> tuple[Figure, ...]:
    """The operands that checks bear out; as they were where that would put one in the place of another."""
    if best.calculation.every:
        return best.operands
    right = tuple(settled([figure], operand).figure for operand, figure in zip(asked, best.operands, strict=True))
    distinct = best.calculation.alike or len({figure.value for figure in right}) == len(right)
    return right if distinct else best.operands


def _borne_out(best: Derived) -> float:
    """How sure the operands of a calculation that is asked for are, where every word of it is heard: those that stand
    in one place bear each other out, hence the root."""
    places = {(figure.source.doc, figure.source.section) for figure in best.operands if figure.source}
    together = bool(best.calculation.name) and len(places) == 1 and not best.calculation.every
    return math.sqrt(best.sure) if together else best.sure


def _undirected(derived: Derived) -> Calculation | None:
    """A share or a multiple of what was paid or went, where that is printed as negative: neither has a direction."""
    gone = [figure for figure in derived.operands if _is_outflow(figure) or _is_negative_count(figure)]
    directed = derived.calculation.name != "share" and derived.calculation.unit != "number"
    if directed or not gone or value_of(derived) >= 0:
        return None
    return replace(derived.calculation, formula=f"-({derived.calculation.formula})")


def _is_negative_count(figure: Figure) -> bool:
    """Whether a figure counts things that went, printed as negative."""
    return figure.value < 0 and figure.unit not in ("%", "pt") and not is_currency(figure.unit)


def _taken_off(derived: Derived) -> Calculation:
    """The calculation, where what a question takes off and a document prints as negative is added: "cash flow less
    purchases", with purchases of -3,381."""
    formula = derived.calculation.formula
    for letter, figure in zip(ascii_lowercase, derived.operands, strict=False):
        if derived.calculation.signed and _is_outflow(figure):
            formula = formula.replace(f" - {letter}", f" + {letter}")
    return replace(derived.calculation, formula=formula)


def _is_outflow(figure: Figure) -> bool:
    """Whether a figure is a payment or a cost, printed as the negative amount that it is for the company."""
    said = frozenset(folded_words(figure.metric))
    spent = any(term.concept and term.concept.statement == "cash" for term in terms(figure.metric))
    return figure.value < 0 and (spent or not said.isdisjoint(folded_class("moving") | {"expense", "cost"}))


def _heard(operand: Inquiry) -> float:
    """What a question counts by its words: less where no figure of the documents asked goes by one of them."""
    words = operand.fit.words
    pairs = zip(words.said, words.by_term, strict=True)
    unheard = [term for term, row in pairs if np.max(row * operand.allowed, initial=0) < HEARD]
    telling = _before_metrics(operand.question.text) if unheard else frozenset()
    return UNKNOWN if any(t.proper or t.name in telling for t in unheard) else UNHEARD if unheard else 1.0


def _before_metrics(text: str) -> frozenset[str]:
    """The terms that stand right before the name of a metric."""
    pairs = pairwise(sorted(placed_terms(text), key=lambda placed: placed[1]))
    return frozenset(one.name for (one, at), (other, then) in pairs if other.concept and at + len(one.words) == then)


def _together(calculation: Calculation, choices: Sequence[Sequence[Candidate]]) -> Derived | None:
    """The operands that go together best, one of each choice."""
    sets = (_led(calculation, place, lead, choices) for place, choice in enumerate(choices) for lead in choice)
    found = [derived for derived in sets if derived and _computable(derived)]
    return max(found, key=lambda derived: (round(derived.sure, 6), _digits(derived.operands)), default=None)


def _choice(operand: Inquiry, status: Status | None) -> list[Candidate]:
    """The figures that may be an operand: those of a status, or else levels."""
    defined = defined_in(operand.question.text)
    levels = (candidate for candidate in operand.candidates if _is_of(candidate, status))
    return [c for c in levels if not defined or _is_defined(c.figure, defined[0])][:HEAD]


def _is_defined(figure: Figure, definition: Definition) -> bool:
    """Whether a figure is called what a definition defines, or is the percentage that it makes."""
    named = defined_in(" ".join(figure.context[:2]))
    return bool(named and named[0] is definition) or (figure.unit == "%" and definition.unit == "part")


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
    figures = tuple(candidate.figure for candidate in _most_precise(calculation, chosen, choices))
    return Derived(calculation, _ordered(calculation, figures), float(sure ** (1 / len(choices))))


def _most_precise(
    calculation: Calculation, chosen: Sequence[Candidate], choices: Sequence[Sequence[Candidate]]
) -> list[Candidate]:
    """The operands in their most precise print: of the candidates that state the same and fit the other operands. Those
    of one thing at several times are of one grain, where a row has them all."""
    stated = [_stating(own, choice) for own, choice in zip(chosen, choices, strict=True)]
    row = of_one_grain(stated) if calculation.alike else []
    if row and all(_bond(calculation, row[0].figure, c.figure) for c in row[1:]):
        return row
    exact = [*chosen]
    for number, choice in enumerate(choices):
        others = [candidate for place, candidate in enumerate(exact) if place != number]
        same = [c for c in _free(calculation, choice, others) if agrees(exact[number].figure, c.figure)]
        exact[number] = max([exact[number], *same], key=lambda c: (significant(c.figure), c.share))
    return exact


def _stating(own: Candidate, choice: Sequence[Candidate]) -> list[Candidate]:
    """A candidate and those of a choice that state the same."""
    return [own, *(c for c in choice if c is not own and agrees(own.figure, c.figure))]


def _ordered(calculation: Calculation, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The operands of a difference between two things with the larger first; others as they are."""
    two = calculation.name == "difference" and calculation.formula == "a - b"
    return tuple(sorted(figures, key=lambda figure: -figure.value)) if two and not calculation.signed else figures


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
    same = other.model_copy(update={"status": one.status}) if calculation.statuses else other
    if calculation.alike:
        return _likeness(calculation, one, same)
    fits = _units_fit(calculation, one, same) and _same_time(one, same) and one.status == same.status
    return _nearness(one, same) if fits and not agrees(one, same) else 0.0


def _likeness(calculation: Calculation, one: Figure, other: Figure) -> float:
    """How alike what is counted at two times is. A target is set for longer than what is done of it."""
    same = other.model_copy(update={"period": one.period}) if calculation.statuses else other
    near = max(kin(one, same), kin(_in_full(one), same), kin(one, _in_full(same)))
    return near if near >= LEAST and _apart(one, other) else 0.0


def _in_full(figure: Figure) -> Figure:
    """A figure called by its label and the heading above: "Consolidated", below "Number of staff"."""
    return figure.model_copy(update={"metric": " ".join(figure.context[:2])}) if len(figure.context) > 1 else figure


def _apart(one: Figure, other: Figure) -> bool:
    """Whether two figures are of different periods."""
    return bool(one.period and other.period) and _dates(one.period) != _dates(other.period)


def _dates(period: Period | None) -> Dates | None:
    return (period.start, period.end) if period else None


def _units_fit(calculation: Calculation, one: Figure, other: Figure) -> bool:
    """Whether a formula may take the units of two operands: alike, or any for a quotient that has a unit of its own."""
    if "change" in calculation.statuses and "/" in calculation.formula:
        return "%" in (one.unit, other.unit) and one.unit != other.unit
    return units_agree(one.unit, other.unit) or ("/" in calculation.formula and calculation.unit == "same")


def _told_together(one: Figure, other: Figure) -> bool:
    """Whether a level and a change stand in one sentence or row, or side by side under one label."""
    if not one.source or not other.source or one.source.doc != other.source.doc:
        return False
    return in_one_row(one, other) or (one.metric == other.metric and one.source.section == other.source.section)


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
        return APART["document"]
    return 1.0 if one.source.section == other.source.section else APART["section"]


def _digits(figures: Sequence[Figure]) -> int:
    return sum(map(significant, figures))


def _every(inquiry: Inquiry, calculation: Calculation, choice: Sequence[Candidate]) -> Derived | None:
    """The calculation over the row of the likeliest figure: over all periods that it has."""
    lead = choice[0]
    by_period: dict[Dates, Figure] = {}
    for figure in inquiry.shelf.figures:
        if figure.period and (figure is lead.figure or (in_one_row(lead.figure, figure) and kin(lead.figure, figure))):
            by_period.setdefault((figure.period.end, figure.period.start), figure)
    row = [figure for _, figure in sorted(by_period.items())]
    if calculation.is_change:
        return _last_step(inquiry, calculation, lead, row)
    if not 1 < len(row) <= len(ascii_lowercase):
        return None
    formula = mean(len(row)) if calculation.name == "average" else total(len(row))
    return Derived(replace(calculation, formula=formula), tuple(row), lead.probability)


def _last_step(inquiry: Inquiry, calculation: Calculation, lead: Candidate, row: Sequence[Figure]) -> Derived | None:
    """The change up to the period of the likeliest figure, or to the last of its row where the question names none:
    from a year before, or else from the period before in that row."""
    dated = [(one, one.period) for one in row if one.period]
    own = next(((one, period) for one, period in dated if one is lead.figure), None)
    days = own[1].days if own else 0
    alike = [(one, period) for one, period in dated if abs(period.days - days) <= LENGTHS]
    at = alike.index(own) if inquiry.question.dated and own else len(alike) - 1
    if at < 1:
        return None
    (last, until), earlier = alike[at], alike[:at]
    year = (one for one, period in earlier if abs((until.end - period.end).days - YEAR) <= LENGTHS)
    told = inquiry.question.dated or len(alike) == 2
    return Derived(calculation, (last, next(year, earlier[-1][0])), lead.probability * (1 if told else UNTOLD))


def _meets_times(derived: Derived) -> bool:
    """Whether the operands are of just the times that the calculation needs, where it needs some."""
    asked = zip(derived.operands, derived.calculation.times, strict=False)
    return all(
        figure.period is not None
        and figure.period.end == time.end
        and (abs((figure.period.start - time.start).days) <= 1 or figure.period.days == 1)
        for figure, time in asked
    )


def _computable(derived: Derived) -> bool:
    """Whether something comes out that can be: no quotient by zero, no part above its whole, nothing too rough."""
    try:
        value = value_of(derived)
    except ZeroDivisionError:
        return False
    if derived.calculation.times and not (_meets_times(derived) and error_of(derived) <= FINE * abs(value)):
        return False
    return derived.calculation.unit != "part" or abs(value) <= WHOLE


def value_of(derived: Derived) -> Decimal:
    """What comes out, in base units; a quotient is rounded to four places, or as its operand where it is rough."""
    formula, operands = derived.calculation.formula, derived.operands
    value = computed(formula, [figure.value for figure in operands])
    if derived.calculation.rough:
        place = step(operands[0])
        return (value / place).quantize(Decimal(1)) * place
    return value.quantize(PLACES).normalize() + 0 if "/" in formula else value


def error_of(derived: Derived) -> Decimal:
    """How far a result may be off, since its operands are printed rounded: by half a unit of each last digit."""
    formula, values = derived.calculation.formula, [figure.value for figure in derived.operands]
    exact, off = computed(formula, values), Decimal(0)
    for place, figure in enumerate(derived.operands):
        half = step(figure) / 2
        off += abs(computed(formula, [*values[:place], values[place] + half, *values[place + 1 :]]) - exact)
    return off
