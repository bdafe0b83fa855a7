"""Lists: several things at once, with their figures or without.

Metrics that a question joins are bound one by one and kept to one place; parts of a whole come from the group of
figures that shares what the question names; items in words from the bullets or rows under the heading that fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from qa import say
from qa.cells import plain
from qa.coordination import asked_apart
from qa.figure_index import Fit
from qa.groups import Group, figure_groups, line_groups, sharing, worth
from qa.inquiry import Inquiry
from qa.lines import Line
from qa.model import Answer, Figure, Passage, Period
from qa.series import asks_operation, best_kin, leader
from qa.vocabulary import Term, fold

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_OF_LISTS = (
    "break", "down", "breakdown", "kind", "type", "category", "item", "line", "component", "element", "part", "list",
    "division", "name", "each", "every", "all", "split", "divide", "single", "respective", "biggest", "largest", "main",
    "individual", "separate", "one", "by", "into", "make", "up", *_NUMBERS,
)  # fmt: skip
_IDLE = frozenset(map(fold, _OF_LISTS))
"""Words that ask for a list, and not for what is in it."""
_PERCENT = frozenset({"share", "percentage", "proportion", "portion"})
_FIGURES = re.compile(
    r"\bhow (?:much|many)\b|\bshares?\s+of\b|\beach\b|\bwith (?:their |its )?\w+$|\bbreak\s?down\b|\bsplit\b"
    r"|\bby\b|%|\bpercent",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"\b(?P<n>{'|'.join(_NUMBERS)}|[2-9])\b(?!\s+(?:months?|quarters?|years?|day))", re.IGNORECASE)
FIGURE_MERITS = {"period": 0.5, "unit": 0.25, "status": 0.4, "found": 0.3, "said": 0.3}
LINE_MERITS = {"found": 0.4, "said": 0.3}
"""What each merit of a group's members weighs against the part of the question that they share; ``said`` is how much
of the words above them the question says."""
RATIO = 0.8
"""How well a percentage meets the name of a ratio."""
SHARED = 0.6
"""Part of a question that the members of a group share at least, where the group answers."""
COUNTED = 0.4
"""What a group of as many members as the question says is worth more."""
EACH = 0.02
"""What a group is worth more for each of its members: the whole rather than a part of it."""


# -- several metrics ---------------------------------------------------------------------------------------


def several_metrics(inquiry: Inquiry, threshold: float) -> Answer | None:
    """A figure for each of several metrics that a question joins, all from one place where one has them."""
    apart = asked_apart(inquiry.question.text)
    if not apart or asks_operation(inquiry.question):
        return None
    choices = [Inquiry(part, inquiry.shelf, inquiry.docs).candidates for part in apart]
    lead = leader(choices, beside)
    best = [best_kin(choice, lead, beside) for choice in choices] if lead else []
    found = [candidate for candidate in best if candidate]
    sure = sum(candidate.probability for candidate in found) / len(apart)
    values = {(candidate.figure.value, candidate.figure.unit) for candidate in found}
    if len(values) < len(apart) or sure < threshold:
        return None
    return _with_figures(inquiry, [candidate.figure for candidate in found], sure)


def beside(one: Figure, other: Figure) -> float:
    """How close two figures of different things stand: 1 in one section for one period, less in one document."""
    if one.status != other.status or not one.source or not other.source:
        return 0.2
    same_period = bool(one.period and other.period and _dates(one.period) == _dates(other.period))
    near = one.source.doc == other.source.doc
    return 0.4 + 0.3 * same_period + 0.15 * near + 0.15 * (near and one.source.section == other.source.section)


def _dates(period: Period) -> tuple[date, date]:
    return period.start, period.end


# -- parts of a whole --------------------------------------------------------------------------------------


def parts(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The figures that make up what a question asks to have broken down."""
    if not _FIGURES.search(inquiry.question.text):
        return None
    figures, fit = inquiry.shelf.figures, _fit(inquiry)
    groups = [group for group in sharing(figure_groups(figures), fit.words) if inquiry.allowed[group.members[0]]]
    found = np.array([inquiry.passage_worth.get(key, 0.0) for key in inquiry.shelf.passage_keys])
    said = 1 - fit.words.unsaid_above
    merits = {"period": fit.period, "unit": fit.unit, "status": fit.status, "found": found, "said": said}
    best = _best(groups, worth(groups, merits, FIGURE_MERITS), inquiry)
    if not best or best[1] < max(threshold, SHARED) or min(fit.period[list(best[0].members)]) < 0.3:
        return None
    chosen = [figures[n] for n in best[0].members]
    text = best[0].heading if all(figure.printed in best[0].heading for figure in chosen) else _spoken(chosen)
    return _with_figures(inquiry, chosen, best[1]).model_copy(update={"text": say.clipped(text, say.LIMIT)})


