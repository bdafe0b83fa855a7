"""Series: one and the same thing over several periods.

For each period the figures are bound anew; of all that may answer, the one that has most likely kin in the other
periods leads, so that a series keeps to one row, or to one label where it runs through several documents.
"""

from __future__ import annotations

import math
import re
from calendar import month_abbr, month_name
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import cache

import numpy as np

from qa import say
from qa.bind import Candidate, agrees, significant
from qa.figure_index import Fit
from qa.identity import in_one_row
from qa.inquiry import Inquiry
from qa.knowledge.lexicon import is_currency
from qa.model import Answer, Document, Figure, FiscalCalendar, Period
from qa.periods import name_of
from qa.postings import Array
from qa.question import Asked, Question
from qa.slots import agreement
from qa.timeline import Run, event_since, run_of, without_remarks
from qa.vocabulary import fold, folded_words, terms

LEADERS = 8
"""Candidates of each period that may lead a series."""
LEAST = 0.3
"""How alike two figures must be to stand in one series."""
WITHIN = 0.8
"""How well a day answers for its month, or for the day before."""
ASTRAY = 0.2
"""What a figure counts whose label is that of a figure which a check finds under the label of another."""
EQUAL = 0.3
"""How probable the figures of an open series are at least, against the likeliest: one given for many periods is no
likelier for that."""
MONTH = 31  # days
_IDLE = """trace trend develop developed development evolve evolved evolution over along series history progression
 progress chart plot track follow sequence show list each every one two three four five six seven eight nine ten"""
_OPERATION = re.compile(
    r"\b(?:change|move\w*|by (?:how much|what)|plus|minus|add(?:ed|ing)?|gap|swing|between|differ\w*|grow\w*|grew"
    r"|increase\w*|decrease\w*|decline\w*|ris(?:e|en|ing)|rose|fall|fell|drop\w*|compar\w+"
    r"|than|versus|vs|more|less|higher|lower|larger|smaller|greater|in total|total of|ratio of|times|exceed\w*|why)\b",
    re.IGNORECASE,
)
_ONE_FIGURE = re.compile(
    r"\b(?:average|mean|median|sum|combined|together|in all|difference|highest|lowest|best|worst|which|when"
    r"|cumulative\w*|foot (?:the|its|all|up)|add(?:ing|ed)? (?:up|together)|tot(?:al)?(?:ling)? up)\b",
    re.IGNORECASE,
)

Choice = Sequence[Candidate]
Likeness = Callable[[Figure, Figure], float]


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series, and the figure for it; None where there is none."""

    period: Period
    candidate: Candidate | None


def series(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The same thing over the periods asked for, in order of time, where two or more are found."""
    if _ONE_FIGURE.search(without_remarks(inquiry.question.text)):
        return None
    calendar = _calendar(inquiry)
    run = run_of(inquiry.question.text, calendar)
    if run.asked and not run.enumerated:
        return None
    points, sure = _points(inquiry, run)
    found = [point.candidate for point in points if point.candidate]
    if len(found) < 2 or sure < threshold:
        return None
    return _answer(inquiry, points, sure, calendar)


def followed(inquiry: Inquiry, run: Run) -> tuple[list[Figure], float]:
    """What is asked about over the periods of a run, or over all that the documents give it for, in order of time; and
    how sure that is."""
    points, sure = _points(inquiry, run)
    return [point.candidate.figure for point in points if point.candidate], sure


def several_periods(inquiry: Inquiry, threshold: float) -> Answer | None:
    """A figure for each of several periods that a question lists, asking for no sum, difference or comparison."""
    run = run_of(inquiry.question.text, _calendar(inquiry))
    if len(run.asked) < 2 or not run.enumerated or asks_operation(inquiry.question):
        return None
    return series(inquiry, threshold)


def asks_operation(question: Question) -> bool:
    """True for a question that asks what follows from several figures, and not for each of them."""
    text = without_remarks(question.text)
    apart = "respective" in text.lower()
    return not apart and bool(question.status == "change" or _OPERATION.search(text) or _ONE_FIGURE.search(text))


