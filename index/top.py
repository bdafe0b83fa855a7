"""The highest of many scores."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

GROUPS = 8
"""Groups of scores for each of the highest that is wanted."""

Scores = NDArray[np.floating[Any]]
Positions = NDArray[np.int64]


def top(scores: Scores, k: int, above: float = -np.inf) -> Positions:
    """Positions of the ``k`` highest ``scores`` that are ``above`` something, best first, equal ones in order of
    position."""
    if k <= 0:
        return np.empty(0, np.int64)
    floor = low(scores, k)
    candidates = np.flatnonzero(scores >= floor if floor > above else scores > above)
    if k < len(candidates):
        of = scores[candidates]
        candidates = candidates[of >= np.partition(of, len(of) - k)[len(of) - k]]
    return candidates[np.argsort(-scores[candidates], kind="stable")][:k]


def low(scores: Scores, k: int) -> float:
    """A number that the ``k`` highest scores reach, and few others: as many groups of scores have one that high."""
    size = len(scores) // (GROUPS * k)
    if size < GROUPS:
        return -np.inf
    highest = scores[: len(scores) // size * size].reshape(size, -1).max(axis=0)
    return float(np.partition(highest, len(highest) - k)[len(highest) - k])
