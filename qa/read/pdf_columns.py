"""Columns of a PDF's page: where text is set side by side, and in which order it reads.

A gutter is an upright strip that no word crosses over many lines, with text on both sides. Tables have such strips
too. But text in columns begins each line at one place to the right of the gutter, has words on both sides, and many
of its lines are full; labels and figures do neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.read.pdf_lines import Line, lines_of
from qa.read.pdf_words import Word

NARROWEST = 0.8  # of the type size: what a gutter is wide at least
FEWEST = 6  # lines on either side
_PITCH = 1.4  # of the type size: how far apart the lines of a paragraph are at most
_SIDE = 0.22  # of the width of the text: what a column is wide at least
_ALIGNED = 0.5  # of the lines to the right of a gutter begin at one place
_FULL = 0.3  # of the lines on either side run up to its right edge
_WORDY = 1.7  # words a line on either side
_WORDED = 0.5  # of the lines on either side begin with a word
_WORDY_IN_ROWS, _IN_ROWS = 3.6, 1.9  # … where nearly all lines have two sides, as the rows of a table do
_HANGING = (0, 9, 18)  # points by which a bullet may stand out to the left
_PLACE = 3.0  # points within which lines begin at one place


def regions_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of a page by the column that they stand in, in reading order; each region from top to bottom."""
    gutter = _gutter(lines)
    if gutter is None:
        if lines:
            yield list(lines)
        return
    first, end, at = gutter
    while first < end and _goes_on(lines, first, at):
        first += 1
    words = [word for line in lines[first:end] for word in line.words]
    yield from regions_of(lines[:first])
    for side in ([word for word in words if word.x0 < at], [word for word in words if word.x0 >= at]):
        yield from regions_of(lines_of(side))
    yield from regions_of(lines[end:])


def _goes_on(lines: Sequence[Line], first: int, at: float) -> bool:
    """Whether the first line between columns is the last of a paragraph above them."""
    line, above = lines[first], lines[first - 1] if first else None
    return above is not None and line.x1 < at and line.base - above.base < _PITCH * line.size


def _gutter(lines: Sequence[Line]) -> tuple[int, int, float] | None:
    """The best gutter: the lines it parts, from the first to the one after the last, and where it stands."""
    if len(lines) < FEWEST:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    places = Counter(round(place / _PLACE) for line in lines for place in _openings(line, left, right))
    best: tuple[int, int, int, float] | None = None
    for place, count in places.most_common(4):
        if count < FEWEST:
            break
        for at in (place * _PLACE - _PLACE / 2 - 1 - hanging for hanging in _HANGING):
            for first, end in _bands(lines, at):
                held = end - first
                if (best is None or held > best[0]) and _parts_columns(lines[first:end], at, right - left):
                    best = (held, first, end, at)
    return best[1:] if best else None


def _openings(line: Line, left: float, right: float) -> Iterator[float]:
    """Where words begin in a line after room for a gutter, or the line itself does well inside the text."""
    side = _SIDE * (right - left)
    if left + side < line.x0 < right - side:
        yield line.x0
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > NARROWEST * word.size and left + side < word.x0 < right - side:
            yield word.x0


def _bands(lines: Sequence[Line], at: float) -> Iterator[tuple[int, int]]:
    """Runs of lines that no word crosses at a place."""
    first = 0
    for number, line in enumerate(lines):
        if any(word.x0 < at < word.x1 for word in line.words) or _runs_over(line, at):
            if number - first >= FEWEST:
                yield first, number
            first = number + 1
    if len(lines) - first >= FEWEST:
        yield first, len(lines)


def _runs_over(line: Line, at: float) -> bool:
    """Whether a line goes on over a place with no more than a blank between its words."""
    return any(
        before.x1 <= at <= word.x0 and word.x0 - before.x1 < NARROWEST * word.size
        for before, word in pairwise(line.words)
    )


def _parts_columns(lines: Sequence[Line], at: float, width: float) -> bool:
    """Whether the words on both sides of a place are columns of text."""
    left = [side for line in lines if (side := [word for word in line.words if word.x0 < at])]
    right = [side for line in lines if (side := [word for word in line.words if word.x0 >= at])]
    if min(len(left), len(right)) < FEWEST or any(side[-1].text in "$€£¥(" for side in left):
        return False
    if min(sum(side[0].text[0].isalpha() for side in sides) / len(sides) for sides in (left, right)) < _WORDED:
        return False
    in_rows = len(left) + len(right) > _IN_ROWS * len(lines)
    if min(_wordiness(left), _wordiness(right)) < (_WORDY_IN_ROWS if in_rows else _WORDY):
        return False
    edge = max(side[-1].x1 for side in left)
    if min(edge - min(side[0].x0 for side in left), max(side[-1].x1 for side in right) - at) < _SIDE * width:
        return False
    starts = Counter(round(side[0].x0 / _PLACE) for side in right).most_common(2)
    aligned = sum(count for _, count in starts) / len(right)
    return aligned >= _ALIGNED and min(_fullness(left), _fullness(right)) >= _FULL


def _fullness(sides: Sequence[Sequence[Word]]) -> float:
    """How large a share of the lines on one side run up to its right edge."""
    edge = max(side[-1].x1 for side in sides)
    return sum(side[-1].x1 > edge - 2 * side[-1].size for side in sides) / len(sides)


def _wordiness(sides: Sequence[Sequence[Word]]) -> float:
    """How many words, and no figures, a line has on one side."""
    return sum(word.text[0].isalpha() for side in sides for word in side) / len(sides)
