"""Judges one answer by its gold line: right, wrong or missed; found, cited, and for the right period.

A verdict is *right* when the status is right, every required figure is there (value within rounding, unit alike), the
headline is one of the gold's figures, few figures are foreign to the gold, and the text says one of each group of
alternatives. An answer that is given and not right is *wrong*; a silence where there is an answer is *missed*.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from qa.gold import Evidence, GoldFigure, GoldQuestion
from qa.model import Answer, Figure, Passage, Value

Verdict = Literal["right", "wrong", "missed"]

ROUNDING = 0.0006  # of the value: about half a unit in the third significant digit
TEXT_LIMIT = 600  # characters of an answer in words
SPARE_FIGURES = 2  # figures beyond the gold's that an answer may hold
SAME_MONTH = 31  # days: "as of June 2011" may be the month or its last day

MARKUP = re.compile(r"[*_`|\\]")
SPELLINGS = {
    "%": {"percent", "pct", "pt", "points"},
    "jpy": {"yen", "jpy/share", "jpy per share"},
    "usd": {"us$", "usd/share"},
    "jpy/usd": {"jpy per usd", "jpy", "jpy per us$1.00"},
}
COUNTED_BY_NO_WORD = {"jpy", "usd", "%"}


class Prospect(Value):
    """An answer that a threshold of at most its ``confidence`` would let through, and whether it is right."""

    confidence: float
    right: bool


class Judgement(Value):
    """What one answer is worth. A measure is None where it does not apply, or the gold line does not say enough.

    ``cited``: the answer is right and its citations hold the evidence. ``found_at``: the least number of the ranked
    passages that hold the evidence, 0 where they don't. ``period``: a right answer's figures have the gold's periods.
    ``seconds``: the time that the answer took. ``prospects``: what would be answered as the threshold rises.
    """

    id: str
    category: str
    question: str
    expected: Literal["answered", "not_found"] | None
    given: Literal["answered", "not_found"]
    text: str
    confidence: float
    verdict: Verdict | None
    reasons: tuple[str, ...] = ()
    cited: bool | None = None
    found_at: int | None = None
    period: bool | None = None
    seconds: float | None = None
    prospects: tuple[Prospect, ...] = ()


def judge(
    gold: GoldQuestion, answer: Answer, seconds: float | None = None, prospects: Sequence[Answer] = ()
) -> Judgement:
    """Hold an answer to its gold line, and with it what would be answered as the threshold rises."""
    reasons = reasons_against(gold, answer) if is_judgeable(gold) else []
    verdict = _verdict(answer, reasons) if is_judgeable(gold) else None
    right = verdict == "right"
    located = gold.status == "answered" and gold.evidence is not None
    return Judgement(
        id=gold.id,
        category=gold.category,
        question=gold.question,
        expected=gold.status,
        given=answer.status,
        text=answer.text,
        confidence=answer.confidence,
        verdict=verdict,
        reasons=tuple(reasons),
        cited=(right and supported(answer.citations, gold)) if located and verdict else None,
        found_at=found_at(answer.passages, gold) if located else None,
        period=periods_right(gold, answer.figures) if right else None,
        seconds=seconds,
        prospects=tuple(
            Prospect(confidence=made.confidence, right=not reasons_against(gold, made)) for made in prospects
        ),
    )


def is_judgeable(gold: GoldQuestion) -> bool:
    """Whether the line says what a right answer is: its status, and for an answer its figures or its texts."""
    return gold.status == "not_found" or (
        gold.status == "answered" and not (gold.figures is None and gold.texts is None)
    )


def _verdict(answer: Answer, reasons: list[str]) -> Verdict:
    if not reasons:
        return "right"
    return "missed" if answer.status == "not_found" else "wrong"


def reasons_against(gold: GoldQuestion, answer: Answer) -> list[str]:
    """Why an answer is not right; empty when it is."""
    if gold.status == "not_found":
        return [] if answer.status == "not_found" else ["answered what the documents don't say"]
    if answer.status == "not_found":
        return ["kept silent"]
    return [*_figures_amiss(gold.figures or (), answer.figures), *_texts_amiss(gold.texts or (), answer.text)]


def _figures_amiss(wanted: Sequence[GoldFigure], given: Sequence[Figure]) -> list[str]:
    required = [figure for figure in wanted if figure.required]
    if not required:
        return []
    reasons = []
    lacking = [figure for figure in required if not any(same_fact(got, figure) for got in given)]
    if lacking:
        reasons.append("lacks " + ", ".join(f"{figure.value:g} {figure.unit}" for figure in lacking))
    elif not _known(given[0], wanted):
        reasons.append(f"the headline is {given[0].value} {given[0].unit}")
    foreign = sum(not _known(got, wanted) for got in given)
    if foreign > max(SPARE_FIGURES, len(required)):
        reasons.append(f"{foreign} figures are foreign")
    return reasons


def _known(got: Figure, wanted: Iterable[GoldFigure]) -> bool:
    return any(same_fact(got, figure) for figure in wanted)


def _texts_amiss(groups: Sequence[Sequence[str]], text: str) -> list[str]:
    said = plain(text)
    reasons = [
        f"the text does not say {group[0]!r}" for group in groups if not any(plain(word) in said for word in group)
    ]
    if groups and len(said) > TEXT_LIMIT:
        reasons.append(f"the text is over {TEXT_LIMIT} characters")
    return reasons


def same_fact(got: Figure, wanted: GoldFigure) -> bool:
    """Whether a figure has a gold figure's value, or an alternative of it, in a unit that means the same."""
    values = (wanted.value, *wanted.alt_values)
    return any(within_rounding(float(got.value), value) for value in values) and same_unit(got.unit, wanted)


