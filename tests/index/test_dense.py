from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index import dense
from index.dense import Dense, Mask, Vectors, Windows

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


@pytest.fixture
def several(kind: str) -> tuple[Dense, Mask]:
    """The vectors in three sets, of which every fifth text of the second was removed; and a mask of those left."""
    left = np.ones(ROWS, np.bool_)
    left[1000:1500:5] = False
    sets = [(0, 1000), (1000, 1500), (1500, ROWS)]
    parts = [(Windows.build(VECTORS[a:b], OWNERS[: b - a]), b - a, left[a:b] if a == 1000 else None) for a, b in sets]
    return Dense(parts), left


@pytest.mark.parametrize("share", [1.0, 0.5, 0.02])
def test_the_nearest_of_several_sets_are_found(several: tuple[Dense, Mask], kind: str, share: float) -> None:
    dense, left = several
    allowed = np.random.default_rng(4).random(ROWS) < share
    shares = []
    for query in QUERIES:
        places, products = dense.search(query, 10, None if share == 1 else allowed)
        assert (left & allowed)[places].all()
        assert products == pytest.approx(VECTORS[places] @ query, abs=1e-3)
        assert list(places) == list(dense.texts(query, 10, None if share == 1 else allowed))
        shares.append(len({*places.tolist()} & {*exact(query, 10, left & allowed)}) / 10)
    assert np.mean(shares) >= {"IndexFlatIP": 1.0, "IndexScalarQuantizer": 0.97, "IndexIVFFlat": 0.7}[kind]


def test_sets_that_are_merged_hold_what_is_left(several: tuple[Dense, Mask]) -> None:
    dense, left = several
    masks = [np.ones(size, np.bool_) if mask is None else mask for _, size, mask in dense.parts]
    merged = Windows.merged([(windows, mask) for (windows, *_), mask in zip(dense.parts, masks, strict=True)])
    assert merged.owners.tolist() == list(range(int(left.sum())))
    assert merged.vectors() == pytest.approx(VECTORS[left], abs=5e-4)
    places = np.array([1501, 7, 1204, 1501, 1999])
    assert dense.products(QUERIES[0], places) == pytest.approx(VECTORS[places] @ QUERIES[0], abs=1e-3)
    assert dense.products(QUERIES[0], places[:0]).shape == (0,)


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