def asks_for_each(inquiry: Inquiry) -> bool:
    """True for a question that asks for a figure for each of several periods: one figure is no answer to it."""
    run = run_of(inquiry.question.text, _calendar(inquiry))
    several = (len(run.asked) > 1 and run.enumerated) or (inquiry.question.shape == "series" and bool(run.until))
    return several and not asks_operation(inquiry.question)


def _calendar(inquiry: Inquiry) -> FiscalCalendar:
    """The calendar of the documents that most likely answer."""
    return _document(inquiry).calendar if inquiry.shelf.documents else FiscalCalendar()


def _document(inquiry: Inquiry) -> Document:
    best = next((c.figure.source.doc for c in inquiry.candidates if c.figure.source), None)
    return inquiry.shelf.document(best) if best else inquiry.shelf.documents[0]


# -- points ------------------------------------------------------------------------------------------------


def _points(inquiry: Inquiry, run: Run) -> tuple[list[Point], float]:
    """The points of a run and how sure they are. Those of an open run were bound by one question, and share what is
    probable between them."""
    if len(run.asked) > 1:
        points = _asked_points(inquiry, run)
        return points, _confidence(points)
    points = _open_points(inquiry, run)
    return points, min(sum(point.candidate.probability for point in points if point.candidate), 1.0)


def _asked_points(inquiry: Inquiry, run: Run) -> list[Point]:
    """The figure for each period asked for."""
    fit = _levels(inquiry)
    choices = rightly_labelled(inquiry, [_for_period(inquiry, fit, asked) for asked in run.asked])
    lead = leader(choices, kin)
    alike = [_kindred(choice, lead, kin) if lead else [] for choice in choices]
    told = [same for same in alike if same]
    found = iter(of_one_grain(told) or [_most_precise(same, lead, kin) for same in told if lead])
    return [Point(asked.period, next(found) if same else None) for asked, same in zip(run.asked, alike, strict=True)]


def _open_points(inquiry: Inquiry, run: Run) -> list[Point]:
    """A figure for each period of the right length that the documents have, where the question names none."""
    fit = replace(_levels(inquiry), period=_of_length(inquiry, run))
    by_period: dict[tuple[object, object], list[Candidate]] = {}
    for candidate in inquiry.bound(fit):
        if candidate.figure.period:
            by_period.setdefault((candidate.figure.period.start, candidate.figure.period.end), []).append(candidate)
    choices = rightly_labelled(inquiry, [*by_period.values()])
    top = max((candidate.probability for choice in choices for candidate in choice), default=0.0)
    likely = [[c for c in choice if c.probability >= EQUAL * top] for choice in choices]
    lead = leader([choice for choice in likely if choice], kin)
    best = (best_kin(choice, lead, kin) for choice in likely) if lead else ()
    points = [Point(c.figure.period, c) for c in best if c and c.figure.period]
    alike = [p for p in points if lead and lead.figure.period and abs(p.period.days - lead.figure.period.days) < 5]
    return sorted(alike, key=lambda point: point.period.end)[-run.last or None :]


def rightly_labelled(inquiry: Inquiry, choices: Sequence[Choice]) -> list[Choice]:
    """The choices, where figures count less that only a wrong label calls what is asked about: a label that a check
    finds to be another's, there or beside them."""
    called = (c.figure for choice in choices for c in choice if c.features["own metric"])
    wrong = {_label(figure) for figure in called if inquiry.shelf.is_mislabelled(figure)}
    if not wrong:
        return [*choices]
    return [_weighed(choice, [ASTRAY if _label(c.figure) in wrong else 1.0 for c in choice]) for choice in choices]


def _weighed(choice: Choice, counts: Sequence[float]) -> Choice:
    """The candidates as if each counted so much: what one loses falls to the others or to none."""
    lost = sum(c.share * (1 - of) for c, of in zip(choice, counts, strict=True))
    left = max(1 - lost, ASTRAY)
    made = (replace(c, probability=min(c.probability * of / left, 1.0)) for c, of in zip(choice, counts, strict=True))
    return sorted(made, key=_less)


def _label(figure: Figure) -> tuple[str, tuple[str, ...]]:
    return figure.source.doc if figure.source else "", folded_words(figure.metric)