def within_rounding(got: float, wanted: float) -> bool:
    """Whether two values agree as reported figures do: within 0.06 %."""
    if wanted == 0:
        return abs(got) < 1e-9
    return got == wanted or abs(got - wanted) <= ROUNDING * abs(wanted)


def same_unit(got: str, wanted: GoldFigure) -> bool:
    """Whether a unit is one the gold takes: money and shares by their spellings, counts by any counting word."""
    unit = got.strip().lower()
    accepted = {wanted.unit.lower(), *(unit.lower() for unit in wanted.alt_units)}
    if unit in accepted:
        return True
    if accepted & SPELLINGS.keys():
        return unit in SPELLINGS.get(wanted.unit.lower(), set())
    return unit not in COUNTED_BY_NO_WORD


def periods_right(gold: GoldQuestion, given: Sequence[Figure]) -> bool | None:
    """Whether each required figure is given for its period; None where the gold names no period."""
    dated = [figure for figure in gold.figures or () if figure.required and figure.period_start]
    if not dated:
        return None
    return all(any(same_fact(got, figure) and same_period(got, figure) for got in given) for figure in dated)


def same_period(got: Figure, wanted: GoldFigure) -> bool:
    """Whether a figure's period is the gold's or an alternative; a month and its last day are the same."""
    start, end = (got.period.start, got.period.end) if got.period else (None, None)
    accepted = [(wanted.period_start, wanted.period_end), *((dates[0], dates[1]) for dates in wanted.alt_periods)]
    return any((start, end) == dates or _same_month(start, end, *dates) for dates in accepted)


def _same_month(start: date | None, end: date | None, other_start: date | None, other_end: date | None) -> bool:
    if not (start and end and other_start and other_end):
        return False
    return end == other_end and max((end - start).days, (other_end - other_start).days) <= SAME_MONTH


def supported(passages: Sequence[Passage], gold: GoldQuestion) -> bool:
    """Whether passages hold the evidence: any one piece of it, or in mode "all" one piece for every need."""
    texts = [(passage.doc.rsplit("/", 1)[-1], plain(passage.text)) for passage in passages]
    return all(any(_holds(texts, piece) for piece in pieces) for pieces in _needs(gold))


def found_at(ranked: Sequence[Passage], gold: GoldQuestion) -> int:
    """The least k for which the k best passages hold the evidence; 0 where all of them together don't."""
    return next((k for k in range(1, max(len(ranked), 1) + 1) if supported(ranked[:k], gold)), 0)


def _needs(gold: GoldQuestion) -> list[list[Evidence]]:
    evidence = gold.evidence or ()
    if gold.evidence_mode == "any":
        return [list(evidence)] if evidence else []
    needs: dict[str, list[Evidence]] = defaultdict(list)
    for number, piece in enumerate(evidence):
        needs[piece.need if piece.need is not None else f"#{number}"].append(piece)
    return list(needs.values())


def _holds(texts: Sequence[tuple[str, str]], piece: Evidence) -> bool:
    quote = plain(piece.quote)
    return any(doc == piece.doc and quote in text for doc, text in texts)


def plain(text: str) -> str:
    """Text without markup, case and the kind of white space, as two readings of one line are compared."""
    return " ".join(MARKUP.sub(" ", text).split()).lower()
