"""Makes ``knowledge/confidence.json`` from labelled questions: ``python -m qa.calibrate QUESTIONS.jsonl``.

Every question is answered however unsure the answer is, and judged; a logistic regression of right on the log odds of
a way's own confidence, drawn towards "believe it", gives the scale of each way. The questions must be ones that
nothing else was made with: where rules and weights were fitted, answers look surer than they are elsewhere.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from qa.answer import attempts
from qa.confidence import SILENCE, THRESHOLD, calibrated, logit
from qa.gold import read_gold
from qa.judge import judge
from qa.library import Library

PRIOR = 2.0  # how strongly the scale is drawn towards a = 0, b = 1

Trial = tuple[float, bool]


def main(arguments: Sequence[str] | None = None) -> int:
    """Calibrates every way of answering on a gold file, and writes the scales."""
    parser = argparse.ArgumentParser(prog="python -m qa.calibrate", description="Calibrate the ways of answering.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--library", type=Path, default=Path(".kessan"))
    parser.add_argument("--out", type=Path, help="where to write the scales, as qa/knowledge/confidence.json")
    options = parser.parse_args(arguments)
    found = defaultdict(list)
    for way, trial in trials(Library.open(options.library), options.gold):
        found[way].append(trial)
    if not found:
        print("no question was answered; give a gold file with more questions", file=sys.stderr)
        return 1
    scales = {way: scale(of) for way, of in sorted(found.items())}
    for way, (a, b) in scales.items():
        right = sum(ok for _, ok in found[way])
        print(f"{way:18} {len(found[way]):4} answers, {right:4} right   a {a:7.3f}   b {b:6.3f}")
    if options.out:
        options.out.write_text(json.dumps(scales, indent=2) + "\n", encoding="utf-8")
    return 0


def trials(library: Library, gold: Path) -> Iterator[tuple[str, Trial]]:
    """The attempts at each question up to the one that is sure enough to be given: the way of each,
    its own confidence, and whether it is right; and the silence where none is."""
    for question in read_gold(gold):
        if question.status:
            doubtful = 0.0
            for way, made in attempts(library.inquiry(question.question, question.docs or None)):
                sure = calibrated(way, made.confidence)
                doubtful = max(doubtful, sure)
                yield way, (made.confidence, judge(question, made).verdict == "right")
                if sure >= THRESHOLD:
                    break
            if doubtful < THRESHOLD:
                yield SILENCE, (1 - doubtful, question.status == "not_found")


def scale(of: Sequence[Trial]) -> tuple[float, float]:
    """The ``a`` and ``b`` that make what happened likeliest."""
    from scipy.optimize import minimize

    x = np.array([logit(confidence) for confidence, _ in of])
    y = np.array([right for _, right in of], dtype=float)

    def loss(theta: np.ndarray) -> float:
        z = theta[0] + theta[1] * x
        return float(np.sum(np.logaddexp(0, z) - y * z) + PRIOR * (theta[0] ** 2 + (theta[1] - 1) ** 2))

    a, b = minimize(loss, np.array([0.0, 1.0])).x
    return round(float(a), 4), round(float(b), 4)


if __name__ == "__main__":
    sys.exit(main())
