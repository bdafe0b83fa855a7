"""Files into Documents: a reader for each format, and what tells the parts of a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa.model import Document
from qa.read.text import read_text

__all__ = ["FORMATS", "Unreadable", "read"]

ENCODINGS = ("utf-8-sig", "cp932")


class Unreadable(ValueError):
    """A file that can't be read; the message names the file, what is wrong with it and the way out, in one line."""


def read(path: Path) -> Document:
    """Read a file by its suffix; raises :class:`Unreadable` where there is nothing to read or no way to."""
    if not path.is_file():
        raise Unreadable(f"{path}: no such file; give the path of an existing document")
    reader = FORMATS.get(path.suffix.lower())
    if reader is None:
        raise Unreadable(f"{path}: unknown format; give one of {', '.join(sorted(FORMATS))}")
    return reader(path)


def _read_text_file(path: Path) -> Document:
    text = _decoded(path)
    if not text.strip():
        raise Unreadable(f"{path}: the file is empty; give one that has text in it")
    return read_text(path.name, text)


def _decoded(path: Path) -> str:
    """The file's text as UTF-8, with or without a byte order mark, or as Shift_JIS; no line end is changed."""
    data = path.read_bytes()
    if b"\0" not in data:
        for encoding in ENCODINGS:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise Unreadable(f"{path}: not a text file; save it as UTF-8 text")


FORMATS: dict[str, Callable[[Path], Document]] = {".txt": _read_text_file, ".md": _read_text_file}
