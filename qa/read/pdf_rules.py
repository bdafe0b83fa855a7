"""Rules drawn on a PDF's page: the lines under headers and above totals."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float
from typing import NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

THICKEST = 2.5  # points
_SHORTEST = 4.0
_SPECK = 0.3
_JOINT = 1.0  # points between the ends of parts of one rule
_MOST = 20_000  # objects of a page that are looked at


class Rule(NamedTuple):
    """A horizontal line at ``y``, in points from the top left of the page before any turn of its words."""

    y: float
    x0: float
    x1: float


def rules_of(page: PdfPage) -> list[Rule]:
    """The horizontal rules of a page that isn't turned, from top to bottom, parts that touch put together."""
    if page.get_rotation():
        return []
    joined: list[Rule] = []
    for rule in sorted(_drawn(page)):
        last = joined[-1] if joined else None
        if last and rule.y - last.y < _JOINT and last.x0 - _JOINT <= rule.x0 <= last.x1 + _JOINT:
            joined[-1] = Rule(last.y, last.x0, max(last.x1, rule.x1))
        else:
            joined.append(rule)
    return [rule for rule in joined if rule.x1 - rule.x0 >= _SHORTEST]


def _drawn(page: PdfPage) -> Iterator[Rule]:
    left, _, _, high = page.get_bbox()
    x0, low, x1, top = c_float(), c_float(), c_float(), c_float()
    for at in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST)):
        drawn = pdfium.FPDFPage_GetObject(page.raw, at)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(drawn, byref(x0), byref(low), byref(x1), byref(top)):
            continue
        if top.value - low.value <= THICKEST and x1.value - x0.value >= _SPECK:
            yield Rule(round(high - (top.value + low.value) / 2, 1), x0.value - left, x1.value - left)
