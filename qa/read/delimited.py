"""Comma- and tab-separated files into a manuscript: one sheet of cells, as they stand."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import Path

from qa.read.manuscript import Limits, Manuscript
from qa.read.rows import Entry
from qa.read.sheets import write_sheet
from qa.read.text import LONGEST, decoded
from qa.read.writer import Writer, tidy

_DELIMITER = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))|[;\t|]")
_SAMPLE = 1 << 14  # characters by which the delimiter is told


def manuscript_of(path: Path, limits: Limits) -> Manuscript:
    """The tables of a file; its cells are parted by a comma, semicolon, tab or bar, whichever it has most of."""
    limits.check(path, "characters", path.stat().st_size / LONGEST)
    text = decoded(path)
    writer = Writer(path, limits)
    cells: dict[tuple[int, int], Entry] = {}
    for row, values in enumerate(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))):
        limits.check(path, "cells", len(cells) + len(values))
        cells.update({(row, column): Entry(tidy(value)) for column, value in enumerate(values) if value.strip()})
    write_sheet(writer, cells)
    return writer.manuscript()


def _delimiter(text: str) -> str:
    """The delimiter that occurs most where cells begin or end, and not between the digits of a number."""
    parted = Counter(found[0] for found in _DELIMITER.findall(text[:_SAMPLE]))
    return parted.most_common(1)[0][0] if parted else ","
