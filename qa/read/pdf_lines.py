"""Lines of a PDF's page: words on one base line, with the marks raised above it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.read.pdf_words import Word

OFF_BASE = 0.3  # of the type size: how far apart the base lines of one line's words may lie
_SMALL = 0.85  # of the type size beside it: what a raised mark is at most
_HIGH, _LOW = 0.75, 0.35  # of the type size: how far above and below the base line a mark stands
_TOUCHING = 0.03  # of the type size: words no further apart are one that was torn
_BEFORE = 6  # words before a mark among which its own is looked for
_NEAR = 1.5  # of the type size: how far beside a word its mark stands, behind other marks
_OFF_LINE = 0.65  # of the type size: cells of one row may stand that far off its line


@dataclass(frozen=True, slots=True)
class Line:
    """Words from left to right, at least one, and the box around them; ``size`` is the type size of most letters."""

    words: tuple[Word, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float

    @staticmethod
    def of(words: Iterable[Word]) -> Line:
        """A line of words in any order."""
        ordered = tuple(sorted(words, key=lambda word: word.x0))
        chief = max(ordered, key=lambda word: (not word.raised, len(word.text)))
        return Line(
            ordered,
            min(word.x0 for word in ordered),
            min(word.top for word in ordered),
            max(word.x1 for word in ordered),
            max(word.bottom for word in ordered),
            chief.base,
            chief.size,
        )

    @property
    def bold(self) -> bool:
        """Whether all of it is set in bold type."""
        return all(word.bold for word in self.words if any(map(str.isalnum, word.text)))

    @property
    def italic(self) -> bool:
        """Whether all of it is set in italics."""
        return all(word.italic for word in self.words if any(map(str.isalpha, word.text)))

    @property
    def text(self) -> str:
        """Its words, with single blanks."""
        return " ".join(word.text for word in self.words)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words gathered into lines, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        if rows and word.base - rows[-1][0].base <= OFF_BASE * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    rows = _with_marks(rows)
    return sorted((Line.of(mended) for row in rows if (mended := _mended(row))), key=lambda line: line.base)


def levelled(lines: Sequence[Line]) -> list[Line]:
    """Lines with those put together that stand almost level, side by side: cells of one row that were set apart."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        if above and line.base - above.base < _OFF_LINE * min(line.size, above.size) and not _overlap(above, line):
            found[-1] = Line.of((*above.words, *line.words))
        else:
            found.append(line)
    return found


def _overlap(above: Line, line: Line) -> bool:
    """Whether a word of one line stands over a word of the other."""
    words = sorted([*((word.x0, word.x1, 0) for word in above.words), *((word.x0, word.x1, 1) for word in line.words)])
    return any(left[2] != right[2] and right[0] < left[1] for left, right in pairwise(words))


def _with_marks(rows: Sequence[list[Word]]) -> list[list[Word]]:
    """Rows with each raised mark moved to the line that it is a mark of."""
    ordered = [sorted(row, key=lambda word: word.x0) for row in rows]
    starts = [[word.x0 for word in row] for row in ordered]
    kept: list[list[Word]] = [[] for _ in rows]
    for at, row in enumerate(ordered):
        for word in row:
            home = next((near for near in (at, at + 1, at - 1) if _is_mark_in(word, ordered, starts, near)), None)
            kept[at if home is None else home].append(word if home is None else word._replace(raised=True))
    return [row for row in kept if row]


def _is_mark_in(word: Word, rows: Sequence[Sequence[Word]], starts: Sequence[Sequence[float]], at: int) -> bool:
    """Whether a word is a small mark beside one of the words before it in a row."""
    if not 0 <= at < len(rows):
        return False
    before = bisect_left(starts[at], word.x0)
    return any(_is_mark_of(word, other) for other in rows[at][max(before - _BEFORE, 0) : before])


def _is_mark_of(word: Word, other: Word) -> bool:
    """Whether a word is a small mark to the right of another, off its base line."""
    rise = other.base - word.base
    beside = -0.1 * other.size <= word.x0 - other.x1 <= _NEAR * other.size
    off_line = 0.08 * other.size < rise <= _HIGH * other.size or -_LOW * other.size <= rise < 0
    return beside and off_line and word.size <= _SMALL * other.size


def _mended(row: Sequence[Word]) -> list[Word]:
    """Words from left to right: printed twice, told once; torn apart, put together; without leaders of dots."""
    mended: list[Word] = []
    for word in sorted(row, key=lambda word: word.x0):
        if not word.text.strip(".…") or (mended and _is_print_of(word, mended[-1])):
            continue
        if mended and _goes_on(mended[-1], word):
            mended[-1] = _joined(mended[-1], word)
        else:
            mended.append(word)
    return _unspaced(mended)


def _is_print_of(word: Word, before: Word) -> bool:
    """Whether a word is another print of one, a little aside to make it look bold."""
    return word.text == before.text and word.x0 - before.x0 < 0.3 * min(word.size, before.x1 - before.x0)


def _goes_on(before: Word, word: Word) -> bool:
    same = not word.apart and before.raised == word.raised and abs(before.base - word.base) < 0.1 * word.size
    return same and -0.3 * word.size < word.x0 - before.x1 <= _TOUCHING * word.size


def _joined(before: Word, word: Word) -> Word:
    text, x1 = before.text + word.text, max(before.x1, word.x1)
    return before._replace(text=text, x1=x1, top=min(before.top, word.top), bottom=max(before.bottom, word.bottom))


def _unspaced(words: list[Word]) -> list[Word]:
    """Letters set far apart for effect, put together into words: "T A B L E  1"."""
    if len(words) < 4 or sum(len(word.text) == 1 for word in words) < 0.8 * len(words):
        return words
    gaps = [(after.x0 - word.x1) / word.size for word, after in pairwise(words)]
    usual = sorted(gaps)[len(gaps) // 3]
    mended = words[:1]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap <= 1.6 * usual and gap < 1 and word.text.isalpha() and mended[-1].text.isalpha():
            mended[-1] = _joined(mended[-1], word)
        else:
            mended.append(word)
    return mended
