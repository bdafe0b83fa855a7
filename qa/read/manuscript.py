"""What a reader makes of a file: its text in reading order, and what the file itself says about the parts of it.

Every reader keeps to one way of writing. A line feed ends a line, and an empty line parts paragraphs. A table is a run
of lines whose cells a tab parts; a cell's own line breaks and tabs become blanks, and a header that spans several
columns (or rows) is repeated in each. Emphasis and colour are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from qa.model import Leaf

__all__ = ["COUNTED", "Exceeded", "Leaf", "Limits", "Manuscript", "Mark", "Unreadable"]


class Unreadable(ValueError):
    """A file that can't be read; the message names the file, what is wrong with it and the way out, in one line."""


class Mark(NamedTuple):
    """A heading by the file's own word (a style, a larger type): ``text[start:end]`` in whole lines; lower levels
    enclose higher ones, and those of leaves with a title, which rank at 0."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file's ``text`` and what is known of it. Leaves are in order and hold all of the text, or there are none.

    Where there are no ``headings`` and no leaf has a title, the text is searched for lines that look like headings.
    ``furniture`` are the [start, end) of running headers and footers, in whole lines. ``title`` is the one that the
    file bears in its properties, if that is worth showing. ``warnings`` say what could not be read, as whole clauses
    that name the place: "page 3 is a picture without text".
    """

    text: str
    leaves: tuple[Leaf, ...] = ()
    headings: tuple[Mark, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    title: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may ask for before it is refused. ``unpacked`` counts the bytes of an archive's contents,
    ``ratio`` how often they may be as large as the file; ``memory`` is in bytes."""

    pages: int = 5_000
    cells: int = 2_000_000
    characters: int = 50_000_000
    unpacked: int = 1 << 30
    ratio: int = 200
    seconds: float = 300
    memory: int = 2 << 30

    def check(self, path: Path, name: str, count: float) -> None:
        """Raises :class:`Exceeded` where ``count`` is above the limit called ``name``."""
        if count > getattr(self, name):
            raise Exceeded(path, name, getattr(self, name))


COUNTED: Final = {
    "pages": "pages, slides or sheets",
    "cells": "cells",
    "characters": "characters",
    "unpacked": "bytes unpacked",
    "ratio": "times its own size unpacked",
    "seconds": "seconds of reading",
    "memory": "bytes of memory",
}
"""What each of the limits counts."""


class Exceeded(Unreadable):
    """A file that asks for more than a limit allows; the message says which, and which option raises it."""

    def __init__(self, path: Path, name: str, most: float) -> None:
        self.limit = name
        super().__init__(f"{path}: more than {most:,} {COUNTED[name]}, which is the limit; raise it with --max-{name}")
