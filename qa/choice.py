"""A choice among candidates, or none of them: the small model that turns features into probabilities.

A conditional logit with an outside option (McFadden 1974, "Conditional logit analysis of qualitative choice
behavior"): a candidate's score is a weighted sum of its features, its probability its share of the exponentials of all
scores, "none" having a score of its own. The weights are text, one JSON file a task, made by ``qa.train``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files

import numpy as np

from qa.postings import Array

Features = Mapping[str, float]
NONE = "none"
TASKS = ("binding", "quoting")


_left_out: ContextVar[str | None] = ContextVar("left out", default=None)


@cache
def _learned(task: str) -> Mapping[str, float]:
    read: dict[str, float] = json.loads((files("qa.knowledge") / f"{task}.json").read_text(encoding="utf-8"))
    return read


def left_out() -> str | None:
    """The feature that is left out at the moment, see :func:`without`."""
    return _left_out.get()


def weights_of(task: str) -> Mapping[str, float]:
    """The weight of each feature for a task ("binding", "quoting"), and the score of "none"."""
    learned, gone = _learned(task), _left_out.get()
    return learned if gone is None or gone not in learned else {**learned, gone: -math.inf if gone == NONE else 0.0}


@contextmanager
def without(name: str) -> Iterator[None]:
    """Within the block a feature weighs nothing in any task, or with "none" one of the candidates is always right: to
    measure what that contributes."""
    before = _left_out.set(name)
    try:
        yield
    finally:
        _left_out.reset(before)


def choose(candidates: Sequence[Features], weights: Mapping[str, float]) -> Array:
    """The probability of each candidate; what is left of 1 is the probability that none is right."""
    if not candidates:
        return np.zeros(0)
    names = [name for name in weights if name != NONE]
    matrix = np.array([[features[name] for name in names] for features in candidates])
    scores = matrix @ np.array([weights[name] for name in names])
    top = max(float(scores.max()), weights[NONE])
    exponentials = np.exp(scores - top)
    shares: Array = exponentials / (exponentials.sum() + math.exp(weights[NONE] - top))
    return shares
