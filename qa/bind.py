"""Which figure answers a question: candidates scored slot by slot, and a small model that weighs the slots.

The model is a logistic regression over the features below; its weights are text (``knowledge/binding.json``), made by
``qa.train`` from labelled questions. A figure of another period than the one asked for is never a candidate.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from qa.figure_index import Fit
from qa.model import Figure
from qa.postings import Array
from qa.question import Question

FEATURES = (
    "coverage", "missing", "unsaid", "unsaid above", "period", "period unknown", "unit", "status", "found", "digits",
    "whole", "support", "table",
)
MIN_PERIOD = 0.25
"""Agreement below which a figure is of another period."""
POOL = 40
"""Figures that are looked at closely for a question."""


@dataclass(frozen=True)
class Candidate:
    """A figure that may answer, with its features by name and the probability that it does."""

    figure: Figure
    features: Mapping[str, float]
    probability: float


def candidates(
    question: Question, figures: Sequence[Figure], fit: Fit, found: Array, allowed: Array
) -> list[Candidate]:
    """The likeliest figures for a question, best first.

    ``found`` is how high search ranks the passage of each figure (1 the first, falling to 0), ``allowed`` is 1 for
    the figures that may answer.
    """
    rough = fit.words.coverage - 0.3 * fit.words.unsaid - 0.1 * fit.words.unsaid_above + 0.3 * found
    rough = rough + 0.5 * fit.period + 0.2 * fit.unit + 0.2 * fit.status
    gate = (allowed > 0) & (fit.period >= MIN_PERIOD) & (fit.words.coverage > 0)
    pool = [int(i) for i in np.argsort(-np.where(gate, rough, -np.inf), kind="stable")[:POOL] if gate[i]]
    chosen = [figures[i] for i in pool]
    supported = [_support(figure, chosen) for figure in chosen]
    made = []
    for position, number in enumerate(pool):
        features = _features(figures[number], fit, number, float(found[number]), supported[position])
        made.append(Candidate(figures[number], features, probability(features)))
    return sorted(made, key=lambda c: -c.probability)


def _features(figure: Figure, fit: Fit, number: int, found: float, support: float) -> dict[str, float]:
    words = " ".join(figure.context[:1]).lower()
    return {
        "coverage": float(fit.words.coverage[number]),
        "missing": float(fit.words.missing[number]),
        "unsaid": float(fit.words.unsaid[number]),
        "unsaid above": float(fit.words.unsaid_above[number]),
        "period": float(fit.period[number]),
        "period unknown": float(figure.period is None),
        "unit": float(fit.unit[number]),
        "status": float(fit.status[number]),
        "found": found,
        "digits": min(significant(figure), 6) / 6,
        "whole": float("total" in words or "consolidated" in words),
        "support": support,
        "table": float(bool(figure.source and figure.source.marks)),
    }


def probability(features: Mapping[str, float]) -> float:
    """The model's probability that a candidate with these features answers the question."""
    weights = model()
    logit = weights["bias"] + sum(weights[name] * features[name] for name in FEATURES)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def model() -> Mapping[str, float]:
    """The weight of each feature, and the bias."""
    read: dict[str, float] = json.loads((files("qa.knowledge") / "binding.json").read_text(encoding="utf-8"))
    return read


def significant(figure: Figure) -> int:
    """How many significant digits a figure was printed with."""
    digits = "".join(ch for ch in figure.printed if ch.isdigit())
    return len(digits.lstrip("0"))


def agrees(one: Figure, other: Figure) -> bool:
    """Whether two figures state the same number for the same period, within the rounding of the coarser."""
    if one.unit != other.unit or not one.period or not other.period:
        return False
    if (one.period.start, one.period.end) != (other.period.start, other.period.end):
        return False
    step = max(last_place(one), last_place(other))
    return abs(float(one.value) - float(other.value)) <= step * 0.501


def last_place(figure: Figure) -> float:
    """What one unit of a figure's last printed digit stands for."""
    _, _, decimals = figure.printed.strip("()%△▲").partition(".")
    places = sum(ch.isdigit() for ch in decimals)
    return float(figure.scale) / 10.0**places


def _support(figure: Figure, others: Sequence[Figure]) -> float:
    """How many other places state the same, saturating at two."""
    same = {(f.source.doc, f.source.section) for f in others if f is not figure and f.source and agrees(figure, f)}
    return min(len(same), 2) / 2