def _less(candidate: Candidate) -> float:
    return -candidate.probability


def _levels(inquiry: Inquiry) -> Fit:
    """The fit of the figures to what is followed: without the words that ask for a series or tell what opens it, and as
    a level where words of change tell a development and not a change that is stated."""
    question = inquiry.question
    opening = {term.name for term in terms(event_since(question.text))}
    asked = (term for term in question.terms if term.name not in opening)
    followed = tuple(term for term in asked if term.concept or term.name not in _idle())
    status = None if question.status == "change" and not question.change else question.status
    if followed == question.terms and status == question.status:
        return inquiry.fit
    return inquiry.shelf.figure_index.fit(replace(question, terms=followed, status=status))


@cache
def _idle() -> frozenset[str]:
    """Words that ask for a series, and months that share a year named later."""
    return frozenset(map(fold, _IDLE.split())) | frozenset(name.lower() for name in (*month_name, *month_abbr, "sept"))


def _for_period(inquiry: Inquiry, fit: Fit, asked: Asked) -> list[Candidate]:
    kind = inquiry.question.kind
    known: dict[tuple[object, object], float] = {}
    for period in (figure.period for figure in inquiry.shelf.figures):
        if period and (period.start, period.end) not in known:
            known[period.start, period.end] = max(agreement([asked], period, kind), _within(asked, period))
    fits = [known[f.period.start, f.period.end] if f.period else 0.0 for f in inquiry.shelf.figures]
    return inquiry.bound(replace(fit, period=np.array(fits)))


def _within(asked: Asked, period: Period) -> float:
    """How well a day answers for the month that it falls in, and an opening day for the one before, which it carries
    forward."""
    if period.days > 1:
        return 0.0
    inside = asked.kind == "month" and asked.period.start <= period.end <= asked.period.end
    carried = asked.period.days == 1 and period.start - asked.period.end == timedelta(days=1)
    return WITHIN if inside or carried else 0.0


def _of_length(inquiry: Inquiry, run: Run) -> Array:
    """1 for figures whose period is as long as a series' step, and within the days from and to which it runs."""

    def fits(period: Period | None) -> float:
        if period is None or (run.since and period.end < run.since) or (run.until and period.end > run.until):
            return 0.0
        months = round(period.days / 30.4)
        return 1.0 if not run.grain or months == run.grain or period.days == 1 else 0.0

    return np.array([fits(figure.period) for figure in inquiry.shelf.figures])


# -- one and the same thing ----------------------------------------------------------------------------------


def leader(choices: Sequence[Choice], alike: Likeness) -> Candidate | None:
    """The candidate that has the likeliest kin among all choices: their medoid."""
    leaders = [candidate for choice in choices for candidate in choice[:LEADERS]]
    heads = [choice[: 2 * LEADERS] for choice in choices]
    return max(leaders, key=lambda lead: _kinship(lead, heads, alike), default=None)


def _kinship(lead: Candidate, choices: Sequence[Choice], alike: Likeness) -> float:
    own = math.sqrt(lead.probability)
    nearest = (
        (alike(lead.figure, other.figure) * math.sqrt(other.probability) for other in choice) for choice in choices
    )
    return own * sum(max(found, default=0.0) for found in nearest)


def best_kin(choice: Choice, lead: Candidate, alike: Likeness) -> Candidate | None:
    """The likeliest kin of the lead, in its most precise print."""
    same = _kindred(choice, lead, alike)
    return _most_precise(same, lead, alike) if same else None


def _most_precise(same: Choice, lead: Candidate, alike: Likeness) -> Candidate:
    return max(same, key=lambda c: (significant(c.figure), alike(lead.figure, c.figure)))


def of_one_grain(choices: Sequence[Choice]) -> list[Candidate]:
    """One of each of several choices, in each of which all state the same: out of one row that has them all, the one
    printed with most digits, so that they are of one grain; empty where none has."""
    rows = (
        [next((c for c in choice if in_one_row(lead.figure, c.figure)), None) for choice in choices]
        for lead in (choices[0] if choices else ())
    )
    whole = [[c for c in row if c] for row in rows if None not in row]
    return max(whole, key=lambda row: sum(significant(c.figure) for c in row), default=[])


