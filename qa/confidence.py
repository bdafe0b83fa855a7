"""How sure an answer is: each way of answering has its own scale, and a probability is the same on all of them.

A way's own confidence p becomes 1 / (1 + exp(-(a + b * logit p))) (Platt 1999, "Probabilistic outputs for support
vector machines"); ``a`` and ``b`` of each way are text (``knowledge/confidence.json``), made by ``qa.calibrate``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

THRESHOLD = 0.65
"""Probability from which an answer is given where nobody says otherwise: the lowest in steps of 0.05 at which no more
than 7 % of the questions that the scales were learned from get a wrong answer."""
SILENCE = "silence"
"""Goes as a way of answering: how likely it is right to say nothing, by how unlikely the best answer is."""
UNTRIED = (-1.5, 1.0)
"""The scale of a way that no labelled question has tried: it is doubted."""
EDGE = 1e-4
"""Confidences closer to 0 or 1 than this are taken to be this close."""


def logit(probability: float) -> float:
    """The log odds of a probability, at most those of ``EDGE``."""
    kept = min(max(probability, EDGE), 1 - EDGE)
    return math.log(kept / (1 - kept))


@cache
def scales() -> Mapping[str, tuple[float, float]]:
    """The ``a`` and ``b`` of each way of answering."""
    read: dict[str, list[float]] = json.loads((files("qa.knowledge") / "confidence.json").read_text(encoding="utf-8"))
    return {way: (a, b) for way, (a, b) in read.items()}


def calibrated(way: str, confidence: float) -> float:
    """The probability that an answer is right which a way gives with its own ``confidence``."""
    a, b = scales().get(way, UNTRIED)
    return 1 / (1 + math.exp(-(a + b * logit(confidence))))
