"""Which figure answers a question: candidates scored slot by slot, and the model of ``qa.choice`` over the slots.

Candidates that state the same fact share their probability. A figure of another period than the one asked for, or of
another currency, is never a candidate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.choice import choose, weights_of
from qa.figure_index import Fit
from qa.model import Figure
from qa.postings import Array

MIN_PERIOD = 0.38
"""Agreement below which a figure is of another period."""
POOL = 40
"""Figures that are looked at closely for a question."""


@dataclass(frozen=True)
class Candidate:
    """A figure that may answer, with its features by name and the ``probability`` that what it states is the answer;
    ``share`` is its own part of that."""

    figure: Figure
    features: Mapping[str, float]
    probability: float
    share: float


def candidates(figures: Sequence[Figure], fit: Fit, found: Array, alike: Array, allowed: Array) -> list[Candidate]:
    """The likeliest figures for a question, best first.

    ``found`` is how high search ranks the passage of each figure (1 the first, falling to 0), ``alike`` how near its
    label comes to the question in meaning (likewise), ``allowed`` is 1 for the figures that may answer.
    """
    wording = fit.words.coverage - 0.3 * fit.words.unsaid - 0.1 * fit.words.unsaid_above
    best = float(np.max(wording, where=allowed > 0, initial=0.0))
    rough = wording + 0.3 * found + 0.3 * alike + 0.5 * fit.period + 0.2 * fit.unit + 0.2 * fit.status
    gate = (allowed > 0) & (fit.period >= MIN_PERIOD) & (fit.words.coverage > 0) & (fit.unit > 0)
    pool = [int(i) for i in np.argsort(-np.where(gate, rough, -np.inf), kind="stable")[:POOL] if gate[i]]
    chosen = [figures[i] for i in pool]
    supported = [_support(figure, chosen) for figure in chosen]
    made: list[dict[str, float]] = []
    for position, number in enumerate(pool):
        made.append(
            {
                **_features(figures[number], fit, number),
                "found": float(found[number]),
                "alike": float(alike[number]),
                "support": supported[position],
                "outdone": best - float(wording[number]),
            }
        )
    return _weighed(chosen, made)


def _weighed(chosen: Sequence[Figure], made: Sequence[Mapping[str, float]]) -> list[Candidate]:
    shares = choose(made, weights_of("binding"))
    groups = fact_groups(chosen)
    totals = [sum(share for share, other in zip(shares, groups, strict=True) if other == group) for group in groups]
    found = [
        Candidate(figure, features, float(total), float(share))
        for figure, features, total, share in zip(chosen, made, totals, shares, strict=True)
    ]
    return sorted(found, key=lambda c: (-c.probability, -c.share))


def fact_groups(figures: Sequence[Figure]) -> list[int]:
    """For each figure the number of the first that states the same."""
    groups: list[int] = []
    for place, figure in enumerate(figures):
        same = (groups[i] for i in range(place) if agrees(figures[i], figure))
        groups.append(next(same, place))
    return groups


def _features(figure: Figure, fit: Fit, number: int) -> dict[str, float]:
    return {
        "coverage": float(fit.words.coverage[number]),
        "unheard": fit.words.unheard,
        "missing": float(fit.words.missing[number]),
        "unsaid": float(fit.words.unsaid[number]),
        "unsaid above": float(fit.words.unsaid_above[number]),
        "fits": float(fit.words.coverage[number] * (1 - fit.words.unsaid[number])),
        "base": float(fit.base[number]),
        "recency": float(fit.recency[number]),
        "period": float(fit.period[number]),
        "period unknown": float(figure.period is None),
        "unit": float(fit.unit[number]),
        "status": float(fit.status[number]),
        "digits": min(significant(figure), 6) / 6,
        "whole": float(fit.whole[number]),
        "table": float(bool(figure.source and figure.source.marks)),
    }


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
    return float(figure.scale) / 10.0**figure.places


def _support(figure: Figure, others: Sequence[Figure]) -> float:
    """How many other places state the same, saturating at two."""
    same = {(f.source.doc, f.source.section) for f in others if f is not figure and f.source and agrees(figure, f)}
    return min(len(same), 2) / 2