def _fit(inquiry: Inquiry) -> Fit:
    """The fit of the figures, where to break down is no fall, and a percentage meets the name of a ratio."""
    question = inquiry.question
    status = None if question.status == "change" and not question.change else question.status
    named = [term for term in _without_idle(question.terms) if question.unit != "%" or term.name not in _PERCENT]
    fit = inquiry.shelf.figure_index.fit(replace(question, terms=tuple(named), status=status))
    ratios = np.array([float(bool(term.concept and term.concept.kind == "ratio")) for term in fit.words.said])
    percent = np.array([figure.unit == "%" for figure in inquiry.shelf.figures], dtype=np.float64)
    met = np.maximum(fit.words.by_term, RATIO * np.outer(ratios, percent))
    return replace(fit, words=replace(fit.words, by_term=met))


def _without_idle(said: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(term for term in said if term.concept or term.name not in _IDLE)


def _best(groups: Sequence[Group], values: Sequence[float], inquiry: Inquiry) -> tuple[Group, float] | None:
    """The group worth most, and how sure it is, as a part of the most that a group can be worth."""
    count = _count(inquiry.question.text)
    sizes = [len(group.members) for group in groups]
    counted = [v + COUNTED * (size == count) + EACH * size for v, size in zip(values, sizes, strict=True)]
    if not counted:
        return None
    number = int(np.argmax(counted))
    return groups[number], min(groups[number].shared, 1.0)


def _count(text: str) -> int:
    said = _COUNT.search(text)
    return 0 if not said else _NUMBERS.get(said["n"].lower()) or int(said["n"])


def _with_figures(inquiry: Inquiry, figures: Sequence[Figure], sure: float) -> Answer:
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=say.clipped(_spoken(figures), say.LIMIT),
        confidence=round(sure, 4),
        figures=tuple(figures),
        citations=_distinct([inquiry.shelf.cite(figure) for figure in figures]),
    )


def _spoken(figures: Sequence[Figure]) -> str:
    """Each item with its figure."""
    return "; ".join(f"{say.clipped(say.about(figure), 60)}: {say.amount(figure)}" for figure in figures)


def _distinct(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    return tuple({(passage.doc, passage.start): passage for passage in passages}.values())


# -- items in words ----------------------------------------------------------------------------------------


def items(inquiry: Inquiry, threshold: float) -> Answer | None:
    """The bullets or rows that stand under the heading that fits."""
    shelf = inquiry.shelf
    match = shelf.line_postings.match(_without_idle(inquiry.question.spoken))
    every = sharing(line_groups(shelf.lines), match)
    groups = [group for group in every if not inquiry.docs or shelf.lines[group.members[0]].doc in inquiry.docs]
    found = np.array([inquiry.passage_worth.get(key, 0.0) for key in shelf.line_keys])
    merits = {"found": found, "said": 1 - match.unsaid_above}
    best = _best(groups, worth(groups, merits, LINE_MERITS), inquiry)
    if not best or best[1] < max(threshold, SHARED):
        return None
    chosen = [shelf.lines[n] for n in best[0].members]
    return Answer(
        question=inquiry.question.text,
        status="answered",
        text=say.clipped("; ".join(map(item_of, chosen)), say.LIMIT),
        confidence=round(best[1], 4),
        spans=tuple(shelf.document(line.doc).text[line.start : line.end] for line in chosen),
        citations=_distinct([shelf.passage_at(line.doc, line.start) for line in chosen]),
    )


def item_of(line: Line) -> str:
    """What a line lists: a bullet without its mark, the label of a row."""
    text = line.text.partition(" | ")[0] if line.kind == "row" else line.text
    return re.sub(r"^[\s\-–•◆>➤➢*]+", "", plain(text))
