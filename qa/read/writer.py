"""A manuscript while it is being written, within the limits and in the one way that all readers keep to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from qa.read.manuscript import Leaf, Limits, Manuscript, Mark, Unreadable
from qa.read.rows import Entry, parted

_INDENT = "  "
_OF_PROGRAMMES = re.compile(
    r"\S*|(?:microsoft\s)?(?:powerpoint|word|excel)\b.*|(?:slide|presentation|document|book|title)\s\S+"
    r"|.*\.(?:docx?|html?|indd|pdf|pptx?|xlsx?)",
    re.IGNORECASE,
)
"""Titles that programmes give: their own names, the file's, single words."""
_DEEPEST = 9  # the levels of a list


class Addressed(NamedTuple):
    """Where a cell of a sheet is written: ``text[start:end]``, and the cell's address."""

    start: int
    end: int
    address: str


class Writer:
    """Takes what a file says in reading order. Whatever is too long for the limits raises Unreadable at once."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._parts: list[str] = []
        self._length = 0
        self._cells = 0
        self._last = ""  # the kind of what was written last
        self._leaves: list[Leaf] = []
        self._headings: list[Mark] = []
        self._furniture: list[tuple[int, int]] = []
        self._warnings: list[str] = []
        self.places: list[Addressed] = []
        """The cells written so far that have an address."""

    # -- what is written -----------------------------------------------------------------------------------

    def leaf(self, page: int | None = None, title: str = "") -> None:
        """Turn to the next page, slide or sheet."""
        self._limits.check(self._path, "pages", len(self._leaves) + 1)
        self._close()
        self._leaves.append(Leaf(self._length, self._length, page, tidy(title)))
        self._last = ""

    @property
    def title(self) -> str:
        """The title of the page, slide or sheet that is open."""
        return self._leaves[-1].title if self._leaves else ""

    def paragraph(self, text: str) -> None:
        """Write a paragraph; its line feeds stay."""
        self._write("paragraph", _lines(text))

    def bullet(self, text: str, level: int = 0) -> None:
        """Write one item of a list, indented by its level."""
        lines = _lines(text)
        if lines:
            self._write("bullet", [f"{_INDENT * min(level, _DEEPEST)}- {lines[0]}", *lines[1:]])

    def heading(self, text: str, level: int) -> None:
        """Write a heading of one line."""
        words = tidy(text)
        if words:
            start = self._write("heading", [words])
            self._headings.append(Mark(start, self._length, level))

    def furniture(self, text: str) -> None:
        """Write a running header or footer."""
        lines = _lines(text)
        if lines:
            start = self._write("furniture", lines)
            self._furniture.append((start, self._length))

    def table(self, rows: Sequence[Sequence[Entry]], title: Entry | None = None) -> None:
        """Write a grid of cells: a table, with the lines above and the notes below it as paragraphs, but for the
        ``title`` of the sheet, which is a heading."""
        above, body, below = parted(rows)
        for entry in above:
            start = self._entry(entry)
            if entry == title:
                self._headings.append(Mark(start, self._length, 1))
        if body:
            self._write("table", [])
            for row in body:
                self._row(row)
        for entry in below:
            self._entry(entry)

    def warn(self, clause: str) -> None:
        """Note what could not be read, naming the place."""
        self._warnings.append(clause)

    def manuscript(self, title: str = "") -> Manuscript:
        """All that was written, under the title in the file's properties if a person gave it; raises Unreadable where
        nothing was."""
        self._close()
        text = "".join(self._parts)
        if not text.strip():
            reason = f" ({self._warnings[0]})" if self._warnings else ""
            raise Unreadable(f"{self._path}: no text in it{reason}; give a file that has some")
        return Manuscript(
            text,
            tuple(self._leaves),
            tuple(self._headings),
            tuple(self._furniture),
            "" if _OF_PROGRAMMES.fullmatch(tidy(title)) else tidy(title),
            tuple(self._warnings),
        )

    # -- how -----------------------------------------------------------------------------------------------

    def _write(self, kind: str, lines: list[str]) -> int:
        """Write whole lines, parted from what is before them by an empty line (but for items of one list); returns
        where they start."""
        if self._last and not (kind == self._last == "bullet"):
            self._append("\n")
        start = self._length
        if lines:
            self._append("".join(f"{line}\n" for line in lines))
        self._last = kind
        return start

    def _entry(self, entry: Entry) -> int:
        start = self._write("paragraph", [entry.text])
        self._place(entry, start)
        return start

    def _row(self, row: Sequence[Entry]) -> None:
        self._cells += len(row)
        self._limits.check(self._path, "cells", self._cells)
        at = self._length
        for entry in row:
            self._place(entry, at)
            at += len(entry.text) + 1
        self._append("\t".join(entry.text for entry in row) + "\n")

    def _place(self, entry: Entry, start: int) -> None:
        if entry.address and entry.text:
            self.places.append(Addressed(start, start + len(entry.text), entry.address))

    def _append(self, text: str) -> None:
        self._length += len(text)
        self._limits.check(self._path, "characters", self._length)
        self._parts.append(text)

    def _close(self) -> None:
        """End the leaf that is open with an empty line."""
        if self._leaves:
            if self._last:
                self._append("\n")
            self._leaves[-1] = self._leaves[-1]._replace(end=self._length)


def tidy(text: str) -> str:
    """Words on one line, without blanks at the ends and with single ones between."""
    return " ".join(text.split())


def _lines(text: str) -> list[str]:
    """The lines of a text that say something, each tidy."""
    return [line for line in map(tidy, text.replace("\v", "\n").split("\n")) if line]
