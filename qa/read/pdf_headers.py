"""Headers of a PDF's table: which columns each stands over, and which lines are one header.

Lines are read from the bottom up. A header that several columns share is centred over them, or has a rule below it
that runs over them. Lines set close to each other, over the same columns, are one header that was wrapped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.read.pdf_cells import Cell, Column, phrases_of
from qa.read.pdf_lines import Line
from qa.read.pdf_rules import Rule
from qa.read.pdf_words import Word

LEADING = 1.45  # of the type size: how far apart the base lines of a wrapped header lie at most
_APART, _PARTED = 0.75, 0.4  # of the type size: gaps between headers, wherever and where a gutter lies
_FLUSH = 6.0  # points between edges that are set flush
_EDGE = 1.5  # … and between those of a column and the header that is set to its right edge
_PER_COLUMN = 2.0  # points off the middle that a further column must make up for
_UNDER = 1.2  # of the type size: how far below its words a header's rule lies


@dataclass(frozen=True, slots=True)
class Header:
    """Words that stand over the columns from ``first`` to ``last``; the base lines of its first and last line."""

    words: tuple[Word, ...]
    first: int
    last: int
    upper: float
    base: float
    size: float


def headers_of(lines: Sequence[Line], columns: Sequence[Column], rules: Sequence[Rule]) -> list[Header]:
    """The headers in some lines, the lowest first."""
    found: list[Header] = []
    reach = list(columns)
    for line in reversed(lines):
        placed = list(_placed(line, reach, found, rules))
        for header in placed:
            if header.first == header.last:
                of = reach[header.first]
                x0, x1 = header.words[0].x0, max(word.x1 for word in header.words)
                reach[header.first] = Column(min(of.x0, x0), max(of.x1, x1))
            above = _continued(header, found, rules)
            if above is None:
                found.append(header)
            else:
                found[above] = _wrapped(header, found[above])
    return found


def levels_of(headers: Sequence[Header]) -> list[int]:
    """For each header, the lowest first, in which row of headers it stands, 0 for the lowest."""
    levels: list[int] = []
    for at, header in enumerate(headers):
        below = [levels[n] for n, other in enumerate(headers[:at]) if _share(header, other)]
        levels.append(max(below, default=-1) + 1)
    return levels


def corner_of(line: Line, columns: Sequence[Column]) -> tuple[Word, ...]:
    """The words of a line of headers that stand left of the columns."""
    phrases = phrases_of(line.words, _APART)
    return tuple(word for phrase in phrases if _is_corner(Cell(tuple(phrase), False), columns) for word in phrase)


def _is_corner(phrase: Cell, columns: Sequence[Column]) -> bool:
    flush = abs(phrase.x1 - columns[0].x1) < _EDGE
    covers = columns[0].overlap(phrase.x0, phrase.x1) >= 0.25 * (phrase.x1 - phrase.x0)
    return phrase.middle < columns[0].x0 and not covers and not flush


def _placed(line: Line, columns: Sequence[Column], below: Sequence[Header], rules: Sequence[Rule]) -> Iterator[Header]:
    """The headers of one line, each over its columns."""
    phrases = [Cell(tuple(part), False) for part in _split(line, columns)]
    phrases = [phrase for phrase in phrases if not _is_corner(phrase, columns)]
    covered = [_covered(phrase, columns) for phrase in phrases]
    headed = {column for header in below for column in range(header.first, header.last + 1)}
    if _right_set(phrases, covered, columns, below):
        covered = [(covered[at - 1][1] + 1 if at else 0, last) for at, (_, last) in enumerate(covered)]
    for at, (phrase, over) in enumerate(zip(phrases, covered, strict=True)):
        lowest = covered[at - 1][1] + 1 if at else 0
        highest = covered[at + 1][0] - 1 if at + 1 < len(phrases) else len(columns) - 1
        room = (min(lowest, over[0]), max(highest, over[1]))
        ruled = _ruled(line, phrase, columns, rules)
        if ruled and room[0] <= ruled[0] <= over[0] and over[1] <= ruled[1] <= room[1]:
            run = ruled
        elif ruled or not headed.issuperset(range(over[0], over[1] + 1)):
            run = over
        else:
            run = _centred(phrase, columns, over, room, headed, alone=len(phrases) == 1)
        yield Header(phrase.words, *run, line.base, line.base, line.size)


def _split(line: Line, columns: Sequence[Column]) -> Iterator[list[Word]]:
    """The phrases of a line of headers: parted by wide gaps, and by narrower ones over a gutter."""
    gutters = [(left.x1, right.x0) for left, right in pairwise(columns)]
    for phrase in phrases_of(line.words, _APART):
        part = [phrase[0]]
        for before, word in pairwise(phrase):
            wide = word.x0 - before.x1 > _PARTED * word.size
            if wide and any(left < word.x0 and before.x1 < right for left, right in gutters):
                yield part
                part = []
            part.append(word)
        yield part


def _covered(phrase: Cell, columns: Sequence[Column]) -> tuple[int, int]:
    """The columns that a phrase lies over, by more than its edge; else the nearest."""
    least = min(3.0, 0.2 * (phrase.x1 - phrase.x0))
    over = [at for at, column in enumerate(columns) if column.overlap(phrase.x0, phrase.x1) > least]
    if not over:
        nearest = max(range(len(columns)), key=lambda at: columns[at].overlap(phrase.x0, phrase.x1))
        return nearest, nearest
    return over[0], over[-1]


def _ruled(line: Line, phrase: Cell, columns: Sequence[Column], rules: Sequence[Rule]) -> tuple[int, int] | None:
    """The columns over which the rule right below a phrase runs, where there is one and it is not the whole table's."""
    for rule in rules:
        near = line.base - 0.1 * line.size <= rule.y <= line.base + _UNDER * line.size
        if near and rule.x0 <= phrase.x0 + 3 and phrase.x1 - 3 <= rule.x1 and rule.x0 > columns[0].x0 - 2 * line.size:
            under = [at for at, column in enumerate(columns) if rule.x0 - 2 <= column.middle <= rule.x1 + 2]
            if under:
                return under[0], under[-1]
    return None


