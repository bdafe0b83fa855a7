from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import arrays
from index.facets import Facets

ENTRIES = [{"doc": "a", "page": "1"}, {"doc": "b"}, {}, {"doc": "a", "page": "2"}]
Entries = st.dictionaries(st.sampled_from("ab"), st.sampled_from("xyz"))


def stored(facets: Facets, file: Path) -> Facets:
    """The same columns, written and read."""
    arrays.save(file, facets.arrays())
    return Facets.stored(facets.size, arrays.opened(file))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, [True, True, True, True]),
        ({"doc": ["a"]}, [True, False, False, True]),
        ({"doc": ["a", "b"]}, [True, True, False, True]),
        ({"doc": ["a"], "page": ["2", "3"]}, [False, False, False, True]),
        ({"doc": []}, [False] * 4),
        ({"company": ["a"]}, [False] * 4),
    ],
)
def test_mask(where: dict[str, list[str]], expected: list[bool], tmp_path: Path) -> None:
    facets = Facets.build(ENTRIES)
    assert list(facets.mask(where)) == expected
    assert list(stored(facets, tmp_path / "facets").mask(where)) == expected


@pytest.mark.parametrize("entries", [[], [{}, {}]])
def test_no_facets_at_all(entries: list[dict[str, str]], tmp_path: Path) -> None:
    opened = stored(Facets.build(entries), tmp_path / "facets")
    assert list(opened.mask({})) == [True] * len(entries)
    assert list(opened.mask({"doc": ["a"]})) == [False] * len(entries)


@settings(deadline=None)
@given(st.lists(st.lists(st.tuples(Entries, st.booleans()), max_size=6), min_size=1, max_size=4))
def test_merged_columns_are_those_of_the_entries_kept(parts: list[list[tuple[dict[str, str], bool]]]) -> None:
    built = [Facets.build([facets for facets, _ in part]) for part in parts]
    masks = [np.array([kept for _, kept in part], np.bool_) for part in parts]
    merged = Facets.merged([*zip(built, masks, strict=True)])
    left = [facets for part in parts for facets, kept in part if kept]
    for name in "ab":
        for value in "xyz":
            expected = [facets.get(name) == value for facets in left]
            assert list(merged.mask({name: [value]})) == expected
