"""Document text as HTML that shows it to the letter: everything is escaped, and places in it are marked.

Offsets are the document's. A table is drawn from tab-separated lines, with the marked cells lit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise, takewhile
from typing import Literal

MarkKind = Literal["value", "label", "typed", "aside", "missed"]
RULE = re.compile(r"[\s|+:]*[-=_]{3,}[-=_\s|+:]*")
NUMERIC = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*|[-–—]")
MANY_LINES, MANY_CHARACTERS, SHORT_LINE, NEARBY = 14, 600, 120, 2
GAP = '<div class="k-gap" aria-label="lines left out">⋯</div>'
MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters [start, end) of a document to light: a number or answer ("value"), the words that give it its
    meaning ("label"), or a numeral by how it was read ("typed", "aside", "missed"). ``note`` is seen on pointing at it.
    """

    start: int
    end: int
    kind: MarkKind = "value"
    note: str = ""


Run = tuple[int, int]


def plain(text: str) -> str:
    """Text for a label that Streamlit reads as Markdown, so that it shows to the letter."""
    return MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def lines(text: str, start: int, end: int) -> list[Run]:
    """The [start, end) of every line that touches an interval of the text, whole lines, without line ends."""
    start = text.rfind("\n", 0, start) + 1
    found: list[Run] = []
    while start < end or not found:
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        found.append((start, stop))
        start = stop + 1
    return found


def marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """The characters [start, end) escaped, with the marks that fall there as ``<mark>``."""
    cuts = {start, end} | {min(max(edge, start), end) for mark in marks for edge in (mark.start, mark.end)}
    edges = sorted(cuts)
    return "".join(span(text[a:b], mark_at(a, marks)) for a, b in pairwise(edges))


def mark_at(offset: int, marks: Iterable[Mark]) -> Mark | None:
    """The mark on one character; a value outshines what else is there."""
    found = [mark for mark in marks if mark.start <= offset < mark.end]
    return next((mark for mark in found if mark.kind == "value"), next(iter(found), None))


def span(text: str, mark: Mark | None) -> str:
    """Escaped text, marked where it has a mark."""
    if mark is None:
        return escape(text)
    note = f' title="{escape(mark.note)}"' if mark.note else ""
    return f'<mark class="k-{mark.kind}"{note}>{escape(text)}</mark>'


def touches(run: Run, marks: Iterable[Mark]) -> list[Mark]:
    """The marks that share a character with a run."""
    return [mark for mark in marks if mark.start < run[1] and run[0] < mark.end]


def excerpt(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Run]:
    """The lines worth showing of a passage: all of a short one; of a long one those that hold a mark, and short ones
    nearby. A line that holds a mark is shown even where it stands outside of the passage."""
    inside = [run for run in lines(text, start, end) if text[slice(*run)].strip()]
    if len(inside) > MANY_LINES or end - start > MANY_CHARACTERS:
        inside = near(inside, {i for i, run in enumerate(inside) if touches(run, marks)} or {0})
    outside = {run for mark in marks for run in lines(text, mark.start, mark.end)}
    return sorted(outside.union(inside))


def near(runs: Sequence[Run], wanted: AbstractSet[int]) -> list[Run]:
    """Of some lines the wanted ones, and up to two short ones that stand right before and after each."""
    kept = set(wanted)
    for line in wanted:
        for step in (-1, 1):
            beside = [line + step * count for count in range(1, NEARBY + 1)]
            kept.update(takewhile(lambda i: 0 <= i < len(runs) and runs[i][1] - runs[i][0] < SHORT_LINE, beside))
    return [runs[i] for i in sorted(kept)]


def drawn(text: str, runs: Sequence[Run], marks: Sequence[Mark]) -> str:
    """Lines of a document as HTML, in order: tables as tables, a gap where lines are left out."""
    parts: list[str] = []
    for piece in unbroken(text, runs):
        for tabular, rows in groupby(piece, key=lambda run: "\t" in text[slice(*run)]):
            draw = table if tabular else paragraphs
            parts.append(draw(text, list(rows), marks))
        parts.append(GAP)
    return "".join(parts[:-1])


def unbroken(text: str, runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs parted where text other than blanks lies between them."""
    piece: list[Run] = []
    for run in runs:
        if piece and text[piece[-1][1] : run[0]].strip():
            yield piece
            piece = []
        piece.append(run)
    if piece:
        yield piece


def paragraphs(text: str, runs: Sequence[Run], marks: Sequence[Mark]) -> str:
    """Lines of running text, blank ones left out."""
    shown = [run for run in runs if text[slice(*run)].strip()]
    return "".join(f'<div class="k-line">{marked(text, *run, touches(run, marks))}</div>' for run in shown)


def table(text: str, runs: Sequence[Run], marks: Sequence[Mark]) -> str:
    """Tab-separated lines as a table; lines of dashes become rules, and columns of numbers stand to the right."""
    rows = [cells(text, run) for run in runs]
    width = max(used(text, row) for row in rows)
    right = {column for column in range(1, width) if numeric(text, [row[column] for row in rows if column < len(row)])}
    body = "".join(table_row(text, row[:width], marks, right) for row in rows)
    return f'<div class="k-table"><table>{body}</table></div>'


def numeric(text: str, column: Sequence[Run]) -> bool:
    """Whether at least half of a column's filled cells are numbers."""
    filled = [shown for run in column if (shown := text[slice(*run)].strip())]
    return 2 * sum(bool(NUMERIC.fullmatch(shown)) for shown in filled) >= len(filled) > 0


def cells(text: str, run: Run) -> list[Run]:
    """The [start, end) of a line's cells."""
    start, found = run[0], []
    for part in text[slice(*run)].split("\t"):
        found.append((start, start + len(part)))
        start += len(part) + 1
    return found


def used(text: str, row: Sequence[Run]) -> int:
    """The number of cells up to the last that holds something, at least 1."""
    return max((i + 1 for i, run in enumerate(row) if text[slice(*run)].strip()), default=1)


def table_row(text: str, row: Sequence[Run], marks: Sequence[Mark], right: AbstractSet[int]) -> str:
    """One row of a table."""
    if RULE.fullmatch(text[row[0][0] : row[-1][1]]):
        return f'<tr class="k-rule"><td colspan="{len(row)}"></td></tr>'
    drawn = (table_cell(text, run, touches(run, marks), column in right) for column, run in enumerate(row))
    return f"<tr>{''.join(drawn)}</tr>"


def table_cell(text: str, run: Run, marks: Sequence[Mark], right: bool) -> str:
    """One cell, lit as its marks say."""
    kinds = {mark.kind for mark in marks}
    lit = "k-lit-value" if "value" in kinds else "k-lit-label" if "label" in kinds else ""
    side = "k-number" if right else ""
    digits = "k-digits" if NUMERIC.fullmatch(text[slice(*run)].strip()) else ""
    return f'<td class="{" ".join(filter(None, (lit, side, digits)))}">{marked(text, *run, marks)}</td>'