def _right_set(
    phrases: Sequence[Cell], covered: Sequence[tuple[int, int]], columns: Sequence[Column], below: Sequence[Header]
) -> bool:
    """Whether phrases are set to the right of the columns they share: they end where every so manieth column does,
    and the headers below repeat themselves that often."""
    lasts = [last for _, last in covered]
    if len(phrases) < 2 or len(columns) % len(phrases) or len(columns) == len(phrases):
        return False
    each = len(columns) // len(phrases)
    if lasts != list(range(each - 1, len(columns), each)) or any(first != last for first, last in covered):
        return False
    if any(abs(phrase.x1 - columns[last].x1) > _FLUSH for phrase, last in zip(phrases, lasts, strict=True)):
        return False
    texts = {
        header.first: " ".join(word.text for word in header.words) for header in below if header.first == header.last
    }
    heads = [texts.get(at, "") for at in range(len(columns))]
    return all(heads) and heads == heads[:each] * len(phrases) and len(set(heads[:each])) == each


def _centred(
    phrase: Cell,
    columns: Sequence[Column],
    over: tuple[int, int],
    within: tuple[int, int],
    headed: set[int],
    *,
    alone: bool,
) -> tuple[int, int]:
    """The run of columns on whose middle a phrase is centred best: those it lies over and headed ones beside them.
    Of runs that differ little it is the shortest, but for a phrase alone on its line the longest."""
    price = -_PER_COLUMN if alone else _PER_COLUMN

    def off(run: tuple[int, int]) -> float:
        middle = (columns[run[0]].x0 + columns[run[1]].x1) / 2
        return abs(phrase.middle - middle) + price * (run[1] - run[0])

    runs = [(first, last) for first in range(within[0], over[0] + 1) for last in range(over[1], within[1] + 1)]
    return min((run for run in runs if headed.issuperset(range(run[0], run[1] + 1))), key=off, default=over)


def _continued(header: Header, below: Sequence[Header], rules: Sequence[Rule]) -> int | None:
    """The header below that goes on with this one: over the same columns, set close, with no rule between."""
    for at, other in enumerate(below):
        same = (other.first, other.last) == (header.first, header.last)
        if same and 0 < other.upper - header.base <= LEADING * max(header.size, other.size):
            return None if any(_between(rule, header, other) for rule in rules) else at
    return None


def _between(rule: Rule, above: Header, below: Header) -> bool:
    """Whether a rule is drawn between two headers."""
    x0, x1 = above.words[0].x0, above.words[-1].x1
    return above.base <= rule.y < below.upper - 0.5 * below.size and rule.x0 < x1 and x0 < rule.x1


def _wrapped(above: Header, below: Header) -> Header:
    return Header((*above.words, *below.words), below.first, below.last, above.upper, below.base, above.size)


def _share(header: Header, other: Header) -> bool:
    return header.first <= other.last and other.first <= header.last
