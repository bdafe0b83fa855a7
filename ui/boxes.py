"""Marks on a page as boxes, and the part of the page about them that is worth showing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.read.places import Box, Place
from ui.components.markup import Mark, MarkKind

MARGIN = 0.018
"""Left free about the marked lines of a cut-out: this share of the page's width and height."""
HIGHEST, NARROWEST = 0.36, 0.4
"""How high a cut-out may be, and how narrow: shares of the page's height and width."""


TOUCH = 0.004
"""How far the boxes of two lines may overlap: a share of the page's height."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """Words of one line with a mark: their box in shares of the page, and what the mark is."""

    box: Box
    kind: MarkKind = "value"


def boxes(marks: Sequence[Mark], places: Sequence[Place | None], page: int) -> list[Boxed]:
    """The boxes of marks on a page; values last, so that they lie on top. ``places`` are the marks', in their order."""
    here = [(mark.kind, place) for mark, place in zip(marks, places, strict=True) if place and place.page == page]
    ordered = sorted(here, key=lambda one: one[0] == "value")
    return list(dict.fromkeys(Boxed(box, kind) for kind, place in ordered for box in place.boxes))


def region_of(found: Sequence[Boxed], lines: Sequence[Box]) -> Box:
    """The part of a page that shows the first value and, as far as there is room, the words that give it its meaning,
    nearest first. ``found`` are the page's boxes, at least one, and ``lines`` those of all its words."""
    first = next((one for one in found if one.kind == "value"), found[0]).box
    band = first
    for one in sorted(found, key=lambda one: abs(one.box[1] - first[1])):
        wider = around([band, one.box])
        band = wider if wider[3] - wider[1] <= HIGHEST else band
    return framed(band, lines)


def framed(band: Box, lines: Sequence[Box]) -> Box:
    """A band across the page as wide as the words in it, with a margin that cuts through no other line, and not beyond
    the page's edges."""
    above = max([band[1] - MARGIN, *(line[3] for line in lines if line[3] <= band[1] + TOUCH)])
    below = min([band[3] + MARGIN, *(line[1] for line in lines if line[1] >= band[3] - TOUCH)])
    top, bottom = max(min(above, band[1]), 0.0), min(max(below, band[3]), 1.0)
    left, _, right, _ = around([band, *(line for line in lines if line[1] < bottom and top < line[3])])
    short = max(NARROWEST - (right - left), 0.0) / 2
    return max(left - MARGIN - short, 0.0), top, min(right + MARGIN + short, 1.0), bottom


def around(found: Iterable[Box]) -> Box:
    """The box that holds some boxes."""
    left, top, right, bottom = zip(*found, strict=True)
    return min(left), min(top), max(right), max(bottom)


def holds(region: Box, box: Box) -> bool:
    """Whether a region holds the middle of a box."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return region[0] <= across <= region[2] and region[1] <= down <= region[3]
