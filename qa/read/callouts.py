"""Numbers set large on a slide, and the words right below or above that say what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.cells import is_value, opens_with_value
from qa.read.reading_order import Box
from qa.read.rows import Entry

_LONGEST = 60  # characters of a line
_AMOUNT = re.compile(r"\d[,.]?\d\d")  # "01" numbers an item of a list
_APART = 0.6  # of a number's height that may lie between it and its words
_ABOVE_EACH_OTHER = 0.6  # of the width of the narrower that must lie over the other


def callout(lines: Sequence[str]) -> list[Entry]:
    """Two lines, a number and what it counts, as a row of a table; empty for any others."""
    if len(lines) != 2:
        return []
    value, label = lines if is_amount(lines[0]) else reversed(lines)
    return [Entry(label), Entry(value)] if is_amount(value) and is_label(label) else []


def is_amount(line: str) -> bool:
    """Whether a line is a quantity, and no number of a list."""
    return len(line) <= _LONGEST and (opens_with_value(line) or (is_value(line) and bool(_AMOUNT.search(line))))


def is_label(line: str) -> bool:
    """Whether a line can say what a number counts."""
    return len(line) <= _LONGEST and not any(ch.isdigit() for ch in line) and any(ch.isalpha() for ch in line)


def counted(boxes: Sequence[Box], lines: Sequence[Sequence[str]]) -> dict[int, int]:
    """For the places of numbers in boxes of their own those of the words that they are set over, or under where that
    explains more of them. ``lines`` are what the boxes say."""
    amounts = [at for at, said in enumerate(lines) if len(said) == 1 and is_amount(said[0])]
    labels = [at for at, said in enumerate(lines) if len(said) == 1 and is_label(said[0])]
    sides = [_matched(boxes, amounts, labels, side) for side in (1, -1)] if labels else []
    return max(sides, key=len, default={})


def _matched(boxes: Sequence[Box], amounts: Sequence[int], labels: Sequence[int], side: int) -> dict[int, int]:
    """Each number with the nearest words on one side, 1 below and -1 above, that no other number has."""
    found: dict[int, int] = {}
    for amount in amounts:
        near = [(gap, label) for label in labels if (gap := _gap(boxes[amount], boxes[label], side)) is not None]
        free = [label for _, label in sorted(near) if label not in found.values()]
        if free:
            found[amount] = free[0]
    return found


def _gap(amount: Box, label: Box, side: int) -> float | None:
    """How far words lie below or above a number; None where they lie elsewhere."""
    shared = min(amount.right, label.right) - max(amount.left, label.left)
    narrower = min(amount.right - amount.left, label.right - label.left)
    gap = label.top - amount.bottom if side > 0 else amount.top - label.bottom
    reach = _APART * (amount.bottom - amount.top)
    return abs(gap) if shared >= _ABOVE_EACH_OTHER * narrower and abs(gap) <= reach else None
