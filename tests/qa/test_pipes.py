"""Tables that bars part, in text that stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.pipes import bars, piped
from qa.read import read
from qa.tables import grid
from tests.qa.read.typed import typed

RELEASE = """# Minato Boats results

Sales rose 12% in FY2031.

| (USD million)    | FY2030 | FY2031 |
|:-----------------|-------:|-------:|
| Revenue          |    308 |    345 |
| Operating income |   (12) | **41** |

Region | FY2031
--- | ---
Asia | USD 5 million

either | or
"""


def test_figures_of_a_markdown_file(tmp_path: Path) -> None:
    path = tmp_path / "release.md"
    path.write_text(RELEASE, encoding="utf-8")
    document = read(path)
    assert document.text == RELEASE
    assert [block.kind for section in document.sections for block in section.blocks] == [
        "paragraph", "paragraph", "table", "table", "paragraph",
    ]  # fmt: skip
    assert typed(path) == [
        ("Sales", "2031-12-31", 12, "%"),
        ("Revenue", "2030-12-31", 308e6, "USD"),
        ("Revenue", "2031-12-31", 345e6, "USD"),
        ("Operating income", "2030-12-31", -12e6, "USD"),
        ("Operating income", "2031-12-31", 41e6, "USD"),
        ("Asia", "2031-12-31", 5e6, "USD"),
    ]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["| a | b |", "|---|:-:|", "| 1 | 2 |", "no bar"], {0, 1, 2}),
        (["a | b", "- | -", "1 | 2", "", "3 | 4"], {0, 1, 2}),
        (["a | b | c", "- | -"], set()),
        (["a - b", "---"], set()),
        (["|---|---|"], set()),
        (["a | b", "--- | x"], set()),
    ],
)
def test_rows(lines: list[str], rows: set[int]) -> None:
    assert piped(lines) == rows


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("| a | b |", [" a ", " b "]),
        ("a | b", ["a ", " b"]),
        ("  |a||b|  ", ["a", "", "b"]),
        (r"a \| b | c", [r"a \| b ", " c"]),
        ("|", []),
    ],
)
def test_bars(line: str, cells: list[str]) -> None:
    assert [line[start:end] for start, end in bars(line)] == cells


@given(st.lists(st.text("ab1 |-:\t\\\r", max_size=12), max_size=8))
def test_every_cell_knows_where_it_stands(lines: list[str]) -> None:
    text = "\n".join(lines)
    for number, row in enumerate(grid(text, 0, len(text))):
        for column, cell in enumerate(row):
            assert (cell.row, cell.column, text[cell.start : cell.end]) == (number, column, cell.text)
