"""Several rankings made one, by weighted reciprocal rank.

Source: Cormack, Clarke & Büttcher 2009, "Reciprocal rank fusion outperforms Condorcet and individual rank learning
methods" (k = 60 is theirs); the weights are the usual extension.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

K = 60


def fuse(
    rankings: Mapping[str, Sequence[str]], weights: Mapping[str, float] | None = None, k: int = K
) -> list[tuple[str, float]]:
    """Every key of ``rankings`` with the sum of weight / (k + rank) over the rankings that hold it, best first.

    Ranks count from 1; a ranking without a weight weighs 1. Equal sums come in order of key.

    >>> fuse({"words": ["a", "b"], "meaning": ["b", "c"]}, k=0)
    [('b', 1.5), ('a', 1.0), ('c', 0.5)]
    """
    sums: defaultdict[str, float] = defaultdict(float)
    for name, ranking in rankings.items():
        weight = 1.0 if weights is None else weights.get(name, 1.0)
        for rank, key in enumerate(ranking, start=1):
            sums[key] += weight / (k + rank)
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))
