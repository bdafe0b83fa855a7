"""When something was so: the periods in which a figure was largest, stood above an amount, or is given at all.

The figure is followed over the periods that the documents give it for, as a series is; then the question's own words
choose among them: "in which year was X the largest", "how many quarters did X exceed N", "for which years is X given".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from qa import operation_cues as cue
from qa import say
from qa.calculation import about
from qa.fiscal import name_of
from qa.inquiry import Inquiry
from qa.model import Answer, Derivation, Figure
from qa.periods import find_periods
from qa.series import followed
from qa.timeline import run_of
from qa.units import find_quantities

GIVEN = 0.35
"""What the mere giving of a figure for a period weighs, which many another row would show as well."""
MONTHS = {"year": 12, "fy": 12, "half": 6, "quarter": 3, "month": 1}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Chooser = Callable[[Sequence[Figure]], list[Figure]]


def occasions(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The periods that a question asks for by what was so in them, or how many they are."""
    text = inquiry.question.text
    asked, chooser = cue.WHICH_PERIODS.search(text), chooser_of(text)
    bare = about(_without_amount(text), cue.THE_OCCASION, cue.FRAME, cue.ABOVE, cue.BELOW, cue.GIVEN)
    if not (asked and chooser and bare and inquiry.shelf.documents):
        return None
    run = run_of(_without_amount(text), inquiry.shelf.documents[0].calendar)
    grain = MONTHS.get(asked["grain"].lower(), 0)
    given, sure = followed(inquiry.asking(bare), replace(run, grain=grain))
    chosen = chooser(given) if len(given) > 1 else []
    sure *= 1.0 if chooser is not every else GIVEN
    if not chosen or sure < threshold:
        return None
    return _counted(inquiry, chosen, sure, grain) if asked["many"] else _named(inquiry, chosen, sure, grain)


# -- which of them ---------------------------------------------------------------------------------------------


def chooser_of(text: str) -> Chooser | None:
    """How a question chooses among the periods of a figure: by an amount, by rank, or all that there are."""
    amount = find_quantities(text[_amount_at(text) :])
    if amount and cue.ABOVE.search(text):
        return lambda figures: [figure for figure in figures if figure.value > amount[0].value]
    if amount and cue.BELOW.search(text):
        return lambda figures: [figure for figure in figures if figure.value < amount[0].value]
    if cue.PEAK.search(text) or cue.LARGER.search(text):
        return largest
    if cue.TROUGH.search(text) or cue.SMALLER.search(text):
        return smallest
    return every if cue.GIVEN.search(text) else None


def largest(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of the largest value."""
    return [figure for figure in figures if figure.value == max(one.value for one in figures)]


def smallest(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of the smallest value."""
    return [figure for figure in figures if figure.value == min(one.value for one in figures)]


def every(figures: Sequence[Figure]) -> list[Figure]:
    """All figures."""
    return [*figures]


def _amount_at(text: str) -> int:
    """Where the amount begins that a text compares with; its end where it compares with none."""
    than = cue.ABOVE.search(text) or cue.BELOW.search(text)
    return than.end() if than else len(text)


def _without_amount(text: str) -> str:
    """A text without the amount that it compares with."""
    at = _amount_at(text)
    found = find_quantities(text[at:])
    return f"{text[: at + found[0].first]} {text[at + found[0].last :]}" if found else text


# -- the answer ------------------------------------------------------------------------------------------------


def _named(inquiry: Inquiry, chosen: Sequence[Figure], sure: float, grain: int) -> Answer:
    """The periods, each with the figure that decides it."""
    spans = [as_printed(inquiry, figure, grain) for figure in chosen]
    return _answer(inquiry, chosen, sure).model_copy(update={"spans": tuple(span for span in spans if span)})


def _counted(inquiry: Inquiry, chosen: Sequence[Figure], sure: float, grain: int) -> Answer:
    """How many the periods are."""
    unit = next((name for name, months in MONTHS.items() if months == grain), "period") + "s"
    count = Figure(
        value=Decimal(len(chosen)),
        unit=unit,
        printed="",
        metric=f"number of {unit}",
        derivation=Derivation(formula="count", inputs=tuple(chosen)),
    )
    answer = _answer(inquiry, chosen, sure)
    return answer.model_copy(
        update={"figures": (count,), "text": say.clipped(f"{len(chosen)} {unit}: {answer.text}", say.LIMIT)}
    )


def _answer(inquiry: Inquiry, chosen: Sequence[Figure], sure: float) -> Answer:
    cited = {(passage.doc, passage.start): passage for passage in map(inquiry.shelf.cite, chosen)}
    said = (
        f"{_name(inquiry, figure)} ({say.clipped(say.about(figure), 70)}: {say.amount(figure)})" for figure in chosen
    )
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=say.clipped("; ".join(said), say.LIMIT),
        confidence=round(sure, 4),
        figures=tuple(chosen),
        citations=tuple(cited.values()),
    )


def _name(inquiry: Inquiry, figure: Figure) -> str:
    assert figure.source
    assert figure.period
    return name_of(figure.period, inquiry.shelf.document(figure.source.doc).calendar)


def as_printed(inquiry: Inquiry, figure: Figure, grain: int) -> str:
    """The words of a figure's headers that name its period: for a year the year alone; "" where none do."""
    assert figure.source
    assert figure.period
    document = inquiry.shelf.document(figure.source.doc)
    printed = [document.text[start:end] for start, end in figure.source.marks]
    named = [words for words in (figure.period.label, *printed) if words and find_periods(words, document.calendar)]
    years = [year for words in named for year in _YEAR.findall(words)] if grain in (0, 12) else []
    return next(iter((*years[-1:], *named)), "")
