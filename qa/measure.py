"""Sums up judgements: shares, hit rates, calibration error and latency, and what each measure had to leave out.

The denominator is every question that a measure can judge; a silence counts against the shares of right answers.
"""

from __future__ import annotations

import hashlib
import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence

from qa.judge import Judgement
from qa.model import Value

BINS = 10
HELD_OUT = 3  # one id in three is of the test split


class Measures(Value):
    """Measures over ``n`` questions. Shares are from 0 to 1, and None where there was nothing to measure.

    ``right``, ``wrong`` and ``missed`` are shares of the questions judged. ``cited`` and ``hit1`` to ``hit10`` are
    shares of the answerable ones, ``period`` of the right answers with a period, ``precision`` of the answers given.
    ``calibration_error`` is the expected calibration error (Naeini et al., 2015) of the answers given, in ten bins.
    ``median_ms`` and ``p95_ms`` are milliseconds a question.
    """

    n: int
    judged: int
    right: float | None
    wrong: float | None
    missed: float | None
    cited: float | None
    hit1: float | None
    hit5: float | None
    hit10: float | None
    period: float | None
    precision: float | None
    calibration_error: float | None
    median_ms: float | None
    p95_ms: float | None


NAMES = tuple(name for name in Measures.model_fields if name not in ("n", "judged"))


class LeftOut(Value):
    """How many questions a measure did not count, and why."""

    measure: str
    reason: str
    n: int


def measures(judgements: Sequence[Judgement]) -> Measures:
    """Every measure over some judgements."""
    verdicts = Counter(judgement.verdict for judgement in judgements if judgement.verdict)
    given = [judgement for judgement in judgements if judgement.verdict and judgement.given == "answered"]
    ranks = [judgement.found_at for judgement in judgements if judgement.found_at is not None]
    taken = [judgement.seconds * 1000 for judgement in judgements if judgement.seconds is not None]
    judged = verdicts.total()
    return Measures(
        n=len(judgements),
        judged=judged,
        right=_share(verdicts["right"], judged),
        wrong=_share(verdicts["wrong"], judged),
        missed=_share(verdicts["missed"], judged),
        cited=_share_true(judgement.cited for judgement in judgements),
        hit1=_hit(ranks, 1),
        hit5=_hit(ranks, 5),
        hit10=_hit(ranks, 10),
        period=_share_true(judgement.period for judgement in judgements),
        precision=_share(sum(judgement.verdict == "right" for judgement in given), len(given)),
        calibration_error=calibration_error(
            [(judgement.confidence, judgement.verdict == "right") for judgement in given]
        ),
        median_ms=statistics.median(taken) if taken else None,
        p95_ms=percentile(taken, 0.95),
    )


def _share(count: int, total: int) -> float | None:
    return count / total if total else None


def _share_true(values: Iterable[bool | None]) -> float | None:
    known = [value for value in values if value is not None]
    return _share(sum(known), len(known))


def _hit(ranks: Sequence[int], k: int) -> float | None:
    return _share(sum(1 <= rank <= k for rank in ranks), len(ranks))


def calibration_error(answers: Sequence[tuple[float, bool]]) -> float | None:
    """Mean distance of stated confidence from the share that was right, over ten bins weighted by their size."""
    bins: list[list[float]] = [[] for _ in range(BINS)]
    for confidence, right in answers:
        bins[min(int(confidence * BINS), BINS - 1)].append(confidence - right)
    return sum(abs(sum(gaps)) for gaps in bins) / len(answers) if answers else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """The least value that at least a ``share`` of the values don't exceed (nearest rank); None of no values."""
    return sorted(values)[math.ceil(share * len(values)) - 1] if values else None


def split_of(question_id: str) -> str:
    """The split an id falls in: "test" for a third of all ids, else "tune"; by its SHA-256, the same everywhere."""
    digest = hashlib.sha256(question_id.encode()).digest()
    return "test" if int.from_bytes(digest) % HELD_OUT == 0 else "tune"


def left_out(judgements: Iterable[Judgement]) -> tuple[LeftOut, ...]:
    """What the measures did not count, most first."""
    counts = Counter(omission for judgement in judgements for omission in _omissions(judgement))
    return tuple(LeftOut(measure=measure, reason=reason, n=n) for (measure, reason), n in counts.most_common())


def _omissions(judgement: Judgement) -> Iterable[tuple[str, str]]:
    if judgement.verdict is None:
        yield "verdict", "the gold line has no status, or neither figures nor texts"
    if judgement.expected == "not_found":
        yield "cited, hit", "there is nothing to find"
    elif judgement.found_at is None:
        yield "cited, hit", "the gold line names no evidence"
    elif judgement.cited is None:
        yield "cited", "the gold line has neither figures nor texts"
    if judgement.period is None:
        yield "period", _why_no_period(judgement)
    if judgement.given == "not_found":
        yield "precision, calibration error", "no answer was given"
    elif judgement.verdict is None:
        yield "precision, calibration error", "the answer was not judged"
    if judgement.seconds is None:
        yield "latency", "the run kept no times"


def _why_no_period(judgement: Judgement) -> str:
    if judgement.verdict == "right":
        return "the gold line names no period"
    return "the answer is not right" if judgement.verdict else "the answer was not judged"
