"""In which order a person reads boxes on a page: recursive cuts along the gaps between them.

The method is the XY cut (Nagy, Seth and Viswanathan, 1992): where a straight gap parts the boxes, those before it are
read before those behind it, and the widest gap, across or down, is cut first, so that columns stay whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_OVERLAP = 0.1  # of a box's width or height that may reach beyond its neighbour's edge
_BAND = 36  # lines of boxes that a page has room for
_MOST = 300  # boxes for which gaps are looked for


class Box(NamedTuple):
    """A rectangle, in any unit; from the left and from the top."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """The places of boxes in the order in which they are read."""
    order: list[int] = []
    todo = [list(range(len(boxes)))] if boxes else []
    while todo:
        group = todo.pop()
        cut = _cut(boxes, group) if 1 < len(group) <= _MOST else None
        if cut:
            todo += [cut[1], cut[0]]
        else:
            order += _by_lines(boxes, group)
    return order


def _cut(boxes: Sequence[Box], group: Sequence[int]) -> tuple[list[int], list[int]] | None:
    """The boxes before and behind the widest gap, the upper of equal ones; None where there is none."""
    down = _gaps([(at, boxes[at].top, boxes[at].bottom) for at in group])
    across = _gaps([(at, boxes[at].left, boxes[at].right) for at in group])
    if not down and not across:
        return None
    _, before = max([*down, *across], key=lambda gap: gap[0])
    return before, [at for at in group if at not in set(before)]


def _gaps(spans: Sequence[tuple[int, float, float]]) -> list[tuple[float, list[int]]]:
    """The gaps between spans, in order: how wide each is, and which spans lie before it."""
    found: list[tuple[float, list[int]]] = []
    before: list[int] = []
    end = slack = 0.0
    for at, first, last in sorted(spans, key=lambda span: (span[1], span[2])):
        own = _OVERLAP * (last - first)
        if before and first - end >= -min(own, slack):
            found.append((first - end, list(before)))
        if not before or last > end:
            end, slack = last, own
        before.append(at)
    return found


def _by_lines(boxes: Sequence[Box], group: Sequence[int]) -> list[int]:
    """Boxes that no gap parts: line by line, each from the left."""
    height = max(boxes[at].bottom for at in group) - min(boxes[at].top for at in group)
    line = height / _BAND or 1.0
    return sorted(group, key=lambda at: (boxes[at].top // line, boxes[at].left, boxes[at].top))
