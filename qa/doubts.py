"""What speaks against an answer, whichever way made it: it is another kind of thing than the question asks for.

A model of likelihood weighs signs against one another; these are the contradictions that no likeness outweighs, such as
yen where a percentage is asked for, a plan where what came of it is, a level where "by how much" is, or what is told of
another of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from qa import cues
from qa.bind import joins_others
from qa.inquiry import Inquiry
from qa.knowledge.lexicon import is_currency
from qa.model import Answer, Figure
from qa.namesakes import of_another
from qa.question import Question

DOUBTED = 0.1
"""What an answer's confidence is worth that is another kind of thing than what is asked for."""
_RATIOS = frozenset({"%", "pt"})


def confidence(inquiry: Inquiry, made: Answer) -> float:
    """How sure an answer is that its way believes in: nearly not at all where something speaks against it."""
    doubted = any(doubt(inquiry.question, made) for doubt in _DOUBTS) or of_another(inquiry, made)
    return round(made.confidence * DOUBTED, 4) if doubted else made.confidence


def _other_unit(question: Question, made: Answer) -> bool:
    """Money where a percentage or a number of things is asked for in so many words, or the other way round."""
    units = {figure.unit for figure in made.figures}
    if not units:
        return False
    if question.unit == "%":
        return bool(cues.IN_SO_MANY_PERCENT.search(question.text)) and not units & _RATIOS
    money = any(map(is_currency, units))
    if question.unit == "count":
        return all(is_currency(unit) or unit in _RATIOS for unit in units)
    spent = question.unit == "money" and bool(cues.PAID.search(question.text)) and units <= _RATIOS
    return spent or (is_currency(question.unit) and not money)


def _level(question: Question, made: Answer) -> bool:
    """A single level, stated, where it is asked by how much it has changed. What is counted over a stretch of time may
    be just that: so many were added."""
    levels = [figure for figure in made.figures if figure.derivation is None and figure.status != "change"]
    single = len(levels) == len(made.figures) == 1 and not _may_be_added(levels[0])
    return single and bool(cues.BY_HOW_MUCH.search(question.text))


def _may_be_added(figure: Figure) -> bool:
    counted = not is_currency(figure.unit) and figure.unit not in _RATIOS
    return counted and figure.period is not None and figure.period.days > 1


def _planned(question: Question, made: Answer) -> bool:
    """Nothing but plans where it is asked what came of them."""
    return (
        question.status == "actual" and bool(made.figures) and all(figure.status == "target" for figure in made.figures)
    )


def _no_percentage(question: Question, made: Answer) -> bool:
    """Words without a percentage where one is asked for in so many words."""
    asked = question.unit == "%" and question.wants != "reason" and cues.IN_SO_MANY_PERCENT.search(question.text)
    return bool(asked) and not made.figures and not re.search(r"\d\s?%|per\s?cent", made.text, re.IGNORECASE)


def _joined(question: Question, made: Answer) -> bool:
    """A figure of several metrics together where one is asked for by itself."""
    alone = cues.BY_ITSELF.search(question.text)
    return bool(alone) and any(joins_others(question, figure) for figure in made.figures)


_DOUBTS: tuple[Callable[[Question, Answer], bool], ...] = (_other_unit, _level, _planned, _no_percentage, _joined)
