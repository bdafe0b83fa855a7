"""Lines of a PDF's page: words on one base line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa.read.pdf_words import Word

OFF_BASE = 0.3  # of the type size: how far apart the base lines of one line's words may lie


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line, from left to right."""

    words: tuple[Word, ...]


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words gathered into lines, from top to bottom."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        if lines and word.base - lines[-1][0].base <= OFF_BASE * min(word.size, lines[-1][0].size):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(tuple(sorted(line, key=lambda word: word.x0))) for line in lines]
