"""Where a stretch of a document's text stands in the file that it was read from: the boxes to draw around it on a page,
the cells of a sheet.

The file is read once more, by the same steps that read its text; it must be the file that the document came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qa.model import Document
from qa.read.manuscript import Limits

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom: shares of the page's width and height, from its top left corner."""

LIMITS = Limits()
PICTURED = frozenset({".pdf"})
"""The kinds of file whose pages can be drawn, by suffix."""
ADDRESSED = frozenset({".xlsx", ".xlsm", ".xltx"})
"""The kinds of file whose cells have addresses."""


class Place(NamedTuple):
    """A stretch of text as it stands on a page: a box around the words of each of its lines there."""

    page: int
    boxes: tuple[Box, ...]


def places_of(path: Path, document: Document, stretches: Sequence[tuple[int, int]]) -> list[Place | None]:
    """For each [start, end) of the document's text its place, None where no page can be drawn or no word stands there.

    Raises Unreadable where the file can no longer be read.
    """
    leaves = [document.leaf_at(start) for start, _ in stretches]
    pages = {leaf.page for leaf in leaves if leaf and leaf.page} if path.suffix.lower() in PICTURED else set()
    known = {page: list(_words(path, page)) for page in pages}
    return [
        _place(known[leaf.page], leaf.page, start - leaf.start, end - leaf.start)
        if leaf and leaf.page in known
        else None
        for leaf, (start, end) in zip(leaves, stretches, strict=True)
    ]


def addresses_of(
    path: Path, document: Document, stretches: Sequence[tuple[int, int]], limits: Limits = LIMITS
) -> list[tuple[str, ...]]:
    """For each [start, end) of the document's text the cells that it stands in, as formulas name them: "Sales!B7";
    none in a file that is not :data:`ADDRESSED`. Raises Unreadable where the file can no longer be read."""
    from qa.read import xlsx

    leaves = [document.leaf_at(start) for start, _ in stretches]
    sheets = {leaf.title for leaf in leaves if leaf} if path.suffix.lower() in ADDRESSED else set()
    cells = {sheet: xlsx.addresses_of(path, sheet, limits) for sheet in sheets}
    return [
        tuple(
            cell.address
            for cell in (cells.get(leaf.title, ()) if leaf else ())
            if leaf and cell.start < end - leaf.start and start - leaf.start < cell.end
        )
        for leaf, (start, end) in zip(leaves, stretches, strict=True)
    ]


def picture_of(path: Path, page: int, width: int, region: Box | None = None) -> bytes:
    """A page of a file that is :data:`PICTURED` as a PNG, ``width`` pixels wide, or a region cut out of that; raises
    Unreadable where it can't."""
    from qa.read import pdf

    return pdf.picture_of(path, page, width, region)


def _words(path: Path, page: int) -> Iterator[tuple[int, int, Box]]:
    """The words of a page: [start, end) from the start of its leaf, and their boxes."""
    from qa.read import pdf

    width, height = pdf.size_of(path, page)
    for start, end, (x0, top, x1, bottom) in pdf.boxes_of(path, page):
        yield start, end, (x0 / width, top / height, x1 / width, bottom / height)


def _place(words: Iterable[tuple[int, int, Box]], page: int, start: int, end: int) -> Place | None:
    """The boxes of the words in a stretch, those that stand side by side put together."""
    boxes: list[Box] = []
    for first, last, box in words:
        if first < end and start < last:
            if boxes and _beside(boxes[-1], box):
                boxes[-1] = _around(boxes[-1], box)
            else:
                boxes.append(box)
    return Place(page, tuple(boxes)) if boxes else None


def _beside(box: Box, other: Box) -> bool:
    """Whether two words stand on one line, upright or turned, no further apart than the line is high."""
    return _in_line(box, other) or _in_line(_turned(box), _turned(other))


def _in_line(box: Box, other: Box) -> bool:
    height = box[3] - box[1]
    level = abs(box[1] - other[1]) < height / 2 and abs(box[3] - other[3]) < height / 2
    return level and max(box[0], other[0]) - min(box[2], other[2]) < height


def _turned(box: Box) -> Box:
    return (box[1], box[0], box[3], box[2])


def _around(box: Box, other: Box) -> Box:
    return (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))
