from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import top as module
from index.top import top


@settings(deadline=None)
@given(st.lists(st.integers(0, 5).map(float), max_size=30), st.integers(-1, 40))
def test_top_is_a_stable_sort_cut_off(scores: list[float], k: int) -> None:
    expected = sorted(range(len(scores)), key=lambda position: -scores[position])[: max(k, 0)]
    assert list(top(np.array(scores), k)) == expected


@pytest.mark.parametrize("values", [3, 1000, 10**9])
@pytest.mark.parametrize("size", [63, 64, 65, 1000, 12_345])
def test_the_same_among_many(size: int, values: int) -> None:
    scores = np.random.default_rng(size + values).integers(0, values, size).astype(np.float64)
    for k in (1, 2, 7, 60):
        assert module.low(scores, k) <= np.sort(scores)[-k]
        assert list(top(scores, k)) == list(np.argsort(-scores, kind="stable")[:k])


def test_only_what_is_above_is_found() -> None:
    scores = np.zeros(10_000)
    scores[[7, 5000, 9000]] = 1, 2, 1
    assert list(top(scores, 100, above=0)) == [5000, 7, 9000]
    assert list(top(scores, 2, above=0)) == [5000, 7]
    assert list(top(scores, 5, above=1)) == [5000]
