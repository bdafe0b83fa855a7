from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index import dense
from index.dense import Mask, Vectors, Windows

ROWS, DIMENSIONS = 2000, 16


def unit_vectors(rows: int, seed: int) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((rows, DIMENSIONS)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


VECTORS, QUERIES = unit_vectors(ROWS, 1), unit_vectors(20, 2)
OWNERS = np.arange(ROWS)


def exact(query: Vectors, k: int, allowed: Mask | None = None) -> list[int]:
    """The nearest rows by plain arithmetic."""
    products = VECTORS @ query
    if allowed is not None:
        products[~allowed] = -np.inf
    return [int(row) for row in np.argsort(-products)[:k]]


@pytest.fixture(params=["IndexFlatIP", "IndexScalarQuantizer", "IndexIVFFlat"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each kind of index in turn, by moving the limits to where a small one gets it."""
    monkeypatch.setattr(dense, "EXACT_UP_TO", ROWS if request.param == "IndexFlatIP" else 0)
    monkeypatch.setattr(dense, "HALF_PRECISION_UP_TO", ROWS if request.param == "IndexScalarQuantizer" else 0)
    return str(request.param)


@pytest.fixture
def index(kind: str) -> Windows:
    built = Windows.build(VECTORS, OWNERS)
    assert type(built.index).__name__ == kind
    return built


def overlap(index: Windows, allowed: Mask | None) -> float:
    """The share of the true ten nearest that the index finds."""
    wanted = [exact(query, 10, allowed) for query in QUERIES]
    found = [index.search(query, 10, allowed)[0] for query in QUERIES]
    return float(np.mean([len(set(a) & {int(row) for row in b}) / len(a) for a, b in zip(wanted, found, strict=True)]))


def test_the_nearest_are_found(index: Windows, kind: str) -> None:
    assert overlap(index, None) >= {"IndexFlatIP": 1.0, "IndexScalarQuantizer": 0.97, "IndexIVFFlat": 0.7}[kind]


@pytest.mark.parametrize("share", [0.5, 0.05, 0.005])
def test_the_nearest_allowed_are_found(index: Windows, kind: str, share: float) -> None:
    allowed = np.random.default_rng(3).random(ROWS) < share
    assert all(allowed[index.search(query, 10, allowed)[0]].all() for query in QUERIES)
    assert overlap(index, allowed) >= {"IndexFlatIP": 1.0, "IndexScalarQuantizer": 0.97, "IndexIVFFlat": 0.8}[kind]


def test_equally_near_rows_come_in_order(kind: str) -> None:
    rows = np.repeat(VECTORS[:5], 100, axis=0)
    built = Windows.build(np.concatenate([rows, VECTORS[5 : ROWS - 495]]), OWNERS)
    for k in (1, 3, 99, 100, 101):
        found = built.search(VECTORS[2], k)[0]
        assert list(found[:100]) == list(range(200, 200 + min(k, 100)))


def test_no_more_than_there_are(index: Windows) -> None:
    allowed = np.zeros(ROWS, np.bool_)
    assert len(index.search(QUERIES[0], 10, allowed)[0]) == 0
    allowed[[5, 1999]] = True
    assert sorted(index.search(QUERIES[0], 10, allowed)[0]) == [5, 1999]
    assert len(index.search(QUERIES[0], 0)[0]) == 0


def test_products_fall(index: Windows) -> None:
    products = index.search(QUERIES[0], 50)[1]
    assert list(products) == sorted(products, reverse=True)


def test_reopened_index_finds_the_same_and_gives_its_vectors_back(index: Windows, tmp_path: Path) -> None:
    index.save(tmp_path / "vectors.faiss")
    opened = Windows.open(tmp_path / "vectors.faiss", index.owners)
    for query in QUERIES:
        assert list(opened.search(query, 10)[0]) == list(index.search(query, 10)[0])
    assert opened.vectors() == pytest.approx(VECTORS, abs=5e-4)


def test_limits_are_those_documented() -> None:
    kinds = {rows: type(dense.empty(rows, 4)).__name__ for rows in (1, 50_000, 50_001, 200_000, 200_001)}
    assert list(kinds.values()) == ["IndexFlatIP"] * 2 + ["IndexScalarQuantizer"] * 2 + ["IndexIVFFlat"]