def _kindred(choice: Choice, lead: Candidate, alike: Likeness) -> list[Candidate]:
    """The likeliest kin of the lead, and those that state the same."""
    near = [(alike(lead.figure, candidate.figure), candidate) for candidate in choice]
    worth = [(close * candidate.probability, candidate) for close, candidate in near if close >= LEAST / 2]
    if not worth:
        return []
    _, best = max(worth, key=lambda pair: pair[0])
    return [best, *(candidate for _, candidate in worth if agrees(best.figure, candidate.figure))]


def kin(one: Figure, other: Figure) -> float:
    """How alike what two figures count is, from 0 to 1: 1 in one row of a table or under one label, less under labels
    that share words, 0 in other units."""
    if one.status != other.status or not units_agree(one.unit, other.unit):
        return 0.0
    if in_one_row(one, other):
        return 1.0
    mine, theirs = frozenset(folded_words(one.metric)), frozenset(folded_words(other.metric))
    shared = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
    return (LEAST + (0.95 - LEAST) * shared) * _size(one, other) * _length(one, other)


def _size(one: Figure, other: Figure) -> float:
    """A series seldom leaps: 1 for figures of like size, less beyond ten times, and a hundred."""
    if not one.value or not other.value or one.unit == "%":
        return 1.0
    leap = abs(math.log10(abs(one.value / other.value)))
    return 1.0 if leap <= 1 else 1 / leap**2


def _length(one: Figure, other: Figure) -> float:
    """A series has one step: less for periods of other lengths, which a point in time may stand for."""
    if not one.period or not other.period:
        return 1.0
    shorter, longer = sorted((one.period.days, other.period.days))
    if longer < 1.2 * shorter or longer <= MONTH:
        return 1.0
    return 0.8 if shorter == 1 else 0.4


def units_agree(one: str, other: str) -> bool:
    """Whether two units are the same, or both count things."""

    def counts(unit: str) -> bool:
        return unit not in ("%", "pt") and not is_currency(unit)

    return one == other or (counts(one) and counts(other))


# -- the answer --------------------------------------------------------------------------------------------


def _confidence(points: Sequence[Point]) -> float:
    """From the mean probability of the points that are found: points of one row bear each other out, hence its root.
    Each gap may be a miss, and a series with a miss is wrong."""
    found = [point.candidate.probability for point in points if point.candidate]
    return math.sqrt(sum(found) / len(found)) * (len(found) / len(points)) ** 2 if found else 0.0


def _answer(inquiry: Inquiry, points: Sequence[Point], sure: float, calendar: FiscalCalendar) -> Answer:
    figures = [point.candidate.figure for point in points if point.candidate]
    gaps = [name_of(point.period, calendar) for point in points if not point.candidate]
    cited = {passage.start: passage for passage in map(inquiry.shelf.cite, figures)}
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=say.clipped("; ".join(_spoken(points, calendar)), say.LIMIT),
        confidence=round(sure, 4),
        figures=tuple(figures),
        citations=tuple(cited.values()),
        notes=(f"Nothing found for {', '.join(gaps)}.",) if gaps else (),
    )


def _spoken(points: Sequence[Point], calendar: FiscalCalendar) -> Iterator[str]:
    """Each point with the name of its period, all at one scale."""
    figures = [point.candidate.figure for point in points if point.candidate]
    scale = _common_scale(figures)
    for point in points:
        if point.candidate:
            yield f"{name_of(point.period, calendar)}: {amount_at(point.candidate.figure, scale)}"


def _common_scale(figures: Sequence[Figure]) -> int:
    scales = [figure.scale for figure in figures]
    return max(dict.fromkeys(scales), key=scales.count)


def amount_at(figure: Figure, scale: int) -> str:
    """A figure as one would say it, at another scale than the one it was printed at."""
    value = figure.value / Decimal(scale)
    digits = f"{value.normalize():f}".partition(".")[2]
    return say.amount(figure.model_copy(update={"scale": scale, "printed": f"0.{digits}" if digits else "0"}))
