"""Risk against coverage: how many questions are answered at each threshold, and how many of the answers are wrong.

The curve of selective prediction (El-Yaniv & Wiener 2010, "On the foundations of noise-free selective
classification"); its area is the mean risk over the coverages reached (Geifman, Uziel & El-Yaniv 2019).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import numpy as np

from qa.judge import Judgement
from qa.model import Value


class Point(Value):
    """What a threshold leads to. ``coverage`` is the share of the questions that are answered, ``risk`` the share of
    these answers that are wrong (None where nothing is answered), ``wrong`` the share of all questions that get one."""

    threshold: float
    coverage: float
    risk: float | None
    wrong: float


class RiskCurve(Value):
    """The points of ``n`` judged questions, the lowest threshold first: one for 0, and one for each probability above
    which something changes. ``area`` is None where nothing was answered at any threshold."""

    n: int
    points: tuple[Point, ...]
    area: float | None

    def at(self, threshold: float) -> Point:
        """The point of any threshold."""
        place = bisect_left(self.points, threshold, key=lambda point: point.threshold)
        if place == len(self.points):
            return Point(threshold=threshold, coverage=0.0, risk=None, wrong=0.0)
        return self.points[place].model_copy(update={"threshold": threshold})

    def within(self, limit: float, of: Literal["risk", "wrong"]) -> Point | None:
        """The point of the lowest threshold at which the risk, or the share of wrong answers among all questions, is
        at most ``limit``; None where none is."""
        shares = ((point, point.risk if of == "risk" else point.wrong) for point in self.points)
        return next((point for point, share in shares if share is not None and share <= limit), None)


def risk_curve(judgements: Iterable[Judgement]) -> RiskCurve:
    """The curve of the judgements that have a verdict, by what would have been answered at each threshold."""
    judged = [judgement for judgement in judgements if judgement.verdict]
    steps = [step for judgement in judged for step in _steps(judgement)]
    thresholds = sorted({0.0, *(high for _, high, _ in steps)})
    answered = _counts(steps, thresholds)
    wrong = _counts([step for step in steps if not step[2]], thresholds)
    points = [_point(*one, len(judged)) for one in zip(thresholds, answered, wrong, strict=True)]
    return RiskCurve(n=len(judged), points=tuple(points), area=_area(points))


Step = tuple[float, float, bool]
"""The thresholds from (excluded) and to which an answer would be given, and whether it is right."""


def _steps(judgement: Judgement) -> Iterable[Step]:
    low = -1.0
    for prospect in judgement.prospects:
        yield low, prospect.confidence, prospect.right
        low = prospect.confidence


def _counts(steps: Sequence[Step], thresholds: Sequence[float]) -> list[int]:
    """How many steps reach over each threshold."""
    changes = np.zeros(len(thresholds) + 1, int)
    for low, high, _ in steps:
        changes[bisect_left(thresholds, high) + 1] -= 1
        changes[0 if low < 0 else bisect_left(thresholds, low) + 1] += 1
    return [int(count) for count in np.cumsum(changes)[:-1]]


def _point(threshold: float, answered: int, wrong: int, n: int) -> Point:
    return Point(
        threshold=threshold,
        coverage=round(answered / n, 4) if n else 0.0,
        risk=round(wrong / answered, 4) if answered else None,
        wrong=round(wrong / n, 4) if n else 0.0,
    )


def _area(points: Sequence[Point]) -> float | None:
    """The mean risk over the coverages reached, each stretch of them at the risk where it is answered whole."""
    reached = [point for point in points if point.risk is not None]
    if not reached:
        return None
    coverages = [*(point.coverage for point in reached), 0.0]
    widths = [wide - narrow for wide, narrow in pairwise(coverages)]
    area = sum(width * (point.risk or 0.0) for width, point in zip(widths, reached, strict=True))
    return round(area / coverages[0], 4)
