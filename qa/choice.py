"""A choice among candidates, or none of them: the small model that turns features into probabilities.

A conditional logit with an outside option (McFadden 1974, "Conditional logit analysis of qualitative choice
behavior"): a candidate's score is a weighted sum of its features, its probability its share of the exponentials of all
scores, "none" having a score of its own. The weights are text, one JSON file a task, made by ``qa.train``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from qa.postings import Array

Features = Mapping[str, float]
NONE = "none"


@cache
def weights_of(task: str) -> Mapping[str, float]:
    """The weight of each feature for a task ("binding", "quoting"), and the score of "none"."""
    read: dict[str, float] = json.loads((files("qa.knowledge") / f"{task}.json").read_text(encoding="utf-8"))
    return read


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
