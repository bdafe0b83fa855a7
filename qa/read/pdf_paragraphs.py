"""Paragraphs of a PDF's page: which lines follow each other in one.

A paragraph ends where the next line stands further down than usual, begins with a bullet or further to the right, is
set in another type, or where its first word would have fitted on the line before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.read.pdf_lines import Line

_FURTHER = 1.25  # of the usual distance between lines: where a paragraph ends
_CLOSEST = 1.15  # of the type size: distances less than this are never more than usual
_OFTEN = 0.1  # of the lines: a distance that is frequent
_SPACED, _FULL = (
    1.6,
    0.4,
)  # distances in type sizes, and the share of full lines that tells spaced text from short lines
_INDENT = 0.8  # of the type size
_LIKE = 0.08  # of the type size: by how much the sizes of one paragraph may differ
_SHORT = 0.15  # of the width of the text: a line that leaves so much free is a paragraph's last
_BULLET = re.compile(r"[•▪●○■□◆➢➤‣⁃✓☐☑☒·]|[-–—*]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[).]|[†‡]|\*{1,3}")
_ODD_BULLET = re.compile(r"[^\w\s$€£¥(\[{“\"‘'<>=+/\\&#@%~—–*†‡§.,:;!?)\]}☐☑☒✓-]|‰")
_ENDS = re.compile(r".*[.!?:;][)”’\"]?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, from top to bottom, at least one."""

    lines: tuple[Line, ...]

    @property
    def bulleted(self) -> bool:
        """Whether it opens with a bullet, a dash or a number that stands apart."""
        return opens_item(self.lines[0])


def paragraphs_of(lines: Sequence[Line], right: float) -> list[Paragraph]:
    """Lines as paragraphs; ``right`` is the edge that their text is set to."""
    if not lines:
        return []
    usual = _usual_pitch(lines, right)
    groups = [[lines[0]]]
    for before, line in pairwise(lines):
        if _ends(groups[-1], before, line, usual, right):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [Paragraph(tuple(group)) for group in groups]


def opens_item(line: Line) -> bool:
    """Whether a line opens with a bullet or an item's number, and words after it."""
    if len(line.words) < 2:
        return False
    first, second = line.words[:2]
    apart = second.x0 - first.x1 > 0.5 * line.size
    return is_bullet(line) or (bool(_BULLET.fullmatch(first.text)) and apart)


def is_bullet(line: Line) -> bool:
    """Whether a line opens with a sign that is no letter, digit or usual mark: a bullet from any font."""
    return len(line.words) > 1 and len(line.words[0].text) == 1 and bool(_ODD_BULLET.fullmatch(line.words[0].text))


def _usual_pitch(lines: Sequence[Line], right: float) -> dict[int, float]:
    """The usual distance between the lines of a paragraph, by their type size in points: the least that is frequent.

    Where all lines are far apart and few of them are full, each is taken for a paragraph.
    """
    pitches: dict[int, Counter[float]] = {}
    for before, line in pairwise(lines):
        pitch = round(2 * (line.base - before.base)) / 2
        if round(before.size) == round(line.size) and 0.9 * line.size < pitch < 2.5 * line.size:
            pitches.setdefault(round(line.size), Counter())[pitch] += 1
    full = sum(line.x1 > right - 3 * line.size for line in lines) > _FULL * len(lines)
    usual = {size: _least_frequent(counts) for size, counts in pitches.items()}
    return {size: pitch if full or pitch < _SPACED * size else 0.0 for size, pitch in usual.items()}


def _least_frequent(counts: Counter[float]) -> float:
    """The least of some distances that is met with more than once, and often."""
    often = max(2, _OFTEN * counts.total())
    return min((pitch for pitch, count in counts.items() if count >= often), default=min(counts))


def _ends(group: Sequence[Line], before: Line, line: Line, usual: dict[int, float], right: float) -> bool:
    """Whether a paragraph ends before a line."""
    size, pitch = line.size, line.base - before.base
    most = _FURTHER * max(usual.get(round(size), 0.0), _CLOSEST * size)
    if pitch <= 0.3 * size or pitch > most or abs(size - before.size) > _LIKE * size:
        return True
    if before.bold != line.bold or opens_item(line):
        return True
    return _indented(group, line) or _had_room(before, line, right, group[0].x0)


def _indented(group: Sequence[Line], line: Line) -> bool:
    """Whether a line begins further right than the one before, or further left than a list's item goes on."""
    before = group[-1]
    if line.x0 > before.x0 + _INDENT * line.size:
        return not (len(group) == 1 and opens_item(before))
    return (
        len(group) == 1
        and opens_item(before)
        and line.x0 < before.x0 + 0.3 * line.size
        and _ENDS.fullmatch(before.text) is not None
    )


def _had_room(before: Line, line: Line, right: float, left: float) -> bool:
    """Whether the first word of a line would have fitted on the line before."""
    first = line.words[0]
    if before.words[-1].text.endswith("-") and first.text[0].islower():
        return False
    free = right - before.x1 - 0.3 * line.size - (first.x1 - first.x0)
    if free <= 0.5 * line.size:
        return False
    return free > _SHORT * (right - left) or bool(_ENDS.fullmatch(before.text))
