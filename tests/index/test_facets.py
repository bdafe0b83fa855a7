from __future__ import annotations

from pathlib import Path

import pytest

from index.facets import Facets

ENTRIES = [{"doc": "a", "page": "1"}, {"doc": "b"}, {}, {"doc": "a", "page": "2"}]


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
    facets.save(tmp_path)
    assert list(Facets.open(tmp_path, len(ENTRIES)).mask(where)) == expected


@pytest.mark.parametrize("entries", [[], [{}, {}]])
def test_no_facets_at_all(entries: list[dict[str, str]], tmp_path: Path) -> None:
    Facets.build(entries).save(tmp_path)
    opened = Facets.open(tmp_path, len(entries))
    assert list(opened.mask({})) == [True] * len(entries)
    assert list(opened.mask({"doc": ["a"]})) == [False] * len(entries)
