"""The blocks of a document without pages of its own, as its markup tells them, into a manuscript.

Where the markup marks headings, these are the headings. Elsewhere short paragraphs set in bold throughout are, but for
those of the cover, of which only the last is: the content stands under it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from qa.read.rows import Entry, Grid
from qa.read.writer import Writer, tidy

LONGEST_HEADING = 120
FAKE = 2  # the level of a heading that only its type shows; 1 where it is set in the middle or in capitals too
_ENDS_SENTENCE = re.compile(r"[.;,]$|\b(?:and|or)$")
_RECURS = 3  # times that a line must stand at the edge of pages to run through them


@dataclass(frozen=True, slots=True)
class Flow:
    """A block: its kind, its text (of a tabbed line with the tabs), the level of a heading or bullet (from 0), a
    table's rows. ``strong`` where it is set in bold throughout, ``centred`` where in the middle."""

    kind: Literal["heading", "paragraph", "bullet", "tabbed", "table", "break"]
    text: str = ""
    level: int = 0
    rows: Grid = ()
    strong: bool = False
    centred: bool = False


def write_flow(writer: Writer, blocks: Sequence[Flow]) -> None:
    """Write blocks in order; lines that run along page breaks become furniture."""
    running = _running(blocks)
    levels = _fake_headings(blocks) if all(block.kind != "heading" for block in blocks) else {}
    for tabbed, group in groupby(enumerate(blocks), key=lambda item: item[1].kind == "tabbed"):
        found = list(group)
        if tabbed and len(found) > 1:
            writer.table([_cells(block.text) for _, block in found])
            continue
        for at, block in found:
            if at in running:
                writer.furniture(block.text)
            else:
                _write(writer, block, levels.get(at))


def _write(writer: Writer, block: Flow, level: int | None) -> None:
    if block.kind == "table":
        writer.table(block.rows)
    elif block.kind == "heading" or level is not None:
        writer.heading(block.text, block.level if level is None else level)
    elif block.kind == "bullet":
        writer.bullet(block.text, block.level)
    else:
        writer.paragraph(block.text)


def _cells(line: str) -> list[Entry]:
    """The cells of a line that tabs part; how many tabs stand between two words is a matter of where they stop."""
    return [Entry(tidy(cell)) for cell in re.split(r"\t+", line.rstrip())]


def _fake_headings(blocks: Sequence[Flow]) -> dict[int, int]:
    """The levels of the paragraphs that only their type shows to be headings, by their places."""
    content = (at for at, block in enumerate(blocks) if block.kind == "table" or len(block.text) > LONGEST_HEADING)
    first = next(content, len(blocks))
    found = [at for at, block in enumerate(blocks) if _looks_like_heading(block)]
    cover = [at for at in found if at < first]
    outranks = {at: blocks[at].centred or blocks[at].text.isupper() for at in found}
    return {at: FAKE - outranks[at] for at in found if at not in cover[:-1]}


def _looks_like_heading(block: Flow) -> bool:
    words = tidy(block.text)
    shape = block.kind == "paragraph" and block.strong and len(words) <= LONGEST_HEADING
    return shape and any(ch.isalpha() for ch in words) and not _ENDS_SENTENCE.search(words)


def _running(blocks: Sequence[Flow]) -> set[int]:
    """The places of lines that stand right before or after page breaks and recur there."""
    edges = [at for at in _edges(blocks) if blocks[at].kind == "paragraph" and len(blocks[at].text) <= LONGEST_HEADING]
    times = Counter(tidy(blocks[at].text) for at in edges)
    return {at for at in edges if times[tidy(blocks[at].text)] >= _RECURS}


def _edges(blocks: Sequence[Flow]) -> Iterator[int]:
    for at, block in enumerate(blocks):
        if block.kind == "break":
            yield from (place for place in (at - 2, at - 1, at + 1, at + 2) if 0 <= place < len(blocks))
